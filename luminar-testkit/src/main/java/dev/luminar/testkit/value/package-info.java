/**
 * Values of programs outside of programs: what goes into a call and what comes out of it.
 *
 * <p>{@link dev.luminar.testkit.value.ValueParser} reads what a person writes for an argument, such
 * as {@code 7}, {@code f64[1.0, 2.0]} or {@code i64[1000]}; {@link
 * dev.luminar.testkit.value.ValuePrinter} writes it back. The interpreter computes with the same
 * classes.
 */
@NullMarked
package dev.luminar.testkit.value;

import org.jspecify.annotations.NullMarked;
