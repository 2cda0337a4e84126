package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Makes statements and their parts without places, with the common defaults. To give a place, or a
 * part that is missing here, use the constructor of the node, which takes a span last.
 *
 * <p>Each method throws a {@link ModelException} if the operands do not fit.
 */
public final class Stmts {
  private Stmts() {}

  /** Returns a block. */
  public static Block block(Stmt... statements) {
    return new Block(Lists.immutable.of(requireNonNull(statements, "statements")), Span.NONE);
  }

  /** Returns a block. */
  public static Block block(ImmutableList<Stmt> statements) {
    return new Block(statements, Span.NONE);
  }

  /** Returns {@code start..<end}. */
  public static Range range(Expr start, Expr end) {
    return new Range(start, end, false, Optional.empty(), Span.NONE);
  }

  /** Returns {@code start..end}, with its end. */
  public static Range rangeInclusive(Expr start, Expr end) {
    return new Range(start, end, true, Optional.empty(), Span.NONE);
  }

  /** Returns {@code range step step}. */
  public static Range step(Range range, Expr step) {
    requireNonNull(range, "range");
    requireNonNull(step, "step");
    return new Range(
        range.start(), range.end(), range.isInclusive(), Optional.of(step), range.span());
  }

  /** Returns {@code let name = value;}. */
  public static Let let(String name, Expr value) {
    return new Let(name, value, Span.NONE);
  }

  /** Returns {@code var name: type = value;}. */
  public static Var variable(String name, ElementType type, Expr value) {
    return new Var(name, type, Optional.of(requireNonNull(value, "value")), Span.NONE);
  }

  /** Returns {@code var name: type;}. */
  public static Var variable(String name, ElementType type) {
    return new Var(name, type, Optional.empty(), Span.NONE);
  }

  /** Returns {@code target = value;}. */
  public static Assign assign(Ref target, Expr value) {
    return new Assign(target, value, Span.NONE);
  }

  /** Returns {@code target[index] = value;}. */
  public static Store store(Expr target, Expr index, Expr value) {
    return store(target, index, value, AccessClaim.NONE);
  }

  /** Returns {@code claim target[index] = value;}. */
  public static Store store(Expr target, Expr index, Expr value, AccessClaim claim) {
    return new Store(target, index, value, claim, Span.NONE);
  }

  /** Returns {@code swap(first, second);}. */
  public static Swap swap(Ref first, Ref second) {
    return new Swap(first, second, Span.NONE);
  }

  /** Returns an if with one arm. */
  public static If ifThen(Expr condition, Block then) {
    requireNonNull(then, "then");
    return new If(Lists.immutable.of(new IfArm(condition, then)), Optional.empty(), Span.NONE);
  }

  /** Returns an if with one arm and an else. */
  public static If ifElse(Expr condition, Block then, Block otherwise) {
    requireNonNull(then, "then");
    requireNonNull(otherwise, "otherwise");
    return new If(
        Lists.immutable.of(new IfArm(condition, then)), Optional.of(otherwise), Span.NONE);
  }

  /** Returns {@code while condition { }}. */
  public static While whileLoop(Expr condition, Block body) {
    return new While(condition, body, Span.NONE);
  }

  /** Returns {@code for index in range { }}. */
  public static For forLoop(String index, Range range, Block body) {
    return new For(index, range, body, Span.NONE);
  }

  /** Returns {@code break;}. */
  public static Break breakLoop() {
    return new Break(Span.NONE);
  }

  /** Returns {@code continue;}. */
  public static Continue continueLoop() {
    return new Continue(Span.NONE);
  }

  /** Returns {@code return;}. */
  public static Return returnNothing() {
    return new Return(Optional.empty(), Span.NONE);
  }

  /** Returns {@code return value;}. */
  public static Return returnValue(Expr value) {
    return new Return(Optional.of(requireNonNull(value, "value")), Span.NONE);
  }

  /** Returns {@code raise "errorType" ("message", arguments);}. */
  public static Raise raise(String errorType, String message, Expr... arguments) {
    requireNonNull(arguments, "arguments");
    return new Raise(
        errorType, Optional.empty(), message, Lists.immutable.of(arguments), Span.NONE);
  }

  /** Returns {@code attempt { } handle error { }}. */
  public static Attempt attempt(Block body, String error, Block handler) {
    return new Attempt(body, error, handler, Span.NONE);
  }

  /** Returns {@code assert condition, "message", arguments;}. */
  public static Assert assertThat(Expr condition, String message, Expr... arguments) {
    return new Assert(
        condition, message, Lists.immutable.of(requireNonNull(arguments, "arguments")), Span.NONE);
  }

