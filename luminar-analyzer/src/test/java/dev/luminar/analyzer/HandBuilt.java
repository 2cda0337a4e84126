package dev.luminar.analyzer;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Wrong programs that the text form cannot say, since its parser refuses them first. */
final class HandBuilt {
  private static final StructType POINT =
      Types.struct("Point", Types.field("x", Types.F64), Types.field("y", Types.F64));

  private HandBuilt() {}

  /** The program on the page of a code, if that is built by hand. */
  static Optional<Program> of(DiagnosticCode code) {
    Ref n = Exprs.ref("n", Types.I64);
    Stmt missing = result(Exprs.add(n, Exprs.ref("missing", Types.I64)));
    Stmt narrow = result(Exprs.convert(Types.I64, Exprs.ref("n", Types.I32)));
    Stmt twice = result(Exprs.call("twice", Types.I64, n));
    return switch (code) {
      case NAME_NOT_DECLARED -> Optional.of(program(missing));
      case NAME_OF_OTHER_TYPE -> Optional.of(program(narrow));
      case CALLEE_NOT_DECLARED -> Optional.of(program(twice));
      case STRUCT_NOT_DECLARED -> {
        Expr x = Exprs.fieldOf(Exprs.ref("at", POINT), "x");
        yield Optional.of(program(new Parameter("at", POINT, Span.NONE), Types.F64, result(x)));
      }
      case NOT_AN_ATOMIC_CELL -> {
        var place = new CellPlace("count", Types.I64, Span.NONE);
        yield Optional.of(
            program(
                new Var("count", Types.I64, Optional.of(Exprs.i64(0)), Span.NONE),
                new AtomicRmw(
                    Optional.empty(), AtomicOperator.ADD, place, n, MemoryOrder.SEQ_CST, Span.NONE),
                result(Exprs.ref("count", Types.I64))));
      }
      case CELL_AS_VALUE ->
          Optional.of(
              program(
                  new AtomicCell("count", Types.I64, Exprs.i64(0), Span.NONE),
                  result(Exprs.ref("count", Types.I64))));
      case NOT_AN_ERROR -> Optional.of(program(result(Exprs.errorCode("e"))));
      case EMIT_OUTSIDE_STAGE -> Optional.of(program(new Emit(n, Span.NONE), result(n)));
      default -> Optional.empty();
    };
  }

  private static Return result(Expr value) {
    return new Return(Optional.of(value), Span.NONE);
  }

  private static Program program(Stmt... body) {
    return program(new Parameter("n", Types.I64, Span.NONE), Types.I64, body);
  }

  private static Program program(Parameter parameter, Type result, Stmt... body) {
    ImmutableList<Stmt> statements = Lists.immutable.of(body);
    var function =
        new Function(
            "f",
            true,
            Lists.immutable.of(parameter),
            Optional.of(result),
            new Block(statements, Span.NONE),
            Span.NONE);
    return new Program(
        "p",
        Lists.immutable.empty(),
        Lists.immutable.empty(),
        Lists.immutable.of(function),
        Span.NONE);
  }
}
