package dev.luminar.emit.bytecode;

import dev.luminar.plan.Local;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An upper estimate of the constants in a class: what is named for the first time in it counts, by
 * the entries it takes.
 */
final class ConstantEstimate {
  /** What every class has: the support's methods, types, and attributes. */
  private static final int BASE = 400;

  /** A routine: its name and descriptor, and those of the methods of its entry. */
  private static final int ROUTINE = 10;

  /** A second method for whole buffers: its name and the reference from the first one. */
  private static final int WHOLE = 4;

  private static final int NAME = 3; // a local; a buffer has three names
  private static final int CONSTANT = 3; // a long takes two, a string two
  private static final int CALL = 4; // a reference to a method: three, and its descriptor

  private final Set<Object> known = new HashSet<>();
  private int constants = BASE;

  private record Call(int routine) {}

  private record Extern(int extern) {}

  private record Region(int region) {}

  /** Adds a routine and says so, unless the class would then have more constants than the bound. */
  boolean add(Routine routine, int constantsMax) {
    Map<Object, Integer> found = new HashMap<>();
    for (Local local : routine.locals()) {
      found.put(local.name(), NAME);
    }
    statement(routine.body(), found);
    int more = ROUTINE + WHOLE;
    for (Map.Entry<Object, Integer> each : found.entrySet()) {
      more += known.contains(each.getKey()) ? 0 : each.getValue();
    }
    if (constants > BASE && constants + more > constantsMax) {
      return false;
    }
    known.addAll(found.keySet());
    constants += more;
    return true;
  }

  private static void statement(Code code, Map<Object, Integer> found) {
    Walk.values(code, value -> value(value, found));
    switch (code) {
      case Code.Call c -> found.put(new Call(c.routine()), CALL);
      case Code.CallExtern c -> found.put(new Extern(c.extern()), CALL);
      case Code.RunRegion r -> found.put(new Region(r.region()), 2 * CALL);
      case Code.Raise r -> found.put(r.site(), 1);
      default -> {}
    }
    Walk.children(code, child -> statement(child, found));
  }

  private static void value(Val value, Map<Object, Integer> found) {
    switch (value) {
      case Val.Const c -> found.put(c, CONSTANT);
      case Val.Text t -> found.put(t, CONSTANT + t.text().length() / 10_000);
      case Val.Call c -> found.put(new Call(c.routine()), CALL);
      default -> {}
    }
    Walk.parts(value, part -> value(part, found));
  }
}
