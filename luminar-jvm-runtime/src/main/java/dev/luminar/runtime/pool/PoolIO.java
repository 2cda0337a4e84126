package dev.luminar.runtime.pool;

import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.IOHandle;
import dev.luminar.runtime.hook.IOHooks;
import dev.luminar.runtime.hook.IOOperation;
import dev.luminar.runtime.hook.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** Input and output by threads that block, one per operation. */
final class PoolIO implements IOHooks {
  private final PoolParts runtime;

  PoolIO(PoolParts runtime) {
    this.runtime = runtime;
  }

  @Override
  public IOOperation asyncRead(IOHandle handle, ByteBuffer buffer) {
    Objects.requireNonNull(buffer, "buffer");
    if (!(Objects.requireNonNull(handle, "handle").channel()
        instanceof ReadableByteChannel source)) {
      throw new IllegalArgumentException("handle: cannot be read");
    }
    return start(new Operation(runtime.timers, () -> source.read(buffer)));
  }

  @Override
  public IOOperation asyncWrite(IOHandle handle, ByteBuffer buffer) {
    Objects.requireNonNull(buffer, "buffer");
    if (!(Objects.requireNonNull(handle, "handle").channel()
        instanceof WritableByteChannel target)) {
      throw new IllegalArgumentException("handle: cannot be written");
    }
    return start(new Operation(runtime.timers, () -> writeAll(target, buffer)));
  }

  private static long writeAll(WritableByteChannel target, ByteBuffer buffer) throws IOException {
    long written = 0;
    while (buffer.hasRemaining()) {
      written += target.write(buffer);
    }
    return written;
  }

  private IOOperation start(Operation operation) {
    synchronized (runtime.life) {
      runtime.checkRunning();
      runtime.stats.operationsAlive.increment();
    }
    Runnable body =
        () -> {
          int status = operation.transfer();
          runtime.stats.operationsAlive.decrement();
          operation.complete(status);
        };
    if (!runtime.runThreads.start(body, false, "luminar-io")) {
      runtime.stats.operationsAlive.decrement();
      return null;
    }
    return operation;
  }

  @Override
  public int ioAwaitBegin(Frame task, IOOperation operation, long deadline) {
    Participant participant = Participant.of(Objects.requireNonNull(task, "task"));
    return participant.saw(own(operation).begin(participant, deadline));
  }

  @Override
  public int ioAwaitFinish(Frame task, IOOperation operation) {
    Participant participant = Participant.of(Objects.requireNonNull(task, "task"));
    return participant.saw(participant.outcome);
  }

  @Override
  public int ioAwait(Frame task, IOOperation operation, long deadline) {
    return own(operation).await(runtime.blocking(task), deadline);
  }

  private static Operation own(IOOperation operation) {
    if (Objects.requireNonNull(operation, "operation") instanceof Operation own) {
      return own;
    }
    throw new IllegalArgumentException("operation: was not started by this runtime");
  }

  /** What blocks. */
  private interface Transfer {
    long run() throws IOException;
  }

  private static final class Operation extends Completion implements IOOperation {
    private final Transfer transfer;
    private volatile long transferred;
    private volatile IOException error;

    Operation(Timers timers, Transfer transfer) {
      super(timers);
      this.transfer = transfer;
    }

    int transfer() {
      try {
        long count = transfer.run();
        transferred = Math.max(0, count);
        return count < 0 ? Status.END_OF_FILE : Status.OK;
      } catch (IOException e) {
        error = e;
      } catch (RuntimeException e) {
        error = new IOException(e);
      }
      return Status.IO_ERROR;
    }

    @Override
    public boolean isDone() {
      return status() != Status.PENDING;
    }

    @Override
    public long transferred() {
      return isDone() ? transferred : 0;
    }

    @Override
    public IOException error() {
      return error;
    }

    @Override
    public String describe(Participant participant) {
      return "waits to read or write";
    }
  }
}
