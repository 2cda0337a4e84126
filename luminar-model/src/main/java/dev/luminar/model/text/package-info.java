/**
 * The text form of programs: {@link dev.luminar.model.text.Parser} reads it, {@link
 * dev.luminar.model.text.Printer} writes it. For every program whose names resolve, {@code
 * parse(print(p))} equals {@code p}. {@code docs/notation.md} has the grammar.
 */
@NullMarked
package dev.luminar.model.text;

import org.jspecify.annotations.NullMarked;
