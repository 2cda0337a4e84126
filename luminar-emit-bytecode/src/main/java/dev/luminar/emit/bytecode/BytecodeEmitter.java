package dev.luminar.emit.bytecode;

import static java.util.Objects.requireNonNull;

import dev.luminar.plan.Emitter;
import dev.luminar.plan.Plan;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Prints plans as JVM class files.
 *
 * <pre>{@code
 * ClassFiles classes = new BytecodeEmitter().emit(plan);
 * Stats stats = classes.bind(Stats.class);
 * }</pre>
 */
public final class BytecodeEmitter implements Emitter<ClassFiles> {
  /** Expressions nest up to the model's limits; printing them takes a few frames a level. */
  private static final long STACK_BYTES = 256L << 20;

  /** The constants after which a program goes on in another class; the format ends at 65,535. */
  private static final int CONSTANTS_MAX = 50_000;

  private final BytecodeOptions options;

  /** Makes an emitter with the default options. */
  public BytecodeEmitter() {
    this(BytecodeOptions.DEFAULT);
  }

  /** Makes an emitter. */
  public BytecodeEmitter(BytecodeOptions options) {
    this.options = requireNonNull(options, "options");
  }

  @Override
  public String target() {
    return "jvm";
  }

  /**
   * Prints a plan. The same plan and options give the same classes, to the byte.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM5301 if a function is too large for a JVM
   *     method, LUM5302 if it has too many parameters, LUM5304 for a construct that the JVM target
   *     lacks
   */
  @Override
  public ClassFiles emit(Plan plan) {
    requireNonNull(plan, "plan");
    AtomicReference<ClassFiles> result = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread deep =
        new Thread(
            null,
            () -> {
              try {
                result.set(write(plan));
              } catch (Throwable e) {
                thrown.set(e);
              }
            },
            "luminar-emit-bytecode",
            STACK_BYTES);
    deep.setDaemon(true);
    deep.start();
    join(deep);
    if (thrown.get() != null) {
      BytecodeEmitter.<RuntimeException>sneaky(thrown.get());
    }
    return requireNonNull(result.get(), "result");
  }

  private ClassFiles write(Plan plan) {
    // Where the estimate of constants was too low, smaller classes do.
    for (int constants = CONSTANTS_MAX; ; constants /= 2) {
      try {
        return new ProgramWriter(plan, options, constants).write();
      } catch (org.objectweb.asm.ClassTooLargeException e) {
        if (constants < 1000) {
          throw ProgramWriter.tooLarge(plan, e);
        }
      } catch (org.objectweb.asm.LimitExceededException e) {
        throw CodeLimits.tooManyFrames(plan);
      }
    }
  }

  private static void join(Thread thread) {
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked") // rethrows what the other thread threw, whatever it is
  private static <E extends Throwable> void sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
