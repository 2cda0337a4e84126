package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;

/**
 * A plan type is the type of a local, a value or a frame field.
 *
 * <p>Values of storage-only scalars ({@code i8 u8 i16 u16}) exist only as elements of buffers and
 * fields of structs: loading widens them to {@code i32}.
 */
public sealed interface PlanType {

  /** No value: the result of a routine that returns nothing. */
  record Nothing() implements PlanType {}

  /** A scalar; {@code kind} is a storage-only scalar only as an element or a field. */
  record Scalar(ScalarType kind) implements PlanType {
    /** Checks the components. */
    public Scalar {
      requireNonNull(kind, "kind");
    }
  }

  /** A flat immutable value; {@code struct} is an index into {@link Plan#structs()}. */
  record Struct(int struct) implements PlanType {}

  /**
   * A pointer and a length, in elements.
   *
   * @param element a {@link Scalar} or a {@link Struct}
   * @param atomic whether elements may be used by atomic operations (then all accesses are)
   */
  record Buffer(PlanType element, boolean atomic) implements PlanType {
    /** Checks the components. */
    public Buffer {
      requireNonNull(element, "element");
    }
  }

  /** The storage of an atomic cell, owned by the routine that declares it. */
  record Cell(ScalarType kind) implements PlanType {
    /** Checks the components. */
    public Cell {
      requireNonNull(kind, "kind");
    }
  }

  /** A reference to an atomic cell that another routine owns. */
  record CellRef(ScalarType kind) implements PlanType {
    /** Checks the components. */
    public CellRef {
      requireNonNull(kind, "kind");
    }
  }

  /** A reference to a channel; {@code element} is a {@link Scalar} or a {@link Struct}. */
  record Channel(PlanType element) implements PlanType {
    /** Checks the components. */
    public Channel {
      requireNonNull(element, "element");
    }
  }

  /** A fixed array of channels that belongs to a scope. */
  record Channels(PlanType element) implements PlanType {
    /** Checks the components. */
    public Channels {
      requireNonNull(element, "element");
    }
  }

  /**
   * A reference to a task that was spawned. Each local that owns one keeps the task's result
   * reachable.
   *
   * @param result what the task returns: {@link Nothing}, a {@link Scalar} or a {@link Struct}
   */
  record Task(PlanType result) implements PlanType {
    /** Checks the components. */
    public Task {
      requireNonNull(result, "result");
    }
  }

  /** A fixed array of references to tasks that belongs to a scope; each element may be empty. */
  record Tasks(PlanType result) implements PlanType {
    /** Checks the components. */
    public Tasks {
      requireNonNull(result, "result");
    }
  }

  /** An open group of tasks: the run-time side of a {@link TaskRegion}. */
  record Group() implements PlanType {}

  /** What a handler holds: an error record, or none. */
  record Error() implements PlanType {}

  /**
   * A team: threads that are started once for several runs of bare regions.
   *
   * @param exactly the largest number of threads that a region on it asks for, 0 if none says
   * @param hasAuto whether a region on it takes as many threads as the hardware offers
   */
  record Team(int exactly, boolean hasAuto) implements PlanType {}

  /** A handle of an I/O object that came from the host. */
  record Io() implements PlanType {}

  /** A constant string: an argument of an extern, nothing else. */
  record Text() implements PlanType {}

  PlanType NOTHING = new Nothing();
  Scalar BOOL = new Scalar(ScalarType.BOOL);
  Scalar I32 = new Scalar(ScalarType.I32);
  Scalar I64 = new Scalar(ScalarType.I64);
  Scalar F32 = new Scalar(ScalarType.F32);
  Scalar F64 = new Scalar(ScalarType.F64);
  PlanType GROUP = new Group();
  PlanType ERROR = new Error();
}
