package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.facts.FunctionFacts.EffectsOfFunction;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.While;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Collects what a function does itself, and its calls; what the calls do is added later. */
final class EffectWalk extends FunctionWalk {
  private static final int NO_PARAMETER = -1;

  /**
   * A call.
   *
   * @param callee the position of the function in the program
   * @param arguments for each argument the position of the caller's parameter that it refers to, or
   *     -1
   * @param isSpawn whether a task of its own makes it
   * @param isOwnTask whether it stands in a concurrent block of the caller, whose channels are the
   *     caller's own unless they are parameters
   */
  record CallEdge(
      int callee,
      int[] arguments,
      boolean isSpawn,
      boolean isOwnTask,
      boolean passesChannel,
      Span span) {}

  private final ProgramNames program;
  private final Map<Declaration, Integer> uses = new HashMap<>();
  private final Map<Declaration, Declaration> swapped = new HashMap<>();
  private final Map<String, Integer> parameterIndex = new HashMap<>();
  private final List<CallEdge> calls = new ArrayList<>();
  private final Set<String> callees = new LinkedHashSet<>();
  private final EffectsOfFunction effects;
  private final Map<Declaration, Span> written = new HashMap<>();
  private final Set<Declaration> passed = new LinkedHashSet<>();
  private int bits;

  EffectWalk(ProgramNames program, Function function) {
    this.program = program;
    ImmutableList<Parameter> parameters = function.parameters();
    effects = EffectsOfFunction.none(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      parameterIndex.put(parameters.get(i).name(), i);
    }
    walk(function);
    finish();
  }

  /** What the function does itself. */
  EffectsOfFunction effects() {
    return new EffectsOfFunction(bits, effects.places(), effects.parameters());
  }

  List<CallEdge> calls() {
    return calls;
  }

  Set<String> callees() {
    return callees;
  }

  private void add(Effect effect, Span span) {
    bits |= effect.bit();
    effects.places().putIfAbsent(effect, span);
  }

  private void use(Expr reference, ParameterUse use, Span span) {
    Declaration root = rootOf(reference);
    if (root != null) {
      uses.merge(root, use.bit(), (a, b) -> a | b);
      if (use == ParameterUse.WRITE || use == ParameterUse.ATOMIC) {
        written.putIfAbsent(root, span);
      }
    }
  }

  private boolean isInConcurrent() {
    for (Enclosing block : enclosing()) {
      if (block.kind() == Enclosing.Kind.CONCURRENT) {
        return true;
      }
    }
    return false;
  }

  private void channel(Expr reference, ParameterUse use, Span span) {
    use(reference, use, span);
    Declaration root = rootOf(reference);
    boolean isLent = root == null || root.kind() == Declaration.Kind.PARAMETER;
    if (isLent || !isInConcurrent()) {
      add(Effect.CHANNELS, span);
    }
  }

  @Override
  protected void expression(Expr expr) {
    switch (expr) {
      case Element e -> {
        use(e.buffer(), ParameterUse.READ, e.span());
        add(Effect.FAILS, e.span());
      }
      case Slice e -> add(Effect.FAILS, e.span());
      case ElementOf e -> add(Effect.FAILS, e.span());
      case Binary e when canDivideByZero(e) -> add(Effect.FAILS, e.span());
      case CallExpr e -> call(e.callee(), e.arguments(), false, e.span());
      default -> {}
    }
  }

  static boolean canDivideByZero(Binary e) {
    boolean isDivision = e.operator() == BinaryOperator.DIV || e.operator() == BinaryOperator.REM;
    return isDivision
        && e.type().isInteger()
        && !(e.right() instanceof Literal divisor && divisor.longValue() != 0);
  }

