package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.host.PathStep;
import dev.luminar.testkit.value.BufferValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Remembers which iteration or task touched which element, and finds the first two that may do so
 * at the same time, one of them writing. It knows nothing of any proof: it holds every access
 * against all earlier ones to the element.
 */
final class AccessTrace {
  /** What an access does. */
  enum Kind {
    READ,
    WRITE,
    ATOMIC
  }

  private record Access(Kind kind, ImmutableList<PathStep> path, Span span) {}

  private final Map<Long, List<Access>> elements = new HashMap<>();
  private Optional<BruteForce.Clash> clash = Optional.empty();

  /** The first clash, if there was one. */
  Optional<BruteForce.Clash> clash() {
    return clash;
  }

  void touched(BufferValue buffer, long index, Kind kind, ImmutableList<PathStep> path, Span span) {
    long stride = buffer.length() == 0 ? 1 : buffer.memory().byteSize() / buffer.length();
    long place = buffer.memory().address() + index * stride;
    List<Access> known = elements.computeIfAbsent(place, key -> new ArrayList<>());
    Access now = new Access(kind, path, span);
    for (Access before : known) {
      boolean isHarmless =
          before.kind() == Kind.READ && kind == Kind.READ
              || before.kind() == Kind.ATOMIC && kind == Kind.ATOMIC;
      if (clash.isEmpty() && !isHarmless && areApart(before.path(), path)) {
        clash =
            Optional.of(
                new BruteForce.Clash(
                    before.path(),
                    before.span(),
                    before.kind() != Kind.READ,
                    path,
                    span,
                    kind != Kind.READ,
                    index));
      }
    }
    if (known.stream().noneMatch(a -> a.kind() == kind && a.path().equals(path))) {
      known.add(now);
    }
  }

  /** Whether neither path begins with the other: they part at two iterations of one region. */
  private static boolean areApart(ImmutableList<PathStep> left, ImmutableList<PathStep> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      if (!left.get(i).equals(right.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** A region has ended: what ran in it comes before what follows. */
  void ended(ImmutableList<PathStep> around) {
    int depth = around.size();
    for (List<Access> known : elements.values()) {
      List<Access> kept = new ArrayList<>();
      for (Access access : known) {
        boolean isInside = access.path().size() > depth && access.path().take(depth).equals(around);
        Access after = isInside ? new Access(access.kind(), around, access.span()) : access;
        if (!kept.contains(after)) {
          kept.add(after);
        }
      }
      known.clear();
      known.addAll(kept);
    }
  }
}
