package dev.luminar.testkit.interpreter;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a block and, through its parent, of the blocks around it. */
final class Scope {
  private final @Nullable Scope parent;
  private final Map<String, Object> names = new HashMap<>();

  Scope(@Nullable Scope parent) {
    this.parent = parent;
  }

  void declare(String name, Object thing) {
    names.put(name, thing);
  }

  /** Gives a declared name another value, where it was declared. */
  void assign(String name, Object thing) {
    home(name).names.put(name, thing);
  }

  /** Brings a name into scope that has no value yet. */
  void declareEmpty(String name) {
    names.put(name, Empty.VALUE);
  }

  Object lookup(String name) {
    Object thing = home(name).names.get(name);
    if (thing == Empty.VALUE) {
      throw new IllegalStateException("the variable '" + name + "' is read before it has a value");
    }
    return java.util.Objects.requireNonNull(thing, name);
  }

  private Scope home(String name) {
    Scope scope = this;
    while (!scope.names.containsKey(name)) {
      if (scope.parent == null) {
        throw new IllegalStateException("the name '" + name + "' is not in scope");
      }
      scope = scope.parent;
    }
    return scope;
  }

  /**
   * Returns a scope of its own with all names as they are now: what a task captures. Scalars and
   * structs are thereby captured by value; buffers, cells and channels are shared.
   */
  Scope snapshot() {
    Scope copy = parent == null ? new Scope(null) : parent.snapshot();
    copy.names.putAll(names);
    return copy;
  }

  private enum Empty {
    VALUE
  }
}
