package dev.luminar.analyzer;

import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.RegionFacts;
import dev.luminar.analyzer.facts.RegionKey;
import dev.luminar.analyzer.mode.ConcurrencyAnalysisPass;
import dev.luminar.analyzer.program.CheckedProgram;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.analyzer.validate.Findings;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses, each by its name, the constructs that are right but cannot be lowered yet. */
final class UnbuiltConstructs extends FunctionWalk {
  private final CheckedProgram checked;
  private final ConcurrencyAnalysisPass pass;
  private final Findings found;

  /** Functions that a task calls, directly or not, with a place where that happens. */
  private final Map<String, Span> inTasks = new LinkedHashMap<>();

  private UnbuiltConstructs(CheckedProgram checked, ConcurrencyAnalysisPass pass, Findings found) {
    this.checked = checked;
    this.pass = pass;
    this.found = found;
  }

  static void check(CheckedProgram checked, ConcurrencyAnalysisPass pass, Findings found) {
    var unbuilt = new UnbuiltConstructs(checked, pass, found);
    checked.program().externs().forEach(unbuilt::extern);
    for (Function function : checked.program().functions()) {
      unbuilt.signature(function);
      unbuilt.walk(function);
    }
    unbuilt.spreadTasks();
    unbuilt.waits();
  }

  private void refuse(String construct, Span span) {
    found.add(
        Diagnostic.error(DiagnosticCode.NOT_BUILT_YET, span, construct + " cannot be lowered yet")
            .withHelp("the program is right; this version of the compiler has no code for it"));
  }

  private void extern(Extern extern) {
    if (extern.isAbandonable()) {
      refuse("the abandonable extern '" + extern.name() + "'", extern.span());
    }
    extern.parameters().forEach(p -> reference("a parameter", p.type(), p.span()));
    extern
        .parameters()
        .select(p -> isTask(p.type()))
        .forEach(p -> refuse("a parameter of type " + p.type() + " of an extern", p.span()));
    extern.result().ifPresent(type -> reference("a result", type, extern.span()));
  }

  private void signature(Function function) {
    function.parameters().forEach(p -> reference("a parameter", p.type(), p.span()));
    function.result().ifPresent(type -> reference("a result", type, function.span()));
    function
        .result()
        .filter(UnbuiltConstructs::isTask)
        .ifPresent(type -> refuse("a result of type " + type, function.span()));
    if (function.isExported()) {
      function
          .parameters()
          .select(p -> isTask(p.type()))
          .forEach(p -> refuse("a task as a parameter of an exported function", p.span()));
      function
          .parameters()
          .select(p -> isOfChannels(p.type()))
          .forEach(p -> refuse("a channel parameter of an exported function", p.span()));
    }
  }

  private static boolean isTask(Type type) {
    return type instanceof TaskType
        || type instanceof ArrayType array && array.element() instanceof TaskType;
  }

  private static boolean isOfChannels(Type type) {
    return type instanceof ChannelType
        || type instanceof ArrayType array && array.element() instanceof ChannelType;
  }

  private void reference(String what, Type type, Span span) {
    if (type instanceof IoType || type instanceof ArrayType a && a.element() instanceof IoType) {
      refuse(what + " of type " + type, span);
    }
  }

  @Override
  protected void expression(Expr expr) {
    if (expr instanceof CallExpr call) {
      called(call.callee(), call.span());
    }
  }

  @Override
  protected void enter(Stmt statement) {
    Span span = statement.span();
    switch (statement) {
      case Call s -> called(s.callee(), span);
      case Parallel s -> parallel(s);
      case Concurrent s -> concurrent(s);
      case Pipeline s -> refuse("a pipeline", span);
      case Spawn s -> inTasks.putIfAbsent(s.callee(), span);
      case AsyncRead s -> refuse("'async_read'", span);
      case AsyncWrite s -> refuse("'async_write'", span);
      case ArrayDecl s when !(s.type().element() instanceof TaskType) ->
          refuse("an array of type " + s.type(), span);
      case Store s -> {
        if (s.target().type() instanceof ArrayType array
            && !(array.element() instanceof TaskType)) {
          refuse("a store into an array of references", span);
        }
      }
      default -> {}
    }
  }

