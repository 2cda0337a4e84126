package dev.luminar.emit.c;

import static dev.luminar.emit.c.PlanBuilder.read;
import static dev.luminar.emit.c.PlanBuilder.ret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names that the language or the system keeps for itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IdentifiersTest {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Ordinary names that begin as macros do. */
  static final List<String> NAMES =
      List.of(
          "PRIME",
          "PRIM",
          "PRI",
          "SIG",
          "SIGNAL",
          "SIGMA",
          "SIGX",
          "FE_",
          "FE",
          "M",
          "ATOMIC",
          "E",
          "E2",
          "luminar",
          "lum",
          "LUM",
          "INT64_MAX",
          "INT64",
          "int");

  @TempDir private Path folder;

  private static List<String> reserved() throws Exception {
    List<String> names = new ArrayList<>(NAMES);
    try (InputStream in = Reserved.class.getResourceAsStream("reserved.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#") && !line.isBlank()) {
          names.addAll(List.of(line.split(" ")));
        }
      }
    }
    for (String prefix :
        ("lum lum_ luminar LUM PRI SCN PTHREAD_ ATOMIC_ INT INT0 INT_ UINT SIG FE FE_ SCHED SCHED_ FP FP_ M M_ DBL DBL_ "
                + "FLT FLT_ LDBL LDBL_ PTHREAD ATOMIC E E1 EX _ __ _A")
            .split(" ")) {
      names.addAll(
          List.of(prefix, prefix + "_", prefix + "X", prefix + "_t", prefix + "x".repeat(80)));
    }
    return names;
  }

  private static List<String> declared(Identifiers scope) throws Exception {
    List<String> given = new ArrayList<>();
    for (String name : reserved()) {
      given.add(scope.declare(name));
      given.add(scope.declare("n" + name)); // what a reserved name may become
      given.add(scope.declare(name + "_2"));
      given.add(scope.declare(name));
    }
    return given;
  }

  @Test
  void noReservedNameIsGivenAndNoneTwice() throws Exception {
    // A name stays reserved whatever is put behind it, and the search for a free one never ends; or
    // two things get one name; or the names change from one emission to the next.
    Set<String> fileLevel = new HashSet<>();
    for (String name : declared(Identifiers.file())) {
      assertThat(name).matches(IDENTIFIER).hasSizeLessThan(72);
      assertThat(Reserved.atFileLevel(name)).as(name).isFalse();
      assertThat(fileLevel.add(name)).as(name).isTrue();
    }
    Set<String> inside = new HashSet<>();
    for (String name : declared(Identifiers.alone())) {
      assertThat(Reserved.anywhere(name)).as(name).isFalse();
      assertThat(inside.add(name)).as(name).isTrue();
    }
    assertThat(declared(Identifiers.file())).isEqualTo(declared(Identifiers.file()));
  }

  @Test
  void aProgramOfAnyNameCompiles() throws Exception {
    // The name of a program becomes the beginning of public names that headers or the runtime have.
    for (String name : NAMES) {
      CFiles files = new CEmitter().emit(program(name).build());
      Compilers.compileStrictly(files, folder);
      assertThat(Reserved.hasReservedPrefix(files.name() + "_")).as(name).isFalse();
      assertThat(files.entries()).allSatisfy(entry -> assertThat(entry).startsWith(files.name()));
    }
  }

  /** A program whose functions, parameters and locals have those names too. */
  private static PlanBuilder program(String program) {
    PlanBuilder b = new PlanBuilder(program);
    for (String name : NAMES) {
      b.function(
          name,
          PlanType.I64,
          true,
          true,
          s -> {
            var param = s.param(name, PlanType.I64);
            var local = s.local(name, PlanType.I64);
            return Code.seq(PlanBuilder.let(local, read(param)), ret(read(local)));
          });
    }
    return b;
  }
}
