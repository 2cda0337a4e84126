package dev.luminar.model.text;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.Combine;
import dev.luminar.model.Concurrent;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.Parallel;
import dev.luminar.model.ParallelOptions;
import dev.luminar.model.Range;
import dev.luminar.model.Reduction;
import dev.luminar.model.Retry;
import dev.luminar.model.Select;
import dev.luminar.model.SelectArm;
import dev.luminar.model.SelectDefault;
import dev.luminar.model.SelectPolicy;
import dev.luminar.model.SelectReceive;
import dev.luminar.model.SelectSend;
import dev.luminar.model.SelectTimeout;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.TaskIndex;
import dev.luminar.model.UserCombine;
import dev.luminar.model.Worker;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/** Reads regions, what starts tasks, and selects. */
final class RegionParser {
  private final Cursor cursor;
  private final TypeParser types;
  private final ExprParser exprs;
  private final BodyState state;
  private final StmtParser statements;
  private final PipelineParser pipelines;

  RegionParser(
      Cursor cursor, TypeParser types, ExprParser exprs, BodyState state, StmtParser statements) {
    this.cursor = cursor;
    this.types = types;
    this.exprs = exprs;
    this.state = state;
    this.statements = statements;
    this.pipelines = new PipelineParser(cursor, types, exprs, state, statements, this);
  }

  /** Reads what may have a label, behind it. */
  Stmt labelled(Token start, Optional<String> label) {
    Token word = cursor.peek();
    return switch (word.kind() == Token.Kind.WORD ? word.text() : "") {
      case "parallel" -> parallel(start, label);
      case "concurrent" -> concurrent(start, label);
      case "task" -> task(start, label);
      case "worker" -> worker(start, label);
      case "pipeline" -> pipelines.pipeline(start, label);
      default ->
          throw cursor.expected(
              "'parallel', 'concurrent', 'task', 'worker' or 'pipeline' behind the label");
    };
  }

  private Stmt parallel(Token start, Optional<String> label) {
    cursor.next();
    cursor.expect("(");
    String index = cursor.name("the name of the index").text();
    cursor.expect("in");
    Range range = statements.range();
    ParallelOptions options = new OptionsParser(cursor).parallel();
    cursor.expect(")");
    MutableList<Reduction> reductions = Lists.mutable.empty();
    if (cursor.accept("reduce")) {
      cursor.expect("(");
      do {
        reductions.add(reduction());
      } while (cursor.accept(","));
      cursor.expect(")");
    }
    Span span = cursor.spanFrom(start);
    Block body =
        statements.block(() -> {
          state.declare(index, range.type());
          reductions.forEach(reduction ->
              state.declare(reduction.name(), Scope.Kind.REDUCTION, reduction.nameType()));
        });
    Parallel statement =
        new Parallel(label, index, range, options, reductions.toImmutable(), body, span);
    reductions.forEach(reduction -> state.declare(reduction.name(), reduction.nameType()));
    return statement;
  }

  /** Reads one reduction. */
  Reduction reduction() {
    Token start = cursor.peek();
    String name = cursor.name("the name of a reduction").text();
    cursor.expect(":");
    ElementType type = types.element();
    Optional<Expr> length = Optional.empty();
    if (cursor.accept("[")) {
      length = Optional.of(exprs.parse(null));
      cursor.expect("]");
    }
    cursor.expect("=");
    Combine combine = combine(type);
    boolean isUnordered = cursor.acceptName("unordered");
    return new Reduction(name, type, length, combine, isUnordered, cursor.spanFrom(start));
  }

  private Combine combine(ElementType type) {
    if (cursor.acceptName("combine")) {
      cursor.expect("(");
      String function = cursor.name("the name of a function").text();
      cursor.expect(",");
      Expr identity = exprs.parse(type);
      cursor.expect(")");
      return new UserCombine(function, identity);
    }
    Token word = cursor.peek();
    for (BuiltinCombine builtin : BuiltinCombine.values()) {
      if (word.isName(builtin.symbol()) || word.is(builtin.symbol())) {
        cursor.next();
        return builtin;
      }
    }
    throw cursor.expected("sum, product, min, max, and, or, xor or combine(function, identity)");
  }

  private Stmt concurrent(Token start, Optional<String> label) {
    cursor.next();
    ConcurrentOptions options = ConcurrentOptions.DEFAULT;
    if (cursor.accept("(")) {
      options = new OptionsParser(cursor).concurrent();
      cursor.expect(")");
    }
    Span span = cursor.spanFrom(start);
    state.openConcurrent();
    Block body = statements.block(() -> {});
    for (Reduction reduction : state.closeConcurrent()) {
      state.declare(reduction.name(), reduction.type());
    }
    return new Concurrent(label, options, body, span);
  }

