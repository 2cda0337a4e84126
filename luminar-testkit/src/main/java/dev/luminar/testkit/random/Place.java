package dev.luminar.testkit.random;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a place of a function that is being generated can name, and what it may do. */
final class Place {
  /** A name of a scalar or a struct. */
  static final class Named {
    final String name;
    final ElementType type;
    final int depth;

    /** Whether statements at its own task depth may assign it. */
    final boolean isVariable;

    /** Where above 0: it is known to be at least 0 and below this. */
    final long bound;

    /** The buffer whose indices it runs over. */
    final @Nullable Lent over;

    /** How far below and above it other indices of that buffer are known to lie. */
    final int below;

    final int above;

    Named(String name, ElementType type, int depth, boolean isVariable, long bound) {
      this.name = name;
      this.type = type;
      this.depth = depth;
      this.isVariable = isVariable;
      this.bound = bound;
      this.over = null;
      this.below = 0;
      this.above = 0;
    }

    /** The index of a loop or a region. */
    Named(String name, int depth, Steps steps) {
      this.name = name;
      this.type = steps.type();
      this.depth = depth;
      this.isVariable = false;
      this.bound = steps.bound();
      this.over = steps.over();
      this.below = steps.below();
      this.above = steps.above();
    }

    /** Whether it is the index of a loop or a region. */
    boolean isIndex() {
      return bound > 0 || over != null;
    }
  }

  /** A buffer: a parameter, own storage, or a part of one. */
  static final class Lent {
    final String name;
    final BufferType type;
    final int depth;

    /** The length that it mostly has. */
    final long length;

    final boolean isWritable;

    /** Whether {@code swap} may change what the name stands for. */
    final boolean isSwappable;

    /**
     * The {@link Place#life} of the place that declared it; below 0 for what outlives the function.
     */
    final int life;

    /** What it was cut from; itself if from nothing. Buffers that were swapped share one. */
    Object root = this;

    Lent(
        String name,
        BufferType type,
        int depth,
        int life,
        long length,
        boolean isWritable,
        boolean isSwappable) {
      this.name = name;
      this.type = type;
      this.depth = depth;
      this.life = life;
      this.length = length;
      this.isWritable = isWritable;
      this.isSwappable = isSwappable;
    }
  }

  /** An atomic cell; {@code life} is that of the place that declared it. */
  record Cell(String name, ScalarType type, int depth, int life) {}

  /** An error that a handler around the place is for. */
  record Handled(String name, int depth) {}

  /** A reduction that the statements here contribute to. */
  record Sink(String name, ElementType type, Optional<Long> length, int depth) {}

  /** What the iterations of a region may do to a buffer from outside. */
  record Role(Kind kind, Supplier<Expr> index, long width, Supplier<Expr> row) {
    enum Kind {
      NONE,
      READ,
      /**
       * Reads and writes at one index only, which no two iterations share; with a width of 1 it is
       * known to lie in the buffer.
       */
      OWN,
      /** Reads and writes in a stretch of {@code width} elements from {@code row} on. */
      ROW,
      /** Commutative atomic operations only. */
      ATOMIC
    }

    static Role of(Kind kind) {
      return new Role(kind, () -> failed(), 0, () -> failed());
    }

    private static Expr failed() {
      throw new IllegalStateException("there is no own index");
    }
  }

  final List<Named> values = new ArrayList<>();
  final List<Lent> buffers = new ArrayList<>();
  final List<Cell> cells = new ArrayList<>();
  final List<Sink> sinks = new ArrayList<>();
  final List<String> labels = new ArrayList<>();
  final List<Handled> errors = new ArrayList<>();

  /** What may be done to buffers from outside of the region; others are the place's own. */
  final Map<Lent, Role> roles = new HashMap<>();

  /** Which operator may be applied to atomics from outside; none where there is no entry. */
  final Map<String, AtomicOperator> operators = new HashMap<>();

  /** The variable that values are mixed into; only at its own depth can they be. */
  @Nullable Named mix;

  /** How many regions are around. */
  int depth;

  /**
   * How many iterations, tasks and attempts are around: an error ends what has the same life as the
   * place that it comes to.
   */
  int life;

  /** How many blocks are around. */
  int nesting;

  /** How many more levels of loops {@code break} may leave. */
  boolean isInLoop;

  /** How often it runs, at most. */
  long repeats = 1;

  /** Whether it is in a cleanup, which no jump leaves and which waits for nobody. */
  boolean isCleanup;

  /** Whether nothing may raise an error here. */
  boolean isSafe;

  /** Whether only what has no effect outside may stand here. */
  boolean isPure;

  Place() {}

  /** A place in a block inside this one. */
  Place inside() {
    Place inner = new Place();
    inner.values.addAll(values);
    inner.buffers.addAll(buffers);
    inner.cells.addAll(cells);
    inner.sinks.addAll(sinks);
    inner.labels.addAll(labels);
    inner.roles.putAll(roles);
    inner.operators.putAll(operators);
    inner.errors.addAll(errors);
    inner.mix = mix;
    inner.depth = depth;
    inner.life = life;
    inner.nesting = nesting + 1;
    inner.isInLoop = isInLoop;
    inner.repeats = repeats;
    inner.isCleanup = isCleanup;
    inner.isSafe = isSafe;
    inner.isPure = isPure;
    return inner;
  }

  /** Whether the place may do everything with a buffer. */
  boolean owns(Lent buffer) {
    return !roles.containsKey(buffer);
  }

  boolean reads(Lent buffer) {
    return owns(buffer) || roles.get(buffer).kind() == Role.Kind.READ;
  }

  /** The variables that may be assigned here. */
  List<Named> variables() {
    return values.stream().filter(v -> v.isVariable && v.depth == depth).toList();
  }

  List<Named> valuesOf(ElementType type) {
    return values.stream().filter(v -> v.type.equals(type)).toList();
  }
}
