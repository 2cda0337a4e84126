package dev.luminar.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  @Test
  void numbersAreUniqueAndInTheirRanges() {
    // Two diagnostics would share a page, or a code would stand in no range.
    Set<Integer> numbers = new HashSet<>();
    for (DiagnosticCode code : DiagnosticCode.values()) {
      assertThat(numbers.add(code.number())).as(code.name()).isTrue();
      assertThat(code.number()).as(code.name()).isBetween(1000, 6999);
      assertThat(code.id()).isEqualTo("LUM" + code.number());
      assertThat(code.title()).isNotBlank().doesNotEndWith(".");
    }
  }

  @Test
  void aDiagnosticShowsPlaceLineCaretNotesAndHelp() {
    // Editors parse the first line, and people read the rest.
    Sources sources = Sources.of("a.lum", "one\n\ttwo three\r\nfour");
    Diagnostic diagnostic =
        Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, Span.of("a.lum", 2, 6, 2, 11), "wrong")
            .withNote("because", Span.at("a.lum", 1, 1))
            .withNote("and so")
            .withHelp("mend it");
    assertThat(Diagnostics.render(diagnostic, sources))
        .isEqualTo(
            "a.lum:2:6: error LUM1001: wrong\n"
                + "  \ttwo three\n"
                + "  \t    ^^^^^\n"
                + "  note: because (a.lum:1:1)\n"
                + "  note: and so\n"
                + "  help: mend it\n");
    assertThat(diagnostic).hasToString("a.lum:2:6: error LUM1001: wrong");
  }

  @Test
  void aHostLineHasNoCaret() {
    // A diagnostic about a builder call would point into nothing.
    Span host = Span.host(new StackTraceElement("com.acme.Stats", "build", "Stats.java", 42));
    Diagnostic warning = Diagnostic.warning(DiagnosticCode.TYPE_MISMATCH, host, "odd");
    assertThat(Diagnostics.render(List.of(warning)))
        .isEqualTo("Stats.java:42: warning LUM1101: odd\n");
    assertThat(host.isHost()).isTrue();
    assertThat(host.owner()).isEqualTo("com.acme.Stats.build");
  }

  @Test
  void aMessageIsOneLine() {
    // A name with a line end could forge a second diagnostic, or move the cursor of a terminal.
    String message = "name 'a\nb.lum:1:1: error\u001B[2J'";
    Diagnostic forged = Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, Span.NONE, message);
    assertThat(Diagnostics.render(List.of(forged)))
        .isEqualTo("error LUM1001: name 'a\\nb.lum:1:1: error\uFFFD[2J'\n");
  }

  @Test
  void whatDoesNotShowItselfStandsAsOneSign() {
    // A carriage return hides the line's begin, a direction mark turns the line around: the caret
    // would stand under something else.
    Diagnostic far = Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, Span.of("a", 1, 6, 1, 10), "m");
    String line = "x\r\u001B\u202E\uD800HERE \uD83D\uDE00";
    List<String> lines = List.of(Diagnostics.render(far, Sources.of("a", line)).split("\n"));
    assertThat(lines.get(1)).isEqualTo("  x\uFFFD\uFFFD\uFFFD\uFFFDHERE \uD83D\uDE00");
    assertThat(lines.get(2)).isEqualTo("       ^^^^");
  }

  @Test
  void longLinesAreClippedAroundTheCaret() {
    // Generated text would fill the screen, or the caret would stand under something else.
    String line = "x".repeat(500) + "HERE" + "y".repeat(500);
    Diagnostic far =
        Diagnostic.error(DiagnosticCode.SYNTAX_ERROR, Span.of("a", 1, 501, 1, 505), "m");
    List<String> lines = Diagnostics.render(far, Sources.of("a", line)).lines().toList();
    String shown = lines.get(1);
    String marks = lines.get(2);
    assertThat(shown.length()).isLessThan(Diagnostics.LINE_LENGTH_MAX + 10);
    assertThat(shown.substring(marks.indexOf('^'), marks.length())).isEqualTo("HERE");
  }

  @Test
  void anyTwoSpansAreEqual() {
    // Programs from different sources could not be compared; see the comment of Span.
    assertThat(Span.at("a", 1, 2)).isEqualTo(Span.NONE).hasSameHashCodeAs(Span.NONE);
    assertThat(Span.at("a", 1, 2).sameAs(Span.NONE)).isFalse();
    assertThat(Span.at("a", 1, 2).to(Span.at("a", 3, 4)).sameAs(Span.of("a", 1, 2, 3, 5))).isTrue();
  }
}
