/**
 * The mode of each region: bare metal or runtime-assisted, with reasons.
 *
 * <p>{@link dev.luminar.analyzer.mode.ModeRules} is the one table of rules; to change when a block
 * is bare metal, change a row there. {@link dev.luminar.analyzer.mode.ConcurrencyModeAnalyzer} asks
 * the table about one region, {@link dev.luminar.analyzer.mode.ConcurrencyAnalysisPass} about all
 * of a program, callees and inner regions first. {@link
 * dev.luminar.analyzer.mode.ConcurrencyAnalysis} and {@link
 * dev.luminar.analyzer.mode.ConcurrencyCodeMetadata} are the results under the names of the
 * original design.
 */
@NullMarked
package dev.luminar.analyzer.mode;

import org.jspecify.annotations.NullMarked;
