/**
 * Facts: what is true about a program, whatever is decided about it later.
 *
 * <p>{@link dev.luminar.analyzer.facts.ProgramFacts} holds them all: the call graph and the {@link
 * dev.luminar.analyzer.facts.Effect}s of each function, and for each region ({@link
 * dev.luminar.analyzer.facts.RegionFacts}) what it captures, what it does, and the verdict about
 * each {@link dev.luminar.analyzer.facts.Access} to a buffer that its tasks share.
 */
@NullMarked
package dev.luminar.analyzer.facts;

import org.jspecify.annotations.NullMarked;
