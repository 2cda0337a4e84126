package dev.luminar.plan.code;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;

/** A place that atomic operations work on. */
public sealed interface AtomicPlace {

  /** The scalar that the place holds; {@code bool} is stored as {@code i32}. */
  ScalarType kind();

  /** A cell: a local of type Cell or CellRef. */
  record Cell(Local cell, ScalarType kind) implements AtomicPlace {}

  /** An element of an atomic buffer; the index was checked. */
  record Element(Val buffer, Val index, ScalarType kind) implements AtomicPlace {}
}
