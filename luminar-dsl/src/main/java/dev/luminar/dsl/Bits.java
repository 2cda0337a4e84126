package dev.luminar.dsl;

/** Values with {@code and}, {@code or} and {@code xor}: bool, and the bits of integers. */
public sealed interface Bits permits Bool, I32, I64 {}
