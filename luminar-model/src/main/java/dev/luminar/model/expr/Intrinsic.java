package dev.luminar.model.expr;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.text.Printer;
import dev.luminar.model.type.ScalarType;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A mathematical function applied: {@code sqrt(x)}, {@code min(a, b)}.
 *
 * @param function the function
 * @param arguments as many as the function takes, of one type
 * @param type the type of arguments and result
 * @param span the place
 * @param depth always computed; what the constructor is given is ignored
 */
public record Intrinsic(
    IntrinsicFunction function,
    ImmutableList<Expr> arguments,
    ScalarType type,
    Span span,
    int depth)
    implements Expr {
  /** Checks the arguments as {@link #Intrinsic(IntrinsicFunction, ImmutableList, Span)} does. */
  public Intrinsic {
    requireNonNull(function, "function");
    requireNonNull(arguments, "arguments");
    requireNonNull(type, "type");
    requireNonNull(span, "span");
    type = check(function, arguments, span);
    depth = Checks.depth(span, arguments);
  }

  /**
   * Makes an application.
   *
   * @throws ModelException LUM1103 for a wrong number of arguments, LUM1102 for wrong types
   */
  public Intrinsic(IntrinsicFunction function, ImmutableList<Expr> arguments, Span span) {
    this(function, arguments, ScalarType.F64, span, 0);
  }

  private static ScalarType check(
      IntrinsicFunction function, ImmutableList<Expr> arguments, Span span) {
    if (arguments.size() != function.arity()) {
      throw new ModelException(
          DiagnosticCode.ARGUMENT_COUNT,
          span,
          "'"
              + function.symbol()
              + "' takes "
              + function.arity()
              + " arguments, not "
              + arguments.size());
    }
    for (Expr argument : arguments) {
      if (!function.takes(argument.type()) || !argument.type().equals(arguments.get(0).type())) {
        String types = arguments.collect(Expr::type).makeString(" and ");
        throw Checks.operand(
            function.symbol(), span, types, function.operands() + ", all of one type");
      }
    }
    return (ScalarType) arguments.get(0).type();
  }

  @Override
  public ImmutableList<Expr> children() {
    return arguments;
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
