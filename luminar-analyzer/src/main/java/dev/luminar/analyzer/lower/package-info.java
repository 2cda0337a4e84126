/**
 * Lowering: from the analysed program to the plan. {@link dev.luminar.analyzer.lower.LowerProgram}
 * is the way in; each {@code Lower…} class turns one group of constructs into plan code, written
 * into the {@link dev.luminar.analyzer.lower.RoutineBuilder} of the routine that it becomes part
 * of.
 */
@NullMarked
package dev.luminar.analyzer.lower;

import org.jspecify.annotations.NullMarked;
