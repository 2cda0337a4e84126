package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.ArrayDecl;
import dev.luminar.model.Assign;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicPlace;
import dev.luminar.model.Await;
import dev.luminar.model.BufferDecl;
import dev.luminar.model.Call;
import dev.luminar.model.CellPlace;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.Contribute;
import dev.luminar.model.ElementPlace;
import dev.luminar.model.Let;
import dev.luminar.model.ModelException;
import dev.luminar.model.Retry;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Var;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.TaskType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements that declare, bind, assign or store; {@link OperationParser} reads the
 * operations whose results they bind.
 */
final class BindingParser {
  private final Cursor cursor;
  private final TypeParser types;
  private final ExprParser exprs;
  private final CallParser calls;
  private final BodyState state;
  private final OperationParser operations;

  BindingParser(
      Cursor cursor, TypeParser types, ExprParser exprs, CallParser calls, BodyState state) {
    this.cursor = cursor;
    this.types = types;
    this.exprs = exprs;
    this.calls = calls;
    this.state = state;
    this.operations = new OperationParser(cursor, exprs, state);
  }

  Stmt statement(Token start) {
    return switch (start.text()) {
      case "let" -> let();
      case "var" -> variable();
      case "call", "spawn", "await" -> effect(Results.none(start, cursor.span(start)));
      case "buffer" -> {
        cursor.next();
        yield buffer(start, false);
      }
      case "atomic" -> atomic();
      case "array" -> array();
      case "channel" -> channel();
      default -> claimed();
    };
  }

  /** Notes the names of a declaration that has an error, so that using them is not another one. */
  void declareBroken(Token start) {
    Token reached = cursor.peek();
    cursor.seek(start);
    cursor.next();
    cursor.accept("buffer");
    while (cursor.peek().isName() && cursor.peek().offset() < reached.offset()) {
      state.declareBroken(cursor.next().text());
      cursor.accept(",");
    }
    cursor.seek(reached);
  }

