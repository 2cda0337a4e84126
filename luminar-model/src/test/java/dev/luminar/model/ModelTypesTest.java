package dev.luminar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.expr.IntrinsicFunction;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Types;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that cannot be: each is refused when it is made. */
class ModelTypesTest {
  private static final Ref I = Exprs.ref("i", Types.I64);
  private static final Ref J = Exprs.ref("j", Types.I32);
  private static final Ref X = Exprs.ref("x", Types.F64);
  private static final Ref B = Exprs.ref("b", Types.BOOL);
  private static final Ref XS = Exprs.ref("xs", Types.buffer(Types.F64));
  private static final Ref BYTES = Exprs.ref("bytes", Types.buffer(Types.U8));
  private static final Ref COUNTS = Exprs.ref("counts", Types.atomicBuffer(Types.I64));
  private static final Ref CH = Exprs.ref("ch", Types.channel(Types.I64));
  private static final Ref TASK = Exprs.ref("t", Types.task());
  private static final Ref TASKS = Exprs.ref("ts", Types.array(Types.task()));
  private static final StructType POINT =
      Types.struct("Point", Types.field("x", Types.F64), Types.field("k", Types.U8));
  private static final Ref P = Exprs.ref("p", POINT);
  private static final AtomicPlace CELL = Stmts.cellPlace("c", Types.F64);
  private static final Block EMPTY = Stmts.block();

  private static Arguments refused(DiagnosticCode code, String what, ThrowingCallable maker) {
    return Arguments.of(code, what, maker);
  }

  static Stream<Arguments> impossible() {
    return Stream.concat(expressions(), Stream.concat(statements(), parts()));
  }

  private static Stream<Arguments> expressions() {
    return Stream.of(
        refused(DiagnosticCode.INVALID_OPERAND, "mixed types", () -> Exprs.add(I, J)),
        refused(DiagnosticCode.INVALID_OPERAND, "bool in a sum", () -> Exprs.add(B, B)),
        refused(
            DiagnosticCode.INVALID_OPERAND,
            "shift of a float",
            () -> Exprs.binary(BinaryOperator.SHL, X, X)),
        refused(DiagnosticCode.INVALID_OPERAND, "and of integers", () -> Exprs.and(I, I)),
        refused(DiagnosticCode.INVALID_OPERAND, "order of bool", () -> Exprs.lt(B, B)),
        refused(DiagnosticCode.INVALID_OPERAND, "not of an integer", () -> Exprs.not(I)),
        refused(
            DiagnosticCode.INVALID_OPERAND,
            "root of an integer",
            () -> Exprs.intrinsic(IntrinsicFunction.SQRT, I)),
        refused(
            DiagnosticCode.ARGUMENT_COUNT,
            "min of one",
            () -> Exprs.intrinsic(IntrinsicFunction.MIN, I)),
        refused(DiagnosticCode.INVALID_OPERAND, "bool to float", () -> Exprs.convert(Types.F64, B)),
        refused(
            DiagnosticCode.INVALID_OPERAND, "to a storage type", () -> Exprs.convert(Types.U8, I)),
        refused(DiagnosticCode.TYPE_MISMATCH, "condition", () -> Exprs.conditional(I, X, X)),
        refused(DiagnosticCode.TYPE_MISMATCH, "alternatives", () -> Exprs.conditional(B, X, I)),
        refused(DiagnosticCode.TYPE_MISMATCH, "float as index", () -> Exprs.element(XS, X)),
        refused(DiagnosticCode.TYPE_MISMATCH, "element of a scalar", () -> Exprs.element(X, I)),
        refused(
            DiagnosticCode.INVALID_ATOMIC,
            "plain load of an atomic",
            () -> Exprs.element(COUNTS, I)),
        refused(DiagnosticCode.TYPE_MISMATCH, "length of a channel", () -> Exprs.length(CH)),
        refused(DiagnosticCode.TYPE_MISMATCH, "slice of mixed bounds", () -> Exprs.slice(XS, I, J)),
        refused(DiagnosticCode.NO_SUCH_FIELD, "missing field", () -> Exprs.fieldOf(P, "z")),
        refused(DiagnosticCode.TYPE_MISMATCH, "field of a scalar", () -> Exprs.fieldOf(I, "z")),
        refused(DiagnosticCode.ARGUMENT_COUNT, "too few fields", () -> Exprs.makeStruct(POINT, X)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "field of another type",
            () -> Exprs.makeStruct(POINT, X, I)),
        refused(
            DiagnosticCode.INVALID_TYPE,
            "literal of a storage type",
            () -> new Literal(Types.U8, 1, Span.NONE)),
        refused(
            DiagnosticCode.NUMBER_OUT_OF_RANGE,
            "wide i32",
            () -> new Literal(Types.I32, 1L << 40, Span.NONE)),
        refused(DiagnosticCode.INVALID_NAME, "empty name", () -> Exprs.ref("", Types.I64)),
        refused(
            DiagnosticCode.INVALID_TYPE,
            "call that gives a storage type",
            () -> Exprs.call("f", Types.U8)));
  }

