package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Limits;
import dev.luminar.model.expr.Binary;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Conditional;
import dev.luminar.model.expr.Element;
import dev.luminar.model.expr.ElementOf;
import dev.luminar.model.expr.ErrorIs;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.FieldOf;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.Text;
import dev.luminar.model.expr.Unary;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.ErrorType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by precedence climbing. {@code expected} is the type that the place asks for,
 * or null; it decides the type of numbers without a suffix. Where it is null, such a number takes
 * the type of the operand beside it.
 */
final class ExprParser {
  /** Parentheses and operands each count, so this is above what the model allows. */
  private static final int DEPTH_MAX = 2 * Limits.EXPRESSION_DEPTH_MAX + 10;

  private static final Map<String, BinaryOperator> OPERATORS =
      Arrays.stream(BinaryOperator.values())
          .collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, Function.identity()));

  /** A number without a suffix whose type nothing has decided yet. */
  private record Undecided(Literal literal, WrittenNumber number, boolean isNegative) {}

  private final Cursor cursor;
  private final CallParser calls;
  private final BodyState state;
  private @Nullable Undecided undecided;
  private int depth;

  ExprParser(Cursor cursor, Declarations declarations, TypeParser types, BodyState state) {
    this.cursor = cursor;
    this.calls = new CallParser(cursor, declarations, types, this);
    this.state = state;
  }

  Expr parse(@Nullable Type expected) {
    return parse(Precedence.CONDITIONAL, expected);
  }

  /** Forgets the nesting of an expression that was left by an error. */
  void reset() {
    depth = 0;
    undecided = null;
  }

  Expr parse(int level, @Nullable Type asked) {
    // Only the types of numbers decide anything.
    Type expected = asked != null && asked.isNumeric() ? asked : null;
    Token start = cursor.peek();
    enter(start);
    Expr left;
    if (start.is("if")) {
      left = conditional(level, expected);
    } else {
      if (start.is("not")) {
        left = not(level);
      } else {
        left = unary(expected);
      }
      left = operators(start, left, level, expected);
    }
    depth--;
    return left;
  }

  private void enter(Token start) {
    if (++depth > DEPTH_MAX) {
      throw new SyntaxError(
          Diagnostic.error(
                  DiagnosticCode.NESTING_TOO_DEEP,
                  cursor.span(start),
                  "expressions are nested too deep here")
              .withNote("the limit is " + Limits.EXPRESSION_DEPTH_MAX + " levels")
              .withHelp("bind parts of the expression with 'let'"));
    }
  }

  private Expr not(int level) {
    Token start = cursor.next();
    if (level > Precedence.NOT) {
      throw needsParentheses(start, "'not'");
    }
    Expr operand = parse(Precedence.NOT, null);
    return new Unary(UnaryOperator.NOT, operand, cursor.spanFrom(start));
  }

  private SyntaxError needsParentheses(Token start, String what) {
    return new SyntaxError(
        Diagnostic.error(
            DiagnosticCode.SYNTAX_ERROR, cursor.span(start), what + " needs parentheses here"));
  }

  private Expr conditional(int level, @Nullable Type expected) {
    Token start = cursor.next();
    if (level > Precedence.CONDITIONAL) {
      throw needsParentheses(start, "a conditional");
    }
    Expr condition = parse(Precedence.OR, ScalarType.BOOL);
    cursor.expect("then");
    Expr then = parse(Precedence.OR, expected);
    Undecided first = undecidedOf(then);
    cursor.expect("else");
    Expr otherwise =
        parse(
            Precedence.CONDITIONAL,
            expected != null ? expected : first != null ? null : then.type());
    Pair pair = unified(then, first, otherwise);
    return new Conditional(condition, pair.first(), pair.second(), cursor.spanFrom(start));
  }

  private Expr operators(Token start, Expr first, int level, @Nullable Type expected) {
    Expr left = first;
    boolean isCompared = false;
    while (true) {
      if (level <= Precedence.COMPARISON
          && cursor.atName("is")
          && left instanceof Ref ref
          && ref.type() == ErrorType.ERROR) {
        cursor.next();
        Token type = string("the type of an error");
        left = new ErrorIs(ref.name(), type.text(), cursor.spanFrom(start));
        isCompared = true;
        continue;
      }
      BinaryOperator operator = operator();
      if (operator == null || Precedence.of(operator) < level) {
        return left;
      }
      if (operator.isComparison() && isCompared) {
        throw new SyntaxError(
            Diagnostic.error(
                    DiagnosticCode.SYNTAX_ERROR,
                    cursor.span(cursor.peek()),
                    "comparisons do not chain")
                .withHelp("join two comparisons with 'and'"));
      }
      isCompared = operator.isComparison();
      if (cursor.at("<-")) {
        cursor.splitArrow();
      } else {
        cursor.next();
      }
      left = binary(start, operator, left, expected);
    }
  }

  private @Nullable BinaryOperator operator() {
    Token token = cursor.peek();
    if (token.is("<-")) {
      return BinaryOperator.LT;
    }
    boolean isPossible = token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD;
    return isPossible ? OPERATORS.get(token.text()) : null;
  }

  private Expr binary(Token start, BinaryOperator operator, Expr left, @Nullable Type expected) {
    int level = Precedence.of(operator) + 1;
    if (expected != null && ExprPrinter.isSameTyped(operator)) {
      Expr right = parse(level, expected);
      return new Binary(operator, left, right, cursor.spanFrom(start));
    }
    Undecided first = undecidedOf(left);
    Expr right = parse(level, first != null ? null : left.type());
    Pair pair = unified(left, first, right);
    return new Binary(operator, pair.first(), pair.second(), cursor.spanFrom(start));
  }

  record Pair(Expr first, Expr second) {}

  /**
   * Reads two operands of one type, where nothing outside says which: the bounds of a range or
   * slice.
   */
  Pair rest(Expr first, int level) {
    Undecided number = undecidedOf(first);
    Expr second = parse(level, number != null ? null : first.type());
    return unified(first, number, second);
  }

  private @Nullable Undecided undecidedOf(Expr expr) {
    return undecided != null && undecided.literal() == expr ? undecided : null;
  }

  private Pair unified(Expr first, @Nullable Undecided firstNumber, Expr second) {
    Undecided secondNumber = undecidedOf(second);
    undecided = null;
    if (firstNumber != null && (secondNumber == null || secondNumber.number().isFloat())) {
      return new Pair(decided(firstNumber, second.type()), second);
    }
    if (secondNumber != null && firstNumber != null) {
      return new Pair(first, decided(secondNumber, first.type()));
    }
    return new Pair(first, second);
  }

  private static Expr decided(Undecided number, Type type) {
    ScalarType scalar = number.number().typeFor(type);
    return scalar == number.literal().type()
        ? number.literal()
        : number.number().literal(scalar, number.isNegative(), number.literal().span());
  }

  /** Gives a number that nothing has decided the type of another argument. */
  Expr decidedLike(Expr expr, Undecidedness note, Type type) {
    return note.number == null ? expr : decided(note.number, type);
  }

  /** Remembers whether an argument was a number that nothing has decided. */
  static final class Undecidedness {
    private final @Nullable Undecided number;

    private Undecidedness(@Nullable Undecided number) {
      this.number = number;
    }

    boolean isUndecided() {
      return number != null;
    }
  }

  Undecidedness note(Expr expr) {
    return new Undecidedness(undecidedOf(expr));
  }

  private Expr unary(@Nullable Type expected) {
    Token start = cursor.peek();
    if (start.is("-")) {
      cursor.next();
      if (cursor.peek().kind() == Token.Kind.NUMBER) {
        return number(start, true, expected);
      }
      if (isSpecialFloat()) {
        return specialFloat(start, true);
      }
      return prefixed(UnaryOperator.NEG, start, expected);
    }
    if (start.is("~")) {
      cursor.next();
      return prefixed(UnaryOperator.COMPLEMENT, start, expected);
    }
    return postfix(start, primary(expected));
  }

  private Expr prefixed(UnaryOperator operator, Token start, @Nullable Type expected) {
    enter(start);
    Expr operand = unary(expected);
    depth--;
    return new Unary(operator, operand, cursor.spanFrom(start));
  }

  private Expr primary(@Nullable Type expected) {
    Token token = cursor.peek();
    return switch (token.kind()) {
      case NUMBER -> number(token, false, expected);
      case STRING -> new Text(cursor.next().text(), cursor.span(token));
      case NAME, QUOTED -> cursor.peek(1).is("(") ? call(expected) : reference(cursor.next());
      case WORD, SYMBOL, END -> {
        if (token.is("true") || token.is("false")) {
          cursor.next();
          yield new Literal(ScalarType.BOOL, token.is("true") ? 1 : 0, cursor.span(token));
        }
        if (cursor.accept("(")) {
          Expr inner = parse(Precedence.CONDITIONAL, expected);
          cursor.expect(")");
          yield inner;
        }
        if (isSpecialFloat()) {
          yield specialFloat(token, false);
        }
        if (TypeParser.scalar(token).isPresent()) {
          enter(token);
          Expr converted = calls.conversion();
          depth--;
          yield converted;
        }
        throw cursor.expected("an expression");
      }
    };
  }

  /** A call counts twice: its parentheses are operands too, and it takes more of the stack. */
  private Expr call(@Nullable Type expected) {
    enter(cursor.peek());
    Expr call = calls.call(expected);
    depth--;
    return call;
  }

  private Expr number(Token start, boolean isNegative, @Nullable Type expected) {
    Token token = cursor.next();
    Span span = cursor.spanFrom(start);
    WrittenNumber number = WrittenNumber.of(token, span);
    ScalarType type = number.type(span).orElseGet(() -> number.typeFor(expected));
    Literal literal = number.literal(type, isNegative, span);
    boolean isDecided = !number.suffix().isEmpty() || expected != null;
    undecided = isDecided ? null : new Undecided(literal, number, isNegative);
    return literal;
  }

  private boolean isSpecialFloat() {
    return (cursor.at("f32") || cursor.at("f64"))
        && cursor.peek(1).is(".")
        && (cursor.peek(2).isName("nan") || cursor.peek(2).isName("inf"));
  }

  private Literal specialFloat(Token start, boolean isNegative) {
    boolean isF32 = cursor.next().is("f32");
    cursor.next();
    double value = cursor.next().text().equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
    double signed = isNegative ? -value : value;
    Span span = cursor.spanFrom(start);
    return isF32
        ? new Literal(ScalarType.F32, Float.floatToIntBits((float) signed), span)
        : new Literal(ScalarType.F64, Double.doubleToLongBits(signed), span);
  }

  /** Reads what a name stands for, as an expression. */
  Ref reference(Token name) {
    Scope.Entry entry = state.find(name);
    if (entry.kind() == Scope.Kind.CELL) {
      throw new SyntaxError(
          Diagnostic.error(
                  DiagnosticCode.INVALID_ATOMIC,
                  cursor.span(name),
                  Quoting.shown(name.text()) + " is an atomic cell, which only statements read")
              .withHelp(
                  "bind its value first: let value = " + Quoting.name(name.text()) + ".load();"));
    }
    return new Ref(name.text(), entry.type(), cursor.span(name));
  }

  private Expr postfix(Token start, Expr first) {
    Expr base = first;
    while (true) {
      if (cursor.accept("[")) {
        base = bracketed(start, base);
      } else if (cursor.at(".") && cursor.peek(1).isName()) {
        cursor.next();
        String field = cursor.next().text();
        base = new FieldOf(base, field, cursor.spanFrom(start));
      } else {
        return base;
      }
    }
  }

  private Expr bracketed(Token start, Expr base) {
    enter(start);
    Expr index = parse(null);
    depth--;
    if (isRange()) {
      return slice(start, base, index);
    }
    cursor.expect("]");
    Span span = cursor.spanFrom(start);
    return base.type() instanceof ArrayType
        ? new ElementOf(base, index, span)
        : new Element(base, index, span);
  }

  boolean isRange() {
    return cursor.at("..") || cursor.at("..<");
  }

  /** Reads the rest of a slice, from its dots to its closing bracket. */
  Slice slice(Token start, Expr base, Expr from) {
    boolean isInclusive = cursor.next().is("..");
    Pair bounds = rest(from, Precedence.OR);
    cursor.expect("]");
    return new Slice(base, bounds.first(), bounds.second(), isInclusive, cursor.spanFrom(start));
  }

  Token string(String what) {
    if (cursor.peek().kind() != Token.Kind.STRING) {
      throw cursor.expected(what + ", a string");
    }
    return cursor.next();
  }
}
