package dev.luminar.testkit.filetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.nativeruntime.NativeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The emitted C of every filetest, under the strictest warnings of gcc and clang. */
class CorpusWarningsTest {
  private static final List<String> STRICT =
      List.of("-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror");

  @TempDir static Path folder;

  private final Commands commands = new Commands(folder);

  @AfterEach
  void close() {
    commands.close();
  }

  @TestFactory
  Stream<DynamicTest> compilesWithoutWarnings() throws IOException {
    // Users who build with warnings on could not build what is emitted, or would see true bugs.
    Files.writeString(folder.resolve(NativeRuntime.HEADER_FILE), NativeRuntime.header());
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<Filetest, Compilation> accepted : CorpusProgram.accepted().entrySet()) {
      String label = accepted.getKey().name();
      String name = "f%04d".formatted(tests.size());
      CompletableFuture<String> said =
          commands.later(
              () -> said(CorpusProgram.of(accepted.getKey(), accepted.getValue(), label, name)));
      tests.add(DynamicTest.dynamicTest(label, () -> assertThat(said.join()).isEmpty()));
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private String said(CorpusProgram program) {
    try {
      program.writeTo(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String source = program.name() + ".c";
    // gcc finds uninitialized variables only where it optimizes; clang finds them in the text.
    String said = said("gcc", source, "-O1", "-S", "-o", program.name() + ".s");
    return isClangUsed() ? said + said("clang", source, "-fsyntax-only") : said;
  }

  private String said(String compiler, String source, String... options) {
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(STRICT);
    command.addAll(List.of(options));
    command.add(source);
    Commands.Ended ended = commands.run(command);
    return ended.status() == 0 && ended.output().isEmpty()
        ? ""
        : compiler + " ended with status " + ended.status() + "\n" + ended.shown();
  }

  private static boolean isClangUsed() {
    return !Boolean.getBoolean("luminar.skip.clang") && Commands.isInstalled("clang");
  }

  @Test
  void hasBothCompilers() {
    // Nobody would notice that half of the warnings were never looked for.
    assertThat(Commands.isInstalled("gcc"))
        .as("gcc is on the PATH; Debian and Ubuntu: apt-get install gcc libc6-dev")
        .isTrue();
    assertThat(Boolean.getBoolean("luminar.skip.clang") || Commands.isInstalled("clang"))
        .as(
            "clang is on the PATH; Debian and Ubuntu: apt-get install clang; or leave it out on"
                + " purpose with -Dluminar.skip.clang=true")
        .isTrue();
  }
}
