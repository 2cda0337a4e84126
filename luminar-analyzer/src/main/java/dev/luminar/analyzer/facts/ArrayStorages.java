package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Block;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.Contribute;
import dev.luminar.model.ErrorStrategy;
import dev.luminar.model.For;
import dev.luminar.model.If;
import dev.luminar.model.Parallel;
import dev.luminar.model.Reduction;
import dev.luminar.model.Stmt;
import dev.luminar.model.While;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.list.ImmutableList;

/** Decides how the iterations of a parallel block share its reductions over arrays. */
public final class ArrayStorages {
  private final Parallel block;

  private ArrayStorages(Parallel block) {
    this.block = block;
  }

  /** Returns the decision for each reduction over an array, in source order. */
  public static ImmutableList<ArrayStorage> of(Parallel block) {
    ArrayStorages storages = new ArrayStorages(requireNonNull(block, "block"));
    return block.reductions().select(r -> r.length().isPresent()).collect(storages::decide);
  }

  private ArrayStorage decide(Reduction reduction) {
    long length = reduction.length().orElseThrow() instanceof Literal l ? l.bits() : -1;
    String name = reduction.name();
    int sites = sites(block.body(), name, 1);
    boolean losesErrors =
        block.options().onError().strategy() != ErrorStrategy.STOP
            && !(sites == 1 && endsWith(block.body(), name));
    if (isShaped(reduction)) {
      return new ArrayStorage(
          name,
          ArrayStorage.Way.BLOCKS,
          sites > 1 || losesErrors,
          1,
          "in the defined shape, with an array for each block of iterations: the order shows"
              + " in the result (unordered gives the shape up)");
    }
    int copies = length < 0 ? 0 : length <= ArrayStorage.INTERLEAVED_MAX ? ArrayStorage.COPIES : 1;
    if (length >= 0 && length <= ArrayStorage.SMALL_MAX) {
      return new ArrayStorage(
          name,
          ArrayStorage.Way.COPIES,
          losesErrors,
          copies,
          "in "
              + (copies > 1 ? copies + " interleaved copies" : "a copy")
              + " for each thread: its "
              + length
              + " elements are few");
    }
    String refused = atomicRefused(reduction);
    if (refused != null) {
      return new ArrayStorage(
          name,
          ArrayStorage.Way.COPIES,
          losesErrors,
          copies,
          "in a copy for each thread: " + refused);
    }
    return new ArrayStorage(
        name,
        ArrayStorage.Way.COPIES_OR_ATOMIC,
        losesErrors,
        copies,
        "in a copy for each thread if it has at most "
            + ArrayStorage.SMALL_MAX
            + " elements or all copies together have at most as many as there are iterations, else"
            + " by atomic operations on one array");
  }

  private static boolean isShaped(Reduction reduction) {
    if (!(reduction.combine() instanceof BuiltinCombine combine)) {
      return true;
    }
    boolean isFloat = reduction.type() == ScalarType.F32 || reduction.type() == ScalarType.F64;
    boolean showsOrder = combine == BuiltinCombine.SUM || combine == BuiltinCombine.PRODUCT;
    return isFloat && showsOrder && !reduction.isUnordered();
  }

  /** Why no atomic operation does what the reduction wants; null if one does. */
  private static @org.jspecify.annotations.Nullable String atomicRefused(Reduction reduction) {
    if (reduction.combine() == BuiltinCombine.PRODUCT) {
      return "no atomic operation multiplies";
    }
    if (!(reduction.type() instanceof ScalarType type) || !type.isAtomic()) {
      return "no atomic place has the type " + reduction.type();
    }
    return null;
  }

  /** How often an iteration may contribute, where a statement in a loop counts twice. */
  private static int sites(Block body, String name, int weight) {
    int count = 0;
    for (Stmt stmt : body.statements()) {
      if (isTo(stmt, name)) {
        count += weight;
      }
      boolean repeats = stmt instanceof For || stmt instanceof While;
      for (Block inner : stmt.blocks()) {
        count += sites(inner, name, repeats ? 2 : weight);
      }
    }
    return count;
  }

  /** Whether nothing comes behind a contribution: it is last, also in an if that is last. */
  private static boolean endsWith(Block body, String name) {
    if (body.statements().isEmpty()) {
      return false;
    }
    Stmt last = body.statements().getLast();
    if (last instanceof If choice) {
      return choice.blocks().anySatisfy(inner -> endsWith(inner, name));
    }
    return isTo(last, name);
  }

  private static boolean isTo(Stmt stmt, String name) {
    return stmt instanceof Contribute c && c.target().name().equals(name);
  }
}