  @Override
  protected void enter(Stmt s) {
    switch (s) {
      case Store store -> {
        use(store.target(), ParameterUse.WRITE, s.span());
        add(Effect.FAILS, s.span());
      }
      case Swap swap -> {
        swap(rootOf(swap.first()), rootOf(swap.second()));
        add(Effect.FAILS, s.span());
      }
      case AtomicLoad a -> atomic(a.place());
      case AtomicStore a -> atomic(a.place());
      case AtomicRmw a -> atomic(a.place());
      case AtomicCas a -> atomic(a.place());
      case Call call -> call(call.callee(), call.arguments(), false, s.span());
      case Spawn spawn -> {
        call(spawn.callee(), spawn.arguments(), true, s.span());
        add(Effect.SPAWNS, s.span());
      }
      case Send send -> channelOperation(send.channel(), ParameterUse.SEND, s);
      case Offer offer -> channelOperation(offer.channel(), ParameterUse.SEND, s);
      case Receive receive -> channelOperation(receive.channel(), ParameterUse.RECEIVE, s);
      case Poll poll -> channelOperation(poll.channel(), ParameterUse.RECEIVE, s);
      case ForReceive loop -> channelOperation(loop.channel(), ParameterUse.RECEIVE, s);
      case Worker worker -> channelOperation(worker.channel(), ParameterUse.RECEIVE, s);
      case Close close -> channelOperation(close.channel(), ParameterUse.CLOSE, s);
      case Select select -> select(select);
      case Pipeline pipeline -> pipeline(pipeline);
      case Cancel cancel -> add(Effect.SPAWNS, s.span());
      case CancelBlock cancel -> add(Effect.SPAWNS, s.span());
      case Await await -> {
        pauses(s.span());
        add(Effect.FAILS, s.span());
      }
      case Sleep sleep -> {
        pauses(s.span());
        add(Effect.FAILS, s.span());
      }
      case Yield yield -> pauses(s.span());
      case AsyncRead read -> io(read.buffer(), ParameterUse.WRITE, s);
      case AsyncWrite write -> io(write.buffer(), ParameterUse.READ, s);
      case While loop -> {
        if (SpinLoops.waits(loop) && !isInConcurrent()) {
          add(Effect.SPINS, s.span());
        }
      }
      case BufferDecl decl -> add(Effect.FAILS, s.span());
      case ArrayDecl decl -> add(Effect.FAILS, s.span());
      case ChannelDecl decl -> add(Effect.FAILS, s.span());
      case Raise raise -> add(Effect.FAILS, s.span());
      case Reraise raise -> add(Effect.FAILS, s.span());
      case Assert check -> add(Effect.FAILS, s.span());
      case Parallel parallel -> {
        add(Effect.PARALLEL, s.span());
        strategy(parallel.options().onError(), s.span());
        for (Reduction reduction : parallel.reductions()) {
          if (reduction.length().isPresent()) {
            add(Effect.FAILS, reduction.span());
          }
          if (reduction.combine() instanceof UserCombine user) {
            called(user.function(), new int[0], false, false, s.span());
          }
        }
      }
      case Concurrent concurrent -> {
        add(Effect.JOINS, s.span());
        strategy(concurrent.options().onError(), s.span());
      }
      default -> {}
    }
  }

  /** A pause in a task of the function's own is no pause of its caller. */
  private void pauses(Span span) {
    if (!isInConcurrent()) {
      add(Effect.PAUSES, span);
    }
  }

  private void strategy(OnError onError, Span span) {
    if (onError.strategy() == ErrorStrategy.COLLECT) {
      add(Effect.COLLECTS, span);
    } else if (onError.strategy() == ErrorStrategy.STOP) {
      add(Effect.FAILS, span);
    }
  }

  private void channelOperation(Expr reference, ParameterUse use, Stmt s) {
    channel(reference, use, s.span());
    add(Effect.FAILS, s.span());
  }

  private void io(Expr buffer, ParameterUse use, Stmt s) {
    use(buffer, use, s.span());
    add(Effect.PAUSES, s.span());
    add(Effect.EXTERN_WRITES, s.span());
    add(Effect.FAILS, s.span());
  }

  private void atomic(AtomicPlace place) {
    if (place instanceof ElementPlace element) {
      use(element.buffer(), ParameterUse.ATOMIC, place.span());
      add(Effect.FAILS, place.span());
    }
  }

  private void select(Select select) {
    pauses(select.span());
    for (SelectArm arm : select.arms()) {
      if (arm instanceof SelectSend send) {
        channelOperation(send.channel(), ParameterUse.SEND, select);
      } else if (arm instanceof SelectReceive receive) {
        channelOperation(receive.channel(), ParameterUse.RECEIVE, select);
      } else if (arm instanceof SelectTimeout) {
        add(Effect.FAILS, arm.span());
      }
    }
  }

  private void pipeline(Pipeline pipeline) {
    add(Effect.FAILS, pipeline.span());
    if (pipeline.source() instanceof SourceBuffer source) {
      use(source.buffer(), ParameterUse.READ, pipeline.span());
    } else if (pipeline.source() instanceof SourceChannel source) {
      channel(source.channel(), ParameterUse.RECEIVE, pipeline.span());
    }
    if (pipeline.sink() instanceof SinkBuffer sink) {
      use(sink.buffer(), ParameterUse.WRITE, pipeline.span());
    } else if (pipeline.sink() instanceof SinkChannel sink) {
      channel(sink.channel(), ParameterUse.SEND, pipeline.span());
    }
  }

