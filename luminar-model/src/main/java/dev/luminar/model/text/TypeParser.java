package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.ModelException;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.IoType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.TaskType;
import dev.luminar.model.type.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads types. */
final class TypeParser {
  private static final Map<String, ScalarType> SCALARS =
      Arrays.stream(ScalarType.values())
          .collect(Collectors.toUnmodifiableMap(ScalarType::toString, Function.identity()));

  private final Cursor cursor;
  private final Declarations declarations;

  TypeParser(Cursor cursor, Declarations declarations) {
    this.cursor = cursor;
    this.declarations = declarations;
  }

  static Optional<ScalarType> scalar(Token token) {
    return token.kind() == Token.Kind.WORD
        ? Optional.ofNullable(SCALARS.get(token.text()))
        : Optional.empty();
  }

  /** Reads any type. */
  Type type() {
    Token start = cursor.peek();
    boolean isAtomic = cursor.accept("atomic");
    Type base = base();
    if (!isAtomic && !cursor.at("[")) {
      return base;
    }
    cursor.expect("[");
    cursor.expect("]");
    return at(
        start,
        () ->
            base instanceof ElementType element
                ? new BufferType(element, isAtomic)
                : array(base, isAtomic, cursor.spanFrom(start)));
  }

  private static Type array(Type base, boolean isAtomic, Span span) {
    if (isAtomic) {
      throw new ModelException(
          DiagnosticCode.INVALID_ATOMIC, span, "only buffers are atomic, not arrays of references");
    }
    return new ArrayType(base);
  }

  /** Reads a type without brackets behind it. */
  Type base() {
    Token start = cursor.peek();
    Optional<ScalarType> scalar = scalar(start);
    if (scalar.isPresent()) {
      cursor.next();
      return scalar.get();
    }
    if (cursor.accept("task")) {
      if (!cursor.accept("<")) {
        return new TaskType(Optional.empty());
      }
      ElementType result = element();
      cursor.expect(">");
      return at(start, () -> new TaskType(Optional.of(result)));
    }
    if (start.isName("chan")) {
      cursor.next();
      cursor.expect("<");
      ElementType element = element();
      cursor.expect(">");
      return at(start, () -> new ChannelType(element));
    }
    if (cursor.acceptName("io")) {
      return IoType.IO;
    }
    if (cursor.acceptName("string")) {
      return StringType.STRING;
    }
    if (start.isName()) {
      return struct(cursor.next());
    }
    throw cursor.expected("a type");
  }

  /** Reads the type of elements: a scalar, a storage type or a struct. */
  ElementType element() {
    Token start = cursor.peek();
    boolean isOther =
        start.is("task") || start.isName("chan") || start.isName("io") || start.isName("string");
    if (!isOther && base() instanceof ElementType element) {
      return element;
    }
    throw new SyntaxError(
        Diagnostic.error(
            DiagnosticCode.INVALID_TYPE,
            cursor.span(start),
            "expected a scalar or a struct but found " + start.found()));
  }

  StructType struct(Token name) {
    StructType struct = declarations.struct(name.text());
    if (struct != null) {
      return struct;
    }
    if (declarations.isBroken(name.text())) {
      throw new SyntaxError();
    }
    throw new SyntaxError(
        Diagnostic.error(
            DiagnosticCode.UNKNOWN_TYPE,
            cursor.span(name),
            "there is no type " + Quoting.shown(name.text())));
  }

  /** Makes a type; what its constructor refuses is reported at the tokens since {@code start}. */
  private Type at(Token start, java.util.function.Supplier<Type> maker) {
    try {
      return maker.get();
    } catch (ModelException refused) {
      throw new SyntaxError(refused.diagnostic().withSpan(cursor.spanFrom(start)));
    }
  }
}