  private Stmt task(Token start, Optional<String> label) {
    cursor.next();
    Optional<TaskIndex> over = Optional.empty();
    Optional<Retry> retry = Optional.empty();
    if (cursor.accept("(")) {
      boolean isRetry = cursor.atName("retry") && cursor.peek(1).is("(");
      if (!isRetry) {
        String name = cursor.name("the name of the index, or 'retry'").text();
        cursor.expect("in");
        over = Optional.of(new TaskIndex(name, statements.range()));
        isRetry = cursor.accept(",");
      }
      if (isRetry) {
        retry = Optional.of(new OptionsParser(cursor).retry());
      }
      cursor.expect(")");
    }
    Span span = cursor.spanFrom(start);
    Optional<TaskIndex> index = over;
    Block body =
        statements.block(
            () -> index.ifPresent(named -> state.declare(named.name(), named.range().type())));
    return new Task(label, over, retry, body, span);
  }

  private Stmt worker(Token start, Optional<String> label) {
    cursor.next();
    cursor.expect("(");
    String item = cursor.name("the name of the item").text();
    cursor.expectName("from");
    Expr channel = exprs.parse(null);
    Expr count = new Literal(ScalarType.I64, 1, Span.NONE);
    Optional<Retry> retry = Optional.empty();
    boolean hasCount = false;
    while (cursor.accept(",")) {
      if (!hasCount && cursor.acceptName("count")) {
        cursor.expect("=");
        count = exprs.parse(null);
        hasCount = true;
      } else if (retry.isEmpty() && cursor.atName("retry")) {
        retry = Optional.of(new OptionsParser(cursor).retry());
      } else {
        throw cursor.expected("'count' or 'retry'");
      }
    }
    cursor.expect(")");
    Span span = cursor.spanFrom(start);
    Block body = statements.block(() -> state.declare(item, OperationParser.element(channel)));
    return new Worker(label, item, channel, count, retry, body, span);
  }

  Stmt select() {
    Token start = cursor.next();
    SelectPolicy policy = SelectPolicy.ROTATING;
    if (cursor.accept("(")) {
      cursor.expectName("policy");
      cursor.expect("=");
      policy = new OptionsParser(cursor).policy();
      cursor.expect(")");
    }
    Span span = cursor.spanFrom(start);
    SelectPolicy chosen = policy;
    return statements.braced(() -> {
      MutableList<SelectArm> arms = Lists.mutable.empty();
      while (!cursor.at("}")) {
        arms.add(arm());
      }
      return new Select(chosen, arms.toImmutable(), span);
    });
  }

  private SelectArm arm() {
    Token start = cursor.peek();
    if (cursor.acceptName("send")) {
      cursor.expect("(");
      Expr channel = exprs.parse(null);
      cursor.expect(",");
      Expr value = exprs.parse(OperationParser.element(channel));
      cursor.expect(")");
      Span span = cursor.spanFrom(start);
      return new SelectSend(channel, value, armBody(() -> {}), span);
    }
    if (cursor.acceptName("default")) {
      Span span = cursor.spanFrom(start);
      return new SelectDefault(armBody(() -> {}), span);
    }
    if (cursor.acceptName("timeout")) {
      Expr timeout = exprs.parse(ScalarType.I64);
      Span span = cursor.spanFrom(start);
      return new SelectTimeout(timeout, armBody(() -> {}), span);
    }
    Optional<String> value = Optional.empty();
    Optional<String> ok = Optional.empty();
    if (cursor.accept("let")) {
      value = resultName();
      ok = cursor.accept(",") ? resultName() : Optional.empty();
      cursor.expect("=");
    }
    if (!cursor.acceptName("receive")) {
      throw cursor.expected("an arm of a select (send, receive, default or timeout)");
    }
    cursor.expect("(");
    Expr channel = exprs.parse(null);
    cursor.expect(")");
    Span span = cursor.spanFrom(start);
    Optional<String> item = value;
    Optional<String> isThere = ok;
    Block body =
        armBody(() -> {
          state.declare(item, OperationParser.element(channel));
          state.declare(isThere, ScalarType.BOOL);
        });
    return new SelectReceive(value, ok, channel, body, span);
  }

  private Block armBody(Runnable names) {
    cursor.expect("=>");
    return statements.block(names);
  }

  private Optional<String> resultName() {
    return cursor.accept("_") ? Optional.empty() : Optional.of(cursor.name("a name or '_'").text());
  }
}
