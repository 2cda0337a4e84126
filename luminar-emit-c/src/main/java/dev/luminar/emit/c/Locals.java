package dev.luminar.emit.c;

import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Local;
import dev.luminar.plan.Routine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The C names of one routine's locals, by C scope, and which of them are read. */
final class Locals {
  private final Routine routine;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Usage> usages = new HashMap<>();
  private final List<String> frameFields;
  private final Deque<List<Integer>> declared = new ArrayDeque<>();
  private Identifiers scope;

  /** What became of one variable; another one that has its name in another scope has its own. */
  private static final class Usage {
    private boolean isRead;
  }

  /**
   * Makes the names of a routine without any locals in scope.
   *
   * @param frameFields the C names of the frame's fields, by field; empty for a routine without a
   *     frame
   */
  Locals(Emission emission, Routine routine, List<String> frameFields) {
    this.routine = routine;
    this.scope = emission.file.inner();
    this.frameFields = frameFields;
  }

  /** Keeps a name of our own. */
  String reserve(String own) {
    return scope.reserve(own);
  }

  /** Gives something that is no local of the plan a name in this scope. */
  String fresh(String wanted) {
    String name = scope.declare(wanted);
    usages.put(name, new Usage());
    return name;
  }

  /** Enters a C scope; what is declared from here on ends with it. */
  Identifiers enter() {
    Identifiers outer = scope;
    scope = scope.inner();
    declared.push(new ArrayList<>());
    return outer;
  }

  /** Leaves the scope for the one that {@link #enter} returned. */
  void leave(Identifiers outer) {
    scope = outer;
    declared.pop().forEach(names::remove);
  }

  /** Brings a local into scope under a name like its own. */
  String declare(Local local) {
    boolean hasLength = Emission.hasLength(local.type());
    String name = hasLength ? scope.declareWithLength(local.name()) : scope.declare(local.name());
    if (hasLength) {
      usages.put(name + "_length", new Usage());
    }
    usages.put(name, new Usage());
    names.put(local.id(), name);
    if (!declared.isEmpty()) {
      declared.peek().add(local.id());
    }
    return name;
  }

  /** Whether the local lives in the frame. */
  boolean inFrame(Local local) {
    return routine.frame().map(frame -> frame.fieldOf(local) >= 0).orElse(false);
  }

  /** Whether nothing has brought the local into scope yet. */
  boolean isNew(Local local) {
    return !inFrame(local) && !names.containsKey(local.id());
  }

  /** The place of a local, to write to. */
  String place(Local local) {
    if (inFrame(local)) {
      FrameLayout frame = routine.frame().orElseThrow();
      return "frame->" + frameFields.get(frame.fieldOf(local));
    }
    String name = names.get(local.id());
    if (name == null) {
      throw new IllegalStateException(
          "routine " + routine.name() + " uses " + local.name() + " before it is declared");
    }
    return name;
  }

  /** The place of the length that goes with a buffer or an array of channels. */
  String lengthPlace(Local local) {
    return place(local) + "_length";
  }

  /** The value of a local. */
  String read(Local local) {
    return used(place(local));
  }

  /** The length that goes with a local. */
  String readLength(Local local) {
    return used(lengthPlace(local));
  }

  private String used(String name) {
    markRead(name);
    return name;
  }

  /**
   * Whether the variable that has that name now is read, before or after this call: to be asked
   * when the routine is printed.
   */
  BooleanSupplier reading(String name) {
    Usage usage = usage(name);
    return () -> usage.isRead;
  }

  /** Notes that the variable that has that name now is read. */
  void markRead(String name) {
    usage(name).isRead = true;
  }

  private Usage usage(String name) {
    return usages.computeIfAbsent(name, n -> new Usage());
  }
}
