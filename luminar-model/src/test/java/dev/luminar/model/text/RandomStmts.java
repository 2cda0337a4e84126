package dev.luminar.model.text;

import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ErrorType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.TaskType;
import dev.luminar.model.type.Type;
import dev.luminar.model.type.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Makes statements over the names in scope. */
final class RandomStmts {
  static final ScalarType[] ATOMIC = {
    ScalarType.BOOL, ScalarType.I32, ScalarType.I64, ScalarType.F64
  };

  private final RandomExprs exprs;
  private final RandomNames names;
  private final Optional<Type> result;
  private final RandomRegions regions;
  List<AtomicPlace> cells = new ArrayList<>();
  List<Ref> reductions = new ArrayList<>();
  private List<Ref> variables = new ArrayList<>();

  RandomStmts(RandomExprs exprs, RandomNames names, Optional<Type> result) {
    this.exprs = exprs;
    this.names = names;
    this.result = result;
    this.regions = new RandomRegions(exprs, names, this);
  }

  Block block(int depth, Ref... declared) {
    List<Ref> scope = exprs.scope;
    List<AtomicPlace> outerCells = cells;
    List<Ref> outerVariables = variables;
    exprs.scope = new ArrayList<>(scope);
    cells = new ArrayList<>(outerCells);
    variables = new ArrayList<>(outerVariables);
    exprs.scope.addAll(List.of(declared));
    List<Stmt> statements = new ArrayList<>();
    for (int i = exprs.random.nextInt(7); i > 0; i--) {
      Stmt statement = statement(depth);
      if (statement != null) {
        statements.add(statement);
      }
    }
    exprs.scope = scope;
    cells = outerCells;
    variables = outerVariables;
    return new Block(Lists.immutable.withAll(statements), Span.NONE);
  }

  Ref declare(Ref ref) {
    exprs.scope.add(ref);
    return ref;
  }

  Optional<String> declared(Type type) {
    return exprs.chance(3) ? Optional.empty() : Optional.of(declare(fresh(type)).name());
  }

  Ref fresh(Type type) {
    return new Ref(names.next(), type, Span.NONE);
  }

  Optional<String> label() {
    return exprs.chance(2) ? Optional.of(names.next()) : Optional.empty();
  }

  Range range(int depth) {
    ScalarType type = exprs.integer();
    return new Range(
        exprs.expr(type, depth),
        exprs.expr(type, depth),
        exprs.chance(2),
        exprs.chance(3) ? Optional.of(exprs.expr(type, depth)) : Optional.empty(),
        Span.NONE);
  }

  private Expr nanos() {
    return exprs.chance(3)
        ? exprs.expr(Types.I64, 1)
        : Exprs.i64(exprs.random.nextLong(100) * 1_000_000);
  }

  Expr duration() {
    return nanos();
  }

  Optional<Retry> retry() {
    return exprs.chance(2)
        ? Optional.empty()
        : Optional.of(
            new Retry(
                1 + exprs.random.nextInt(9), Duration.ofNanos(exprs.random.nextInt(5) * 500L)));
  }

  private Stmt statement(int depth) {
    int kind = exprs.random.nextInt(depth > 0 ? 12 : 7);
    return switch (kind) {
      case 0, 1 -> binding();
      case 2 -> storing();
      case 3 -> atomic();
      case 4 -> channel();
      case 5 -> calling();
      case 6 -> leaving();
      case 7, 8 -> control(depth - 1);
      default -> regions.region(depth - 1);
    };
  }

  private Stmt binding() {
    switch (exprs.random.nextInt(6)) {
      case 0 -> {
        ElementType type = exprs.value();
        Optional<Expr> value =
            exprs.chance(4) ? Optional.empty() : Optional.of(exprs.expr(type, 3));
        Ref name = fresh(type);
        variables.add(declare(name));
        return new Var(name.name(), type, value, Span.NONE);
      }
      case 1 -> {
        boolean isAtomic = exprs.chance(2);
        BufferType type =
            isAtomic
                ? Types.atomicBuffer(exprs.pick(ATOMIC))
                : Types.buffer(exprs.chance(3) ? exprs.value() : exprs.pick(ScalarType.values()));
        Expr length = exprs.integerExpr(2);
        return new BufferDecl(declare(fresh(type)).name(), type, length, Span.NONE);
      }
      case 2 -> {
        ArrayType type =
            Types.array(
                exprs.chance(3)
                    ? Types.IO
                    : exprs.chance(2) ? Types.task() : Types.channel(exprs.value()));
        Expr length = exprs.integerExpr(2);
        return new ArrayDecl(declare(fresh(type)).name(), type, length, Span.NONE);
      }
      case 3 -> {
        ElementType type = exprs.value();
        Optional<Expr> count =
            exprs.chance(3) ? Optional.of(exprs.integerExpr(1)) : Optional.empty();
        Optional<Expr> capacity =
            exprs.chance(2) ? Optional.of(exprs.integerExpr(1)) : Optional.empty();
        ChannelDecl channel = new ChannelDecl(names.next(), type, count, capacity, Span.NONE);
        declare(new Ref(channel.name(), channel.type(), Span.NONE));
        return channel;
      }
      default -> {
        List<Ref> bindable = exprs.visible(t -> t instanceof BufferType || t.isReference());
        Type type =
            bindable.isEmpty() || exprs.chance(2) ? exprs.value() : exprs.pick(bindable).type();
        Expr value = exprs.expr(type, 4);
        return new Let(declare(fresh(type)).name(), value, Span.NONE);
      }
    }
  }

