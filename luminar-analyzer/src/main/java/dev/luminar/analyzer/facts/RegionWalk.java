package dev.luminar.analyzer.facts;

import dev.luminar.analyzer.facts.RegionFacts.CallPlace;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import dev.luminar.plan.Capture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Collects what is known about the regions of a function, and how long the function takes. */
final class RegionWalk extends FunctionWalk {
  private final ProgramNames names;
  private final Function<String, @Nullable FunctionFacts> functions;
  private final WorkEstimate estimate;
  private final List<OpenRegion> regions = new ArrayList<>();
  private final Deque<OpenRegion> open = new ArrayDeque<>();
  private final Deque<OpenCaptures> capturing = new ArrayDeque<>();
  private final Deque<Double> turns = new ArrayDeque<>();
  private int lastDeclaration;
  private double nanos;

  /** What a region, or a task of it, uses from outside: from declarations up to a number. */
  private static final class OpenCaptures {
    final Stmt holder;
    final int lastOutside;
    final Map<Declaration, RegionCapture> found = new LinkedHashMap<>();
    final int ordinal;
    final boolean isConditional;

    OpenCaptures(Stmt holder, int lastOutside, int ordinal, boolean isConditional) {
      this.holder = holder;
      this.lastOutside = lastOutside;
      this.ordinal = ordinal;
      this.isConditional = isConditional;
    }

    ImmutableList<RegionCapture> captures() {
      return Lists.immutable.withAll(found.values());
    }
  }

  private static final class OpenRegion {
    final RegionKey key;
    final Region region;
    final double turnsOutside;
    final Map<Trait, ImmutableList<Span>> traits = new EnumMap<>(Trait.class);
    final Map<String, CallPlace> calls = new LinkedHashMap<>();
    final List<Integer> nested = new ArrayList<>();
    final List<TaskFacts> tasks = new ArrayList<>();
    ImmutableList<RegionCapture> captures = Lists.immutable.empty();
    double nanosOfPosition;
    double nanosAtStart;
    int taskOrdinal;

    OpenRegion(RegionKey key, Region region, double turnsOutside) {
      this.key = key;
      this.region = region;
      this.turnsOutside = turnsOutside;
    }

    void add(Trait trait, Span span) {
      ImmutableList<Span> places = traits.getOrDefault(trait, Lists.immutable.empty());
      if (places.size() < RegionFacts.PLACES_MAX) {
        traits.put(trait, places.newWith(span));
      }
    }

    RegionFacts facts() {
      OptionalLong positions = OptionalLong.empty();
      if (region instanceof Parallel parallel) {
        positions = RangeLength.of(parallel.range());
      } else if (tasks.stream().allMatch(t -> t.count().isPresent() && !t.isConditional())) {
        long sum = 0;
        for (TaskFacts task : tasks) {
          sum =
              Math.min(Long.MAX_VALUE / 2, sum)
                  + Math.min(task.count().orElse(0), Long.MAX_VALUE / 2);
        }
        positions = OptionalLong.of(sum);
      }
      return new RegionFacts(
          key,
          region,
          captures,
          Lists.immutable.withAll(tasks),
          traits,
          Lists.immutable.withAll(calls.values()),
          Lists.immutable.withAll(nested),
          positions,
          nanosOfPosition,
          Lists.immutable.empty(),
          Guard.ALWAYS,
          Lists.immutable.empty(),
          Lists.immutable.empty());
    }
  }

  RegionWalk(
      ProgramNames names,
      Function<String, @Nullable FunctionFacts> functions,
      WorkEstimate estimate) {
    this.names = names;
    this.functions = functions;
    this.estimate = estimate;
  }

  /** The regions of a function, by ordinal. */
  List<RegionFacts> regionsOf(dev.luminar.model.Function function) {
    regions.clear();
    open.clear();
    capturing.clear();
    turns.clear();
    turns.push(1.0);
    lastDeclaration = 0;
    nanos = 0;
    walk(function);
    Set<MovedCaptures.Moved> moved = MovedCaptures.of(function);
    return regions.stream().map(OpenRegion::facts).map(facts -> facts.withMoved(moved)).toList();
  }

  /** How long the function walked last takes. */
  double nanos() {
    return nanos;
  }

  @Override
  protected void declared(Declaration declaration, @Nullable Declaration hidden) {
    lastDeclaration = declaration.number();
  }

  private void spend(double each) {
    nanos += each * turns.getFirst();
  }

  @Override
  protected void expression(Expr expr) {
    spend(estimate.of(expr));
    switch (expr) {
      case Ref e -> uses(e.name(), Capture.Access.READ_ONLY, e.span());
      case CallExpr e -> call(e.callee(), e.arguments(), e.span());
      default -> {}
    }
  }

  private void uses(String name, Capture.Access access, Span span) {
    Declaration found = find(name);
    if (found == null) {
      return;
    }
    for (OpenCaptures outside : capturing) {
      if (found.number() <= outside.lastOutside) {
        RegionCapture before = outside.found.get(found);
        if (before == null) {
          outside.found.put(found, capture(found, access, span));
        } else if (access != Capture.Access.READ_ONLY
            && before.access() == Capture.Access.READ_ONLY) {
          outside.found.put(
              found,
              new RegionCapture(
                  before.name(), before.type(), access, before.isCell(), before.span()));
        }
      }
    }
  }

