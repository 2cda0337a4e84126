package dev.luminar.emit.c;

import static dev.luminar.emit.c.PlanBuilder.op;
import static dev.luminar.emit.c.PlanBuilder.read;
import static dev.luminar.emit.c.PlanBuilder.ret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and strings that try to become code. */
final class HostileNamesTest {
  static final List<String> NAMES =
      List.of(
          "int",
          "main",
          "errno",
          "printf",
          "class",
          "free",
          "calloc",
          "_Bool",
          "__file",
          "a b",
          "a$b",
          "a_b",
          "a__b",
          "1x",
          "größe",
          "\"; system(\"x\"); //",
          "*/ int x; /*",
          "??/\n",
          "x\\",
          "line\nbreak",
          "\u202e",
          "NULL",
          "bool",
          "context",
          "raise_error",
          "result",
          "errors",
          "E2BIG",
          "INT64_C",
          "LUM_OK",
          "LumStatus",
          "LumMessage",
          "\0",
          "names_error",
          "error",
          "shutdown",
          "host_call",
          "own",
          "region",
          "hooks",
          "status");

  @TempDir private Path folder;

  /** Every name as a function, a parameter, a local, and in an error. */
  static Plan plan() {
    PlanBuilder b = new PlanBuilder("names");
    for (String name : NAMES) {
      int site = b.site(name, name + " {0} %s */ ??/ \\");
      b.function(
          name,
          PlanType.I64,
          true,
          true,
          s -> {
            var param = s.param(name, PlanType.I64);
            var other = s.param("other", PlanType.I64);
            var local = s.local(name, PlanType.I64);
            return Code.seq(
                new Code.Note(name),
                new Code.RaiseIf(
                    op(BinaryOperator.LT, ScalarType.I64, read(param), Val.i64(0)),
                    b.raise(site, read(param))),
                PlanBuilder.let(
                    local, op(BinaryOperator.ADD, ScalarType.I64, read(param), read(other))),
                ret(read(local)));
          });
    }
    return b.build();
  }

  @Test
  void anyNameIsLegalC() throws Exception {
    // A name of the user's is a keyword, clashes with another, or ends the comment or string around
    // it.
    CFiles files = new CEmitter().emit(plan());
    Compilers.compileStrictly(files, folder);
    Set<String> distinct = new HashSet<>(files.entries().castToList());
    assertThat(distinct).hasSize(NAMES.size());
  }

  /** Some of the functions. */
  public interface Names {
    long main(long main, long other);

    long errno(long errno, long other);
  }

  @Test
  void messagesSurvive() {
    // A message loses characters on its way through C.
    try (NativeProgram program = NativeProgram.compile(plan())) {
      Names names = program.bind(Names.class);
      assertThat(names.main(40, 2)).isEqualTo(42);
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> names.errno(-7, 0)))
          .hasMessageContaining("errno -7 %s */ ??/ \\");
    }
  }

  @Test
  void commentsAndStringsDoNotEnd() {
    // Text of the user's closes a comment or a string.
    for (String name : NAMES) {
      assertThat(CText.comment(name + "*/"))
          .doesNotContain("*/")
          .doesNotContain("\n")
          .doesNotContain("??/");
      assertThat(CText.comment(name + "\\")).doesNotEndWith("\\");
      String literal = CText.literal(name + "\"");
      assertThat(literal).doesNotContain("\n").doesNotContain("??").endsWith("\\\"\"");
    }
  }

  @Test
  void longNamesAndTextsAreCut() throws Exception {
    // A name of ten million characters, or a text that is longer than C's literals, stops the
    // compiler.
    String longName = "x".repeat(10_000_000);
    PlanBuilder b = new PlanBuilder(longName);
    int site = b.site(longName.substring(0, 100), "y\n\u00e9".repeat(5_000));
    b.function(
        longName,
        PlanType.NOTHING,
        true,
        true,
        s ->
            new Code.Raise(
                site, Val.i64(1), org.eclipse.collections.api.factory.Lists.immutable.empty()));
    CFiles files = new CEmitter().emit(b.build());
    assertThat(files.name().length()).isLessThan(64);
    Compilers.compileStrictly(files, folder);
  }

  @Test
  void deepExpressionsAreCutIntoParts() throws Exception {
    // Brackets nest deeper than a compiler takes.
    PlanBuilder b = new PlanBuilder("deep");
    b.function(
        "deep",
        PlanType.I64,
        false,
        false,
        s -> {
          Val value = read(s.param("x", PlanType.I64));
          for (int k = 0; k < 1_000; k++) {
            value =
                op(
                    k % 2 == 0 ? BinaryOperator.ADD : BinaryOperator.XOR,
                    ScalarType.I64,
                    Val.i64(k),
                    value);
          }
          return ret(value);
        });
    CFiles files = new CEmitter().emit(b.build());
    Compilers.compileStrictly(files, folder);
  }

  @Test
  void deepNegationsTakeNoTime() throws Exception {
    // Printing an operand twice at each level takes for ever.
    PlanBuilder b = new PlanBuilder("deep");
    b.function(
        "deep",
        PlanType.I64,
        false,
        false,
        s -> {
          Val value = read(s.param("x", PlanType.I64));
          for (int k = 0; k < 1_000; k++) {
            value = new Val.Unary(UnaryOperator.NEG, ScalarType.I64, value);
          }
          return ret(value);
        });
    Plan plan = b.build();
    CFiles files =
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> new CEmitter().emit(plan));
    Compilers.compileStrictly(files, folder);
  }
}