  private Stmt storing() {
    if (!reductions.isEmpty() && exprs.chance(2)) {
      Ref target = exprs.pick(reductions);
      return target.type() instanceof BufferType buffer
          ? new Contribute(
              target, Optional.of(exprs.integerExpr(1)), exprs.expr(buffer.element(), 2), Span.NONE)
          : new Contribute(target, Optional.empty(), exprs.expr(target.type(), 2), Span.NONE);
    }
    if (!variables.isEmpty() && exprs.chance(2)) {
      Ref target = exprs.pick(variables);
      return new Assign(target, exprs.expr(target.type(), 3), Span.NONE);
    }
    List<Ref> buffers = exprs.visible(t -> t instanceof BufferType buffer && !buffer.isAtomic());
    List<Ref> arrays =
        exprs.visible(
            t -> t instanceof ArrayType array && !exprs.visible(array.element()::equals).isEmpty());
    if (!arrays.isEmpty() && exprs.chance(2)) {
      Ref target = exprs.pick(arrays);
      Expr value = exprs.expr(((ArrayType) target.type()).element(), 1);
      return new Store(target, exprs.integerExpr(1), value, AccessClaim.NONE, Span.NONE);
    }
    if (buffers.isEmpty()) {
      return null;
    }
    Ref target = exprs.pick(buffers);
    if (exprs.chance(6)) {
      return new Swap(target, exprs.pick(exprs.visible(target.type()::equals)), Span.NONE);
    }
    Expr base = exprs.chance(4) ? exprs.expr(target.type(), 1) : target;
    Expr value = exprs.expr(((BufferType) target.type()).element().loaded(), 3);
    return new Store(
        base, exprs.integerExpr(2), value, exprs.pick(AccessClaim.values()), Span.NONE);
  }

  private AtomicPlace place() {
    List<Ref> buffers = exprs.visible(t -> t instanceof BufferType buffer && buffer.isAtomic());
    if (!buffers.isEmpty() && (cells.isEmpty() || exprs.chance(2))) {
      Ref buffer = exprs.pick(buffers);
      return new ElementPlace(
          exprs.chance(3) ? exprs.expr(buffer.type(), 1) : buffer, exprs.integerExpr(1), Span.NONE);
    }
    return cells.isEmpty() ? null : exprs.pick(cells);
  }

  private Stmt atomic() {
    AtomicPlace place = place();
    if (place == null || exprs.chance(4)) {
      ScalarType type = exprs.pick(ATOMIC);
      Expr value = exprs.expr(type, 2);
      CellPlace cell = new CellPlace(names.next(), type, Span.NONE);
      cells.add(cell);
      return new AtomicCell(cell.name(), type, value, Span.NONE);
    }
    MemoryOrder order = exprs.pick(MemoryOrder.values());
    MemoryOrder plain = exprs.chance(2) ? MemoryOrder.RELAXED : MemoryOrder.SEQ_CST;
    ScalarType type = place.type();
    Expr value = exprs.expr(type, 2);
    switch (exprs.random.nextInt(4)) {
      case 0 -> {
        return new AtomicLoad(
            declare(fresh(type)).name(),
            place,
            exprs.chance(3) ? MemoryOrder.ACQUIRE : plain,
            Span.NONE);
      }
      case 1 -> {
        return new AtomicStore(
            place, value, exprs.chance(3) ? MemoryOrder.RELEASE : plain, Span.NONE);
      }
      case 2 -> {
        List<AtomicOperator> operators =
            Arrays.stream(AtomicOperator.values())
                .filter(operator -> operator.takes(type))
                .toList();
        return new AtomicRmw(declared(type), exprs.pick(operators), place, value, order, Span.NONE);
      }
      default -> {
        Expr desired = exprs.expr(type, 2);
        return new AtomicCas(
            declared(type),
            declared(Types.BOOL),
            place,
            value,
            desired,
            exprs.chance(2),
            order,
            plain,
            Span.NONE);
      }
    }
  }

