package dev.luminar.emit.bytecode;

import dev.luminar.plan.Local;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Which buffers of a routine begin where their arrays begin. With offsets between them the JVM's
 * compiler cannot tell that elements of different indices differ, and vectorizes no loop that
 * stores. Hosts pass whole arrays nearly always, so a routine with loops over buffers has a second
 * method for that case.
 */
final class WholeBuffers {

  /** Statements and values of a routine that has two methods. */
  private static final int SIZE_MAX = 4_000;

  private final Set<Local> parts = new HashSet<>();
  private boolean isChanged;

  private WholeBuffers() {}

  /** The buffers of a routine that are whole; {@code params} says whether its parameters are. */
  static Set<Local> of(Routine routine, boolean params) {
    WholeBuffers walk = new WholeBuffers();
    if (!params) {
      walk.parts.addAll(buffers(routine).castToList());
    }
    do {
      walk.isChanged = false;
      walk.code(routine.body());
    } while (walk.isChanged);
    Set<Local> whole = new HashSet<>();
    for (Local local : routine.locals()) {
      if (Places.isBuffer(local.type()) && !walk.parts.contains(local)) {
        whole.add(local);
      }
    }
    return whole;
  }

  /** The parameters that are buffers. */
  static ImmutableList<Local> buffers(Routine routine) {
    return routine.params().select(param -> Places.isBuffer(param.type()));
  }

  /** Whether a routine has a method of its own for buffers that are whole. */
  static boolean pays(Routine routine) {
    if (routine.kind() == Routine.Kind.STEP || buffers(routine).isEmpty()) {
      return false;
    }
    int[] size = {0};
    return hasLoop(routine.body(), size) && size[0] <= SIZE_MAX;
  }

  private static boolean hasLoop(Code code, int[] size) {
    size[0]++;
    Walk.values(code, value -> size(value, size));
    boolean[] found = {code instanceof Code.Count || code instanceof Code.Lanes};
    Walk.children(code, child -> found[0] |= hasLoop(child, size));
    return found[0];
  }

  private static void size(Val value, int[] size) {
    size[0]++;
    Walk.parts(value, part -> size(part, size));
  }

  private void code(Code code) {
    switch (code) {
      case Code.Declare d when d.value().isPresent() -> assign(d.local(), d.value().get());
      case Code.Set s -> assign(s.local(), s.value());
      case Code.SwapBuffers s -> {
        if (parts.contains(s.left()) || parts.contains(s.right())) {
          note(s.left());
          note(s.right());
        }
      }
      default -> {}
    }
    Walk.children(code, this::code);
  }

  private void assign(Local local, Val value) {
    if (Places.isBuffer(local.type()) && !isWhole(value)) {
      note(local);
    }
  }

  private void note(Local local) {
    isChanged |= parts.add(local);
  }

  private boolean isWhole(Val value) {
    return switch (value) {
      case Val.Read r -> !parts.contains(r.local());
      case Val.Choose c -> isWhole(c.whenTrue()) && isWhole(c.whenFalse());
      default -> false;
    };
  }
}
