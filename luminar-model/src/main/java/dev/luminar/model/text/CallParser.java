package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Convert;
import dev.luminar.model.expr.ErrorCode;
import dev.luminar.model.expr.ErrorsOf;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Intrinsic;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.Length;
import dev.luminar.model.expr.MakeStruct;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions that look like calls: of functions, mathematical functions and structs, and
 * conversions.
 */
final class CallParser {
  private final Cursor cursor;
  private final Declarations declarations;
  private final TypeParser types;
  private final ExprParser exprs;

  CallParser(Cursor cursor, Declarations declarations, TypeParser types, ExprParser exprs) {
    this.cursor = cursor;
    this.declarations = declarations;
    this.types = types;
    this.exprs = exprs;
  }

  /** Reads a type, and a value to convert to it. */
  Expr conversion() {
    Token start = cursor.next();
    ScalarType type = TypeParser.scalar(start).orElseThrow();
    cursor.expect("(");
    Expr operand = exprs.parse(null);
    cursor.expect(")");
    return new Convert(type, operand, cursor.spanFrom(start));
  }

  Expr call(@Nullable Type expected) {
    Token name = cursor.next();
    if (cursor.peek(1).isName() && cursor.peek(2).is(":")) {
      return struct(name);
    }
    if (name.kind() == Token.Kind.NAME && Words.isBuiltinCallee(name.text())) {
      return builtin(name, expected);
    }
    Declarations.Signature signature = signature(name);
    ImmutableList<Expr> arguments = arguments(signature);
    if (signature.result().isEmpty() || !(signature.result().get() instanceof ElementType result)) {
      throw new SyntaxError(
          Diagnostic.error(
                  DiagnosticCode.INVALID_TYPE,
                  cursor.spanFrom(name),
                  Quoting.shown(name.text()) + " has no result that an expression could use")
              .withHelp("call it by a statement"));
    }
    return new CallExpr(name.text(), arguments, result, cursor.spanFrom(name));
  }

  private Expr builtin(Token name, @Nullable Type expected) {
    Optional<IntrinsicFunction> function = Intrinsics.find(name.text());
    if (function.isPresent()) {
      return intrinsic(name, function.get(), expected);
    }
    switch (name.text()) {
      case "len" -> {
        cursor.expect("(");
        Expr operand = exprs.parse(null);
        cursor.expect(")");
        return new Length(operand, cursor.spanFrom(name));
      }
      case "errors" -> {
        return new ErrorsOf(inParentheses("the label of a region"), cursor.spanFrom(name));
      }
      case "code" -> {
        return new ErrorCode(inParentheses("the name of an error"), cursor.spanFrom(name));
      }
      default ->
          throw new SyntaxError(
              Diagnostic.error(
                      DiagnosticCode.SYNTAX_ERROR,
                      cursor.span(name),
                      "'" + name.text() + "' has an effect, so it is a statement of its own")
                  .withHelp("bind its result first with 'let'"));
    }
  }

  private String inParentheses(String what) {
    cursor.expect("(");
    String name = cursor.name(what).text();
    cursor.expect(")");
    return name;
  }

  private Expr intrinsic(Token name, IntrinsicFunction function, @Nullable Type expected) {
    MutableList<Expr> arguments = Lists.mutable.empty();
    List<ExprParser.Undecidedness> notes = new ArrayList<>();
    cursor.expect("(");
    Type decided = null;
    while (!cursor.at(")")) {
      if (arguments.notEmpty()) {
        cursor.expect(",");
      }
      Expr argument = exprs.parse(expected);
      ExprParser.Undecidedness note = exprs.note(argument);
      arguments.add(argument);
      notes.add(note);
      if (decided == null && !note.isUndecided()) {
        decided = argument.type();
      }
    }
    cursor.expect(")");
    for (int i = 0; decided != null && i < arguments.size(); i++) {
      arguments.set(i, exprs.decidedLike(arguments.get(i), notes.get(i), decided));
    }
    return new Intrinsic(function, arguments.toImmutable(), cursor.spanFrom(name));
  }

  private Expr struct(Token name) {
    StructType type = types.struct(name);
    MutableList<Expr> fields = Lists.mutable.empty();
    cursor.expect("(");
    for (StructField field : type.fields()) {
      if (fields.notEmpty()) {
        cursor.expect(",");
      }
      Token label = cursor.peek();
      if (!label.isName() || !label.text().equals(field.name())) {
        throw cursor.expected(
            "the field " + Quoting.shown(field.name()) + " of " + Quoting.shown(type.name()));
      }
      cursor.next();
      cursor.expect(":");
      fields.add(exprs.parse(field.type().loaded()));
    }
    cursor.expect(")");
    return new MakeStruct(type, fields.toImmutable(), cursor.spanFrom(name));
  }

  /** The signature of a function that the text declares. */
  Declarations.Signature signature(Token name) {
    Declarations.Signature signature = declarations.signature(name.text());
    if (signature != null) {
      return signature;
    }
    if (declarations.isBroken(name.text())) {
      throw new SyntaxError();
    }
    throw new SyntaxError(
        Diagnostic.error(
            DiagnosticCode.UNKNOWN_FUNCTION,
            cursor.span(name),
            "there is no function " + Quoting.shown(name.text())));
  }

  /** Reads arguments in parentheses. */
  ImmutableList<Expr> arguments(Declarations.Signature signature) {
    MutableList<Expr> arguments = Lists.mutable.empty();
    cursor.expect("(");
    while (!cursor.at(")")) {
      if (arguments.notEmpty()) {
        cursor.expect(",");
      }
      arguments.add(exprs.parse(signature.parameter(arguments.size())));
    }
    cursor.expect(")");
    return arguments.toImmutable();
  }
}
