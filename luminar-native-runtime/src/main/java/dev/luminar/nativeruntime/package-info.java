/** The C11 runtime, its hook header, and the Java side that finds and builds them. */
@NullMarked
package dev.luminar.nativeruntime;

import org.jspecify.annotations.NullMarked;
