/** Prints a plan as C11 source and runs it in process. */
@NullMarked
package dev.luminar.emit.c;

import org.jspecify.annotations.NullMarked;
