/**
 * Validation: one small class per property that a program must have, named after the property.
 *
 * <p>{@link dev.luminar.analyzer.validate.Validation} walks each function once and shows every node
 * to every {@link dev.luminar.analyzer.validate.Rule}; all that is wrong is reported at once.
 */
@NullMarked
package dev.luminar.analyzer.validate;

import org.jspecify.annotations.NullMarked;
