package dev.luminar.model.text;

import dev.luminar.model.type.ErrorType;
import dev.luminar.model.type.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that are known at a point of a function, with their types. Which of them may be used is
 * the analyzer's question.
 */
final class Scope {
  enum Kind {
    VALUE,
    CELL,
    REDUCTION,
    /** Its declaration has an error; using it is not another one. */
    BROKEN
  }

  record Entry(Kind kind, Type type) {}

  private static final Entry BROKEN = new Entry(Kind.BROKEN, ErrorType.ERROR);

  private final @Nullable Scope parent;
  private final boolean isBroken;
  private final Map<String, Entry> names = new HashMap<>();

  /**
   * A scope; one that is broken lacks names whose declarations had errors, and finds every name.
   */
  Scope(@Nullable Scope parent, boolean isBroken) {
    this.parent = parent;
    this.isBroken = isBroken;
  }

  void declare(String name, Kind kind, Type type) {
    names.put(name, new Entry(kind, type));
  }

  void declareBroken(String name) {
    names.put(name, BROKEN);
  }

  @Nullable Entry find(String name) {
    boolean isAnyBroken = false;
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Entry found = scope.names.get(name);
      if (found != null) {
        return found;
      }
      isAnyBroken |= scope.isBroken;
    }
    return isAnyBroken ? BROKEN : null;
  }
}
