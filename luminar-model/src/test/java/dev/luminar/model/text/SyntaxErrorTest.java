package dev.luminar.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.diag.DiagnosticCode;
import org.junit.jupiter.api.Test;

/** Golden error messages: what a user sees. */
class SyntaxErrorTest {
  private static void check(String text, String expected) {
    ParseResult result = Parser.parse("t.lum", text);
    assertThat(result.render()).isEqualTo(expected);
    assertThat(result.program()).isEmpty();
  }

  @Test
  void aMissingSemicolonIsReportedWhereItIsMissing() {
    // The caret would stand at the next statement, which is right.
    check(
        """
        program t;
        fn f() {
          let x = 1
          return;
        }
        """,
        """
        t.lum:3:12: error LUM1001: expected ';' but found 'return'
            let x = 1
                     ^
        """);
  }

  @Test
  void everyErrorOfATextIsReported() {
    // A user would mend one error after the other, with a run of the compiler for each.
    check(
        """
        program t;
        struct P { x: q; y f64; z: i8; }
        fn a(x: i64, y: i32) -> i64 {
          let z = x + y;
          let w = z * 2;
          let u = x +;
          let v = missing + 1;
          return v + w + u;
        }
        fn b(n i64) {
          raise "a" 7;
        }
        fn c(n: i64) {
          parallel(i in 0..<n, coers = 3) {
            let y = 1 +* 2;
          }
          if n > { call a(1, 2); }
        }
        """,
        """
        t.lum:2:15: error LUM1001: expected a scalar or a storage type but found 'q'
          struct P { x: q; y f64; z: i8; }
                        ^
        t.lum:2:20: error LUM1001: expected ':' but found 'f64'
          struct P { x: q; y f64; z: i8; }
                             ^^^
        t.lum:4:11: error LUM1102: '+' does not take i64 and i32
            let z = x + y;
                    ^^^^^
          note: it takes two i32, i64, f32 or f64
        t.lum:6:14: error LUM1001: expected an expression but found ';'
            let u = x +;
                       ^
        t.lum:7:11: error LUM1010: 'missing' is not declared here
            let v = missing + 1;
                    ^^^^^^^
        t.lum:10:8: error LUM1001: expected ':' but found 'i64'
          fn b(n i64) {
                 ^^^
        t.lum:11:13: error LUM1001: expected '(' but found '7'
            raise "a" 7;
                      ^
        t.lum:14:24: error LUM1013: a parallel block has no option 'coers'
            parallel(i in 0..<n, coers = 3) {
                                 ^^^^^
          note: it has schedule, grain, cores, balance, on_error, timeout, grace, on_timeout, retry, monitor, mode
        t.lum:15:16: error LUM1001: expected an expression but found '*'
              let y = 1 +* 2;
                         ^
        t.lum:17:10: error LUM1001: expected an expression but found '{'
            if n > { call a(1, 2); }
                   ^
        """);
  }

  @Test
  void aMissingBraceEndsAtTheNextFunction() {
    // One brace would hide all functions behind it.
    check(
        """
        program t;
        fn a(n: i64) {
          if n > 3 {
            return;
        }
        fn b() { let x = ; }
        """,
        """
        t.lum:6:1: error LUM1001: expected a statement or '}' but found 'fn'
          fn b() { let x = ; }
          ^^
          note: the block starts here (t.lum:2:14)
        t.lum:6:18: error LUM1001: expected an expression but found ';'
          fn b() { let x = ; }
                           ^
        """);
  }

  @Test
  void whatHoldsAStatementIsGoneOnBehind() {
    // An error in an arm or a stage would be followed by errors about what is right.
    check(
        """
        program t;
        fn a(xs: f64[], c: chan<i64>) {
          pipeline { source x of xs; map y = ; sink xs; }
          select { send(c 1) => { } default => { } }
          foo: bar;
          let s = 3 < 4 < 5;
          let q = "\\q";
          task = 3;
        }
        """,
        """
        t.lum:3:38: error LUM1001: expected an expression but found ';'
            pipeline { source x of xs; map y = ; sink xs; }
                                               ^
        t.lum:4:19: error LUM1001: expected ',' but found '1'
            select { send(c 1) => { } default => { } }
                            ^
        t.lum:5:8: error LUM1001: expected 'parallel', 'concurrent', 'task', 'worker' or 'pipeline' behind the label but found 'bar'
            foo: bar;
                 ^^^
        t.lum:6:17: error LUM1001: comparisons do not chain
            let s = 3 < 4 < 5;
                          ^
          help: join two comparisons with 'and'
        t.lum:7:11: error LUM1101: the value of a let must be a scalar, a struct, a buffer or a reference, not string
            let q = "\\q";
                    ^^^^
        t.lum:7:12: error LUM1008: there is no such escape; there are \\n \\t \\r \\\\ \\" \\` \\uXXXX
            let q = "\\q";
                     ^^
        t.lum:8:8: error LUM1001: expected '{' but found '='
            task = 3;
                 ^
        """);
  }

