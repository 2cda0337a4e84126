/** Measurements side by side with peers. */
@NullMarked
package dev.luminar.bench;

import org.jspecify.annotations.NullMarked;
