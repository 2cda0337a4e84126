package dev.luminar.dsl;

/** Values that atomic cells and atomic buffers hold: bool, i32, i64 and f64. */
public sealed interface Atomic permits Bool, I32, I64, F64 {}
