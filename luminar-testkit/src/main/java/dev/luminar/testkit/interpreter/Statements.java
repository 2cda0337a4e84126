package dev.luminar.testkit.interpreter;

import dev.luminar.analyzer.facts.SpinLoops;
import dev.luminar.diag.Span;
import dev.luminar.model.ArrayDecl;
import dev.luminar.model.Assert;
import dev.luminar.model.Assign;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.Attempt;
import dev.luminar.model.Await;
import dev.luminar.model.Block;
import dev.luminar.model.Break;
import dev.luminar.model.BufferDecl;
import dev.luminar.model.Call;
import dev.luminar.model.Cancel;
import dev.luminar.model.CancelBlock;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.Close;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Continue;
import dev.luminar.model.Contribute;
import dev.luminar.model.Ensure;
import dev.luminar.model.For;
import dev.luminar.model.ForReceive;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Let;
import dev.luminar.model.Offer;
import dev.luminar.model.Parallel;
import dev.luminar.model.Poll;
import dev.luminar.model.Raise;
import dev.luminar.model.Receive;
import dev.luminar.model.Reraise;
import dev.luminar.model.Return;
import dev.luminar.model.Select;
import dev.luminar.model.Send;
import dev.luminar.model.Sleep;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Swap;
import dev.luminar.model.Task;
import dev.luminar.model.Var;
import dev.luminar.model.While;
import dev.luminar.model.Worker;
import dev.luminar.model.Yield;
import dev.luminar.plan.BuiltInError;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Scalar;
import dev.luminar.testkit.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes statements, apart from those of regions, channels and atomics, which it hands on. */
final class Statements {
  private static final Object NOTHING = new Object();

  private final Machine machine;
  private final AtomicStatements atomics;
  private final ChannelStatements channels;
  private final Selects selects;

  Statements(Machine machine) {
    this.machine = machine;
    this.atomics = new AtomicStatements(machine);
    this.channels = new ChannelStatements(machine);
    this.selects = new Selects(machine);
  }

