/**
 * Prints a plan as JVM class files.
 *
 * <p>{@link dev.luminar.emit.bytecode.BytecodeEmitter} turns a plan into {@link
 * dev.luminar.emit.bytecode.ClassFiles}: to be written to a folder or a jar, or loaded into this
 * JVM and bound to the user's own Java interface. {@link dev.luminar.emit.bytecode.BytecodeOptions}
 * hold the class-file level and the package.
 */
@NullMarked
package dev.luminar.emit.bytecode;

import org.jspecify.annotations.NullMarked;
