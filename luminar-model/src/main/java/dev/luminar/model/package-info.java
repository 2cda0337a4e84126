/** The program, its text form, diagnostics, and the plan that emitters consume. */
@NullMarked
package dev.luminar.model;

import org.jspecify.annotations.NullMarked;
