/** Prints a plan as JVM class files. */
@NullMarked
package dev.luminar.emit.bytecode;

import org.jspecify.annotations.NullMarked;
