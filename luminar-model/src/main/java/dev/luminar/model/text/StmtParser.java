package dev.luminar.model.text;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Assert;
import dev.luminar.model.Attempt;
import dev.luminar.model.Block;
import dev.luminar.model.Break;
import dev.luminar.model.Cancel;
import dev.luminar.model.CancelBlock;
import dev.luminar.model.Continue;
import dev.luminar.model.Emit;
import dev.luminar.model.Ensure;
import dev.luminar.model.For;
import dev.luminar.model.ForReceive;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Limits;
import dev.luminar.model.ModelException;
import dev.luminar.model.Raise;
import dev.luminar.model.Range;
import dev.luminar.model.Reraise;
import dev.luminar.model.Return;
import dev.luminar.model.Stmt;
import dev.luminar.model.While;
import dev.luminar.model.Yield;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ErrorType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/** Reads blocks and statements; after an error it goes on with the next statement. */
final class StmtParser {
  private static final Set<String> DECLARING =
      Set.of("let", "var", "buffer", "array", "atomic", "channel");

  private final Cursor cursor;
  private final ParseErrors errors;
  private final BodyState state;
  private final ExprParser exprs;
  private final BindingParser bindings;
  private final RegionParser regions;
  private int depth;

  /** Where the last region with a label starts. */
  private int labelled = -1;

  StmtParser(Cursor cursor, ParseErrors errors, Declarations declarations, BodyState state) {
    this.cursor = cursor;
    this.errors = errors;
    this.state = state;
    TypeParser types = new TypeParser(cursor, declarations);
    this.exprs = new ExprParser(cursor, declarations, types, state);
    CallParser calls = new CallParser(cursor, declarations, types, exprs);
    this.bindings = new BindingParser(cursor, types, exprs, calls, state);
    this.regions = new RegionParser(cursor, types, exprs, state, this);
  }

  /** Reads the body of a function. */
  Block body() {
    depth = 0;
    exprs.reset();
    return block(() -> {});
  }

  /**
   * Reads a block from brace to brace, in a scope of its own, in which {@code names} are declared
   * first.
   */
  Block block(Runnable names) {
    return block(names, false);
  }

  private Block block(Runnable names, boolean isBroken) {
    Token start = cursor.peek();
    if (!start.is("{")) {
      throw cursor.expected("'{'");
    }
    if (depth == Limits.BLOCK_DEPTH_MAX) {
      throw new SyntaxError(
          Diagnostic.error(
                  DiagnosticCode.NESTING_TOO_DEEP,
                  cursor.span(start),
                  "a block has more than " + Limits.BLOCK_DEPTH_MAX + " levels of nesting")
              .withHelp("move inner blocks to functions of their own"));
    }
    cursor.next();
    Scope outer = state.scope();
    state.open(isBroken);
    names.run();
    depth++;
    ImmutableList<Stmt> statements = statements();
    depth--;
    state.restore(outer);
    if (!cursor.at("}")) {
      Diagnostic diagnostic =
          Diagnostic.error(
              DiagnosticCode.SYNTAX_ERROR,
              cursor.span(cursor.peek()),
              "expected a statement or '}' but found " + cursor.peek().found());
      throw new SyntaxError(diagnostic.withNote("the block starts here", cursor.span(start)));
    }
    cursor.next();
    return new Block(statements, cursor.spanFrom(start));
  }

  private ImmutableList<Stmt> statements() {
    MutableList<Stmt> statements = Lists.mutable.empty();
    while (!cursor.at("}") && !cursor.atEnd() && !Cursor.isDeclaration(cursor.peek())) {
      Token start = cursor.peek();
      Scope scope = state.scope();
      int level = depth;
      int concurrent = state.concurrentDepth();
      try {
        statements.add(statement());
      } catch (SyntaxError error) {
        depth = level;
        state.restore(scope);
        state.leaveConcurrent(concurrent);
        errors.report(error);
        if (!error.isSkipped()) {
          recover(start);
        }
      } catch (ModelException refused) {
        depth = level;
        state.restore(scope);
        state.leaveConcurrent(concurrent);
        errors.report(refused, cursor.spanFrom(start));
        if (!cursor.last().is("}") || cursor.last().offset() < start.offset()) {
          recover(start);
        }
      }
    }
    return statements.toImmutable();
  }

