package dev.luminar.nativeruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeRuntimeTest {
  @TempDir private Path folder;

  @Test
  void theTwoFilesBuildAndRun() throws Exception {
    // A user who puts the two files beside a program cannot build it.
    CompilerOfC compiler = CompilerOfC.find();
    Path object = NativeRuntime.build(compiler, folder, List.of("-Wall", "-Wextra", "-Werror"));
    Files.writeString(
        folder.resolve("main.c"),
        """
        #include "luminar.h"
        int main(void) { return luminar_runtime_init(NULL) ? (luminar_runtime_shutdown(), 0) : 1; }
        """);
    compiler.run(
        folder, List.of("-std=c11", "-pthread", "main.c", object.toString(), "-o", "program"));
    Process process = new ProcessBuilder(folder.resolve("program").toString()).start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theSeparateSourcesAreComplete() throws IOException {
    // A source is missing in the jar, so that the separate sources cannot be built.
    List<Path> files = NativeRuntime.writeSeparateTo(folder);
    assertThat(NativeRuntime.separateSources())
        .contains("include/luminar.h", "include/luminar_hooks.h", "src/lum_platform_posix.c");
    for (Path file : files) {
      assertThat(Files.size(file)).isPositive();
      String name = file.getFileName().toString();
      if (name.endsWith(".c")) {
        CompilerOfC.find()
            .run(folder, List.of("-std=c11", "-Iinclude", "-Isrc", "-fsyntax-only", "src/" + name));
      }
    }
  }

  @Test
  void theHeaderStandsAlone() {
    // The header in one file includes a file that is not beside it.
    assertThat(NativeRuntime.header()).doesNotContain("#include \"").contains("LuminarHooks");
    assertThat(NativeRuntime.source()).containsOnlyOnce("#include \"luminar.h\"");
  }

  @Test
  void aMachineWithoutCompilerIsTold() {
    // Without a compiler the user sees an IOException instead of what to install.
    assertThatThrownBy(() -> CompilerOfC.find(Map.of("PATH", folder.toString())))
        .isInstanceOfSatisfying(
            CompilerException.class, e -> assertThat(e.code()).isEqualTo("LUM5001"))
        .hasMessageContaining("neither cc nor gcc nor clang")
        .hasMessageContaining("install gcc or clang");
    assertThatThrownBy(
            () -> CompilerOfC.find(Map.of("PATH", folder.toString(), "CC", "no-such-cc -O2")))
        .hasMessageContaining("CC names 'no-such-cc'");
    assertThatThrownBy(() -> CompilerOfC.of(List.of("no-such-cc")).run(folder, List.of()))
        .hasMessageContaining("LUM5001")
        .hasMessageContaining("cannot be run");
  }

  @Test
  void aFailingCompilerShowsItsOutput() throws IOException {
    // The compiler's own words are lost, and nobody can mend the C.
    Files.writeString(folder.resolve("bad.c"), "int main(void) { return undeclared_name; }");
    assertThatThrownBy(() -> CompilerOfC.find().run(folder, List.of("-c", "bad.c")))
        .hasMessageContaining("LUM5002")
        .hasMessageContaining("undeclared_name");
  }

  @Test
  void theVariableChoosesTheCompiler() {
    // CC is ignored, or its options are taken for a part of the name.
    String path = System.getenv("PATH");
    CompilerOfC chosen = CompilerOfC.find(Map.of("PATH", path, "CC", "cc  -m64"));
    assertThat(chosen.command()).containsExactly("cc", "-m64");
    assertThat(chosen).hasToString("cc -m64");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullArgumentsAreNamed() {
    // A null argument fails somewhere inside, without the name of the parameter.
    assertThatNullPointerException()
        .isThrownBy(() -> NativeRuntime.writeTo(null))
        .withMessage("folder");
    assertThatNullPointerException()
        .isThrownBy(() -> NativeRuntime.writeSeparateTo(null))
        .withMessage("folder");
    assertThatNullPointerException()
        .isThrownBy(() -> NativeRuntime.build(null, folder, List.of()))
        .withMessage("compiler");
    assertThatNullPointerException()
        .isThrownBy(() -> CompilerOfC.find(null))
        .withMessage("environment");
    assertThatNullPointerException().isThrownBy(() -> CompilerOfC.of(null)).withMessage("command");
    assertThatThrownBy(() -> CompilerOfC.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
