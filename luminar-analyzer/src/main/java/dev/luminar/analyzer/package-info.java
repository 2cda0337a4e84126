/**
 * Checks a program, chooses the mode of each block, and lowers it to a plan.
 *
 * <p>{@link dev.luminar.analyzer.Analyzer} is the door. Its phases hand on {@link
 * dev.luminar.analyzer.program.CheckedProgram} and {@link
 * dev.luminar.analyzer.program.AnalyzedProgram}; what these hold is in {@link
 * dev.luminar.analyzer.facts} (what is true) and {@link dev.luminar.analyzer.mode} (what was
 * decided).
 */
@NullMarked
package dev.luminar.analyzer;

import org.jspecify.annotations.NullMarked;
