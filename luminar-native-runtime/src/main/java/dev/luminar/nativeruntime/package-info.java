/**
 * The native runtime: its C11 sources, the header with the hook ABI, and the little Java that finds
 * and builds them.
 *
 * <p>Begin with {@link dev.luminar.nativeruntime.NativeRuntime}: it gives the runtime as two files
 * to put beside emitted C, or as the separate sources. {@link
 * dev.luminar.nativeruntime.CompilerOfC} finds the system's C compiler and compiles; what it cannot
 * do it says in a {@link dev.luminar.nativeruntime.CompilerException}.
 */
@NullMarked
package dev.luminar.nativeruntime;

import org.jspecify.annotations.NullMarked;
