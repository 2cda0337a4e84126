/**
 * Programs: what a user describes, as immutable data.
 *
 * <p>A {@link dev.luminar.model.Program} has structs, {@linkplain dev.luminar.model.Extern externs}
 * and {@linkplain dev.luminar.model.Function functions}; a function has a {@link
 * dev.luminar.model.Block} of {@linkplain dev.luminar.model.Stmt statements}. Two of the statements
 * are regions: {@link dev.luminar.model.Parallel} and {@link dev.luminar.model.Concurrent}. {@link
 * dev.luminar.model.Stmts} and {@link dev.luminar.model.expr.Exprs} make nodes, {@link
 * dev.luminar.model.text.Parser} reads them from text, and {@code toString} of every node gives the
 * text back.
 *
 * <p>A node that exists has operands of the right types. Names, scopes and everything that takes
 * more than one look are the analyzer's.
 */
@NullMarked
package dev.luminar.model;

import org.jspecify.annotations.NullMarked;