  private void call(String callee, ImmutableList<Expr> arguments, boolean isSpawn, Span span) {
    Extern extern = program.extern(callee);
    if (extern != null) {
      extern(extern, arguments, span);
      return;
    }
    var mapped = new int[arguments.size()];
    boolean passesChannel = false;
    for (int i = 0; i < mapped.length; i++) {
      Expr argument = arguments.get(i);
      mapped[i] = NO_PARAMETER;
      if (!(argument.type() instanceof BufferType) && !argument.type().isReference()) {
        continue;
      }
      Declaration root = rootOf(argument);
      if (root == null) {
        continue;
      }
      if (argument.type() instanceof BufferType && passed.add(root)) {
        written.putIfAbsent(root, span);
      }
      if (root.kind() == Declaration.Kind.PARAMETER) {
        mapped[i] = parameterIndex.getOrDefault(root.name(), NO_PARAMETER);
        passesChannel |= argument.type() instanceof ChannelType;
      }
    }
    called(callee, mapped, isSpawn, passesChannel, span);
  }

  private void called(
      String callee, int[] arguments, boolean isSpawn, boolean passesChannel, Span span) {
    int index = program.indexOf(callee);
    if (index >= 0) {
      callees.add(callee);
      calls.add(new CallEdge(index, arguments, isSpawn, isInConcurrent(), passesChannel, span));
    }
  }

  private void extern(Extern extern, ImmutableList<Expr> arguments, Span span) {
    switch (extern.effect()) {
      case PURE -> {}
      case READS -> add(Effect.EXTERN_READS, span);
      case WRITES -> add(Effect.EXTERN_WRITES, span);
    }
    if (extern.isFailing()) {
      add(Effect.FAILS, span);
    }
    if (extern.isBlocking()) {
      add(Effect.BLOCKS, span);
    }
    for (Expr argument : arguments) {
      if (argument.type() instanceof BufferType buffer) {
        use(argument, ParameterUse.READ, span);
        if (extern.effect() == ExternEffect.WRITES) {
          use(argument, buffer.isAtomic() ? ParameterUse.ATOMIC : ParameterUse.WRITE, span);
        }
      } else if (argument.type() instanceof ChannelType) {
        channel(argument, ParameterUse.SEND, span);
        channel(argument, ParameterUse.RECEIVE, span);
        channel(argument, ParameterUse.CLOSE, span);
      }
    }
  }

  private void swap(@Nullable Declaration first, @Nullable Declaration second) {
    if (first != null && second != null) {
      Declaration a = groupOf(first);
      Declaration b = groupOf(second);
      swapped.putIfAbsent(first, first);
      swapped.putIfAbsent(second, second);
      swapped.put(a, b);
    }
  }

  private Declaration groupOf(Declaration root) {
    Declaration at = root;
    Declaration next = swapped.get(at);
    while (next != null && next != at) {
      at = next;
      next = swapped.get(at);
    }
    return at;
  }

  /** Names that were swapped share what was done with any of them, calls doing anything. */
  private void finish() {
    int anything = ParameterUse.READ.bit() | ParameterUse.WRITE.bit();
    for (Declaration root : passed) {
      if (swapped.containsKey(root)) {
        uses.merge(root, anything, (a, b) -> a | b);
      }
    }
    var groups = new HashMap<Declaration, Integer>();
    uses.forEach((root, flags) -> groups.merge(groupOf(root), flags, (a, b) -> a | b));
    swapped.keySet().forEach(root -> uses.putIfAbsent(root, 0));
    for (Declaration root : uses.keySet()) {
      Integer index = parameterIndex.get(root.name());
      if (root.kind() == Declaration.Kind.PARAMETER && index != null) {
        int flags = groups.getOrDefault(groupOf(root), 0);
        effects.parameters()[index] |= flags;
        Span place = written.getOrDefault(root, root.span());
        if ((flags & ParameterUse.WRITE.bit()) != 0) {
          add(Effect.WRITES, place);
        }
        if ((flags & ParameterUse.ATOMIC.bit()) != 0) {
          add(Effect.ATOMIC, place);
        }
      }
    }
  }
}
