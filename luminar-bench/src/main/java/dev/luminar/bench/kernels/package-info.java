/** The suite {@code bare-metal}: kernels beside hand-written C and hand-written Java. */
@NullMarked
package dev.luminar.bench.kernels;

import org.jspecify.annotations.NullMarked;
