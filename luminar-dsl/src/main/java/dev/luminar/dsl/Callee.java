package dev.luminar.dsl;

import dev.luminar.diag.Span;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** What a call needs to know of a function or extern. */
record Callee(
    ProgramBlock program,
    String name,
    ImmutableList<Param> params,
    @Nullable ResultType<?> result,
    Span place) {}
