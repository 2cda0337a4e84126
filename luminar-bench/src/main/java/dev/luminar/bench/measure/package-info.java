/** Contenders that run in turn, their samples, and the rows of the report. */
@NullMarked
package dev.luminar.bench.measure;

import org.jspecify.annotations.NullMarked;
