/**
 * The reference interpreter.
 *
 * <p>{@link dev.luminar.testkit.interpreter.Interpreter} is the door. Behind it, one class per
 * idea: {@code Statements} and {@code Expressions} walk the program; {@code ParallelBlocks}, {@code
 * ConcurrentBlocks}, {@code ChannelStatements} and {@code AtomicStatements} know one construct
 * each; {@code Scheduler} runs the strands of a call one at a time.
 */
@NullMarked
package dev.luminar.testkit.interpreter;

import org.jspecify.annotations.NullMarked;
