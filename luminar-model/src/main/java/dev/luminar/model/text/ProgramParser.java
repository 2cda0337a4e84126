package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Extern;
import dev.luminar.model.ExternEffect;
import dev.luminar.model.Function;
import dev.luminar.model.ModelException;
import dev.luminar.model.Parameter;
import dev.luminar.model.Program;
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
 * Reads a program in three passes over its tokens, so that the order of declarations does not
 * matter: structs, then signatures, then bodies. Each pass takes time linear in the text.
 */
final class ProgramParser {
  /** A function whose signature is read and whose body is still to come. */
  private record Header(
      String name,
      boolean isExported,
      ImmutableList<Parameter> parameters,
      Optional<Type> result,
      Token body,
      Span span,
      boolean isBroken) {}

  private final Cursor cursor;
  private final ParseErrors errors;
  private final Declarations declarations = new Declarations();
  private final TypeParser types;
  private final BodyState state;
  private final StmtParser statements;
  private final MutableList<StructType> structs = Lists.mutable.empty();
  private final MutableList<Extern> externs = Lists.mutable.empty();
  private final MutableList<Function> functions = Lists.mutable.empty();

  ProgramParser(String source, String text, ParseErrors errors) {
    this.errors = errors;
    this.cursor = new Cursor(source, text, errors);
    this.types = new TypeParser(cursor, declarations);
    this.state = new BodyState(cursor);
    this.statements = new StmtParser(cursor, errors, declarations, state);
  }

  /** Returns the program as far as it could be read; it is of use only if there was no error. */
  @Nullable Program parse() {
    Token start = cursor.peek();
    String name = header();
    Span span = cursor.spanFrom(start);
    List<Token> later = new ArrayList<>();
    while (!cursor.atEnd()) {
      declaration(later);
    }
    List<Header> headers = new ArrayList<>();
    for (Token declaration : later) {
      cursor.seek(declaration);
      guarded(declaration, () -> signature(headers));
    }
    for (Header header : headers) {
      cursor.seek(header.body());
      guarded(header.body(), () -> body(header));
    }
    return errors.isEmpty()
        ? new Program(
            name, structs.toImmutable(), externs.toImmutable(), functions.toImmutable(), span)
        : null;
  }

  private String header() {
    try {
      cursor.expect("program");
      String name = cursor.name("the name of the program").text();
      if (!cursor.accept(";")) {
        errors.report(cursor.missing("';'"));
      }
      return name;
    } catch (SyntaxError error) {
      errors.report(error);
      while (!cursor.atEnd() && !Cursor.isDeclaration(cursor.peek())) {
        cursor.next();
      }
      return "program";
    }
  }

  private void guarded(Token start, Runnable reading) {
    try {
      reading.run();
    } catch (SyntaxError error) {
      errors.report(error);
    } catch (ModelException refused) {
      errors.report(refused, cursor.spanFrom(start));
    }
  }

  /** Reads a struct, or notes where another declaration starts and skips it. */
  private void declaration(List<Token> later) {
    Token start = cursor.peek();
    if (start.is("struct")) {
      guarded(start, this::struct);
    } else if (start.is("extern")) {
      later.add(start);
      cursor.next();
      cursor.accept("fn");
      skipTo(";");
      cursor.accept(";");
    } else if (start.is("fn") || start.is("export")) {
      later.add(start);
      cursor.next();
      cursor.accept("fn");
      skipTo("{");
      if (cursor.at("{")) {
        cursor.skipBraces();
      }
    } else {
      errors.report(cursor.expected("'struct', 'extern fn', 'fn' or 'export fn'"));
      do {
        cursor.next();
      } while (!cursor.atEnd() && (!Cursor.isDeclaration(cursor.peek()) || cursor.at("program")));
    }
  }

  private void skipTo(String symbol) {
    while (!cursor.atEnd() && !cursor.at(symbol) && !Cursor.isDeclaration(cursor.peek())) {
      cursor.next();
    }
  }

  private void struct() {
    Token start = cursor.next();
    String name = cursor.name("the name of the struct").text();
    try {
      MutableList<StructField> fields = Lists.mutable.empty();
      Span span = cursor.spanFrom(start);
      cursor.expect("{");
      boolean isBroken = false;
      while (!cursor.accept("}")) {
        try {
          fields.add(field());
        } catch (SyntaxError error) {
          errors.report(error);
          isBroken = true;
          skipField();
        }
      }
      if (isBroken) {
        declarations.addBroken(name);
        return;
      }
      StructType struct = new StructType(name, fields.toImmutable(), span);
      structs.add(struct);
      declarations.add(struct);
    } catch (SyntaxError | ModelException error) {
      declarations.addBroken(name);
      skipTo("}");
      cursor.accept("}");
      throw error;
    }
  }