  /** How a statement ended. */
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN
  }

  /** Runs the body of a function; gives what it returns, null if that is nothing. */
  @Nullable Object run(Block body, Scope parameters) {
    parameters.declare(RESULT, NOTHING);
    block(body, parameters);
    Object result = parameters.lookup(RESULT);
    return result == NOTHING ? null : result;
  }

  /** No name of a program is empty. */
  private static final String RESULT = "";

  /** Runs a block in a scope of its own. */
  Flow block(Block block, Scope outer) {
    return statements(block, new Scope(outer));
  }

  /** Runs the statements of a block in a scope that is there already. */
  Flow statements(Block block, Scope scope) {
    Strand strand = machine.strand();
    strand.nesting++;
    try {
      for (Stmt statement : block.statements()) {
        machine.step();
        Flow flow = statement(statement, scope);
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    } finally {
      strand.nesting--;
    }
  }

  private Flow statement(Stmt statement, Scope scope) {
    switch (statement) {
      case If choice -> {
        return choose(choice, scope);
      }
      case While loop -> {
        return loop(loop, scope);
      }
      case For loop -> {
        return loop(loop, scope);
      }
      case ForReceive loop -> {
        return channels.iterate(loop, scope);
      }
      case Select select -> {
        return selects.run(select, scope);
      }
      case Attempt attempt -> {
        return attempt(attempt, scope);
      }
      case Ensure ensure -> {
        return ensure(ensure, scope);
      }
      case Break end -> {
        return Flow.BREAK;
      }
      case Continue next -> {
        return Flow.CONTINUE;
      }
      case Return end -> {
        end.value().ifPresent(value -> scope.assign(RESULT, eval(value, scope)));
        return Flow.RETURN;
      }
      default -> simple(statement, scope);
    }
    return Flow.NEXT;
  }

  private void simple(Stmt statement, Scope scope) {
    switch (statement) {
      case Let let -> scope.declare(let.name(), eval(let.value(), scope));
      case Var variable -> declare(variable, scope);
      case Assign assign -> scope.assign(assign.target().name(), eval(assign.value(), scope));
      case Store store -> store(store, scope);
      case Swap swap -> swap(swap, scope);
      case BufferDecl buffer -> declare(buffer, scope);
      case Call call -> call(call, scope);
      case Raise raise -> throw raised(raise, scope);
      case Reraise raise -> throw (RaisedError) scope.lookup(raise.error());
      case Assert check -> check(check, scope);
      case AtomicCell cell -> atomics.declare(cell, scope);
      case AtomicLoad load -> atomics.load(load, scope);
      case AtomicStore store -> atomics.store(store, scope);
      case AtomicRmw change -> atomics.change(change, scope);
      case AtomicCas exchange -> atomics.exchange(exchange, scope);
      case ChannelDecl channel -> channels.declare(channel, scope);
      case Send send -> channels.send(send, scope);
      case Receive receive -> channels.receive(receive, scope);
      case Offer offer -> channels.offer(offer, scope);
      case Poll poll -> channels.poll(poll, scope);
      case Close close -> channels.close(close, scope);
      case Sleep sleep -> sleep(sleep, scope);
      case Yield yield -> {
        machine.scheduler.yield();
        machine.strand().checkCancelled();
      }
      case Contribute contribute -> machine.parallelBlocks.contribute(contribute, scope);
      case Parallel parallel -> machine.parallelBlocks.run(parallel, scope);
      case Concurrent concurrent -> machine.concurrentBlocks.run(concurrent, scope);
      case Task task -> machine.concurrentBlocks.start(task, scope);
      case Spawn spawn -> machine.concurrentBlocks.spawn(spawn, scope);
      case Await await -> machine.concurrentBlocks.await(await, scope);
      case Cancel cancel -> machine.concurrentBlocks.cancel(cancel, scope);
      case ArrayDecl array -> declare(array, scope);
      case CancelBlock cancel -> machine.concurrentBlocks.cancel(cancel);
      case Worker worker -> machine.concurrentBlocks.start(worker, scope);
      default ->
          throw new UnsupportedOperationException(
              statement.span()
                  + ": the interpreter does not know this statement yet: "
                  + statement);
    }
  }

  private Object eval(dev.luminar.model.expr.Expr expr, Scope scope) {
    return machine.expressions.eval(expr, scope);
  }

  private Flow choose(If choice, Scope scope) {
    for (IfArm arm : choice.arms()) {
      if (machine.expressions.condition(arm.condition(), scope)) {
        return block(arm.body(), scope);
      }
    }
    return choice.otherwise().isPresent() ? block(choice.otherwise().get(), scope) : Flow.NEXT;
  }

  private Flow loop(While loop, Scope scope) {
    while (machine.expressions.condition(loop.condition(), scope)) {
      Flow flow = turn(loop.body(), new Scope(scope));
      if (flow != Flow.NEXT) {
        return flow == Flow.BREAK ? Flow.NEXT : flow;
      }
      if (SpinLoops.waits(loop)) {
        machine.scheduler.yield();
      }
    }
    return Flow.NEXT;
  }

  private Flow loop(For loop, Scope scope) {
    Iterator<Scalar> values = Ranges.evaluate(machine, loop.range(), scope).iterator();
    while (values.hasNext()) {
      Scope inner = new Scope(scope);
      inner.declare(loop.index(), values.next());
      Flow flow = turn(loop.body(), inner);
      if (flow != Flow.NEXT) {
        return flow == Flow.BREAK ? Flow.NEXT : flow;
      }
    }
    return Flow.NEXT;
  }

  /** One turn of a loop: NEXT also after a continue. */
  Flow turn(Block body, Scope scope) {
    machine.step();
    Flow flow = statements(body, scope);
    machine.strand().checkCancelled();
    return flow == Flow.CONTINUE ? Flow.NEXT : flow;
  }

  private Flow attempt(Attempt attempt, Scope scope) {
    try {
      return block(attempt.body(), scope);
    } catch (RaisedError e) {
      Scope handler = new Scope(scope);
      handler.declare(attempt.error(), e);
      return statements(attempt.handler(), handler);
    }
  }

  /** The cleanup runs whatever the body did; the first error of the two goes on. */
  private Flow ensure(Ensure ensure, Scope scope) {
    Flow flow = Flow.NEXT;
    RuntimeException left = null;
    try {
      flow = block(ensure.body(), scope);
    } catch (RaisedError | CancelSignal e) {
      left = e;
    }
    Strand strand = machine.strand();
    strand.cleanups++;
    try {
      block(ensure.cleanup(), scope);
    } catch (RaisedError e) {
      left = left instanceof RaisedError ? left : e;
    } finally {
      strand.cleanups--;
    }
    if (left != null) {
      throw left;
    }
    return flow;
  }

  private void declare(Var variable, Scope scope) {
    if (variable.value().isPresent()) {
      scope.declare(variable.name(), eval(variable.value().get(), scope));
    } else {
      scope.declareEmpty(variable.name());
    }
  }

  private void declare(BufferDecl buffer, Scope scope) {
    long length = machine.expressions.index(buffer.length(), scope);
    if (length < 0) {
      throw machine.raise(BuiltInError.NEGATIVE_LENGTH, buffer.span(), length);
    }
    try {
      scope.declare(buffer.name(), BufferValue.zeros(buffer.type(), length));
    } catch (OutOfMemoryError e) {
      throw machine.raise(BuiltInError.OUT_OF_MEMORY, buffer.span());
    }
  }

  private void declare(ArrayDecl array, Scope scope) {
    long length = machine.expressions.index(array.length(), scope);
    if (length < 0) {
      throw machine.raise(BuiltInError.NEGATIVE_LENGTH, array.span(), length);
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw machine.raise(BuiltInError.OUT_OF_MEMORY, array.span());
    }
    scope.declare(array.name(), new Object[(int) length]);
  }

  private void store(Store store, Scope scope) {
    Object target = eval(store.target(), scope);
    long index = machine.expressions.index(store.index(), scope);
    if (machine.marks != null) {
      machine.marks.store(index, ((BufferValue) target).length());
      return;
    }
    Object value = eval(store.value(), scope);
    long length = target instanceof BufferValue b ? b.length() : ((Object[]) target).length;
    if (index < 0 || index >= length) {
      throw machine.raise(BuiltInError.INDEX_OUT_OF_RANGE, store.span(), index, length);
    }
    if (target instanceof BufferValue buffer) {
      machine.touched(buffer, index, AccessTrace.Kind.WRITE, store.span());
      buffer.set(index, (Value) value);
    } else {
      ((Object[]) target)[(int) index] = value;
    }
  }

  private void swap(Swap swap, Scope scope) {
    BufferValue first = machine.expressions.buffer(swap.first(), scope);
    BufferValue second = machine.expressions.buffer(swap.second(), scope);
    if (first.length() != second.length()) {
      throw machine.raise(
          BuiltInError.LENGTH_MISMATCH, swap.span(), first.length(), second.length());
    }
    scope.assign(swap.first().name(), second);
    scope.assign(swap.second().name(), first);
  }

  private void sleep(Sleep sleep, Scope scope) {
    long nanos = machine.duration(sleep.duration(), sleep.span(), scope);
    machine.strand().checkCancelled();
    if (nanos > 0) {
      machine.scheduler.sleep(nanos, sleep.span());
      machine.strand().checkCancelled();
    }
  }

  private void call(Call call, Scope scope) {
    List<Object> arguments = machine.expressions.all(call.arguments(), scope);
    Object result = machine.invoke(call.callee(), arguments, call.span());
    call.result().ifPresent(name -> scope.declare(name, java.util.Objects.requireNonNull(result)));
  }

  private RaisedError raised(Raise raise, Scope scope) {
    long code = raise.code().isPresent() ? machine.expressions.index(raise.code().get(), scope) : 0;
    return RaisedError.of(
        raise.errorType(),
        code,
        raise.message(),
        arguments(raise.arguments(), scope),
        raise.span(),
        machine.strand().path);
  }

  private void check(Assert check, Scope scope) {
    if (!machine.expressions.condition(check.condition(), scope)) {
      Span span = check.span();
      String message = check.message();
      throw RaisedError.of(
          BuiltInError.ASSERTION_FAILED.typeName(),
          0,
          message,
          arguments(check.arguments(), scope),
          span,
          machine.strand().path);
    }
  }

  private long[] arguments(
      org.eclipse.collections.api.list.ImmutableList<dev.luminar.model.expr.Expr> arguments,
      Scope scope) {
    return arguments.stream().mapToLong(a -> machine.expressions.index(a, scope)).toArray();
  }

  /** Declares a result that the program may have left without a name. */
  static void bind(Optional<String> name, Object value, Scope scope) {
    name.ifPresent(n -> scope.declare(n, value));
  }
}
