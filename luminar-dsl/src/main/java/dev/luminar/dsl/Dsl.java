package dev.luminar.dsl;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.ExternEffect;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.OnError;
import dev.luminar.model.Program;
import dev.luminar.model.expr.CallExpr;
import dev.luminar.model.expr.Text;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Types;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.collections.api.factory.Lists;

/**
 * The door of the builder: builds a {@link Program} from Java, typed so that a wrong one does not
 * compile. Everything begins here, by {@code import static dev.luminar.dsl.Dsl.*}.
 *
 * <pre>{@code
 * Program program =
 *     program("stats", p ->
 *         p.export("dot", takes("xs", buf(f64)).takes("ys", buf(f64)).returns(f64), (f, xs, ys) -> {
 *           F64 sum = f.reduce(over(xs), sum("sum", f64), (it, i) -> xs.at(i).times(ys.at(i)));
 *           f.returns(sum);
 *         }));
 * }</pre>
 *
 * <p>The rules are few:
 *
 * <ul>
 *   <li>A <em>statement</em> starts with the block it goes into: {@code f.returns(sum)}. One that
 *       binds a name takes the name first: {@code I64 old = f.add("old", hits, one)}; without a
 *       name it drops the result.
 *   <li>An <em>expression</em> starts with a value and adds nothing to any block: {@code
 *       xs.at(i).times(y)}. Both operands have one type; conversions are explicit: {@code
 *       n.toF64()}.
 *   <li>An <em>option</em> is a value that is made before its block opens: {@code
 *       over(xs).grain(4096)}, {@code onError(COLLECT).timeout(ofSeconds(30))}.
 *   <li>A block is a lambda, whose first parameter is the block. It runs exactly once, at once, on
 *       the calling thread.
 *   <li>Only the innermost open block takes statements, and a value may be used only inside its own
 *       block; see {@link OpenBlock} for the diagnostics. Each points at the Java line.
 *   <li>{@code handle.node()} leads to the model's node, {@code F64.of(expr)} back, and {@link
 *       Statements#append} adds a statement that was made as a node.
 * </ul>
 *
 * <p>What to read next: {@link ProgramBlock} (functions, structs, externs), {@link Statements}
 * (what every block has), {@link RegionStatements} (parallel and concurrent blocks), {@link Over}
 * and {@link With} (their options), {@link TaskStatements} and {@link WaitStatements} (tasks and
 * channels), {@link Num}, {@link Bool} and {@link Buf} (expressions).
 */
public final class Dsl {
  /** The type bool. */
  public static final AtomicType<Bool> bool = new AtomicType<>(ScalarType.BOOL, Bool::new);

  /** The type i32. */
  public static final AtomicType<I32> i32 = new AtomicType<>(ScalarType.I32, I32::new);

  /** The type i64. */
  public static final AtomicType<I64> i64 = new AtomicType<>(ScalarType.I64, I64::new);

  /** The type f32. */
  public static final F32Type f32 = new F32Type();

  /** The type f64. */
  public static final AtomicType<F64> f64 = new AtomicType<>(ScalarType.F64, F64::new);

  /** The storage type i8, of buffers and fields only. */
  public static final StorageType<I8Buf> i8 = new StorageType<>(ScalarType.I8, I8Buf::new);

  /** The storage type u8, of buffers and fields only. */
  public static final StorageType<U8Buf> u8 = new StorageType<>(ScalarType.U8, U8Buf::new);

  /** The storage type i16, of buffers and fields only. */
  public static final StorageType<I16Buf> i16 = new StorageType<>(ScalarType.I16, I16Buf::new);

  /** The storage type u16, of buffers and fields only. */
  public static final StorageType<U16Buf> u16 = new StorageType<>(ScalarType.U16, U16Buf::new);

  /** The type io. */
  public static final IoType io = new IoType();

  /** The type of string constants, which externs take. */
  public static final DslType<Str> string = new PlainType<>(Types.STRING, Str::new);

  /** No order with other accesses. */
  public static final Order.Any relaxed = new Order.Any(MemoryOrder.RELAXED);

  /** Sees what came before the release that it reads from. */
  public static final Order.Acquire acquire = new Order.Acquire();

  /** Shows what came before to those that acquire. */
  public static final Order.Release release = new Order.Release();

  /** Acquire and release, for operations that read and write. */
  public static final Order.AcqRel acqRel = new Order.AcqRel();

  /** One order of all such operations; the default. */
  public static final Order.Any seqCst = new Order.Any(MemoryOrder.SEQ_CST);

  private Dsl() {}

  /**
   * Builds a program.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM20xx if the builder is used wrongly
   * @throws dev.luminar.model.ModelException LUM11xx if a part of the program is not possible
   */
  public static Program program(String name, Consumer<? super ProgramBlock> body) {
    requireNonNull(name, "name");
    requireNonNull(body, "body");
    return ProgramBlock.build(name, Place.here(), body);
  }