  private static Stream<Arguments> statements() {
    return Stream.of(
        refused(
            DiagnosticCode.TYPE_MISMATCH, "let of a string", () -> Stmts.let("s", Exprs.text("s"))),
        refused(DiagnosticCode.TYPE_MISMATCH, "let of an array", () -> Stmts.let("s", TASKS)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "value of a variable",
            () -> Stmts.variable("v", Types.I32, I)),
        refused(
            DiagnosticCode.INVALID_TYPE,
            "variable of a storage type",
            () -> Stmts.variable("v", Types.I8)),
        refused(DiagnosticCode.TYPE_MISMATCH, "assigned value", () -> Stmts.assign(I, X)),
        refused(DiagnosticCode.TYPE_MISMATCH, "stored value", () -> Stmts.store(XS, I, I)),
        refused(
            DiagnosticCode.TYPE_MISMATCH, "stored i64 into bytes", () -> Stmts.store(BYTES, I, I)),
        refused(
            DiagnosticCode.INVALID_ATOMIC,
            "plain store of an atomic",
            () -> Stmts.store(COUNTS, I, I)),
        refused(DiagnosticCode.TYPE_MISMATCH, "swap of two types", () -> Stmts.swap(XS, BYTES)),
        refused(DiagnosticCode.TYPE_MISMATCH, "condition of an if", () -> Stmts.ifThen(I, EMPTY)),
        refused(
            DiagnosticCode.TYPE_MISMATCH, "condition of a while", () -> Stmts.whileLoop(X, EMPTY)),
        refused(DiagnosticCode.TYPE_MISMATCH, "range of floats", () -> Stmts.range(X, X)),
        refused(DiagnosticCode.TYPE_MISMATCH, "range of two types", () -> Stmts.range(I, J)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "step of another type",
            () -> Stmts.step(Stmts.range(I, I), J)),
        refused(DiagnosticCode.INVALID_MESSAGE, "missing argument", () -> Stmts.raise("e", "{0}")),
        refused(
            DiagnosticCode.INVALID_MESSAGE, "three arguments", () -> Stmts.raise("e", "", I, I, I)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "argument of a message",
            () -> Stmts.raise("e", "{0}", X)),
        refused(DiagnosticCode.INVALID_NAME, "error without a type", () -> Stmts.raise("", "m")),
        refused(DiagnosticCode.TYPE_MISMATCH, "assertion", () -> Stmts.assertThat(I, "m")),
        refused(DiagnosticCode.TYPE_MISMATCH, "sent value", () -> Stmts.send(CH, X)),
        refused(DiagnosticCode.TYPE_MISMATCH, "send to no channel", () -> Stmts.send(XS, X)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "receive from no channel",
            () -> Stmts.receive("v", "ok", I)),
        refused(DiagnosticCode.TYPE_MISMATCH, "close of no channel", () -> Stmts.close(I)),
        refused(DiagnosticCode.TYPE_MISMATCH, "await of no task", () -> Stmts.await(I)),
        refused(
            DiagnosticCode.INVALID_TYPE,
            "result of a task without one",
            () -> Stmts.await("v", TASK)),
        refused(DiagnosticCode.TYPE_MISMATCH, "duration", () -> Stmts.sleep(J)),
        refused(
            DiagnosticCode.INVALID_ATOMIC,
            "f32 cell",
            () -> Stmts.cell("c", Types.F32, Exprs.f32(0))),
        refused(
            DiagnosticCode.INVALID_ATOMIC,
            "and on f64",
            () -> Stmts.rmw(AtomicOperator.AND, CELL, X)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "added value",
            () -> Stmts.rmw(AtomicOperator.ADD, CELL, I)),
        refused(
            DiagnosticCode.INVALID_MEMORY_ORDER,
            "load release",
            () -> new AtomicLoad("v", CELL, MemoryOrder.RELEASE, Span.NONE)),
        refused(
            DiagnosticCode.INVALID_MEMORY_ORDER,
            "store acquire",
            () -> new AtomicStore(CELL, X, MemoryOrder.ACQUIRE, Span.NONE)),
        refused(DiagnosticCode.TYPE_MISMATCH, "contribution", () -> Stmts.contribute(X, I)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "contribution to a scalar's element",
            () -> Stmts.contribute(X, I, X)),
        refused(
            DiagnosticCode.INVALID_SELECT,
            "select without arms",
            () -> new Select(SelectPolicy.ROTATING, Lists.immutable.empty(), Span.NONE)),
        refused(
            DiagnosticCode.ARGUMENT_COUNT,
            "if without arms",
            () -> new If(Lists.immutable.empty(), Optional.empty(), Span.NONE)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "worker of no channel",
            () -> Stmts.worker("x", I, EMPTY)));
  }