  private void parallel(Parallel s) {
    ParallelOptions options = s.options();
    options(s.span(), options.balance(), options.onError(), options.isMonitored());
    options.timeout().ifPresent(t -> refuse("'timeout' of a parallel block", s.span()));
    options.grace().ifPresent(t -> refuse("'grace' of a parallel block", s.span()));
    options.retry().ifPresent(t -> refuse("'retry' of a parallel block", s.span()));
    if (options.onTimeout() != OnTimeout.ERROR) {
      refuse("'on_timeout = " + options.onTimeout().symbol() + "' of a parallel block", s.span());
    }
    if (options.mode().equals(Optional.of(ConcurrencyMode.RUNTIME_ASSISTED))) {
      refuse("a parallel block with 'mode = runtime_assisted'", s.span());
    }
  }

  private void concurrent(Concurrent s) {
    ConcurrentOptions options = s.options();
    if (options.kind() != BlockKind.BATCH) {
      refuse("'kind = " + options.kind().symbol() + "'", s.span());
    }
    options(s.span(), options.balance(), options.onError(), options.isMonitored());
  }

  private void options(Span span, Balance balance, OnError onError, boolean isMonitored) {
    if (balance == Balance.STEAL) {
      refuse("'balance = steal'", span);
    }
    if (onError.strategy() == ErrorStrategy.RUNTIME) {
      refuse("'on_error = runtime'", span);
    }
    if (isMonitored) {
      refuse("'monitor'", span);
    }
  }

  private void called(String callee, Span span) {
    for (Enclosing open : enclosing()) {
      if (open.kind() == Enclosing.Kind.TASK || open.kind() == Enclosing.Kind.WORKER) {
        inTasks.putIfAbsent(callee, span);
        return;
      }
    }
  }

  @Override
  protected void evaluated(Stmt statement) {
    if (!(statement instanceof Parallel)) {
      return;
    }
    for (Enclosing open : enclosing()) {
      if (open.kind() == Enclosing.Kind.TASK || open.kind() == Enclosing.Kind.WORKER) {
        Stmt task = open.statement();
        parallelsInTasks.put(
            new RegionKey(function().name(), nextRegion()), task == null ? Span.NONE : task.span());
        return;
      }
    }
  }

  private final Map<RegionKey, Span> parallelsInTasks = new LinkedHashMap<>();

  private void spreadTasks() {
    Deque<String> open = new ArrayDeque<>(inTasks.keySet());
    while (!open.isEmpty()) {
      String name = open.pop();
      Span span = inTasks.getOrDefault(name, Span.NONE);
      FunctionFacts facts = checked.facts().function(name).orElse(null);
      if (facts != null) {
        for (String callee : facts.callees()) {
          if (inTasks.putIfAbsent(callee, span) == null) {
            open.push(callee);
          }
        }
      }
    }
  }

  /** Functions that wait and call themselves, and parallel blocks of tasks that wait. */
  private void waits() {
    for (FunctionFacts function : checked.facts().functions()) {
      if (function.callsItself() && pass.waitingFunctions().contains(function.name())) {
        Span span = checked.program().functions().get(function.index()).span();
        found.add(
            Diagnostic.error(
                    DiagnosticCode.RECURSION_WAITS,
                    span,
                    "'" + function.name() + "' waits for other tasks and can call itself")
                .withHelp(
                    "spawn it in a concurrent block and await it, which may go on to 'depth_max';"
                        + " or use a loop"));
      }
    }
    for (RegionFacts region : checked.facts().regions()) {
      if (region.isConcurrent()) {
        continue;
      }
      Span task = parallelsInTasks.getOrDefault(region.key(), inTasks.get(region.key().function()));
      Span wait = task == null ? null : waitIn(region);
      if (task != null && wait != null) {
        found.add(
            Diagnostic.error(
                    DiagnosticCode.WAIT_IN_PARALLEL_OF_TASK,
                    region.region().span(),
                    "an iteration of a parallel block waits for tasks, and the block runs in a task")
                .withNote("it waits here", wait)
                .withNote("the task that runs it is started or called from here", task)
                .withHelp("make the parallel block an indexed task: 'task(i in ...) { }'"));
      }
    }
  }

  private @Nullable Span waitIn(RegionFacts region) {
    var waiting = pass.waitingFunctions();
    for (RegionFacts.CallPlace call : region.calls()) {
      if (waiting.contains(call.callee())) {
        return call.span();
      }
    }
    for (int inner : region.nested()) {
      RegionFacts facts =
          checked.facts().region(new RegionKey(region.key().function(), inner)).orElse(null);
      if (facts == null) {
        continue;
      }
      if (facts.isConcurrent()
          && pass.determineModeForBlock(facts) == ConcurrencyMode.RUNTIME_ASSISTED) {
        return facts.region().span();
      }
      Span deeper = waitIn(facts);
      if (deeper != null) {
        return deeper;
      }
    }
    return null;
  }
}
