package dev.luminar.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Severity;
import dev.luminar.model.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that nobody writes by hand. */
class HostileTextTest {
  /** Less than the megabyte that threads have by default. */
  private static final long SMALL_STACK = 768 * 1024;

  /** Parses on a small stack; an overflow of it fails the test. */
  private static ParseResult parse(String text) {
    AtomicReference<ParseResult> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> result.set(Parser.parse("h.lum", text)), "small stack", SMALL_STACK);
    thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
    thread.start();
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> thread.join());
    assertThat(failure.get()).isNull();
    return result.get();
  }

  private static DiagnosticCode firstCode(ParseResult result) {
    assertThat(result.program()).isEmpty();
    assertThat(result.render().lines().mapToInt(String::length).max().orElse(0)).isLessThan(400);
    return result.diagnostics().getFirst().code();
  }

  private static String inBody(String statement) {
    return "program h; fn f(x: i64, xs: i64[]) { let first = " + statement + "; }";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "-",
        "~",
        "not ",
        "xs[",
        "sqrt(",
        "if true then 1 else ",
        "if (",
        "1 + (",
        "f(",
        "i64("
      })
  void deepExpressionsAreRefused(String part) {
    // Nested text would overflow the stack of the compiler.
    assertThat(firstCode(parse(inBody(part.repeat(100_000)))))
        .isEqualTo(DiagnosticCode.NESTING_TOO_DEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if true { ",
        "while true { ",
        "for i in 0..<3 { ",
        "attempt { ",
        "ensure { ",
        "concurrent { ",
        "task { ",
        "parallel(i in 0..<3) { ",
        "select { default => { "
      })
  void deepBlocksAreRefused(String part) {
    // Nested text would overflow the stack of the compiler.
    String text = "program h; fn f() { " + part.repeat(100_000) + "}".repeat(200_000);
    assertThat(firstCode(parse(text))).isEqualTo(DiagnosticCode.NESTING_TOO_DEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "[",
        "]",
        ")",
        "fn ",
        "$",
        "`",
        "\"",
        ";",
        "let ",
        "program ",
        "fn f() {",
        "chan<"
      })
  void anythingRepeatedEnds(String part) {
    // Some text would make the parser hang, or overflow its stack.
    assertThat(parse(part.repeat(100_000)).program()).isEmpty();
    assertThat(parse("program h; fn f() { " + part.repeat(100_000)).program()).isEmpty();
    assertThat(parse("program h; fn f(x: " + part.repeat(100_000)).program()).isEmpty();
  }

  @Test
  void longSumsAreRefusedAndLongElseChainsAreNot() {
    // A chain of operators nests to the left, where no bracket shows it.
    assertThat(firstCode(parse(inBody("x" + " + x".repeat(100_000)))))
        .isEqualTo(DiagnosticCode.NESTING_TOO_DEEP);
    String chain =
        "program h; fn f(x: i64) { if x == 0 { } " + "else if x == 1 { } ".repeat(20_000) + "}";
    assertThat(parse(chain).program()).isPresent();
  }

  @Test
  void atTheLimitsEverythingWorks() {
    // A program that the parser takes would overflow the stack in equals, hashCode or the printer.
    String deep = "1" + " + 1".repeat(Limits.EXPRESSION_DEPTH_MAX - 1);
    String nested =
        "if true { ".repeat(Limits.BLOCK_DEPTH_MAX - 1)
            + "let y = "
            + deep
            + "; "
            + "}".repeat(Limits.BLOCK_DEPTH_MAX - 1);
    ParseResult result = parse("program h; fn f() { " + nested + " }");
    assertThat(result.diagnostics()).isEmpty();
    assertThat(parse(result.orThrow().toString()).orThrow())
        .isEqualTo(result.orThrow())
        .hasSameHashCodeAs(result.orThrow());
  }

  @Test
  void aLongLineIsClippedAroundTheCaret() {
    // A message about generated text would fill the screen.
    ParseResult result = parse(inBody("1 /* */ +" + " ".repeat(10 * 1024 * 1024)));
    assertThat(firstCode(result)).isEqualTo(DiagnosticCode.SYNTAX_ERROR);
    ParseResult string = parse(inBody("\"" + "a".repeat(10 * 1024 * 1024)));
    assertThat(string.diagnostics().collect(d -> d.code()))
        .contains(DiagnosticCode.UNTERMINATED_TOKEN);
    assertThat(string.render().length()).isLessThan(2_000);
  }

  @Test
  void controlCharactersAreRefused() {
    // A NUL could end a string of the emitted C, or hide text from a reader.
    assertThat(firstCode(parse("\0".repeat(100_000))))
        .isEqualTo(DiagnosticCode.UNEXPECTED_CHARACTER);
    assertThat(firstCode(parse("program `a\0b`;"))).isEqualTo(DiagnosticCode.UNEXPECTED_CHARACTER);
    assertThat(parse("program h;\0 fn f() { }").render()).doesNotContain("\0");
  }

  @Test
  void tooManyErrorsStopTheReading() {
    // A text that is something else entirely would be answered with a message for each of its
    // characters.
    ParseResult result = parse("program h; fn f() { " + "$ # ".repeat(100_000));
    assertThat(result.diagnostics()).hasSize(Parser.ERRORS_MAX + 1);
    assertThat(result.diagnostics().getLast().code()).isEqualTo(DiagnosticCode.TOO_MANY_ERRORS);
  }

  @Test
  void hugeNumbersAreRefused() {
    // Their value takes time that grows with the square of their length.
    assertThat(firstCode(parse(inBody("9".repeat(10_000_000)))))
        .isEqualTo(DiagnosticCode.NUMBER_OUT_OF_RANGE);
  }

  @Test
  void textsAboveTheLimitAreRefusedUnread(@TempDir Path folder) throws IOException {
    // A huge file would take the memory of the host.
    Path file = folder.resolve("huge.lum");
    try (var channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.position(100L * 1024 * 1024);
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
    }
    assertThat(firstCode(Parser.parse(file))).isEqualTo(DiagnosticCode.SOURCE_TOO_LARGE);
    assertThat(firstCode(Parser.parse(folder.resolve("none.lum"))))
        .isEqualTo(DiagnosticCode.SOURCE_NOT_READABLE);
    assertThat(firstCode(Parser.parse(folder))).isEqualTo(DiagnosticCode.SOURCE_NOT_READABLE);
  }

  @Test
  void invalidUtf8IsReportedWithItsOffset() {
    // The user could not find the byte, or it would be replaced silently.
    byte[] text = "program h;\n// caf\u00e9\nfn f() { }".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Parser.parse("h.lum", text).render())
        .isEqualTo(
            """
            h.lum:2:7: error LUM1004: the byte 0xE9 at offset 17 is not UTF-8
              help: save the text as UTF-8
            """);
    byte[] good = "\uFEFFprogram `caf\u00e9`;".getBytes(StandardCharsets.UTF_8);
    assertThat(Parser.parse("h.lum", good).orThrow().name()).isEqualTo("caf\u00e9");
    assertThat(firstCode(Parser.parse("h.lum", new byte[] {'p', (byte) 0xC3})))
        .isEqualTo(DiagnosticCode.INVALID_UTF8);
  }

  @Test
  void damagedProgramsEndInDiagnostics() {
    // Some damage would end in an exception instead of a diagnostic.
    for (long seed = 1; seed <= 400; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(Printer.print(RandomPrograms.program(seed)));
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(12));
        int other = random.nextInt(text.length());
        String piece = text.substring(other, Math.min(text.length(), other + random.nextInt(12)));
        text.replace(from, to, piece);
      }
      ParseResult result = Parser.parse("seed " + seed, text.toString());
      if (result.program().isEmpty()) {
        assertThat(result.diagnostics())
            .as("seed %s", seed)
            .anyMatch(d -> d.severity() == Severity.ERROR);
        assertThat(result.render()).isNotEmpty();
      }
    }
  }

  @Test
  void readingTakesLinearTime() {
    // A large generated program would take minutes.
    String function =
        "fn f%d(xs: f64[]) -> f64 { parallel(i in 0..<len(xs)) reduce(t: f64 = sum) { t <- xs[i] * 2; } return t; }\n";
    StringBuilder text = new StringBuilder("program h;\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(function.formatted(i).replace("fn f", "fn g"));
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThat(Parser.parse("h.lum", text.toString()).orThrow().functions())
                .hasSize(10_000));
    String million =
        "program h; fn f(x: i64) { var y: i64 = 0;" + " y = y + x;\n".repeat(1_000_000) + " }";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThat(
                    Parser.parse("h.lum", million)
                        .orThrow()
                        .functions()
                        .getFirst()
                        .body()
                        .statements())
                .hasSize(1_000_001));
  }
}
