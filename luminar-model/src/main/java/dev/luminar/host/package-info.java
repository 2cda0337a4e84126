/**
 * The border between a host's Java code and a compiled program, the same for every target.
 *
 * <p>{@link dev.luminar.host.HostProgram} says which functions and externs a program has. {@link
 * dev.luminar.host.HostInterface} checks the user's own Java interface against it and makes an
 * object that implements the interface; {@link dev.luminar.host.HostExterns} checks the object that
 * implements the externs. A call that fails throws {@link dev.luminar.host.LuminarException}, which
 * holds {@link dev.luminar.host.ErrorRecord}s.
 *
 * <p>Host types: {@code bool i32 i64 f32 f64} are the Java primitives. A buffer is an array ({@code
 * byte[]} for {@code i8}, {@code u8} and {@code bool}, {@code short[]} for {@code i16} and {@code
 * u16}, {@code int[]} for an atomic {@code bool}), a {@link java.nio.ByteBuffer} of native order,
 * or a {@link java.lang.foreign.MemorySegment}; a buffer of structs is one of the last two. A
 * struct is a Java record with the same components. A function whose name is no Java identifier is
 * found by {@link dev.luminar.host.HostNames#javaName}.
 */
@NullMarked
package dev.luminar.host;

import org.jspecify.annotations.NullMarked;
