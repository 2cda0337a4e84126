package dev.luminar.testkit.random;

import dev.luminar.analyzer.Analyzer;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.model.text.Parser;

/**
 * Which of the constructs that a version of the analyzer may still refuse this one accepts.
 *
 * @param hasDynamic {@code schedule = dynamic(n)}
 * @param hasGuided {@code schedule = guided}
 * @param hasArrayReductions reductions over arrays
 * @param hasStructReductions reductions over structs
 */
record Features(
    boolean hasDynamic,
    boolean hasGuided,
    boolean hasArrayReductions,
    boolean hasStructReductions) {
  /** Asks the analyzer. */
  static Features found() {
    return new Features(
        accepts("parallel(i in 0..<9, schedule = dynamic(2)) { }"),
        accepts("parallel(i in 0..<9, schedule = guided) { }"),
        accepts("parallel(i in 0..<9) reduce(t: i64[4] = sum) { t[i & 3] <- 1; }"),
        accepts("parallel(i in 0..<9) reduce(t: P = combine(least, P(x: 1))) { t <- P(x: i); }"));
  }

  private static boolean accepts(String statement) {
    String text =
        "program probe; struct P { x: i64; } fn least(a: P, b: P) -> P { return a; }"
            + " export fn f() { "
            + statement
            + " }";
    try {
      Analyzer.plan(Parser.parse("probe", text).orThrow());
      return true;
    } catch (DiagnosticException e) {
      return false;
    }
  }
}