  @Test
  void wrongOptionsAndNumbersAreRefusedAtTheirPlace() {
    // The bounds of options would be reported without a place, or not at all.
    check(
        """
        program t;
        fn a() {
          parallel(i in 0..<3, cores = 0) { }
          parallel(i in 0..<3, grain = 0) { }
          parallel(i in 0..<3, cores = 2, cores = 3) { }
          concurrent(timeout = 3) { }
          concurrent(retry(0, 1ms)) { }
          let a = 9223372036854775808;
          let b = 3000000000i32;
          let c = 1e999;
          let d = 1.5i32;
          let e = 3x;
          parallel(i in 0..<3, cores = 100000) { }
          parallel(i in 0..<3, schedule = dynamic(0)) { }
        }
        """,
        """
        t.lum:3:32: error LUM1106: 'cores' must be auto or 1 to 1024, not 0
            parallel(i in 0..<3, cores = 0) { }
                                         ^
        t.lum:4:22: error LUM1106: 'grain' must be at least 1, not 0
            parallel(i in 0..<3, grain = 0) { }
                               ^^^^^^^^^^^
        t.lum:5:35: error LUM1106: the option 'cores' is given twice
            parallel(i in 0..<3, cores = 2, cores = 3) { }
                                            ^^^^^
        t.lum:6:24: error LUM1001: a duration needs a unit: ns, us, ms, s, min or h
            concurrent(timeout = 3) { }
                                 ^
        t.lum:7:14: error LUM1106: the limit of 'retry' must be at least 1, not 0
            concurrent(retry(0, 1ms)) { }
                       ^^^^^^^^^^^^^
        t.lum:8:11: error LUM1007: i64 cannot hold 9223372036854775808
            let a = 9223372036854775808;
                    ^^^^^^^^^^^^^^^^^^^
        t.lum:9:11: error LUM1007: i32 cannot hold 3000000000
            let b = 3000000000i32;
                    ^^^^^^^^^^^^^
        t.lum:10:11: error LUM1007: the number is too large for its type; infinity is written f64.inf or f32.inf
            let c = 1e999;
                    ^^^^^
        t.lum:11:11: error LUM1101: a number with a fraction or an exponent is no integer
            let d = 1.5i32;
                    ^^^^^^
        t.lum:12:11: error LUM1001: there is no suffix 'x' of numbers
            let e = 3x;
                    ^^
          note: there are i32, i64, f32 and f64, and the units of time ns, us, ms, s, min and h
        t.lum:13:32: error LUM1106: 'cores' must be auto or 1 to 1024, not 100000
            parallel(i in 0..<3, cores = 100000) { }
                                         ^^^^^^
        t.lum:14:35: error LUM1106: the chunk of a dynamic schedule must be at least 1, not 0
            parallel(i in 0..<3, schedule = dynamic(0)) { }
                                            ^^^^^^^^^^
        """);
  }

  @Test
  void aWordThatIsNoNameSaysHowToQuoteIt() {
    // A user whose names are generated would not know a way out.
    check(
        "program t; fn task() { }",
        """
        t.lum:1:15: error LUM1001: expected the name of a function but found 'task'
          program t; fn task() { }
                        ^^^^
          help: to use a reserved word as a name, write `task`
        """);
    assertThat(Parser.parse("t.lum", "program t; fn `task`() { }").program()).isPresent();
  }

  @Test
  void atomicCellsAreReadByStatements() {
    // The user would only read that something is unexpected.
    check(
        "program t; fn f() { atomic c: i64 = 0; let x = c + 1; }",
        """
        t.lum:1:50: error LUM1001: expected '.' but found '+'
          program t; fn f() { atomic c: i64 = 0; let x = c + 1; }
                                                           ^
        """);
    ParseResult inner =
        Parser.parse("t.lum", "program t; fn f() { atomic c: i64 = 0; let x = 1 + c; }");
    assertThat(inner.render()).contains("help: bind its value first: let value = c.load();");
  }

  @Test
  void anEmptyTextIsNoProgram() {
    // An empty file would pass as a program without functions.
    check(
        "",
        """
        t.lum:1:1: error LUM1001: expected 'program' but found the end of the text
        \s\s
          ^
        """);
  }

  @Test
  void usesOfAnErroneousDeclarationAreNoErrors() {
    // One error would be followed by one for each use of the name.
    ParseResult result =
        Parser.parse(
            "t.lum",
            """
            program t;
            struct S { x: nothing; }
            fn bad(x: nothing) -> i64 { return x; }
            fn f(s: S) -> i64 {
              buffer b: nothing[3];
              let y = bad(1) + b[0] + s.x;
              return y;
            }
            fn g(n: i64) -> i64 {
              buffer b: nothing[3];
              let y = bad(1) + b[0];
              parallel(i in 0..<q) reduce(r: i64 = sum) { r <- y; }
              return r;
            }
            """);
    assertThat(result.diagnostics().collect(d -> d.span().line()).toList())
        .containsExactly(2, 3, 5, 10, 12);
    assertThat(result.diagnostics().getLast().code()).isEqualTo(DiagnosticCode.UNKNOWN_NAME);
  }
}
