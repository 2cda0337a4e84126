package dev.luminar.analyzer.scope;

import dev.luminar.analyzer.scope.Declaration.Kind;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Visits the statements and expressions of a function in source order and knows what each name
 * stands for.
 *
 * <p>For each statement: {@link #enter}, its expressions (operands before what they are part of),
 * {@link #evaluated}, its blocks, the declaration of what it binds, {@link #leave}. A wrong program
 * is walked as well as possible: an unknown name has no declaration, of two declarations of one
 * name the inner one counts. Recursion is bounded by {@link Limits}.
 */
public abstract class FunctionWalk {
  private final Map<String, Declaration> names = new HashMap<>();
  private final List<Enclosing> enclosing = new ArrayList<>();
  private int taskDepth;
  private int regions;
  private int declarations;
  private @Nullable Function function;

  /** Called before the expressions of a statement. */
  protected void enter(Stmt statement) {}

  /** Called after the expressions of a statement and before its blocks. */
  protected void evaluated(Stmt statement) {}

  /** Called after everything that a statement holds, when what it binds is declared. */
  protected void leave(Stmt statement) {}

  /** Called for each expression, after its operands. */
  protected void expression(Expr expr) {}

  /** Called at the start of a block, when the names that it begins with are declared. */
  protected void enterBlock(Block block) {}

  /** Called at the end of a block; its names are still known. */
  protected void leaveBlock(Block block) {}

  /** Called when a name is declared; {@code hidden} is what the name stood for before, or null. */
  protected void declared(Declaration declaration, @Nullable Declaration hidden) {}

  /** Walks a function. */
  public final void walk(Function walked) {
    names.clear();
    enclosing.clear();
    taskDepth = 0;
    regions = 0;
    declarations = 0;
    function = walked;
    var scope = new Scope();
    for (Parameter parameter : walked.parameters()) {
      scope.declare(parameter.name(), Kind.PARAMETER, parameter.type(), parameter.span(), null);
    }
    block(Enclosing.Kind.FUNCTION, null, walked.body(), scope);
  }

  /** The function that is walked. */
  public final Function function() {
    if (function == null) {
      throw new IllegalStateException("no function is walked");
    }
    return function;
  }

  /** What a name stands for here, or null. */
  public final @Nullable Declaration find(String name) {
    return names.get(name);
  }

  /** The open blocks, the body of the function first. */
  public final List<Enclosing> enclosing() {
    return enclosing;
  }

  /** In how many task bodies this place lies. */
  public final int taskDepth() {
    return taskDepth;
  }

  /** The ordinal that the next region of the function has. */
  public final int nextRegion() {
    return regions;
  }

  /** What a buffer or a reference refers to in the end, or null for an unknown name. */
  public final @Nullable Declaration rootOf(Expr expr) {
    return switch (expr) {
      case Ref ref -> {
        Declaration found = names.get(ref.name());
        yield found == null ? null : found.root();
      }
      case Slice slice -> rootOf(slice.buffer());
      case ElementOf element -> rootOf(element.array());
      default -> null;
    };
  }

  private final class Scope {
    private final List<Declaration> own = new ArrayList<>();
    private final List<@Nullable Declaration> hidden = new ArrayList<>();

    void declare(String name, Kind kind, Type type, Span span, @Nullable Expr value) {
      Declaration root = value == null || type.isValue() ? null : rootOf(value);
      var made = new Declaration(name, kind, type, span, value, taskDepth, ++declarations, root);
      Declaration before = names.put(name, made);
      own.add(made);
      hidden.add(before);
      declared(made, before);
    }

    void declare(Optional<String> name, Kind kind, Type type, Span span) {
      if (name.isPresent()) {
        declare(name.get(), kind, type, span, null);
      }
    }

    void close() {
      for (int i = own.size() - 1; i >= 0; i--) {
        Declaration before = hidden.get(i);
        if (before == null) {
          names.remove(own.get(i).name());
        } else {
          names.put(own.get(i).name(), before);
        }
      }
    }
  }

  private void block(Enclosing.Kind kind, @Nullable Stmt holder, Block block, Scope scope) {
    block(kind, holder, -1, block, scope);
  }

  private void block(
      Enclosing.Kind kind, @Nullable Stmt holder, int region, Block block, Scope scope) {
    enclosing.add(new Enclosing(kind, holder, region));
    enterBlock(block);
    for (Stmt statement : block.statements()) {
      statement(statement, scope);
    }
    leaveBlock(block);
    scope.close();
    enclosing.remove(enclosing.size() - 1);
  }

  private void statement(Stmt statement, Scope scope) {
    enter(statement);
    for (Expr expr : statement.expressions()) {
      if (!(statement instanceof Pipeline)) {
        expressions(expr);
      }
    }
    evaluated(statement);
    blocks(statement, scope);
    bind(statement, scope);
    leave(statement);
  }

  private void expressions(Expr expr) {
    for (Expr operand : expr.children()) {
      expressions(operand);
    }
    expression(expr);
  }

  private void blocks(Stmt statement, Scope outer) {
    switch (statement) {
      case If s -> {
        for (Block branch : s.blocks()) {
          block(Enclosing.Kind.BRANCH, s, branch, new Scope());
        }
      }
      case While s -> block(Enclosing.Kind.LOOP, s, s.body(), new Scope());
      case For s -> {
        var scope = new Scope();
        scope.declare(s.index(), Kind.INDEX, s.range().type(), s.span(), null);
        block(Enclosing.Kind.LOOP, s, s.body(), scope);
      }
      case ForReceive s -> {
        var scope = new Scope();
        scope.declare(s.item(), Kind.ITEM, elementOf(s.channel()), s.span(), null);
        block(Enclosing.Kind.LOOP, s, s.body(), scope);
      }
      case Attempt s -> {
        block(Enclosing.Kind.ATTEMPT, s, s.body(), new Scope());
        var scope = new Scope();
        scope.declare(s.error(), Kind.ERROR, ErrorType.ERROR, s.span(), null);
        block(Enclosing.Kind.HANDLER, s, s.handler(), scope);
      }
      case Ensure s -> {
        block(Enclosing.Kind.ENSURE, s, s.body(), new Scope());
        block(Enclosing.Kind.CLEANUP, s, s.cleanup(), new Scope());
      }
      case Select s -> s.arms().forEach(arm -> arm(s, arm));
      case Parallel s -> parallel(s);
      case Concurrent s -> block(Enclosing.Kind.CONCURRENT, s, regions++, s.body(), new Scope());
      case Task s -> {
        taskDepth++;
        var scope = new Scope();
        s.over()
            .ifPresent(over ->
                scope.declare(over.name(), Kind.INDEX, over.range().type(), s.span(), null));
        block(Enclosing.Kind.TASK, s, s.body(), scope);
        taskDepth--;
      }
      case Worker s -> {
        taskDepth++;
        var scope = new Scope();
        scope.declare(s.item(), Kind.ITEM, elementOf(s.channel()), s.span(), null);
        block(Enclosing.Kind.WORKER, s, s.body(), scope);
        taskDepth--;
      }
      case Pipeline s -> pipeline(s);
      default -> {}
    }
  }

  private void parallel(Parallel s) {
    taskDepth++;
    var scope = new Scope();
    scope.declare(s.index(), Kind.INDEX, s.range().type(), s.span(), null);
    for (Reduction reduction : s.reductions()) {
      scope.declare(reduction.name(), Kind.REDUCTION, reduction.nameType(), reduction.span(), null);
    }
    block(Enclosing.Kind.PARALLEL, s, regions++, s.body(), scope);
    taskDepth--;
  }

  private void arm(Select select, SelectArm arm) {
    var scope = new Scope();
    if (arm instanceof SelectReceive receive) {
      scope.declare(receive.value(), Kind.RESULT, elementOf(receive.channel()), arm.span());
      scope.declare(receive.ok(), Kind.RESULT, ScalarType.BOOL, arm.span());
    }
    block(Enclosing.Kind.ARM, select, arm.body(), scope);
  }

  /** Each item is known from the stage behind the one that makes it to the end of the pipeline. */
  private void pipeline(Pipeline s) {
    s.source().expressions().forEach(this::expressions);
    taskDepth++;
    var items = new Scope();
    ElementType type = s.source().type();
    items.declare(s.source().item(), Kind.ITEM, type, s.source().span(), null);
    for (PipelineStage stage : s.stages()) {
      type = stage(s, stage, type, items);
    }
    items.close();
    taskDepth--;
    s.sink().expressions().forEach(this::expressions);
  }

  private ElementType stage(Pipeline s, PipelineStage stage, ElementType input, Scope items) {
    ElementType output = stage.output(input);
    switch (stage) {
      case StageMap map -> {
        expressions(map.value());
        items.declare(map.item(), Kind.ITEM, output, stage.span(), null);
      }
      case StageFilter filter -> expressions(filter.condition());
      case StageFold fold -> {
        expressions(fold.initial());
        items.declare(fold.item(), Kind.ITEM, output, stage.span(), null);
        expressions(fold.value());
      }
      case StageFlatMap flat -> {
        block(Enclosing.Kind.STAGE, s, flat.body(), new Scope());
        items.declare(flat.item(), Kind.ITEM, output, stage.span(), null);
      }
      case StageWindow window -> {
        stageBody(s, window.window(), input, window.body(), stage.span());
        items.declare(window.item(), Kind.ITEM, output, stage.span(), null);
      }
      case StageBatch batch -> {
        stageBody(s, batch.batch(), input, batch.body(), stage.span());
        items.declare(batch.item(), Kind.ITEM, output, stage.span(), null);
      }
    }
    return output;
  }

  private void stageBody(Pipeline s, String name, ElementType item, Block body, Span span) {
    var scope = new Scope();
    scope.declare(name, Kind.BUFFER, new BufferType(item, false), span, null);
    block(Enclosing.Kind.STAGE, s, body, scope);
  }

  private static ElementType elementOf(Expr channel) {
    return ((ChannelType) channel.type()).element();
  }

  /** Declares what a statement binds for the rest of its block. */
  private static void bind(Stmt statement, Scope scope) {
    Span span = statement.span();
    switch (statement) {
      case Let s -> scope.declare(s.name(), Kind.LET, s.value().type(), span, s.value());
      case Var s -> scope.declare(s.name(), Kind.VARIABLE, s.type(), span, null);
      case BufferDecl s -> scope.declare(s.name(), Kind.BUFFER, s.type(), span, null);
      case ArrayDecl s -> scope.declare(s.name(), Kind.ARRAY, s.type(), span, null);
      case ChannelDecl s -> scope.declare(s.name(), Kind.CHANNEL, s.type(), span, null);
      case AtomicCell s -> scope.declare(s.name(), Kind.CELL, s.type(), span, null);
      case AtomicLoad s -> scope.declare(s.result(), Kind.RESULT, s.place().type(), span, null);
      case AtomicRmw s -> scope.declare(s.result(), Kind.RESULT, s.place().type(), span);
      case AtomicCas s -> {
        scope.declare(s.seen(), Kind.RESULT, s.place().type(), span);
        scope.declare(s.ok(), Kind.RESULT, ScalarType.BOOL, span);
      }
      case Receive s -> {
        scope.declare(s.value(), Kind.RESULT, elementOf(s.channel()), span);
        scope.declare(s.ok(), Kind.RESULT, ScalarType.BOOL, span);
      }
      case Poll s -> {
        scope.declare(s.value(), Kind.RESULT, elementOf(s.channel()), span);
        scope.declare(s.ok(), Kind.RESULT, ScalarType.BOOL, span);
      }
      case Offer s -> scope.declare(s.ok(), Kind.RESULT, ScalarType.BOOL, span);
      case Call s -> {
        if (s.resultType().isPresent()) {
          scope.declare(s.result(), Kind.RESULT, s.resultType().get(), span);
        }
      }
      case Spawn s -> scope.declare(s.result(), Kind.RESULT, s.type(), span);
      case Await s -> {
        if (s.task().type() instanceof TaskType task && task.result().isPresent()) {
          scope.declare(s.result(), Kind.RESULT, task.result().get(), span);
        }
      }
      case AsyncRead s -> scope.declare(s.count(), Kind.RESULT, ScalarType.I64, span);
      case AsyncWrite s -> scope.declare(s.count(), Kind.RESULT, ScalarType.I64, span);
      case Parallel s -> {
        for (Reduction reduction : s.reductions()) {
          scope.declare(
              reduction.name(), Kind.REDUCED, reduction.nameType(), reduction.span(), null);
        }
      }
      case Concurrent s -> {
        for (Stmt inner : s.body().statements()) {
          if (inner instanceof Pipeline pipeline && pipeline.sink() instanceof SinkReduction sink) {
            Reduction reduction = sink.reduction();
            scope.declare(
                reduction.name(), Kind.REDUCED, reduction.nameType(), reduction.span(), null);
          }
        }
      }
      default -> {}
    }
  }
}
