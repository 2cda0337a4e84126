package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.Reduction;
import dev.luminar.model.type.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known while the body of a function is read. */
final class BodyState {
  private final Cursor cursor;
  private final Deque<List<Reduction>> sunk = new ArrayDeque<>();
  private @Nullable Scope scope;
  private @Nullable Type result;

  BodyState(Cursor cursor) {
    this.cursor = cursor;
  }

  void start(Optional<Type> functionResult, boolean isBroken) {
    scope = new Scope(null, isBroken);
    result = functionResult.orElse(null);
    sunk.clear();
  }

  @Nullable Type result() {
    return result;
  }

  @Nullable Scope scope() {
    return scope;
  }

  void open(boolean isBroken) {
    scope = new Scope(scope, isBroken);
  }

  /** Returns to a scope that {@link #scope} gave. */
  void restore(@Nullable Scope outer) {
    scope = outer;
  }

  void declare(String name, Type type) {
    declare(name, Scope.Kind.VALUE, type);
  }

  void declare(String name, Scope.Kind kind, Type type) {
    if (scope != null) {
      scope.declare(name, kind, type);
    }
  }

  void declare(Optional<String> name, Type type) {
    name.ifPresent(value -> declare(value, type));
  }

  /** Makes the current scope find every name, since it lacks some whose declarations had errors. */
  void breakScope() {
    scope = new Scope(scope, true);
  }

  void declareBroken(String name) {
    if (scope != null) {
      scope.declareBroken(name);
    }
  }

  Scope.Entry find(Token name) {
    Scope.Entry entry = findOrNull(name.text());
    if (entry == null) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.UNKNOWN_NAME,
              cursor.span(name),
              Quoting.shown(name.text()) + " is not declared here"));
    }
    if (entry.kind() == Scope.Kind.BROKEN) {
      throw new SyntaxError();
    }
    return entry;
  }

  Scope.@Nullable Entry findOrNull(String name) {
    return scope == null ? null : scope.find(name);
  }

  /**
   * Starts to collect the reductions of pipelines, whose names are bound behind their concurrent
   * block.
   */
  void openConcurrent() {
    sunk.push(new ArrayList<>());
  }

  void sink(Reduction reduction) {
    if (!sunk.isEmpty()) {
      sunk.getFirst().add(reduction);
    }
  }

  List<Reduction> closeConcurrent() {
    return sunk.pop();
  }

  int concurrentDepth() {
    return sunk.size();
  }

  /** Forgets the concurrent blocks that an error has left. */
  void leaveConcurrent(int depth) {
    while (sunk.size() > depth) {
      sunk.pop();
    }
  }
}