  private Stmt let() {
    Token start = cursor.next();
    Optional<String> first = resultName();
    Optional<String> second = cursor.accept(",") ? resultName() : Optional.empty();
    Token typeStart = cursor.peek();
    Type type = cursor.accept(":") ? types.type() : null;
    Span typeSpan = cursor.spanFrom(typeStart);
    cursor.expect("=");
    Stmt statement = bound(new Results(start, cursor.span(start), first, second), type);
    if (type != null && !(statement instanceof Let let && let.value().type().equals(type))) {
      String given =
          statement instanceof Let let ? "a value of type " + let.value().type() : "no expression";
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.TYPE_MISMATCH,
              typeSpan,
              "the name is declared as " + type + ", but gets " + given));
    }
    return statement;
  }

  private Stmt bound(Results results, @Nullable Type type) {
    Token first = cursor.peek();
    if (first.is("call") || first.is("spawn") || first.is("await")) {
      return effect(results);
    }
    if (operations.isOperation()) {
      return operations.named(results);
    }
    Scope.Entry entry = first.isName() ? state.findOrNull(first.text()) : null;
    boolean isAtomic =
        entry != null
            && (entry.kind() == Scope.Kind.CELL
                || (entry.type() instanceof BufferType buffer
                    && buffer.isAtomic()
                    && cursor.peek(1).is("[")));
    if (!isAtomic) {
      return let(results, exprs.parse(type));
    }
    Target target = target();
    return target.place() instanceof AtomicPlace place
        ? operations.atomic(results, place)
        : let(results, (Expr) target.place());
  }

  private Optional<String> resultName() {
    return cursor.accept("_") ? Optional.empty() : Optional.of(cursor.name("a name or '_'").text());
  }

  private Stmt let(Results results, Expr value) {
    String name = results.only("an expression");
    Let let = new Let(name, value, cursor.spanFrom(results.start()));
    state.declare(name, value.type());
    return let;
  }

  private Stmt variable() {
    Token start = cursor.next();
    String name = cursor.name("the name of a variable").text();
    cursor.expect(":");
    ElementType type = types.element();
    Optional<Expr> value = cursor.accept("=") ? Optional.of(exprs.parse(type)) : Optional.empty();
    Var statement = new Var(name, type, value, cursor.spanFrom(start));
    state.declare(name, type);
    return statement;
  }

  private Stmt effect(Results results) {
    Token word = cursor.next();
    if (word.is("await")) {
      Optional<String> result = results.atMostOne("'await'");
      Expr task = exprs.parse(null);
      Await statement = new Await(result, task, cursor.spanFrom(results.start()));
      if (task.type() instanceof TaskType type && type.result().isPresent()) {
        state.declare(result, type.result().get());
      }
      return statement;
    }
    Token callee = cursor.name("the name of a function");
    return word.is("call") ? call(results, callee) : spawn(results, callee);
  }

  private Stmt call(Results results, Token callee) {
    Optional<String> result = results.atMostOne("'call'");
    Declarations.Signature signature = calls.signature(callee);
    ImmutableList<Expr> arguments = calls.arguments(signature);
    Call statement =
        new Call(
            result, callee.text(), arguments, signature.result(), cursor.spanFrom(results.start()));
    signature.result().ifPresent(type -> state.declare(result, type));
    return statement;
  }

  private Stmt spawn(Results results, Token callee) {
    Optional<String> result = results.atMostOne("'spawn'");
    Declarations.Signature signature = calls.signature(callee);
    ImmutableList<Expr> arguments = calls.arguments(signature);
    Optional<Retry> retry = Optional.empty();
    if (cursor.atName("retry")) {
      retry = Optional.of(new OptionsParser(cursor).retry());
    }
    if (signature.result().isPresent() && !(signature.result().get() instanceof ElementType)) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.INVALID_TYPE,
              cursor.spanFrom(callee),
              "a task cannot have the result " + signature.result().get()));
    }
    Optional<ElementType> type = signature.result().map(ElementType.class::cast);
    Spawn statement =
        new Spawn(result, callee.text(), arguments, type, retry, cursor.spanFrom(results.start()));
    state.declare(result, statement.type());
    return statement;
  }

  private Stmt buffer(Token start, boolean isAtomic) {
    String name = cursor.name("the name of a buffer").text();
    cursor.expect(":");
    Token element = cursor.peek();
    BufferType type = typed(element, types.element(), isAtomic);
    Expr length = bracketed();
    BufferDecl statement = new BufferDecl(name, type, length, cursor.spanFrom(start));
    state.declare(name, type);
    return statement;
  }

  private BufferType typed(Token start, ElementType element, boolean isAtomic) {
    try {
      return new BufferType(element, isAtomic);
    } catch (ModelException refused) {
      throw new SyntaxError(refused.diagnostic().withSpan(cursor.spanFrom(start)));
    }
  }

  private Stmt atomic() {
    Token start = cursor.next();
    if (cursor.accept("buffer")) {
      return buffer(start, true);
    }
    String name = cursor.name("the name of an atomic cell, or 'buffer'").text();
    cursor.expect(":");
    Token typeStart = cursor.peek();
    ElementType type = types.element();
    if (!(type instanceof ScalarType scalar)) {
      throw new SyntaxError(
          Diagnostic.error(
              DiagnosticCode.INVALID_ATOMIC,
              cursor.spanFrom(typeStart),
              "atomic cells are bool, i32, i64 or f64, not " + type));
    }
    cursor.expect("=");
    Expr value = exprs.parse(scalar);
    AtomicCell statement = new AtomicCell(name, scalar, value, cursor.spanFrom(start));
    state.declare(name, Scope.Kind.CELL, scalar);
    return statement;
  }

  private Stmt array() {
    Token start = cursor.next();
    String name = cursor.name("the name of an array").text();
    cursor.expect(":");
    Token element = cursor.peek();
    Type type = types.base();
    if (!type.isReference()) {
      throw new SyntaxError(
          Diagnostic.error(
                  DiagnosticCode.INVALID_TYPE,
                  cursor.spanFrom(element),
                  "arrays hold references (chan, task, io), not " + type)
              .withHelp("declare a 'buffer' of values"));
    }
    Expr length = bracketed();
    ArrayDecl statement = new ArrayDecl(name, new ArrayType(type), length, cursor.spanFrom(start));
    state.declare(name, statement.type());
    return statement;
  }

  private Stmt channel() {
    Token start = cursor.next();
    String name = cursor.name("the name of a channel").text();
    cursor.expect(":");
    ElementType element = types.element();
    Optional<Expr> count = cursor.at("[") ? Optional.of(bracketed()) : Optional.empty();
    Optional<Expr> capacity = Optional.empty();
    if (cursor.accept("(")) {
      cursor.expectName("capacity");
      cursor.expect("=");
      capacity = Optional.of(exprs.parse(null));
      cursor.expect(")");
    }
    ChannelDecl statement = new ChannelDecl(name, element, count, capacity, cursor.spanFrom(start));
    state.declare(name, statement.type());
    return statement;
  }

  private Expr bracketed() {
    cursor.expect("[");
    Expr length = exprs.parse(null);
    cursor.expect("]");
    return length;
  }

  private Stmt claimed() {
    Token start = cursor.next();
    AccessClaim claim = AccessClaim.UNCHECKED;
    if (start.is("assume_injective")) {
      claim = AccessClaim.ASSUME_INJECTIVE;
      if (cursor.accept("(")) {
        cursor.expectName("check");
        cursor.expect(")");
        claim = AccessClaim.ASSUME_INJECTIVE_CHECKED;
      }
    }
    Target target = target();
    if (target.index() == null || !(target.place() instanceof Expr base)) {
      throw cursor.expected("a store into a buffer");
    }
    return store(start, base, target.index(), claim);
  }

  private Stmt store(Token start, Expr base, Expr index, AccessClaim claim) {
    cursor.expect("=");
    Type element =
        switch (base.type()) {
          case BufferType buffer -> buffer.element().loaded();
          case ArrayType array -> array.element();
          default -> null;
        };
    Expr value = exprs.parse(element);
    return new Store(base, index, value, claim, cursor.spanFrom(start));
  }

  /** Reads a statement that starts with a name. */
  Stmt named(Token start) {
    if (operations.isOperation()) {
      return operations.named(Results.none(start, cursor.span(start)));
    }
    if (cursor.peek(1).is("(")) {
      return call(Results.none(start, cursor.span(start)), cursor.next());
    }
    Target target = target();
    if (target.place() instanceof AtomicPlace place) {
      return operations.atomic(Results.none(start, cursor.span(start)), place);
    }
    Expr base = (Expr) target.place();
    if (cursor.at("<-") && base instanceof Ref reduction) {
      return contribute(start, reduction, target.index());
    }
    if (target.index() != null) {
      return store(start, base, target.index(), AccessClaim.NONE);
    }
    if (!(base instanceof Ref variable) || !cursor.at("=")) {
      throw cursor.expected("'=', '<-', '(' or ':' behind the name");
    }
    cursor.next();
    Expr value = exprs.parse(variable.type());
    return new Assign(variable, value, cursor.spanFrom(start));
  }

  private Stmt contribute(Token start, Ref reduction, @Nullable Expr index) {
    cursor.next();
    Type type =
        reduction.type() instanceof BufferType buffer
            ? buffer.element().loaded()
            : reduction.type();
    Expr value = exprs.parse(type);
    return new Contribute(reduction, Optional.ofNullable(index), value, cursor.spanFrom(start));
  }

  /** What a statement writes: an atomic place, or a base expression with the index behind it. */
  private record Target(Object place, @Nullable Expr index) {}

  private Target target() {
    Token start = cursor.name("a name");
    Scope.Entry entry = state.find(start);
    if (entry.kind() == Scope.Kind.CELL) {
      return new Target(
          new CellPlace(start.text(), (ScalarType) entry.type(), cursor.span(start)), null);
    }
    Expr base = exprs.reference(start);
    while (cursor.accept("[")) {
      Expr index = exprs.parse(null);
      if (exprs.isRange()) {
        base = exprs.slice(start, base, index);
        continue;
      }
      cursor.expect("]");
      if (base.type() instanceof BufferType buffer && buffer.isAtomic()) {
        return new Target(new ElementPlace(base, index, cursor.spanFrom(start)), index);
      }
      return new Target(base, index);
    }
    return new Target(base, null);
  }
}