  /** Skips to behind a semicolon, or to what shows that the struct ends. */
  private void skipField() {
    while (!cursor.at(";") && !cursor.at("}")) {
      if (cursor.atEnd() || Cursor.isDeclaration(cursor.peek())) {
        throw cursor.expected("'}'");
      }
      cursor.next();
    }
    cursor.accept(";");
  }

  private StructField field() {
    Token start = cursor.peek();
    String name = cursor.name("the name of a field, or '}',").text();
    cursor.expect(":");
    Token typeToken = cursor.peek();
    Optional<ScalarType> type = TypeParser.scalar(typeToken);
    if (type.isEmpty()) {
      throw cursor.expected("a scalar or a storage type");
    }
    cursor.next();
    StructField field = new StructField(name, type.get(), cursor.spanFrom(start));
    cursor.expect(";");
    return field;
  }

  private void signature(List<Header> headers) {
    Token start = cursor.next();
    boolean isExtern = start.is("extern");
    if (!start.is("fn")) {
      cursor.expect("fn");
    }
    Token name = cursor.name("the name of a function");
    try {
      MutableList<Parameter> parameters = Lists.mutable.empty();
      cursor.expect("(");
      while (!cursor.accept(")")) {
        if (parameters.notEmpty()) {
          cursor.expect(",");
        }
        parameters.add(parameter());
      }
      Optional<Type> result = cursor.accept("->") ? Optional.of(types.type()) : Optional.empty();
      Span span = cursor.spanFrom(start);
      declarations.add(
          name.text(),
          new Declarations.Signature(parameters.toImmutable().collect(Parameter::type), result));
      if (isExtern) {
        externs.add(extern(name.text(), parameters.toImmutable(), result, start));
      } else if (cursor.at("{")) {
        headers.add(
            new Header(
                name.text(),
                start.is("export"),
                parameters.toImmutable(),
                result,
                cursor.peek(),
                span,
                false));
      } else {
        throw cursor.expected("'->' with the result, or '{' with the body,");
      }
    } catch (SyntaxError | ModelException error) {
      declarations.addBroken(name.text());
      skipTo("{");
      if (!isExtern && cursor.at("{")) {
        headers.add(
            new Header(
                name.text(),
                false,
                Lists.immutable.empty(),
                Optional.empty(),
                cursor.peek(),
                Span.NONE,
                true));
      }
      throw error;
    }
  }

  private Parameter parameter() {
    Token start = cursor.peek();
    String name = cursor.name("the name of a parameter, or ')',").text();
    cursor.expect(":");
    Type type = types.type();
    return new Parameter(name, type, cursor.spanFrom(start));
  }

  private Extern extern(
      String name, ImmutableList<Parameter> parameters, Optional<Type> result, Token start) {
    Extern.Builder builder = Extern.builder().name(name).parameters(parameters).result(result);
    boolean hasEffect = false;
    while (!cursor.at(";")) {
      Token word = cursor.peek();
      switch (word.kind() == Token.Kind.NAME ? word.text() : "") {
        case "fails" -> builder.isFailing(true);
        case "blocks" -> builder.isBlocking(true);
        case "abandonable" -> builder.isAbandonable(true);
        case "pure", "reads", "writes" -> {
          if (hasEffect) {
            throw new SyntaxError(
                Diagnostic.error(
                    DiagnosticCode.SYNTAX_ERROR, cursor.span(word), "an extern has one effect"));
          }
          hasEffect = true;
          builder.effect(effect(word.text()));
        }
        default -> throw cursor.expected("pure, reads, writes, fails, blocks, abandonable or ';'");
      }
      cursor.next();
    }
    builder.span(cursor.spanFrom(start));
    cursor.next();
    return builder.build();
  }

  private static ExternEffect effect(String word) {
    return switch (word) {
      case "pure" -> ExternEffect.PURE;
      case "reads" -> ExternEffect.READS;
      default -> ExternEffect.WRITES;
    };
  }

  private void body(Header header) {
    state.start(header.result(), header.isBroken());
    header.parameters().forEach(parameter -> state.declare(parameter.name(), parameter.type()));
    Block body = statements.body();
    functions.add(
        new Function(
            header.name(),
            header.isExported(),
            header.parameters(),
            header.result(),
            body,
            header.span()));
    Token next = cursor.peek();
    if (!cursor.atEnd() && !Cursor.isDeclaration(next)) {
      errors.report(cursor.expected("'struct', 'extern fn', 'fn' or 'export fn'"));
    }
  }
}
