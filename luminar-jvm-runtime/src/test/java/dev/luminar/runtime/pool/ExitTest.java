package dev.luminar.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.runtime.LuminarRuntime;
import dev.luminar.runtime.hook.Chan;
import dev.luminar.runtime.hook.ConcurrencyHooks;
import dev.luminar.runtime.hook.Frame;
import dev.luminar.runtime.hook.Group;
import dev.luminar.runtime.hook.Message;
import dev.luminar.runtime.hook.Strategy;
import dev.luminar.runtime.hook.TaskDescriptor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExitTest {
  /** Leaves tasks of every kind waiting, and returns. */
  static final class Leaving {
    public static void main(String[] args) {
      ConcurrencyHooks hooks = LuminarRuntime.hooks();
      Frame call = hooks.callEnter("main", "");
      Group group = hooks.groupOpen(call, Strategy.STOP, 0, "work", "", Frames.NEVER);
      Chan channel = hooks.channelCreate(call, 0, false, "c", "");
      hooks.taskStart(call, group, new Frames.Receiver(hooks, channel, v -> {}), 0, 0);
      hooks.taskStart(call, group, new Frames.Yielding(hooks), 0, 1);
      for (boolean foreign : new boolean[] {false, true}) {
        hooks.spawnTask(
            new TaskDescriptor(
                data -> hooks.channelReceive(null, channel, new Message(), Frames.NEVER),
                null,
                null,
                null,
                foreign));
      }
      hooks.channelOffer(call, channel, 1);
      System.out.println("returned");
    }
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theJvmExitsWhateverStillWaits() throws IOException, InterruptedException {
    // A runtime that keeps the JVM alive hangs every program that forgets to shut it down.
    String classPath =
        location(LuminarRuntime.class)
            + File.pathSeparator
            + Path.of(location(LuminarRuntime.class)).resolveSibling("test-classes");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath,
                    Leaving.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    boolean exited = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(exited).isTrue();
    assertThat(output.trim()).isEqualTo("returned");
    assertThat(process.exitValue()).isZero();
  }
}
