/**
 * The plan language: the statements ({@link dev.luminar.plan.code.Code}) and values ({@link
 * dev.luminar.plan.code.Val}) that routines are made of.
 *
 * <p>It is small, structured and explicit. Values cannot fail and have no effects: whatever can
 * raise an error is a statement in front of them. Errors travel by {@link
 * dev.luminar.plan.code.Code.Raise} to the nearest enclosing {@link
 * dev.luminar.plan.code.Code.Catch}; jumps name the label they leave or repeat. Suspension points
 * are numbered; a step routine resumes by jumping to the one whose number the frame holds.
 */
@NullMarked
package dev.luminar.plan.code;

import org.jspecify.annotations.NullMarked;
