/**
 * Names: what each one stands for at each place of a function.
 *
 * <p>{@link dev.luminar.analyzer.scope.FunctionWalk} visits a function in source order and keeps
 * the scopes; every pass over statements extends it. {@link dev.luminar.analyzer.scope.Declaration}
 * is what a name stands for, {@link dev.luminar.analyzer.scope.ProgramNames} are the names of the
 * program's functions and externs.
 */
@NullMarked
package dev.luminar.analyzer.scope;

import org.jspecify.annotations.NullMarked;
