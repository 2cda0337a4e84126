package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.Await;
import dev.luminar.model.Sleep;
import dev.luminar.model.Yield;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import java.time.Duration;
import java.util.Optional;

/**
 * Statements that may wait: for channels, tasks, time, input and output.
 *
 * @param <B> the class of the block itself, which is the class of the arms of its selects
 * @param <L> the class of the bodies of its loops
 */
public sealed interface WaitStatements<B extends OpenBlock, L extends OpenBlock>
    extends PollStatements, ChannelStatements<L>, SelectStatements<B>
    permits FunctionBlock,
        FunctionLoop,
        ConcurrentBlock,
        ConcurrentLoop,
        TaskBlock,
        TaskLoop,
        StageBlock,
        StageLoop {
  /** Adds {@code let result = await task;}; an error of the task is raised here. */
  default <V extends Value<V>> V await(String result, Spawned<V> task) {
    requireNonNull(result, "result");
    requireNonNull(task, "task");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    Expr awaited = b.use(task, here);
    String fresh = b.fresh(result);
    b.add(new Await(Optional.of(fresh), awaited, here));
    ValueType<V> type = Tasks.result(task);
    return type.wrap(new Ref(fresh, type.node(), here), b);
  }

  /** Adds {@code await task;}; a result is dropped. */
  default void await(Spawned<?> task) {
    requireNonNull(task, "task");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Await(Optional.empty(), b.use(task, here), here));
  }

  /** Adds {@code sleep(nanos);}. */
  default void sleep(I64 nanos) {
    requireNonNull(nanos, "nanos");
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Sleep(b.use(nanos, here), here));
  }

  /** Adds {@code sleep(duration);}. */
  default void sleep(Duration duration) {
    requireNonNull(duration, "duration");
    sleep(Dsl.i64(duration.toNanos()));
  }

  /** Adds {@code yield;}, which lets other tasks run. */
  default void yields() {
    OpenBlock b = (OpenBlock) this;
    Span here = b.enter();
    b.add(new Yield(here));
  }

  /** Adds {@code let count = async_read(io, bytes);}; the count is 0 at the end. */
  default I64 asyncRead(String count, Io io, U8Buf bytes) {
    return AsyncOperation.read((OpenBlock) this, count, io, bytes);
  }

  /** Adds {@code let count = async_read(io, bytes);}; the count is 0 at the end. */
  default I64 asyncRead(String count, Io io, I8Buf bytes) {
    return AsyncOperation.read((OpenBlock) this, count, io, bytes);
  }

  /** Adds {@code let count = async_write(io, bytes);}. */
  default I64 asyncWrite(String count, Io io, U8Buf bytes) {
    return AsyncOperation.write((OpenBlock) this, count, io, bytes);
  }

  /** Adds {@code let count = async_write(io, bytes);}. */
  default I64 asyncWrite(String count, Io io, I8Buf bytes) {
    return AsyncOperation.write((OpenBlock) this, count, io, bytes);
  }
}
