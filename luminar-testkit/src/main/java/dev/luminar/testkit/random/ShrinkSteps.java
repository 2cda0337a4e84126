package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.ScalarType;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.StructValue;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs that are a little simpler than one. Those of a kind are numbered from 0; many are wrong
 * programs, which the analyzer refuses.
 */
final class ShrinkSteps {
  private ShrinkSteps() {}

  /** How many statements a program has, those inside of others included. */
  static int statements(Program program) {
    int[] count = {0};
    program.functions().forEach(f -> Walk.statements(f.body(), s -> count[0]++));
    return count[0];
  }

  /** Leaves out so many statements from one on, in the order of the text. */
  static Program withoutStatements(Program program, int from, int count) {
    int[] at = {0};
    return new Rewriter() {
      @Override
      List<Stmt> statement(Stmt statement) {
        int number = at[0]++;
        boolean isKept = number < from || number >= from + count || isEnd(statement);
        Stmt inside = inside(statement);
        return isKept ? List.of(inside) : List.of();
      }
    }.program(program);
  }

  private static boolean isEnd(Stmt statement) {
    return statement instanceof Return;
  }

  /** Replaces a statement by those inside of it. */
  static Optional<Program> unwrapped(Program program, int number) {
    int[] at = {0};
    boolean[] found = {false};
    Program made =
        new Rewriter() {
          @Override
          List<Stmt> statement(Stmt statement) {
            List<Stmt> all = new ArrayList<>();
            boolean isUnwrapped = false;
            for (Block inner : statement.blocks()) {
              if (at[0]++ == number) {
                isUnwrapped = true;
                found[0] = true;
                if (statement instanceof For loop) {
                  all.add(new Let(loop.index(), loop.range().start(), Span.NONE));
                }
                inner.statements().forEach(s -> all.addAll(statement(s)));
              }
            }
            return isUnwrapped ? all : List.of(inside(statement));
          }
        }.program(program);
    return found[0] ? Optional.of(made) : Optional.empty();
  }

  /** Leaves out a function or a struct. */
  static Optional<Program> withoutFunction(Program program, int number) {
    int functions = program.functions().size();
    int structs = program.structs().size();
    if (number >= functions + structs) {
      return Optional.empty();
    }
    return Optional.of(
        new Program(
            program.name(),
            program.structs().rejectWithIndex((s, i) -> i + functions == number),
            program.externs(),
            program.functions().rejectWithIndex((f, i) -> i == number && !f.isExported()),
            program.span()));
  }

  private static final int KINDS_OF_REGIONS = 7;

  /** Takes an option or a reduction from a region. */
  static Optional<Program> withSimplerRegion(Program program, int number) {
    int[] at = {0};
    Program made =
        new Rewriter() {
          @Override
          List<Stmt> statement(Stmt statement) {
            int kind = number - at[0];
            if (statement instanceof Region) {
              at[0] += KINDS_OF_REGIONS;
            }
            if (kind < 0 || kind >= KINDS_OF_REGIONS) {
              return List.of(inside(statement));
            }
            return switch (statement) {
              case Parallel s -> List.of(inside(simpler(s, kind)));
              case Concurrent s when kind == 0 ->
                  List.of(
                      inside(new Concurrent(Optional.empty(), s.options(), s.body(), s.span())));
              default -> List.of(inside(statement));
            };
          }
        }.program(program);
    return number < at[0] ? Optional.of(made) : Optional.empty();
  }

  private static Parallel simpler(Parallel s, int kind) {
    ParallelOptions o = s.options();
    ParallelOptions.Builder options = ParallelOptions.builder();
    if (kind != 1) {
      options.cores(o.cores());
    }
    if (kind != 2) {
      options.schedule(o.schedule());
    }
    if (kind != 3) {
      options.grain(o.grain());
    }
    options.onError(o.onError());
    if (kind < 4 || s.reductions().size() <= kind - 4) {
      return new Parallel(
          kind == 0 ? Optional.empty() : s.label(),
          s.index(),
          s.range(),
          options.build(),
          s.reductions(),
          s.body(),
          s.span());
    }
    String dropped = s.reductions().get(kind - 4).name();
    Rewriter silent =
        new Rewriter() {
          @Override
          List<Stmt> statement(Stmt statement) {
            boolean isGone = statement instanceof Contribute c && c.target().name().equals(dropped);
            return isGone ? List.of() : List.of(inside(statement));
          }
        };
    return new Parallel(
        s.label(),
        s.index(),
        s.range(),
        options.build(),
        s.reductions().reject(r -> r.name().equals(dropped)),
        silent.block(s.body()),
        s.span());
  }

  private static final int KINDS_OF_EXPRESSIONS = 7;