  // Types.

  /** Returns the type of a buffer of values, such as {@code f64[]}. */
  public static <V extends Value<V>> DslType<Buf<V>> buf(ValueType<V> element) {
    requireNonNull(element, "element");
    return new PlainType<>(
        Types.buffer(element.node()), (node, home) -> new Buf<>(element, node, home));
  }

  /** Returns the type of a buffer of storage elements, such as {@code u8[]}. */
  public static <S extends Memory<S>> DslType<S> buf(StorageType<S> element) {
    requireNonNull(element, "element");
    return new PlainType<>(Types.buffer(element.node()), element.buffer());
  }

  /** Returns the type of a buffer of atomic elements, such as {@code atomic i64[]}. */
  public static <V extends Value<V> & Atomic> DslType<AtomicBuf<V>> atomicBuf(
      AtomicType<V> element) {
    requireNonNull(element, "element");
    return new PlainType<>(
        Types.atomicBuffer(element.node()), (node, home) -> new AtomicBuf<>(element, node, home));
  }

  /** Returns the type of a channel, such as {@code chan<i64>}. */
  public static <V extends Value<V>> DslType<Chan<V>> chan(ValueType<V> element) {
    requireNonNull(element, "element");
    return new PlainType<>(
        Types.channel(element.node()), (node, home) -> new Chan<>(element, node, home));
  }

  /** Returns the type of a reference to a task with a result, such as {@code task<i64>}. */
  public static <V extends Value<V>> DslType<Spawned<V>> task(ValueType<V> result) {
    requireNonNull(result, "result");
    return new PlainType<>(
        Types.task(result.node()), (node, home) -> new Spawned<>(result, node, home));
  }

  /** Returns the type of a reference to a task without a result. */
  public static DslType<Spawned<Nothing>> task() {
    return new PlainType<>(Types.task(), (node, home) -> new Spawned<>(null, node, home));
  }

  // Constants.

  /** Returns the bool constant. */
  public static Bool bool(boolean value) {
    return new Bool(Nodes.literal(ScalarType.BOOL, value ? 1 : 0), null);
  }

  /** Returns the i32 constant. */
  public static I32 i32(int value) {
    return new I32(Nodes.literal(ScalarType.I32, value), null);
  }

  /** Returns the i64 constant. */
  public static I64 i64(long value) {
    return new I64(Nodes.literal(ScalarType.I64, value), null);
  }

  /** Returns the f32 constant. */
  public static F32 f32(float value) {
    return new F32(Nodes.literal(ScalarType.F32, Float.floatToIntBits(value)), null);
  }

  /** Returns the f64 constant. */
  public static F64 f64(double value) {
    return new F64(Nodes.literal(ScalarType.F64, Double.doubleToLongBits(value)), null);
  }

  /** Returns a string constant, an argument of an extern. */
  public static Str text(String value) {
    return new Str(new Text(requireNonNull(value, "value"), Place.here()), null);
  }

  // Signatures and externs.

  /** Returns the signature without parameters, to which {@code returns} adds a result. */
  public static Sig0<Nothing> takes() {
    return new Sig0<>(Lists.immutable.empty(), null);
  }

  /** Returns the signature with one parameter, to which {@code takes} adds the next. */
  public static <A extends Handle<A>> Sig1<Nothing, A> takes(String name, DslType<A> type) {
    return takes().takes(name, type);
  }

  /** Returns the effects of an extern that does nothing but return a result. */
  public static Effects pure() {
    return new Effects(ExternEffect.PURE, false, false, false);
  }

  /** Returns the effects of an extern that reads memory or the world. */
  public static Effects reads() {
    return new Effects(ExternEffect.READS, false, false, false);
  }

  /** Returns the effects of an extern that changes memory or the world. */
  public static Effects writes() {
    return new Effects(ExternEffect.WRITES, false, false, false);
  }

  /** Returns the result of a call of a pure function or extern, as an expression. */
  public static <V extends Value<V>> V pure(Invocation<V> call) {
    requireNonNull(call, "call");
    var here = Place.here();
    var home = call.home();
    if (home != null && !home.isOpen()) {
      throw Guard.leaked(call.toString(), home, here);
    }
    ValueType<V> type = Calls.valueResult(call);
    return type.wrap(new CallExpr(call.callee().name(), call.arguments(), type.node(), here), home);
  }

  // Ranges.

  /** Returns {@code 0..<end}. */
  public static Range<I64> range(I64 end) {
    return range(i64(0), end);
  }

  /** Returns {@code 0..<end}. */
  public static Range<I64> range(long end) {
    return range(i64(0), i64(end));
  }

  /** Returns {@code start..<end}, without the end. */
  public static <I extends Int<I>> Range<I> range(I start, I end) {
    return new Range<>(requireNonNull(start, "start"), requireNonNull(end, "end"), false, null);
  }

