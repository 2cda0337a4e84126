package dev.luminar.runtime;

import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Counters;
import dev.luminar.runtime.hook.IOHooks;
import dev.luminar.runtime.hook.MemoryHooks;
import dev.luminar.runtime.hook.RuntimeConfig;
import dev.luminar.runtime.pool.PoolRuntime;
import java.util.List;
import java.util.Objects;

/**
 * A runtime: an instance of the built-in implementation of the hooks, and, in its static part, the
 * default instance that emitted code uses.
 *
 * <p>Emitted code asks {@link #hooks()} at the beginning of each outermost call and uses only what
 * it gets. The default instance is started when that is called first, exactly once. Its threads are
 * daemons: they never keep the JVM alive.
 */
public final class LuminarRuntime implements AutoCloseable {
  private static final Object LOCK = new Object();

  // Written under LOCK only; volatile so that the fast path of hooks() sees a whole runtime.
  private static volatile ConcurrencyHooks current;
  private static LuminarRuntime defaultInstance;
  private static ConcurrencyHooks registered;
  private static long starts;

  private final PoolRuntime pool;

  private LuminarRuntime(RuntimeConfig config) {
    this.pool = new PoolRuntime(config);
  }

  /**
   * The hooks in force: those that were registered, else those of the default instance, which is
   * started with {@link RuntimeConfig#DEFAULT} if it is not running. Any thread.
   */
  public static ConcurrencyHooks hooks() {
    ConcurrencyHooks hooks = current;
    return hooks != null ? hooks : startDefault();
  }

  /** The default instance, started if it is not running, also when other hooks are registered. */
  public static LuminarRuntime defaultInstance() {
    synchronized (LOCK) {
      if (defaultInstance == null) {
        defaultInstance = new LuminarRuntime(RuntimeConfig.DEFAULT);
        starts++;
      }
      return defaultInstance;
    }
  }

  private static ConcurrencyHooks startDefault() {
    synchronized (LOCK) {
      if (current == null) {
        current = registered != null ? registered : defaultInstance().hooksOfInstance();
      }
      return current;
    }
  }

  /**
   * Starts the default instance with {@code config}.
   *
   * @return whether it was started; false if it runs already
   * @throws IllegalArgumentException if a setting has no effect
   */
  public static boolean startDefault(RuntimeConfig config) {
    Objects.requireNonNull(config, "config");
    synchronized (LOCK) {
      if (defaultInstance != null) {
        return false;
      }
      defaultInstance = start(config);
      starts++;
      return true;
    }
  }

  /**
   * Shuts the default instance down, if it runs; the next {@link #hooks()} starts a new one.
   *
   * @return whether none runs now; false if calls are running on it, and then nothing happened
   */
  public static boolean shutdownDefault() {
    synchronized (LOCK) {
      if (defaultInstance == null) {
        return true;
      }
      if (!defaultInstance.shutdown()) {
        return false;
      }
      defaultInstance = null;
      current = registered;
      return true;
    }
  }

  /** How many times a default instance was started in this process. */
  public static long starts() {
    synchronized (LOCK) {
      return starts;
    }
  }

  /** Whether the default instance is running. */
  public static boolean isDefaultRunning() {
    synchronized (LOCK) {
      return defaultInstance != null;
    }
  }

  /**
   * Puts another implementation in the place of the default instance, for calls that begin from now
   * on.
   *
   * @return the features that emitted code will use: those offered that this release knows
   * @throws IllegalArgumentException if it fulfils another major version of the contract or lacks
   *     step tasks
   */
  public static long register(ConcurrencyHooks hooks) {
    Objects.requireNonNull(hooks, "hooks");
    long accepted = RuntimeLayer.acceptedFeatures(hooks);
    synchronized (LOCK) {
      registered = hooks;
      current = hooks;
    }
    return accepted;
  }

  /**
   * Undoes {@link #register}: the default instance is in force again, for calls that begin from now
   * on.
   */
  public static void unregister() {
    synchronized (LOCK) {
      registered = null;
      current = defaultInstance == null ? null : defaultInstance.hooksOfInstance();
    }
  }

  /**
   * Starts a runtime of its own, beside the default instance and any other.
   *
   * @throws IllegalArgumentException if a setting of {@code config} has no effect
   */
  public static LuminarRuntime start(RuntimeConfig config) {
    Objects.requireNonNull(config, "config");
    List<String> refused = config.settingsWithoutEffect();
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "RuntimeConfig: "
              + String.join(", ", refused)
              + " has no effect in the JVM runtime yet; leave the default");
    }
    return new LuminarRuntime(config);
  }

  /** The hooks of this instance. */
  public ConcurrencyHooks hooksOfInstance() {
    return pool;
  }

  /** The memory hooks of this instance. */
  public MemoryHooks memory() {
    return pool.memory();
  }

  /** The I/O hooks of this instance. */
  public IOHooks io() {
    return pool.io();
  }

  /** The configuration it was started with. */
  public RuntimeConfig config() {
    return pool.config();
  }

  /** What it counted so far. */
  public Counters counters() {
    return pool.counters();
  }

  /**
   * Ends the instance's threads and waits for them; later calls of its hooks are refused.
   * Idempotent. Must not be called from one of its tasks.
   *
   * @return whether it is shut down; false if a group is open or a run-to-end task runs, and then
   *     nothing happened
   */
  public boolean shutdown() {
    return pool.shutdown();
  }

  /**
   * Shuts the instance down.
   *
   * @throws IllegalStateException if a call still runs
   */
  @Override
  public void close() {
    if (!shutdown()) {
      throw new IllegalStateException("the runtime cannot be closed: " + counters());
    }
  }
}
