/**
 * The program as each phase hands it on: a {@link dev.luminar.analyzer.program.CheckedProgram} is
 * right, an {@link dev.luminar.analyzer.program.AnalyzedProgram} is right and decided.
 *
 * <p>They stand below the passes and above the facts and modes they hold, so that lowering can use
 * them without knowing {@link dev.luminar.analyzer}.
 */
@NullMarked
package dev.luminar.analyzer.program;

import org.jspecify.annotations.NullMarked;