  /** Returns {@code start..<end}, without the end. */
  public static Range<I64> range(long start, I64 end) {
    return range(i64(start), end);
  }

  /** Returns {@code start..<end}, without the end. */
  public static Range<I64> range(long start, long end) {
    return range(i64(start), i64(end));
  }

  /** Returns {@code start..end}, with the end. */
  public static <I extends Int<I>> Range<I> through(I start, I end) {
    return new Range<>(requireNonNull(start, "start"), requireNonNull(end, "end"), true, null);
  }

  /** Returns {@code start..end}, with the end. */
  public static Range<I64> through(long start, I64 end) {
    return through(i64(start), end);
  }

  /** Returns {@code start..end}, with the end. */
  public static Range<I64> through(long start, long end) {
    return through(i64(start), i64(end));
  }

  // Options of regions and tasks.

  /** Returns the indices of a buffer, for a parallel block. */
  public static Over<I64> over(Memory<?> buffer) {
    requireNonNull(buffer, "buffer");
    return new Over<>(range(buffer.length()));
  }

  /** Returns a range for a parallel block. */
  public static <I extends Int<I>> Over<I> over(Range<I> range) {
    return new Over<>(requireNonNull(range, "range"));
  }

  /** Returns the default options of a concurrent block. */
  public static With with() {
    return new With(ConcurrentOptions.DEFAULT, null);
  }

  /** Returns the options of a concurrent block with an error strategy. */
  public static With onError(OnError strategy) {
    return with().onError(strategy);
  }

  /** Returns the options of a concurrent block with the time after which it is asked to stop. */
  public static With timeout(Duration timeout) {
    return with().timeout(timeout);
  }

  /** Returns the options of a task with a label, which reports use. */
  public static TaskWith label(String name) {
    return new TaskWith(requireNonNull(name, "name"), null);
  }

  /** Returns the options of a task with new attempts if it fails; the backoff doubles. */
  public static TaskWith retry(int limit, Duration backoff) {
    return new TaskWith(null, null).retry(limit, backoff);
  }

  /** Returns the options of a worker: the channel it takes its items from. */
  public static <V extends Value<V>> From<V> from(Chan<V> channel) {
    return new From<>(requireNonNull(channel, "channel"), i64(1), new TaskWith(null, null));
  }

  // Reductions.

  /** Returns the reduction to the sum. */
  public static <V extends Num<V>> Reduction<V> sum(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.SUM);
  }

  /** Returns the reduction to the product. */
  public static <V extends Num<V>> Reduction<V> product(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.PRODUCT);
  }

  /**
   * Returns the reduction to the least value; infinity without iterations, or the greatest integer.
   */
  public static <V extends Num<V>> Reduction<V> min(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.MIN);
  }

  /**
   * Returns the reduction to the greatest value; minus infinity without iterations, or the least
   * integer.
   */
  public static <V extends Num<V>> Reduction<V> max(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.MAX);
  }

  /** Returns the reduction to whether all are true, or the bits that all have. */
  public static <V extends Value<V> & Bits> Reduction<V> and(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.AND);
  }

  /** Returns the reduction to whether one is true, or the bits that one has. */
  public static <V extends Value<V> & Bits> Reduction<V> or(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.OR);
  }

  /** Returns the reduction to the exclusive or. */
  public static <V extends Value<V> & Bits> Reduction<V> xor(String name, ValueType<V> type) {
    return Reductions.one(name, type, BuiltinCombine.XOR);
  }

  /**
   * Returns the reduction by a function of the program, which must be pure and associative.
   *
   * @param identity the value without iterations; combining with it changes nothing
   */
  public static <V extends Value<V>> Reduction<V> combine(
      String name, Fn2<V, V, V> function, V identity) {
    return Reductions.combine(name, function, identity);
  }

  /** Returns the reduction of arrays to their sums, element by element: a histogram. */
  public static <V extends Num<V>> ArrayReduction<V> sums(
      String name, ValueType<V> type, Int<?> length) {
    return Reductions.array(name, type, length, BuiltinCombine.SUM);
  }

  /** Returns the reduction of arrays to their sums, element by element: a histogram. */
  public static <V extends Num<V>> ArrayReduction<V> sums(
      String name, ValueType<V> type, long length) {
    return sums(name, type, i64(length));
  }

  /** Returns the reduction of arrays by a builtin operator, element by element. */
  public static <V extends Value<V>> ArrayReduction<V> array(
      String name, ValueType<V> type, Int<?> length, BuiltinCombine operator) {
    return Reductions.array(name, type, length, operator);
  }

  /** Returns the reduction of arrays by a function of the program, element by element. */
  public static <V extends Value<V>> ArrayReduction<V> array(
      String name, Int<?> length, Fn2<V, V, V> function, V identity) {
    return Reductions.combines(name, length, function, identity);
  }
}
