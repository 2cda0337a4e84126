package dev.luminar.analyzer.lower;

import dev.luminar.plan.Local;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of one block, and what it owns: storage and channels that end with it. */
final class Scope {

  final @Nullable Scope outer;
  final Map<Object, Binding> names = new HashMap<>();
  final List<Local> owned = new ArrayList<>();

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  /** What a name stands for: a string of the source, or a {@link Hidden} name. */
  @Nullable Binding find(Object name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Binding binding = scope.names.get(name);
      if (binding != null) {
        return binding;
      }
    }
    return null;
  }
}
