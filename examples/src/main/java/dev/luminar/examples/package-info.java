/** Runnable programs, one of them a compiler driver. */
@NullMarked
package dev.luminar.examples;

import org.jspecify.annotations.NullMarked;
