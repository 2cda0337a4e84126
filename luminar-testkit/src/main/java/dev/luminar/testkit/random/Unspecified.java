package dev.luminar.testkit.random;

import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.BufferType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The buffers of a function that may hold anything after it has failed: an error that stops a
 * region leaves open which of the later iterations have stored.
 */
final class Unspecified {
  private final Set<String> written = new HashSet<>();
  private final Map<String, String> wholes = new HashMap<>();

  private Unspecified() {}

  /** Returns the names of the parameters that are not compared after a failure. */
  static Set<String> afterFailure(Function function) {
    var unspecified = new Unspecified();
    unspecified.names(function.body());
    unspecified.block(function.body(), false);
    Set<String> roots = new HashSet<>();
    unspecified.written.forEach(name -> roots.add(unspecified.root(name)));
    Set<String> found = new HashSet<>();
    for (Parameter parameter : function.parameters()) {
      if (roots.contains(unspecified.root(parameter.name()))) {
        found.add(parameter.name());
      }
    }
    return found;
  }

  /** Parts and what was swapped count as one. */
  private void names(Block body) {
    Walk.statements(
        body,
        statement -> {
          if (statement instanceof Let let && let.value().type() instanceof BufferType) {
            join(let.name(), base(let.value()));
          } else if (statement instanceof Swap swap) {
            join(swap.first().name(), swap.second().name());
          }
        });
  }

  private void join(String name, String other) {
    String root = root(name);
    if (!root.equals(root(other))) {
      wholes.put(root, root(other));
    }
  }

  private String root(String name) {
    String at = name;
    while (wholes.containsKey(at)) {
      at = wholes.get(at);
    }
    return at;
  }

  private static String base(Expr expr) {
    return switch (expr) {
      case Ref ref -> ref.name();
      case Slice slice -> base(slice.buffer());
      default -> throw new IllegalArgumentException("no buffer: " + expr);
    };
  }

  private void block(Block block, boolean isStopped) {
    for (Stmt statement : block.statements()) {
      boolean stops =
          switch (statement) {
            case Parallel s -> s.options().onError().strategy() == ErrorStrategy.STOP;
            case Concurrent s -> s.options().onError().strategy() == ErrorStrategy.STOP;
            default -> false;
          };
      if (isStopped) {
        statement(statement);
      }
      statement.blocks().forEach(inner -> block(inner, isStopped || stops));
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Store s -> written.add(base(s.target()));
      case AtomicStore s -> place(s.place());
      case AtomicRmw s -> place(s.place());
      case AtomicCas s -> place(s.place());
      case Call s ->
          s.arguments()
              .select(a -> a.type() instanceof BufferType)
              .forEach(a -> written.add(base(a)));
      default -> {}
    }
  }

  private void place(AtomicPlace place) {
    if (place instanceof ElementPlace element) {
      written.add(base(element.buffer()));
    }
  }
}