  /**
   * Skips the rest of a statement. Blocks on the way are read for their own errors, in a scope that
   * knows every name.
   */
  private void recover(Token start) {
    int line = cursor.last().line();
    exprs.reset();
    if (start.kind() == Token.Kind.WORD && DECLARING.contains(start.text())) {
      bindings.declareBroken(start);
    } else if (start.is("parallel") || start.is("concurrent") || start.offset() == labelled) {
      // It may have bound reductions.
      state.breakScope();
    }
    while (!cursor.atEnd() && !cursor.at("}") && !Cursor.isDeclaration(cursor.peek())) {
      Token token = cursor.peek();
      if (token.is(";")) {
        cursor.next();
        return;
      }
      boolean isStatement =
          token.kind() == Token.Kind.WORD && Words.STATEMENTS.contains(token.text());
      if (isStatement && token.line() > line && token.offset() != start.offset()) {
        return;
      }
      if (token.is("{")) {
        skipBlock();
        boolean goesOn = cursor.at("else") || cursor.atName("handle") || cursor.atName("cleanup");
        if (!goesOn) {
          return;
        }
        line = cursor.peek().line();
      } else {
        cursor.next();
      }
    }
  }

  private void skipBlock() {
    if (depth == Limits.BLOCK_DEPTH_MAX) {
      cursor.skipBraces();
      return;
    }
    int level = depth;
    Scope scope = state.scope();
    try {
      block(() -> {}, true);
    } catch (SyntaxError error) {
      errors.report(error);
    } catch (ModelException refused) {
      errors.report(refused, cursor.span(cursor.last()));
    }
    depth = level;
    state.restore(scope);
  }

  private Stmt statement() {
    Token start = cursor.peek();
    if (start.isName()) {
      return named(start);
    }
    if (start.kind() != Token.Kind.WORD) {
      throw cursor.expected("a statement");
    }
    return switch (start.text()) {
      case "if" -> ifArms();
      case "while" -> whileLoop();
      case "for" -> forLoop();
      case "attempt" -> attempt();
      case "ensure" -> ensure();
      case "parallel", "concurrent", "task", "worker", "pipeline" ->
          regions.labelled(start, Optional.empty());
      case "select" -> regions.select();
      default -> ended(simple(start));
    };
  }

  private Stmt named(Token start) {
    if (cursor.peek(1).is(":")) {
      labelled =
          cursor.peek(2).is("parallel") || cursor.peek(2).is("concurrent")
              ? start.offset()
              : labelled;
      cursor.next();
      cursor.next();
      return regions.labelled(start, Optional.of(start.text()));
    }
    return ended(bindings.named(start));
  }

  /**
   * A missing semicolon is reported where it is missing, and reading goes on as if it was there.
   */
  private Stmt ended(Stmt statement) {
    if (!cursor.accept(";")) {
      SyntaxError missing = cursor.missing("';'");
      if (cursor.peek().line() == cursor.last().line()) {
        throw missing;
      }
      errors.report(missing);
    }
    return statement;
  }

  private Stmt simple(Token start) {
    return switch (start.text()) {
      case "break" -> keyword(Break::new);
      case "continue" -> keyword(Continue::new);
      case "yield" -> keyword(Yield::new);
      case "return" -> returned();
      case "raise" -> raise();
      case "assert" -> assertion();
      case "emit" -> {
        cursor.next();
        Expr value = exprs.parse(null);
        yield new Emit(value, cursor.spanFrom(start));
      }
      case "cancel" -> cancel();
      case "let",
          "var",
          "call",
          "spawn",
          "await",
          "atomic",
          "buffer",
          "array",
          "channel",
          "unchecked",
          "assume_injective" ->
          bindings.statement(start);
      default -> throw cursor.expected("a statement");
    };
  }

  private Stmt keyword(Function<Span, Stmt> maker) {
    cursor.next();
    return maker.apply(cursor.spanFrom(cursor.last()));
  }

  private Stmt returned() {
    Token start = cursor.next();
    Optional<Expr> value =
        cursor.at(";") ? Optional.empty() : Optional.of(exprs.parse(state.result()));
    return new Return(value, cursor.spanFrom(start));
  }

  private Stmt raise() {
    Token start = cursor.next();
    if (cursor.peek().isName()) {
      String error = cursor.next().text();
      return new Reraise(error, cursor.spanFrom(start));
    }
    String type = exprs.string("the type of an error").text();
    // Before the message, the code can only be a number: a name would look like a call.
    Optional<Expr> code = Optional.empty();
    if (cursor.acceptName("code")) {
      boolean isNumber = cursor.peek().kind() == Token.Kind.NUMBER || cursor.at("-");
      if (!isNumber) {
        throw cursor.expected(
            "a number; another code stands behind the message: raise \"type\" (\"message\") code value;");
      }
      code = Optional.of(exprs.parse(Precedence.UNARY, ScalarType.I64));
    }
    cursor.expect("(");
    String message = exprs.string("a message").text();
    ImmutableList<Expr> arguments = messageArguments();
    cursor.expect(")");
    if (code.isEmpty() && cursor.acceptName("code")) {
      code = Optional.of(exprs.parse(ScalarType.I64));
    }
    return new Raise(type, code, message, arguments, cursor.spanFrom(start));
  }

