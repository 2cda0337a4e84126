/**
 * Races: for every access to a buffer that tasks share, whether two of them can collide.
 *
 * <p>Read in this order: {@link dev.luminar.analyzer.race.Races} judges the regions of a program;
 * {@code AccessWalk} collects what their tasks touch, as polynomials ({@code Poly}, {@code
 * IndexForms}); {@code Disjointness} asks {@code PairTest} about every two accesses, which makes a
 * {@code Problem} of them and solves it, with {@code Strides} where widths are names.
 */
@NullMarked
package dev.luminar.analyzer.race;

import org.jspecify.annotations.NullMarked;