  private Stmt channel() {
    List<Ref> channels = exprs.visible(t -> t instanceof ChannelType);
    List<Ref> ios = exprs.visible(Types.IO::equals);
    List<Ref> bytes =
        exprs.visible(t -> t.equals(Types.buffer(Types.U8)) || t.equals(Types.buffer(Types.I8)));
    if (!ios.isEmpty() && !bytes.isEmpty()) {
      Ref io = exprs.pick(ios);
      Ref buffer = exprs.pick(bytes);
      return exprs.chance(2)
          ? new AsyncRead(declared(Types.I64), io, buffer, Span.NONE)
          : new AsyncWrite(declared(Types.I64), io, buffer, Span.NONE);
    }
    if (channels.isEmpty()) {
      return new Sleep(nanos(), Span.NONE);
    }
    Expr channel = exprs.expr(exprs.pick(channels).type(), 1);
    ElementType element = ((ChannelType) channel.type()).element();
    Expr value = exprs.expr(element, 2);
    return switch (exprs.random.nextInt(5)) {
      case 0 -> new Send(channel, value, Span.NONE);
      case 1 -> new Receive(declared(element), declared(Types.BOOL), channel, Span.NONE);
      case 2 -> new Offer(declared(Types.BOOL), channel, value, Span.NONE);
      case 3 -> new Poll(declared(element), declared(Types.BOOL), channel, Span.NONE);
      default -> new Close(channel, Span.NONE);
    };
  }

  private Stmt calling() {
    List<Ref> tasks = exprs.visible(t -> t instanceof TaskType);
    if (!tasks.isEmpty() && exprs.chance(2)) {
      Ref task = exprs.pick(tasks);
      Optional<ElementType> type = ((TaskType) task.type()).result();
      return exprs.chance(3)
          ? new Cancel(task, Span.NONE)
          : new Await(type.isPresent() ? declared(type.get()) : Optional.empty(), task, Span.NONE);
    }
    if (exprs.chance(6)) {
      return new Yield(Span.NONE);
    }
    RandomExprs.Callee callee = exprs.pick(exprs.callees);
    ImmutableList<Expr> arguments = exprs.arguments(callee, 2);
    if (arguments == null) {
      return null;
    }
    boolean canSpawn = callee.result().isEmpty() || callee.result().get() instanceof ElementType;
    if (canSpawn && exprs.chance(2)) {
      Optional<ElementType> type = callee.result().map(ElementType.class::cast);
      return new Spawn(
          declared(new TaskType(type)), callee.name(), arguments, type, retry(), Span.NONE);
    }
    Optional<String> name =
        callee.result().isPresent() ? declared(callee.result().get()) : Optional.empty();
    return new Call(name, callee.name(), arguments, callee.result(), Span.NONE);
  }

  private Stmt leaving() {
    List<Ref> errors = exprs.visible(ErrorType.ERROR::equals);
    ImmutableList<Expr> arguments =
        exprs.chance(2) ? Lists.immutable.empty() : Lists.immutable.of(exprs.expr(Types.I64, 2));
    String message = names.next() + (arguments.isEmpty() ? "" : " {0}");
    return switch (exprs.random.nextInt(8)) {
      case 0 -> new Break(Span.NONE);
      case 1 -> new Continue(Span.NONE);
      case 2 -> returned();
      case 3 -> new CancelBlock(label(), Span.NONE);
      case 4 -> new Assert(exprs.expr(Types.BOOL, 2), message, arguments, Span.NONE);
      case 5 -> errors.isEmpty() ? null : new Reraise(exprs.pick(errors).name(), Span.NONE);
      case 6 -> new Emit(exprs.expr(exprs.value(), 2), Span.NONE);
      default ->
          new Raise(
              names.next(),
              exprs.chance(2) ? Optional.of(exprs.expr(Types.I64, 2)) : Optional.empty(),
              message,
              arguments,
              Span.NONE);
    };
  }

  private Stmt returned() {
    boolean hasValue =
        result.isPresent()
            && (result.get() instanceof ElementType
                || !exprs.visible(result.get()::equals).isEmpty());
    return new Return(
        hasValue ? Optional.of(exprs.expr(result.get(), 3)) : Optional.empty(), Span.NONE);
  }

  private Stmt control(int depth) {
    List<Ref> channels = exprs.visible(t -> t instanceof ChannelType);
    switch (exprs.random.nextInt(6)) {
      case 0 -> {
        List<IfArm> arms = new ArrayList<>();
        for (int i = 1 + exprs.random.nextInt(3); i > 0; i--) {
          arms.add(new IfArm(exprs.expr(Types.BOOL, 2), block(depth)));
        }
        return new If(
            Lists.immutable.withAll(arms),
            exprs.chance(2) ? Optional.of(block(depth)) : Optional.empty(),
            Span.NONE);
      }
      case 1 -> {
        return new While(exprs.expr(Types.BOOL, 2), block(depth), Span.NONE);
      }
      case 2 -> {
        Range range = range(2);
        Ref index = fresh(range.type());
        return new For(index.name(), range, block(depth, index), Span.NONE);
      }
      case 3 -> {
        Ref error = fresh(ErrorType.ERROR);
        return new Attempt(block(depth), error.name(), block(depth, error), Span.NONE);
      }
      case 4 -> {
        return new Ensure(block(depth), block(depth), Span.NONE);
      }
      default -> {
        if (channels.isEmpty()) {
          return null;
        }
        Ref channel = exprs.pick(channels);
        Ref item = fresh(((ChannelType) channel.type()).element());
        return new ForReceive(item.name(), channel, block(depth, item), Span.NONE);
      }
    }
  }
}
