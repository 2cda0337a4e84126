/** Filetests, the reference interpreter, and test support. */
@NullMarked
package dev.luminar.testkit;

import org.jspecify.annotations.NullMarked;
