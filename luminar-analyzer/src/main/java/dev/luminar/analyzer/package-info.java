/** Checks a program, chooses the mode of each block, and lowers it to a plan. */
@NullMarked
package dev.luminar.analyzer;

import org.jspecify.annotations.NullMarked;