  /** Replaces an expression by a constant, by an operand, or by half of itself. */
  static Optional<Program> withSimplerExpression(Program program, int number) {
    int[] at = {0};
    Program made =
        new Rewriter() {
          @Override
          Expr expr(Expr expr) {
            int kind = number - at[0];
            at[0] += KINDS_OF_EXPRESSIONS;
            return kind >= 0 && kind < KINDS_OF_EXPRESSIONS
                ? simpler(expr, kind).orElse(expr)
                : inside(expr);
          }
        }.program(program);
    return number < at[0] ? Optional.of(made) : Optional.empty();
  }

  private static Optional<Expr> simpler(Expr expr, int kind) {
    if (expr instanceof Literal literal) {
      return kind < 3 ? simpler(literal, kind) : Optional.empty();
    }
    if (kind == 0) {
      return constant(expr, 0);
    }
    if (kind == 1) {
      return constant(expr, 1);
    }
    if (kind == 2) {
      return expr.type().isInteger() ? constant(expr, -1) : Optional.empty();
    }
    int operand = kind - 3;
    if (operand >= expr.children().size()) {
      return Optional.empty();
    }
    Expr child = expr.children().get(operand);
    return child.type().equals(expr.type()) ? Optional.of(child) : Optional.empty();
  }

  private static Optional<Expr> simpler(Literal literal, int kind) {
    long value = literal.bits();
    return switch (literal.type()) {
      case BOOL -> value != 0 && kind == 0 ? constant(literal, 0) : Optional.empty();
      case F32 ->
          literal.floatValue() == 0 || literal.floatValue() == 1
              ? Optional.empty()
              : constant(literal, kind);
      case F64 ->
          literal.doubleValue() == 0 || literal.doubleValue() == 1
              ? Optional.empty()
              : constant(literal, kind);
      default ->
          value == 0
              ? Optional.empty()
              : switch (kind) {
                case 0 -> constant(literal, 0);
                case 1 -> value == 1 ? Optional.empty() : constant(literal, 1);
                default -> Math.abs(value) < 3 ? Optional.empty() : constant(literal, value / 2);
              };
    };
  }

  private static Optional<Expr> constant(Expr expr, long value) {
    if (!(expr.type() instanceof ScalarType type) || (type == ScalarType.BOOL && value > 1)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (type) {
          case F32 -> Exprs.f32(value);
          case F64 -> Exprs.f64(value);
          default -> new Literal(type, value, Span.NONE);
        });
  }

  /** Leaves out a parameter of a function that nobody calls but the host. */
  static Program withoutParameter(Program program, Function entry, int parameter) {
    Function without =
        new Function(
            entry.name(),
            true,
            entry.parameters().rejectWithIndex((p, i) -> i == parameter),
            entry.result(),
            entry.body(),
            entry.span());
    return new Program(
        program.name(),
        program.structs(),
        program.externs(),
        program.functions().collect(f -> f.name().equals(entry.name()) ? without : f),
        program.span());
  }

  static List<Value> without(List<Value> call, int argument) {
    List<Value> fewer = new ArrayList<>(call);
    fewer.remove(argument);
    return fewer;
  }

  /** Makes one argument simpler: a zero, a shorter buffer, a buffer with a zero in it. */
  static Optional<List<Value>> simplerArguments(List<Value> call, int argument, int number) {
    Value value = call.get(argument);
    Optional<Value> simpler =
        switch (value) {
          case Scalar scalar ->
              number < 2 ? Optional.of(simpler(scalar, number)) : Optional.empty();
          case StructValue struct ->
              number < 2
                  ? Optional.of(
                      new StructValue(
                          struct.type(), struct.fields().collect(f -> simpler(f, number))))
                  : Optional.empty();
          case BufferValue buffer -> simpler(buffer, number);
        };
    return simpler.map(v -> {
      List<Value> next = new ArrayList<>(call);
      next.set(argument, v);
      return next;
    });
  }

  private static Scalar simpler(Scalar scalar, int number) {
    if (number == 0) {
      return Scalar.zero(scalar.type());
    }
    return switch (scalar.type()) {
      case I32, I64 -> new Scalar(scalar.type(), scalar.asLong() / 2);
      case F32 -> Scalar.f32(1);
      case F64 -> Scalar.f64(1);
      default -> scalar;
    };
  }

  private static Optional<Value> simpler(BufferValue buffer, int number) {
    long length = buffer.length();
    if (number == 0) {
      return Optional.of(BufferValue.zeros(buffer.type(), length));
    }
    if (number == 1) {
      return Optional.of(buffer.slice(0, length / 2).copy());
    }
    if (number == 2) {
      return Optional.of(buffer.slice(0, Math.max(0, length - 1)).copy());
    }
    long at = number - 3L;
    if (at >= length) {
      return Optional.empty();
    }
    BufferValue next = buffer.copy();
    BufferValue zero = BufferValue.zeros(buffer.type(), 1);
    next.set(at, zero.get(0));
    return Optional.of(next);
  }
}
