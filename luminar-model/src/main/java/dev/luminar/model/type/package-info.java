/**
 * The types of a program.
 *
 * <p>Start with {@link dev.luminar.model.type.Types}, which makes them all. {@link
 * dev.luminar.model.type.ScalarType} and {@link dev.luminar.model.type.StructType} are values;
 * {@link dev.luminar.model.type.BufferType} is memory; {@link dev.luminar.model.type.ChannelType},
 * {@link dev.luminar.model.type.TaskType} and {@link dev.luminar.model.type.IoType} are references,
 * which {@link dev.luminar.model.type.ArrayType} holds.
 */
@NullMarked
package dev.luminar.model.type;

import org.jspecify.annotations.NullMarked;