  /** Returns {@code callee(arguments);} of a function without a result. */
  public static Call call(String callee, Expr... arguments) {
    requireNonNull(arguments, "arguments");
    return new Call(
        Optional.empty(), callee, Lists.immutable.of(arguments), Optional.empty(), Span.NONE);
  }

  /** Returns {@code let result = call callee(arguments);}. */
  public static Call callFor(String result, Type resultType, String callee, Expr... arguments) {
    requireNonNull(result, "result");
    requireNonNull(resultType, "resultType");
    requireNonNull(arguments, "arguments");
    return new Call(
        Optional.of(result),
        callee,
        Lists.immutable.of(arguments),
        Optional.of(resultType),
        Span.NONE);
  }

  /** Returns {@code buffer name: element[length];}. */
  public static BufferDecl buffer(String name, ElementType element, Expr length) {
    return new BufferDecl(name, new BufferType(element, false), length, Span.NONE);
  }

  /** Returns {@code atomic buffer name: element[length];}. */
  public static BufferDecl atomicBuffer(String name, ScalarType element, Expr length) {
    return new BufferDecl(name, new BufferType(element, true), length, Span.NONE);
  }

  /** Returns {@code array name: element[length];}. */
  public static ArrayDecl array(String name, Type element, Expr length) {
    return new ArrayDecl(name, new ArrayType(element), length, Span.NONE);
  }

  /** Returns {@code channel name: element (capacity = capacity);}. */
  public static ChannelDecl channel(String name, ElementType element, Expr capacity) {
    requireNonNull(capacity, "capacity");
    return new ChannelDecl(name, element, Optional.empty(), Optional.of(capacity), Span.NONE);
  }

  /** Returns {@code channel name: element;} with the default capacity. */
  public static ChannelDecl channel(String name, ElementType element) {
    return new ChannelDecl(name, element, Optional.empty(), Optional.empty(), Span.NONE);
  }

  /** Returns {@code atomic name: type = value;}. */
  public static AtomicCell cell(String name, ScalarType type, Expr value) {
    return new AtomicCell(name, type, value, Span.NONE);
  }

  /** Returns the place of an atomic cell. */
  public static CellPlace cellPlace(String name, ScalarType type) {
    return new CellPlace(name, type, Span.NONE);
  }

  /** Returns the place of an element of an atomic buffer. */
  public static ElementPlace elementPlace(Expr buffer, Expr index) {
    return new ElementPlace(buffer, index, Span.NONE);
  }

  /** Returns {@code let result = place.load();}, sequentially consistent. */
  public static AtomicLoad load(String result, AtomicPlace place) {
    return new AtomicLoad(result, place, MemoryOrder.SEQ_CST, Span.NONE);
  }

  /** Returns {@code place.store(value);}, sequentially consistent. */
  public static AtomicStore atomicStore(AtomicPlace place, Expr value) {
    return new AtomicStore(place, value, MemoryOrder.SEQ_CST, Span.NONE);
  }

  /** Returns {@code place.operator(value);}, sequentially consistent. */
  public static AtomicRmw rmw(AtomicOperator operator, AtomicPlace place, Expr value) {
    return new AtomicRmw(Optional.empty(), operator, place, value, MemoryOrder.SEQ_CST, Span.NONE);
  }

  /** Returns {@code let result = place.operator(value);}, sequentially consistent. */
  public static AtomicRmw rmw(
      String result, AtomicOperator operator, AtomicPlace place, Expr value) {
    requireNonNull(result, "result");
    return new AtomicRmw(
        Optional.of(result), operator, place, value, MemoryOrder.SEQ_CST, Span.NONE);
  }

  /**
   * Returns {@code let seen, ok = place.cas(expected, desired);}, strong and sequentially
   * consistent.
   */
  public static AtomicCas cas(
      String seen, String ok, AtomicPlace place, Expr expected, Expr desired) {
    requireNonNull(seen, "seen");
    requireNonNull(ok, "ok");
    return new AtomicCas(
        Optional.of(seen),
        Optional.of(ok),
        place,
        expected,
        desired,
        false,
        MemoryOrder.SEQ_CST,
        MemoryOrder.SEQ_CST,
        Span.NONE);
  }

  /** Returns {@code for item from channel { }}. */
  public static ForReceive forReceive(String item, Expr channel, Block body) {
    return new ForReceive(item, channel, body, Span.NONE);
  }

  /** Returns {@code send(channel, value);}. */
  public static Send send(Expr channel, Expr value) {
    return new Send(channel, value, Span.NONE);
  }

  /** Returns {@code let value, ok = receive(channel);}. */
  public static Receive receive(String value, String ok, Expr channel) {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
    return new Receive(Optional.of(value), Optional.of(ok), channel, Span.NONE);
  }

  /** Returns {@code let ok = offer(channel, value);}. */
  public static Offer offer(String ok, Expr channel, Expr value) {
    return new Offer(Optional.of(requireNonNull(ok, "ok")), channel, value, Span.NONE);
  }

