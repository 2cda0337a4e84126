package dev.luminar.nativeruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a C compiler is started and stopped. */
final class CompilerOfCTest {
  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void isStoppedWithAllThatItStarted() throws Exception {
    // A compiler whose user gave up would keep a core busy: its driver ends, what it started does
    // not.
    CompilerOfC driver = CompilerOfC.of(List.of("sh", "-c", "sleep 3600 & wait"));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread user =
        new Thread(() -> {
          try {
            driver.run(folder, List.of());
          } catch (RuntimeException e) {
            thrown.set(e);
          }
        });
    user.start();
    ProcessHandle started = sleeping();
    while (started == null) {
      Thread.sleep(10);
      started = sleeping();
    }
    user.interrupt();
    user.join();
    started.onExit().get();
    assertThat(thrown.get()).isInstanceOf(CompilerException.class).hasMessageContaining("stopped");
  }

  private static ProcessHandle sleeping() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().commandLine().orElse("").endsWith("sleep 3600"))
        .findFirst()
        .orElse(null);
  }

  @Test
  void saysWhatTheCompilerSaid() {
    // The user would not learn what is wrong with the C.
    CompilerOfC failing = CompilerOfC.of(List.of("sh", "-c", "echo no such thing; exit 3"));
    assertThatThrownBy(() -> failing.run(folder, List.of()))
        .isInstanceOf(CompilerException.class)
        .hasMessageContaining("status 3")
        .hasMessageContaining("no such thing");
  }
}
