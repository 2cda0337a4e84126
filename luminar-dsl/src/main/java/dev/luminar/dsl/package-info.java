/** The typed fluent builder of programs. */
@NullMarked
package dev.luminar.dsl;

import org.jspecify.annotations.NullMarked;
