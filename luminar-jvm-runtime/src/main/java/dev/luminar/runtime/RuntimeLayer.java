package dev.luminar.runtime;

import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.ErrorCollector;
import dev.luminar.runtime.hook.IOHooks;
import dev.luminar.runtime.hook.MemoryHooks;
import dev.luminar.runtime.hook.RuntimeConfig;
import java.util.Objects;

/**
 * A runtime put together from parts, as the seed describes it: concurrency, memory and I/O hooks
 * may each be registered before {@link #initialize}; what is not registered comes from a built-in
 * instance. Any thread.
 *
 * <p>Life cycle: new, initialized, shut down; then it may be initialized again.
 */
public final class RuntimeLayer {
  private ConcurrencyHooks concurrency;
  private MemoryHooks memory;
  private IOHooks io;
  private LuminarRuntime builtIn;

  /** A layer without registered hooks, not initialized. */
  public RuntimeLayer() {}

  /**
   * Starts the layer.
   *
   * @return whether it was started; false if it runs already
   * @throws IllegalArgumentException if a setting of {@code config} has no effect
   */
  public synchronized boolean initialize(RuntimeConfig config) {
    Objects.requireNonNull(config, "config");
    if (builtIn != null) {
      return false;
    }
    builtIn = LuminarRuntime.start(config);
    return true;
  }

  /**
   * Ends the layer's own threads; registered hooks stay registered. Nothing happens to a layer that
   * does not run.
   *
   * @throws IllegalStateException if a call still runs
   */
  public synchronized void shutdown() {
    if (builtIn != null) {
      builtIn.close();
      builtIn = null;
    }
  }

  /** Whether it is initialized. */
  public synchronized boolean isInitialized() {
    return builtIn != null;
  }

  /**
   * Puts {@code hooks} in the place of the built-in ones, for calls that begin from now on.
   *
   * @return the features that emitted code will use
   * @throws IllegalArgumentException if it fulfils another major version of the contract or lacks
   *     step tasks
   */
  public synchronized long registerConcurrencyHooks(ConcurrencyHooks hooks) {
    Objects.requireNonNull(hooks, "hooks");
    long accepted = acceptedFeatures(hooks);
    this.concurrency = hooks;
    return accepted;
  }

  /** Puts {@code hooks} in the place of the built-in ones. */
  public synchronized void registerMemoryHooks(MemoryHooks hooks) {
    this.memory = Objects.requireNonNull(hooks, "hooks");
  }

  /** Puts {@code hooks} in the place of the built-in ones. */
  public synchronized void registerIOHooks(IOHooks hooks) {
    this.io = Objects.requireNonNull(hooks, "hooks");
  }

  /** The concurrency hooks in force. */
  public synchronized ConcurrencyHooks hooks() {
    return concurrency != null ? concurrency : running().hooksOfInstance();
  }

  /** The memory hooks in force. */
  public synchronized MemoryHooks memory() {
    return memory != null ? memory : running().memory();
  }

  /** The I/O hooks in force. */
  public synchronized IOHooks io() {
    return io != null ? io : running().io();
  }

  /** The service that starts and joins run-to-end tasks. */
  public TaskScheduler getTaskScheduler() {
    return new TaskScheduler(hooks());
  }

  /** The service that makes and closes channels. */
  public ChannelManager getChannelManager() {
    return new ChannelManager(hooks());
  }

  /** The errors that were propagated or collected by hand. */
  public ErrorCollector getErrorCollector() {
    return hooks().errorCollector();
  }

  private LuminarRuntime running() {
    if (builtIn == null) {
      throw new IllegalStateException("the runtime layer is not initialized");
    }
    return builtIn;
  }

  static long acceptedFeatures(ConcurrencyHooks hooks) {
    if (hooks.abiMajor() != ConcurrencyHooks.ABI_MAJOR) {
      throw new IllegalArgumentException(
          "hooks of major version "
              + hooks.abiMajor()
              + "; this release needs "
              + ConcurrencyHooks.ABI_MAJOR);
    }
    if ((hooks.features() & ConcurrencyHooks.FEATURE_STEP_TASKS) == 0) {
      throw new IllegalArgumentException("hooks without step tasks");
    }
    return hooks.features() & ConcurrencyHooks.FEATURES_KNOWN;
  }
}