  private static Stream<Arguments> parts() {
    return Stream.of(
        refused(DiagnosticCode.INVALID_OPTION, "cores(0)", () -> Cores.exactly(0)),
        refused(DiagnosticCode.INVALID_OPTION, "cores(-1)", () -> Cores.exactly(-1)),
        refused(DiagnosticCode.INVALID_OPTION, "cores(1025)", () -> Cores.exactly(1025)),
        refused(
            DiagnosticCode.INVALID_OPTION,
            "grain 0",
            () -> ParallelOptions.builder().grain(0).build()),
        refused(
            DiagnosticCode.INVALID_OPTION,
            "timeout 0",
            () -> ParallelOptions.builder().timeout(Duration.ZERO).build()),
        refused(
            DiagnosticCode.INVALID_OPTION,
            "endless timeout",
            () -> ConcurrentOptions.builder().timeout(Duration.ofDays(200_000)).build()),
        refused(DiagnosticCode.INVALID_OPTION, "chunk 0", () -> Schedule.dynamic(0)),
        refused(DiagnosticCode.INVALID_OPTION, "collect(-1)", () -> OnError.collect(-1)),
        refused(DiagnosticCode.INVALID_OPTION, "retry 0", () -> new Retry(0, Duration.ZERO)),
        refused(
            DiagnosticCode.INVALID_OPTION,
            "threads",
            () -> RuntimeConfig.builder().maxThreads(-1).build()),
        refused(
            DiagnosticCode.INVALID_OPERAND,
            "xor of floats",
            () -> Stmts.reduction("r", Types.F64, BuiltinCombine.XOR)),
        refused(
            DiagnosticCode.TYPE_MISMATCH,
            "identity",
            () -> Stmts.reduction("r", Types.F64, new UserCombine("f", I))),
        refused(DiagnosticCode.INVALID_ATOMIC, "atomic bytes", () -> Types.atomicBuffer(Types.U8)),
        refused(DiagnosticCode.INVALID_TYPE, "channel of bytes", () -> Types.channel(Types.U8)),
        refused(DiagnosticCode.INVALID_TYPE, "array of scalars", () -> Types.array(Types.I64)),
        refused(DiagnosticCode.INVALID_TYPE, "struct without fields", () -> Types.struct("S")),
        refused(
            DiagnosticCode.DUPLICATE_FIELD,
            "two fields",
            () -> Types.struct("S", Types.field("a", Types.I64), Types.field("a", Types.I64))),
        refused(
            DiagnosticCode.INVALID_EXTERN,
            "abandonable with a buffer",
            () ->
                Extern.builder()
                    .name("f")
                    .parameters(
                        Lists.immutable.of(new Parameter("b", Types.buffer(Types.U8), Span.NONE)))
                    .isBlocking(true)
                    .isAbandonable(true)
                    .build()),
        refused(
            DiagnosticCode.INVALID_EXTERN,
            "pure and blocking",
            () -> Extern.builder().name("f").effect(ExternEffect.PURE).isBlocking(true).build()),
        refused(
            DiagnosticCode.INVALID_TYPE,
            "string parameter of a function",
            () ->
                new Function(
                    "f",
                    false,
                    Lists.immutable.of(new Parameter("s", Types.STRING, Span.NONE)),
                    Optional.empty(),
                    EMPTY,
                    Span.NONE)),
        refused(
            DiagnosticCode.INVALID_TYPE,
            "function that returns a buffer",
            () ->
                new Function(
                    "f",
                    false,
                    Lists.immutable.empty(),
                    Optional.of(Types.buffer(Types.F64)),
                    EMPTY,
                    Span.NONE)),
        refused(
            DiagnosticCode.INVALID_PIPELINE,
            "sink of another type",
            () ->
                new Pipeline(
                    Optional.empty(),
                    new SourceRange("x", Stmts.range(I, I), Span.NONE),
                    Lists.immutable.empty(),
                    new SinkBuffer(XS, Span.NONE),
                    Span.NONE)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("impossible")
  void whatCannotBeIsRefusedAtOnce(DiagnosticCode code, String what, ThrowingCallable maker) {
    // A node of wrong types would reach the emitters, which trust the model.
    ModelException refused = catchThrowableOfType(ModelException.class, maker);
    assertThat(refused).as(what).isNotNull();
    assertThat(refused.diagnostic().code()).as(refused.getMessage()).isEqualTo(code);
  }

  @Test
  void spansTakeNoPartInEquality() {
    // A program that was read from text would never equal the one that was printed.
    Expr here = Exprs.at(Span.at("a", 1, 2), Exprs.add(I, I));
    Expr there = Exprs.at(Span.at("b", 3, 4), Exprs.add(I, I));
    assertThat(here).isEqualTo(there).hasSameHashCodeAs(there);
    assertThat(here.span().sameAs(there.span())).isFalse();
    assertThat(Stmts.ifThen(B, EMPTY))
        .isEqualTo(new If(Stmts.ifThen(B, EMPTY).arms(), Optional.empty(), Span.at("c", 5, 6)));
  }

  @Test
  void nestingIsBounded() {
    // A generated program could overflow the stack of every pass.
    Expr[] deep = {I};
    ModelException expression =
        catchThrowableOfType(
            ModelException.class,
            () -> {
              for (int i = 0; i <= Limits.EXPRESSION_DEPTH_MAX; i++) {
                deep[0] = Exprs.neg(deep[0]);
              }
            });
    assertThat(expression.diagnostic().code()).isEqualTo(DiagnosticCode.NESTING_TOO_DEEP);
    assertThat(deep[0].depth()).isEqualTo(Limits.EXPRESSION_DEPTH_MAX);
    Block[] blocks = {EMPTY};
    ModelException block =
        catchThrowableOfType(
            ModelException.class,
            () -> {
              for (int i = 0; i <= Limits.BLOCK_DEPTH_MAX; i++) {
                blocks[0] = Stmts.block(Stmts.whileLoop(B, blocks[0]));
              }
            });
    assertThat(block.diagnostic().code()).isEqualTo(DiagnosticCode.NESTING_TOO_DEEP);
    assertThat(blocks[0].depth()).isEqualTo(Limits.BLOCK_DEPTH_MAX);
  }

  @Test
  void nodesPrintThemselves() {
    // A diagnostic or a debugger would show the components of a record instead of the program.
    assertThat(Stmts.store(XS, I, Exprs.mul(X, Exprs.add(X, Exprs.f64(1)))))
        .hasToString("xs[i] = x * (x + 1.0);");
    assertThat(Stmts.range(Exprs.i64(0), Exprs.length(XS))).hasToString("0..<len(xs)");
    assertThat(Exprs.sub(I, Exprs.sub(I, I))).hasToString("i - (i - i)");
    assertThat(Exprs.neg(Exprs.neg(Exprs.i64(-3)))).hasToString("-(-(-3))");
    assertThat(Exprs.f32(0.1f)).hasToString("0.1f32");
    assertThat(POINT).hasToString("Point");
    assertThat(Types.struct("io", Types.field("x", Types.I64))).hasToString("`io`");
    assertThat(
            ParallelOptions.builder().cores(Cores.exactly(2)).onError(OnError.collect(5)).build())
        .hasToString("cores = 2, on_error = collect(max = 5)");
    assertThat(RuntimeConfig.DEFAULT.defaultChannelCapacity()).isEqualTo(100);
  }
}
