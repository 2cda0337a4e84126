package dev.luminar.dsl;

/** What {@code let} can bind to a name: a value, a buffer, or a reference. */
public sealed interface Bindable permits Value, Memory, Reference {}
