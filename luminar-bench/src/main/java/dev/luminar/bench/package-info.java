/**
 * Measurements side by side with peers: {@code luminar-bench/run SUITE}.
 *
 * <p>{@link dev.luminar.bench.Main} reads the arguments and prints; package {@code measure} runs
 * contenders in turn and holds what came out; each further package is a suite.
 */
@NullMarked
package dev.luminar.bench;

import org.jspecify.annotations.NullMarked;
