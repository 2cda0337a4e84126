package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import java.util.OptionalLong;

/**
 * Rough times, in nanoseconds, of what a program does: enough to tell work that is worth a thread
 * from work that is not.
 */
final class WorkEstimate {
  /** How often a loop is taken to run when that is not constant. */
  static final double TURNS_UNKNOWN = 64;

  private static final double TURNS_MAX = 1e9;
  private static final double EXTERN = 50;
  private static final double EXTERN_BLOCKING = 10_000;
  private static final double FUNCTION_UNKNOWN = 1_000;
  private static final double CALL = 2;

  private final ProgramNames names;
  private final double[] functions;

  WorkEstimate(ProgramNames names) {
    this.names = names;
    functions = new double[names.program().functions().size()];
    java.util.Arrays.fill(functions, FUNCTION_UNKNOWN);
  }

  /** Remembers the time of a function for its callers. */
  void set(int function, double nanos) {
    functions[function] = nanos;
  }

  private double call(String callee) {
    int function = names.indexOf(callee);
    if (function >= 0) {
      return CALL + functions[function];
    }
    Extern extern = names.extern(callee);
    return extern != null && extern.isBlocking() ? EXTERN_BLOCKING : EXTERN;
  }

  /** The time of an expression without its operands. */
  double of(Expr expr) {
    return switch (expr) {
      case Literal e -> 0;
      case Text e -> 0;
      case Ref e -> 0;
      case Element e -> 0.5;
      case Binary e ->
          switch (e.operator()) {
            case DIV, REM -> 3;
            default -> 0.3;
          };
      case Intrinsic e ->
          switch (e.function()) {
            case SQRT -> 4;
            case ABS, FLOOR, CEIL, RINT, TRUNC, FMA, MIN, MAX, COPYSIGN -> 0.5;
            default -> 20;
          };
      case CallExpr e -> call(e.callee());
      default -> 0.3;
    };
  }

  /** The time of a statement without its expressions and blocks. */
  double of(Stmt statement) {
    return switch (statement) {
      case Call s -> call(s.callee());
      case Spawn s -> 100 + call(s.callee());
      case BufferDecl s -> 100;
      case AtomicLoad s -> 1;
      case AtomicStore s -> 5;
      case AtomicRmw s -> 10;
      case AtomicCas s -> 10;
      case Send s -> 100;
      case Receive s -> 100;
      case ForReceive s -> 100;
      case Worker s -> 100;
      case Task s -> 100;
      case Sleep s -> 10_000;
      case AsyncRead s -> EXTERN_BLOCKING;
      case AsyncWrite s -> EXTERN_BLOCKING;
      default -> 0.2;
    };
  }

  /** How often a loop runs, estimated. */
  static double turns(Stmt loop) {
    Range range =
        switch (loop) {
          case For s -> s.range();
          case Parallel s -> s.range();
          case Task s when s.over().isPresent() -> s.over().get().range();
          default -> null;
        };
    if (range == null) {
      return loop instanceof Task ? 1 : TURNS_UNKNOWN;
    }
    OptionalLong length = RangeLength.of(range);
    return length.isPresent() ? Math.min(length.getAsLong(), TURNS_MAX) : TURNS_UNKNOWN;
  }
}