  /** Returns {@code let value, ok = poll(channel);}. */
  public static Poll poll(String value, String ok, Expr channel) {
    requireNonNull(value, "value");
    requireNonNull(ok, "ok");
    return new Poll(Optional.of(value), Optional.of(ok), channel, Span.NONE);
  }

  /** Returns {@code close(channel);}. */
  public static Close close(Expr channel) {
    return new Close(channel, Span.NONE);
  }

  /** Returns {@code spawn callee(arguments);} of a function without a result. */
  public static Spawn spawn(String callee, Expr... arguments) {
    requireNonNull(arguments, "arguments");
    return new Spawn(
        Optional.empty(),
        callee,
        Lists.immutable.of(arguments),
        Optional.empty(),
        Optional.empty(),
        Span.NONE);
  }

  /** Returns {@code let result = spawn callee(arguments);} of a function with a result. */
  public static Spawn spawnFor(
      String result, ElementType resultType, String callee, Expr... arguments) {
    requireNonNull(result, "result");
    requireNonNull(resultType, "resultType");
    requireNonNull(arguments, "arguments");
    return new Spawn(
        Optional.of(result),
        callee,
        Lists.immutable.of(arguments),
        Optional.of(resultType),
        Optional.empty(),
        Span.NONE);
  }

  /** Returns {@code await task;}. */
  public static Await await(Expr task) {
    return new Await(Optional.empty(), task, Span.NONE);
  }

  /** Returns {@code let result = await task;}. */
  public static Await await(String result, Expr task) {
    return new Await(Optional.of(requireNonNull(result, "result")), task, Span.NONE);
  }

  /** Returns {@code cancel task;}. */
  public static Cancel cancel(Expr task) {
    return new Cancel(task, Span.NONE);
  }

  /** Returns {@code sleep(duration);}; nanoseconds. */
  public static Sleep sleep(Expr duration) {
    return new Sleep(duration, Span.NONE);
  }

  /** Returns {@code yield;}. */
  public static Yield yieldNow() {
    return new Yield(Span.NONE);
  }

  /** Returns {@code ensure { } cleanup { }}. */
  public static Ensure ensure(Block body, Block cleanup) {
    return new Ensure(body, cleanup, Span.NONE);
  }

  /** Returns {@code target <- value;}. */
  public static Contribute contribute(Ref target, Expr value) {
    return new Contribute(target, Optional.empty(), value, Span.NONE);
  }

  /** Returns {@code target[index] <- value;}. */
  public static Contribute contribute(Ref target, Expr index, Expr value) {
    return new Contribute(target, Optional.of(requireNonNull(index, "index")), value, Span.NONE);
  }

  /** Returns the reduction {@code name: type = combine}. */
  public static Reduction reduction(String name, ElementType type, Combine combine) {
    return new Reduction(name, type, Optional.empty(), combine, false, Span.NONE);
  }

  /** Returns a parallel block with default options. */
  public static Parallel parallel(String index, Range range, Block body, Reduction... reductions) {
    return parallel(index, range, ParallelOptions.DEFAULT, body, reductions);
  }

  /** Returns a parallel block. */
  public static Parallel parallel(
      String index, Range range, ParallelOptions options, Block body, Reduction... reductions) {
    requireNonNull(reductions, "reductions");
    return new Parallel(
        Optional.empty(), index, range, options, Lists.immutable.of(reductions), body, Span.NONE);
  }

  /** Returns a concurrent block with default options. */
  public static Concurrent concurrent(Block body) {
    return concurrent(ConcurrentOptions.DEFAULT, body);
  }

  /** Returns a concurrent block. */
  public static Concurrent concurrent(ConcurrentOptions options, Block body) {
    return new Concurrent(Optional.empty(), options, body, Span.NONE);
  }

  /** Returns {@code task { }}. */
  public static Task task(Block body) {
    return new Task(Optional.empty(), Optional.empty(), Optional.empty(), body, Span.NONE);
  }

  /** Returns {@code task(index in range) { }}. */
  public static Task task(String index, Range range, Block body) {
    requireNonNull(index, "index");
    return new Task(
        Optional.empty(),
        Optional.of(new TaskIndex(index, range)),
        Optional.empty(),
        body,
        Span.NONE);
  }

  /** Returns {@code worker(item from channel) { }}. */
  public static Worker worker(String item, Expr channel, Block body) {
    return worker(item, channel, Exprs.i64(1), body);
  }

  /** Returns {@code worker(item from channel, count = count) { }}. */
  public static Worker worker(String item, Expr channel, Expr count, Block body) {
    return new Worker(Optional.empty(), item, channel, count, Optional.empty(), body, Span.NONE);
  }
}
