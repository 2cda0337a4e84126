package dev.luminar.emit.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.luminar.runtime.LuminarRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of level 17 on a real JDK 17, in a process of their own. */
class OldJdkTest {
  @Test
  void bareMetalProgramsNeedNothingButAJdk17(@TempDir Path folder) throws Exception {
    // "Nothing linked" would not be true: a class would be missing on the user's machine.
    RegionTest.bareProgram().writeTo(folder);
    compile(folder, "System.out.println(sums.sum(new double[] {1, 2, 3, 4.5}, 2));");
    assertThat(run(folder.toString())).isEqualTo("10.5\n");
  }

  @Test
  void runtimeAssistedProgramsNeedTheRuntimeAndAJdk17(@TempDir Path folder) throws Exception {
    // The runtime, or the emitted frames, would use what a JDK 17 has not.
    TaskTest.pipe().writeTo(folder);
    compile(folder, "System.out.println(pipes.pipe(100));");
    Path runtime =
        Path.of(LuminarRuntime.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(run(folder + java.io.File.pathSeparator + runtime)).isEqualTo("4950\n");
  }

  /** Compiles a class Main for 17 against the classes in a folder, into it. */
  private static void compile(Path folder, String statement) throws IOException {
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source, "public class Main { public static void main(String[] a) { " + statement + " } }");
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--release",
                "17",
                "-cp",
                folder.toString(),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).isZero();
  }

  private static String run(String classPath) throws Exception {
    Process process =
        new ProcessBuilder(jdk17().resolve("bin/java").toString(), "-cp", classPath, "Main")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.replace("\r\n", "\n");
  }

  /**
   * Looks where JDKs usually are: JAVA17_HOME, and beside the JDKs of this process and of
   * JAVA_HOME.
   */
  private static Path jdk17() throws IOException {
    List<Path> places = new ArrayList<>();
    if (System.getenv("JAVA17_HOME") != null) {
      places.add(Path.of(System.getenv("JAVA17_HOME")));
    }
    for (String home : new String[] {System.getProperty("java.home"), System.getenv("JAVA_HOME")}) {
      Path parent = home == null ? null : Path.of(home).toRealPath().getParent();
      if (parent != null) {
        try (Stream<Path> siblings = Files.list(parent)) {
          siblings.sorted().forEach(places::add);
        }
      }
    }
    for (Path place : places) {
      Path release = place.resolve("release");
      if (Files.isRegularFile(release)) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
          properties.load(in);
        }
        if (properties.getProperty("JAVA_VERSION", "").replace("\"", "").startsWith("17.")) {
          return place;
        }
      }
    }
    return fail(
        "no JDK 17 found beside this JDK nor in JAVA17_HOME: install one (Debian: apt-get install"
            + " openjdk-17-jdk-headless)");
  }
}
