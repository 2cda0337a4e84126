package dev.luminar.plan.code;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;

/** A place that atomic operations work on. */
public sealed interface AtomicPlace {

  /** The scalar that the place holds; {@code bool} is stored as {@code i32}. */
  ScalarType kind();

  /** A cell: a local of type Cell or CellRef. */
  record Cell(Local cell, ScalarType kind) implements AtomicPlace {
    /** Checks the components. */
    public Cell {
      requireNonNull(cell, "cell");
      requireNonNull(kind, "kind");
    }
  }

  /** An element of an atomic buffer; the index was checked. */
  record Element(Val buffer, Val index, ScalarType kind) implements AtomicPlace {
    /** Checks the components. */
    public Element {
      requireNonNull(buffer, "buffer");
      requireNonNull(index, "index");
      requireNonNull(kind, "kind");
    }
  }
}