  private static RegionCapture capture(Declaration found, Capture.Access access, Span span) {
    boolean isCell = found.kind() == Declaration.Kind.CELL;
    Capture.Access used =
        switch (found.type()) {
          case ChannelType type -> Capture.Access.CHANNEL;
          case ArrayType type when type.element() instanceof ChannelType -> Capture.Access.CHANNEL;
          case BufferType type when type.isAtomic() -> Capture.Access.ATOMIC;
          default -> isCell ? Capture.Access.ATOMIC : access;
        };
    return new RegionCapture(found.name(), found.type(), used, isCell, span);
  }

  /** Raises the access of the buffer that an expression names to a write. */
  private void writes(Expr buffer, Span span) {
    switch (buffer) {
      case Ref ref -> uses(ref.name(), Capture.Access.DISJOINT_WRITE, span);
      case Slice slice -> writes(slice.buffer(), span);
      default -> {}
    }
  }

  private void call(String callee, ImmutableList<Expr> arguments, Span span) {
    if (!open.isEmpty()) {
      open.getFirst().calls.putIfAbsent(callee, new CallPlace(callee, span));
    }
    Extern extern = names.extern(callee);
    if (extern != null && extern.isBlocking()) {
      mark(Trait.BLOCKING, span);
    }
    FunctionFacts facts = extern == null ? functions.apply(callee) : null;
    if (facts != null && facts.has(Effect.BLOCKS)) {
      mark(Trait.BLOCKING, span);
    }
    if (facts != null && facts.has(Effect.SPINS)) {
      mark(Trait.SPINS, span);
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).type() instanceof BufferType type) {
        boolean isWritten =
            extern != null
                ? extern.effect() == ExternEffect.WRITES
                : facts != null && facts.uses(i, ParameterUse.WRITE);
        if (isWritten && !type.isAtomic()) {
          writes(arguments.get(i), span);
        }
        if (type.isAtomic()) {
          shared(rootOf(arguments.get(i)), span);
        }
      }
    }
  }

  private void mark(Trait trait, Span span) {
    if (open.isEmpty()) {
      return;
    }
    open.getFirst().add(trait, span);
    boolean waits = trait == Trait.CHANNELS || trait == Trait.PAUSES || trait == Trait.ASYNC_IO;
    if (waits && isAttempted()) {
      open.getFirst().add(Trait.COMPLEX_ERRORS, span);
    }
  }

  /** Whether an error here is handled before it leaves the task. */
  private boolean isAttempted() {
    for (int i = enclosing().size() - 1; i >= 0; i--) {
      Enclosing.Kind kind = enclosing().get(i).kind();
      if (kind == Enclosing.Kind.ATTEMPT) {
        return true;
      }
      if (kind.isBorder()) {
        return false;
      }
    }
    return false;
  }

  @Override
  protected void enter(Stmt s) {
    spend(estimate.of(s));
    Span span = s.span();
    if (isOwnersWork(s)) {
      mark(Trait.OWNER_WORK, span);
    }
    switch (s) {
      case Store store -> writes(store.target(), span);
      case Call call -> call(call.callee(), call.arguments(), span);
      case Spawn spawn -> {
        call(spawn.callee(), spawn.arguments(), span);
        mark(Trait.DYNAMIC_TASKS, span);
      }
      case Await await -> mark(Trait.DYNAMIC_TASKS, span);
      case Cancel cancel -> mark(Trait.DYNAMIC_TASKS, span);
      case CancelBlock cancel -> mark(Trait.DYNAMIC_TASKS, span);
      case While loop -> {
        if (SpinLoops.waits(loop)) {
          mark(Trait.SPINS, span);
        }
      }
      case Sleep sleep -> mark(Trait.PAUSES, span);
      case Yield yield -> mark(Trait.PAUSES, span);
      case AsyncRead read -> mark(Trait.ASYNC_IO, span);
      case AsyncWrite write -> mark(Trait.ASYNC_IO, span);
      case ChannelDecl channel -> mark(Trait.CHANNELS, span);
      case Send send -> mark(Trait.CHANNELS, span);
      case Receive receive -> mark(Trait.CHANNELS, span);
      case Offer offer -> mark(Trait.CHANNELS, span);
      case Poll poll -> mark(Trait.CHANNELS, span);
      case ForReceive loop -> mark(Trait.CHANNELS, span);
      case Close close -> mark(Trait.CHANNELS, span);
      case Select select -> select(select);
      case Pipeline pipeline -> mark(Trait.STREAM, span);
      case AtomicLoad a -> atomic(a.place());
      case AtomicStore a -> atomic(a.place());
      case AtomicRmw a -> atomic(a.place());
      case AtomicCas a -> atomic(a.place());
      case Swap swap -> {
        writes(swap.first(), span);
        writes(swap.second(), span);
      }
      default -> {}
    }
  }

  private void select(Select select) {
    if (select.arms().anySatisfy(arm -> arm instanceof SelectTimeout)) {
      mark(Trait.PAUSES, select.span());
    }
    if (!select.arms().allSatisfy(arm -> arm instanceof SelectTimeout)) {
      mark(Trait.CHANNELS, select.span());
    }
  }

  /**
   * Whether a statement stands in the body of a concurrent block and is more than a start of tasks.
   */
  private boolean isOwnersWork(Stmt s) {
    return enclosing().getLast().kind() == Enclosing.Kind.CONCURRENT
        && !(s instanceof Let || s instanceof Task || s instanceof Worker)
        && !(s instanceof ChannelDecl || s instanceof Pipeline);
  }

  private void atomic(AtomicPlace place) {
    switch (place) {
      case CellPlace cell -> {
        uses(cell.name(), Capture.Access.ATOMIC, cell.span());
        shared(find(cell.name()), cell.span());
      }
      case ElementPlace element -> shared(rootOf(element.buffer()), element.span());
    }
  }

  /** Marks the regions whose tasks share an atomic place. */
  private void shared(@Nullable Declaration place, Span span) {
    if (place == null) {
      return;
    }
    for (OpenRegion region : open) {
      OpenCaptures outside = capturesOf(region.region);
      if (outside != null && place.number() <= outside.lastOutside) {
        region.add(Trait.ATOMICS, span);
      }
    }
  }

  private @Nullable OpenCaptures capturesOf(Region region) {
    for (OpenCaptures outside : capturing) {
      if (outside.holder == region) {
        return outside;
      }
    }
    return null;
  }

  @Override
  protected void evaluated(Stmt s) {
    switch (s) {
      case Region region -> openRegion(region);
      case Task task -> openTask(task);
      case Worker worker -> {
        mark(Trait.WORKERS, s.span());
        mark(Trait.CHANNELS, s.span());
        openTask(worker);
      }
      default -> {}
    }
    if (s instanceof While || s instanceof For || s instanceof ForReceive || s instanceof Worker) {
      turns.push(turns.getFirst() * WorkEstimate.turns(s));
    } else if (s instanceof Parallel || s instanceof Task) {
      turns.push(turns.getFirst() * Math.max(1, WorkEstimate.turns(s)));
    }
  }

  private void openRegion(Region region) {
    int ordinal = nextRegion();
    if (!open.isEmpty()) {
      open.getFirst().nested.add(ordinal);
    }
    var made = new OpenRegion(new RegionKey(function().name(), ordinal), region, turns.getFirst());
    made.nanosAtStart = nanos;
    regions.add(made);
    open.push(made);
    capturing.push(new OpenCaptures(region, lastDeclaration, ordinal, false));
    RegionOptions.traits(region).forEach(trait -> made.add(trait, region.span()));
  }

  private void openTask(Stmt task) {
    OpenRegion region = open.isEmpty() ? null : open.getFirst();
    boolean isConditional = enclosing().getLast().kind() != Enclosing.Kind.CONCURRENT;
    int ordinal = region == null ? 0 : region.taskOrdinal++;
    if (isConditional) {
      mark(Trait.DYNAMIC_TASKS, task.span());
    }
    if (task instanceof Task t && t.retry().isPresent()
        || task instanceof Worker w && w.retry().isPresent()) {
      mark(Trait.COMPLEX_ERRORS, task.span());
    }
    capturing.push(new OpenCaptures(task, lastDeclaration, ordinal, isConditional));
  }

  @Override
  protected void leave(Stmt s) {
    if (s instanceof While
        || s instanceof For
        || s instanceof ForReceive
        || s instanceof Worker
        || s instanceof Parallel
        || s instanceof Task) {
      turns.pop();
    }
    if (s instanceof Region) {
      OpenRegion region = open.pop();
      region.captures = capturing.pop().captures();
      double count = s instanceof Parallel ? Math.max(1, WorkEstimate.turns(s)) : 1;
      double whole = (nanos - region.nanosAtStart) / (region.turnsOutside * count);
      region.nanosOfPosition =
          s instanceof Parallel ? whole : whole / Math.max(1, region.tasks.size());
    } else if (s instanceof Task || s instanceof Worker) {
      closeTask(s);
    }
  }

  private void closeTask(Stmt s) {
    OpenCaptures task = capturing.pop();
    if (!open.isEmpty()) {
      open.getFirst()
          .tasks
          .add(
              new TaskFacts(
                  task.ordinal,
                  s instanceof Worker,
                  task.isConditional,
                  count(s),
                  task.captures(),
                  s.span()));
    }
  }

  private static OptionalLong count(Stmt s) {
    return switch (s) {
      case Task task when task.over().isPresent() -> RangeLength.of(task.over().get().range());
      case Worker worker when worker.count() instanceof Literal count ->
          OptionalLong.of(count.longValue());
      case Worker worker -> OptionalLong.empty();
      default -> OptionalLong.of(1);
    };
  }
}
