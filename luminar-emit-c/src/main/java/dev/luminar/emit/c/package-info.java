/**
 * Prints a plan as C11 source and runs it in process.
 *
 * <p>{@link dev.luminar.emit.c.CEmitter} turns a plan into {@link dev.luminar.emit.c.CFiles}, which
 * a build writes to a folder and compiles with any C compiler. {@link
 * dev.luminar.emit.c.NativeProgram} compiles them with the system's own and binds them to a Java
 * interface, the same as for emitted bytecode.
 */
@NullMarked
package dev.luminar.emit.c;

import org.jspecify.annotations.NullMarked;