  private Stmt assertion() {
    Token start = cursor.next();
    Expr condition = exprs.parse(null);
    cursor.expect(",");
    String message = exprs.string("a message").text();
    ImmutableList<Expr> arguments = messageArguments();
    return new Assert(condition, message, arguments, cursor.spanFrom(start));
  }

  private ImmutableList<Expr> messageArguments() {
    MutableList<Expr> arguments = Lists.mutable.empty();
    while (cursor.accept(",")) {
      arguments.add(exprs.parse(ScalarType.I64));
    }
    return arguments.toImmutable();
  }

  private Stmt cancel() {
    Token start = cursor.next();
    if (cursor.accept("concurrent")) {
      Optional<String> label =
          cursor.peek().isName() ? Optional.of(cursor.next().text()) : Optional.empty();
      return new CancelBlock(label, cursor.spanFrom(start));
    }
    Expr task = exprs.parse(null);
    return new Cancel(task, cursor.spanFrom(start));
  }

  private Stmt ifArms() {
    Token start = cursor.next();
    MutableList<IfArm> arms = Lists.mutable.empty();
    Expr condition = exprs.parse(ScalarType.BOOL);
    Span span = cursor.spanFrom(start);
    arms.add(new IfArm(condition, block(() -> {})));
    Optional<Block> otherwise = Optional.empty();
    while (otherwise.isEmpty() && cursor.accept("else")) {
      if (cursor.accept("if")) {
        Expr next = exprs.parse(ScalarType.BOOL);
        arms.add(new IfArm(next, block(() -> {})));
      } else {
        otherwise = Optional.of(block(() -> {}));
      }
    }
    return new If(arms.toImmutable(), otherwise, span);
  }

  private Stmt whileLoop() {
    Token start = cursor.next();
    Expr condition = exprs.parse(ScalarType.BOOL);
    Span span = cursor.spanFrom(start);
    return new While(condition, block(() -> {}), span);
  }

  private Stmt forLoop() {
    Token start = cursor.next();
    String name = cursor.name("the name of a loop's value").text();
    if (cursor.acceptName("from")) {
      Expr channel = exprs.parse(null);
      Span span = cursor.spanFrom(start);
      Type element = channel.type() instanceof ChannelType type ? type.element() : ErrorType.ERROR;
      return new ForReceive(name, channel, block(() -> state.declare(name, element)), span);
    }
    if (!cursor.accept("in")) {
      throw cursor.expected("'in' with a range, or 'from' with a channel,");
    }
    Range range = range();
    Span span = cursor.spanFrom(start);
    return new For(name, range, block(() -> state.declare(name, range.type())), span);
  }

  /** Reads a range. */
  Range range() {
    Token start = cursor.peek();
    Expr from = exprs.parse(Precedence.OR, null);
    if (!exprs.isRange()) {
      throw cursor.expected("'..' or '..<'");
    }
    boolean isInclusive = cursor.next().is("..");
    ExprParser.Pair bounds = exprs.rest(from, Precedence.OR);
    Optional<Expr> step = Optional.empty();
    if (cursor.acceptName("step")) {
      step = Optional.of(exprs.parse(Precedence.OR, bounds.first().type()));
    }
    return new Range(bounds.first(), bounds.second(), isInclusive, step, cursor.spanFrom(start));
  }

  private Stmt attempt() {
    Token start = cursor.next();
    Span span = cursor.spanFrom(start);
    Block body = block(() -> {});
    cursor.expectName("handle");
    String error = cursor.name("a name for the error").text();
    Block handler = block(() -> state.declare(error, ErrorType.ERROR));
    return new Attempt(body, error, handler, span);
  }

  private Stmt ensure() {
    Token start = cursor.next();
    Span span = cursor.spanFrom(start);
    Block body = block(() -> {});
    cursor.expectName("cleanup");
    return new Ensure(body, block(() -> {}), span);
  }

  /**
   * Reads what stands in braces that are no block; after an error it goes on behind the closing
   * brace.
   */
  <T> T braced(Supplier<T> content) {
    Token open = cursor.expect("{");
    Scope scope = state.scope();
    int level = depth;
    try {
      T read = content.get();
      cursor.expect("}");
      return read;
    } catch (SyntaxError error) {
      errors.report(error);
    } catch (ModelException refused) {
      errors.report(refused, cursor.spanFrom(open));
    }
    exprs.reset();
    depth = level;
    state.restore(scope);
    state.breakScope();
    if (!cursor.accept("}")) {
      cursor.skipToClosingBrace();
    }
    throw SyntaxError.skipped();
  }

  /**
   * Makes an option or a type; what its constructor refuses is reported at the tokens since {@code
   * start}.
   */
  <T> T at(Token start, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ModelException refused) {
      throw new SyntaxError(refused.diagnostic().withSpan(cursor.spanFrom(start)));
    }
  }
}
