package dev.luminar.analyzer.race;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of two instances that they collide. */
final class Witness {
  private final Symbols symbols;

  Witness(Symbols symbols) {
    this.symbols = symbols;
  }

  /**
   * What two instances do to the element at which they meet.
   *
   * @param names the values that names must have for it
   */
  String words(Slot slot, Trial.Meeting meeting, Map<Integer, Long> names) {
    SharedAccess first = meeting.first();
    SharedAccess second = meeting.second();
    String element = first.root().name() + "[" + meeting.element() + "]";
    String when =
        names.isEmpty()
            ? ""
            : names.entrySet().stream()
                .map(name -> symbols.name(name.getKey()) + " = " + name.getValue())
                .collect(Collectors.joining(" and ", ", where ", ""));
    String word = slot.word();
    if (first.kind() == second.kind()) {
      long low = Math.min(meeting.i(), meeting.j());
      long high = Math.max(meeting.i(), meeting.j());
      return word + "s " + low + " and " + high + " both write " + element + when;
    }
    boolean isFirst = first.isWrite();
    return word
        + " "
        + (isFirst ? meeting.i() : meeting.j())
        + " writes "
        + element
        + " and "
        + word
        + " "
        + (isFirst ? meeting.j() : meeting.i())
        + " "
        + (isFirst ? second : first).kind().verb()
        + " it"
        + when;
  }

  /** Two tasks that touch one element for certain: both parts are the same for all instances. */
  @Nullable String met(Part one, Part other) {
    Part left = one.whole(one.access().slot());
    Part right = other.whole(other.access().slot());
    if (left == null || right == null) {
      return null;
    }
    Poly gap = left.from().minus(right.from());
    if (gap == null || !gap.isConstant() || !left.isNumeric() || !right.isNumeric()) {
      return null;
    }
    Poly at = gap.constant() > 0 ? left.from() : right.from();
    return "one "
        + one.access().kind().verb()
        + " and another "
        + other.access().kind().verb()
        + " "
        + one.access().name()
        + "["
        + at.show(symbols)
        + "]";
  }
}
