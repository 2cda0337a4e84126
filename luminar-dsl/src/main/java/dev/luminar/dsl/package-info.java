/**
 * The typed fluent builder: makes a {@link dev.luminar.model.Program}, nothing else.
 *
 * <p>{@link dev.luminar.dsl.Dsl} is the door and teaches the rest. In the order in which a user
 * meets them:
 *
 * <ol>
 *   <li>{@link dev.luminar.dsl.Dsl#program} opens a {@link dev.luminar.dsl.ProgramBlock}, which
 *       takes structs, externs and functions; a function has a signature ({@link
 *       dev.luminar.dsl.Sig}) and a body.
 *   <li>Inside a body, handles stand for what names mean: values ({@link dev.luminar.dsl.I32},
 *       {@link dev.luminar.dsl.I64}, {@link dev.luminar.dsl.F32}, {@link dev.luminar.dsl.F64},
 *       {@link dev.luminar.dsl.Bool}, {@link dev.luminar.dsl.StructValue}), buffers ({@link
 *       dev.luminar.dsl.Buf}, {@link dev.luminar.dsl.U8Buf}, ...), references ({@link
 *       dev.luminar.dsl.Chan}, {@link dev.luminar.dsl.Spawned}, {@link dev.luminar.dsl.Io}),
 *       variables ({@link dev.luminar.dsl.Variable}) and atomics ({@link dev.luminar.dsl.Cell}).
 *   <li>Blocks take statements. Each kind of block has the statements that are legal in it, one
 *       interface for each construct: {@link dev.luminar.dsl.BindStatements}, {@link
 *       dev.luminar.dsl.StoreStatements}, {@link dev.luminar.dsl.BranchStatements}, {@link
 *       dev.luminar.dsl.RepeatStatements}, {@link dev.luminar.dsl.AtomicStatements}, {@link
 *       dev.luminar.dsl.RegionStatements}, {@link dev.luminar.dsl.ChannelStatements}, {@link
 *       dev.luminar.dsl.TaskStatements}, ...
 *   <li>{@link dev.luminar.dsl.OpenBlock} says what is guarded, and with which diagnostic.
 * </ol>
 */
@NullMarked
package dev.luminar.dsl;

import org.jspecify.annotations.NullMarked;
