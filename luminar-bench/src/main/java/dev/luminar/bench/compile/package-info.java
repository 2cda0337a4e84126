/** The suite {@code compile}: what compiling costs for each function as programs grow. */
@NullMarked
package dev.luminar.bench.compile;

import org.jspecify.annotations.NullMarked;
