package dev.luminar.analyzer.lower;

import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.model.Block;
import dev.luminar.model.Call;
import dev.luminar.model.ConcurrencyMode;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Function;
import dev.luminar.model.Parallel;
import dev.luminar.model.Reduction;
import dev.luminar.model.Region;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Task;
import dev.luminar.model.UserCombine;
import dev.luminar.model.Worker;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Expr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which functions need a routine of their own, callees first: the exported ones and those that are
 * called from code that may block. A function that may wait and is only called from tasks has none:
 * it becomes part of each task.
 */
final class DirectFunctions {

  private final Lowering lowering;
  private final Set<String> direct = new HashSet<>();
  private final Set<String> spawned = new HashSet<>();
  private final Set<String> inlined = new HashSet<>();
  private final Deque<Runnable> work = new ArrayDeque<>();

  private DirectFunctions(Lowering lowering) {
    this.lowering = lowering;
  }

  static List<Function> of(Lowering lowering) {
    DirectFunctions pass = new DirectFunctions(lowering);
    lowering.program.functions().select(Function::isExported).each(f -> pass.add(f.name(), false));
    while (!pass.work.isEmpty()) {
      pass.work.pop().run();
    }
    List<Function> result = new ArrayList<>();
    for (String name : pass.direct) {
      result.add(lowering.function(name));
    }
    // Components are numbered callees first.
    result.sort(
        Comparator.comparingInt((Function f) -> facts(lowering, f).component())
            .thenComparingInt(f -> facts(lowering, f).index()));
    return result;
  }

  private static FunctionFacts facts(Lowering lowering, Function function) {
    return lowering.facts(function.name());
  }

  private void add(String name, boolean fromTask) {
    boolean becomesPart = fromTask && lowering.mayWait(name);
    if ((becomesPart ? inlined : direct).add(name)) {
      work.push(() ->
          block(lowering.function(name).body(), becomesPart, false, new FunctionCursor(name)));
    }
  }

  private void spawn(String name) {
    if (spawned.add(name)) {
      work.push(() -> block(lowering.function(name).body(), true, false, new FunctionCursor(name)));
    }
  }

  /**
   * Looks through a block.
   *
   * @param inTask whether its code is part of a task or of the body of a block
   * @param bare whether tasks that it starts run on plain threads
   */
  private void block(Block block, boolean inTask, boolean bare, FunctionCursor cursor) {
    for (Stmt stmt : block.statements()) {
      stmt.expressions().each(e -> expr(e, inTask));
      if (stmt instanceof Call call && lowering.extern(call.callee()) == null) {
        add(call.callee(), inTask);
      }
      if (stmt instanceof Spawn started) {
        spawn(started.callee());
      }
      if (stmt instanceof Parallel parallel) {
        for (Reduction reduction : parallel.reductions()) {
          if (reduction.combine() instanceof UserCombine combine) {
            add(combine.function(), false);
          }
        }
      }
      boolean innerBare = bare;
      if (stmt instanceof Region) {
        innerBare = lowering.region(cursor).mode() == ConcurrencyMode.BARE_METAL;
      }
      boolean startsTask = (stmt instanceof Task || stmt instanceof Worker) && !bare;
      boolean opensBlock = stmt instanceof Concurrent && !innerBare;
      boolean innerTask = startsTask || opensBlock || (inTask && !(stmt instanceof Parallel));
      for (Block inner : stmt.blocks()) {
        block(inner, innerTask, innerBare, cursor);
      }
    }
  }

  private void expr(Expr expr, boolean inTask) {
    if (expr instanceof CallExpr call && lowering.extern(call.callee()) == null) {
      add(call.callee(), inTask);
    }
    expr.children().each(e -> expr(e, inTask));
  }
}
