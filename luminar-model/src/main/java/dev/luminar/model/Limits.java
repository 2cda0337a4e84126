package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;

/**
 * The upper bounds of a program. Every pass of the compiler may recurse into a program, since these
 * bounds keep it far from the end of the Java stack.
 */
public final class Limits {
  /** The most levels of an expression: a literal has one, {@code a + b} two. */
  public static final int EXPRESSION_DEPTH_MAX = 200;

  /** The most levels of blocks: the body of a function is the first. */
  public static final int BLOCK_DEPTH_MAX = 64;

  /** The most threads that {@code cores} may ask for. */
  public static final int CORES_MAX = 1_024;

  /** The most characters of a source text. */
  public static final int SOURCE_LENGTH_MAX = 64 * 1024 * 1024;

  /** The most error records that a bounded list keeps if the program does not say. */
  public static final long COLLECT_MAX_DEFAULT = 1_024;

  private Limits() {}

  /**
   * Returns the depth, if it is allowed.
   *
   * @throws ModelException LUM1009 if it is above {@link #EXPRESSION_DEPTH_MAX}
   */
  public static int checkExpressionDepth(int depth, Span span) {
    requireNonNull(span, "span");
    if (depth > EXPRESSION_DEPTH_MAX) {
      throw tooDeep("an expression", EXPRESSION_DEPTH_MAX, "bind parts of it with 'let'", span);
    }
    return depth;
  }

  /**
   * Returns the depth, if it is allowed.
   *
   * @throws ModelException LUM1009 if it is above {@link #BLOCK_DEPTH_MAX}
   */
  public static int checkBlockDepth(int depth, Span span) {
    requireNonNull(span, "span");
    if (depth > BLOCK_DEPTH_MAX) {
      throw tooDeep(
          "a block", BLOCK_DEPTH_MAX, "move inner blocks to functions of their own", span);
    }
    return depth;
  }

  private static ModelException tooDeep(String what, int limit, String help, Span span) {
    return new ModelException(
        Diagnostic.error(
                DiagnosticCode.NESTING_TOO_DEEP,
                span,
                what + " has more than " + limit + " levels of nesting")
            .withHelp(help));
  }
}
