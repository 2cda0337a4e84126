/**
 * The plan: everything that was decided about a program, ready to be printed by an {@link
 * dev.luminar.plan.Emitter}.
 *
 * <p>Read in this order: {@link dev.luminar.plan.Plan} holds the whole; {@link
 * dev.luminar.plan.Routine} is one callable piece of code with its locals and, where it can be
 * suspended, its frame; {@link dev.luminar.plan.BareRegion} and {@link dev.luminar.plan.TaskRegion}
 * describe the two kinds of region; {@link dev.luminar.plan.code} holds the statements and values
 * that routines are made of. An emitter decides nothing: what it would have to find out stands
 * here.
 */
@NullMarked
package dev.luminar.plan;

import org.jspecify.annotations.NullMarked;
