/**
 * Random programs: generated, run on every target, and compared.
 *
 * <p>{@link dev.luminar.testkit.random.GenerateProgram} makes a bare-metal program from a seed,
 * {@link dev.luminar.testkit.random.Batch} runs many of them at once on the interpreter, bytecode
 * and C from several compilers, {@link dev.luminar.testkit.random.Shrinker} makes one that the
 * targets do not agree on small, and {@link dev.luminar.testkit.random.RandomRun} does all of it in
 * processes of their own, so that a crash is only a finding.
 */
@NullMarked
package dev.luminar.testkit.random;

import org.jspecify.annotations.NullMarked;
