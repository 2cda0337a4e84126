package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.Stmt;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A routine under construction: its locals, the code so far, the scopes that are open, and what is
 * known of its errors.
 *
 * <p>A name that no open scope has is looked for in the routine around this one and becomes a
 * capture: a parameter of this routine, filled in by whoever starts it.
 */
final class RoutineBuilder {

  final Lowering lowering;
  final PlanBuilder plan;
  final @Nullable RoutineBuilder outer;
  final Routine.Kind kind;
  final String name;
  final int id;
  final Jumps jumps = new Jumps();
  final SelectTurns turns = new SelectTurns(this);

  /** The reductions of the parallel block whose iterations this routine runs. */
  @Nullable LowerReduction reductions;

  /** Where checked stores leave their marks, while a check is lowered. */
  LowerInjectivity.@Nullable Marks marks;

  /** The block whose body this routine runs, when that starts tasks of a runtime. */
  @Nullable OpenBlock openBlock;

  /** The numbers of the statements that start tasks, in the body that is lowered. */
  @Nullable StartNumbers numbers;

  /** The team that the regions of the loop that is open run on, if their threads live over it. */
  @Nullable Local team;

  /** How many sequential loops of this routine are open. */
  int loops;

  /** Statements that are known to raise nothing where they are lowered: they are left out. */
  Set<Stmt> tested = Set.of();

  /** Where in which function of the source the lowering is; shared with the routines inside. */
  FunctionCursor cursor;

  private final List<Local> locals = new ArrayList<>();
  private final List<Local> params = new ArrayList<>();
  private final List<Binding> captured = new ArrayList<>();
  private final Set<Binding> stored = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Local> variables = new HashSet<>();
  private final Deque<List<Code>> code = new ArrayDeque<>();
  private final Deque<CatchFrame> catches = new ArrayDeque<>();
  private final List<Local> owned = new ArrayList<>();
  private final Scope captures = new Scope(null);
  private Scope scope = new Scope(captures);
  private int labels;
  private int suspensions;
  private boolean fallible;
  private boolean usesContext;
  private boolean needsPosition;
  private boolean keepsContext;
  private boolean isReferred;
  private boolean collects;
  private boolean startsRuntime;

  RoutineBuilder(
      Lowering lowering,
      @Nullable RoutineBuilder outer,
      Routine.Kind kind,
      int id,
      String name,
      FunctionCursor cursor) {
    this.lowering = lowering;
    this.plan = lowering.plan;
    this.outer = outer;
    this.kind = kind;
    this.id = id;
    this.name = name;
    this.cursor = cursor;
    code.push(new ArrayList<>());
  }

  private static final class CatchFrame {
    boolean raised;
  }

  boolean isStep() {
    return kind == Routine.Kind.STEP;
  }

  // ---- locals and names

  /** A new local. */
  Local local(String localName, PlanType type) {
    Local local = new Local(locals.size(), localName, type);
    locals.add(local);
    return local;
  }

  /** A parameter that is declared by this routine itself, such as the index of a task. */
  Local param(String localName, PlanType type) {
    Local local = local(localName, type);
    params.add(local);
    return local;
  }

  /** Declares a local with a value and gives it back. */
  Local declare(String localName, Val value) {
    Local local = local(localName, value.type());
    emit(new Code.Declare(local, Optional.of(value)));
    return local;
  }

  /** {@code value} itself if evaluating it twice costs nothing, else a new local that holds it. */
  Val once(String role, Val value) {
    return switch (value) {
      case Val.Const c -> c;
      case Val.Read r -> r;
      case Val.Length l when l.buffer() instanceof Val.Read -> l;
      default -> Val.read(declare(role, value));
    };
  }

  /** {@code value} itself if it is a constant or a local, else a new local that holds it. */
  Val atom(String role, Val value) {
    return value instanceof Val.Const || value instanceof Val.Read
        ? value
        : Val.read(declare(role, value));
  }

  /** Notes that {@code local} changes after its declaration. */
  void noteVariable(Local local) {
    variables.add(local);
  }

  /**
   * {@code value} itself if it is the same for good, else a new local that keeps it as it is now.
   */
  Val frozen(String role, Val value) {
    boolean stays =
        value instanceof Val.Const
            || (value instanceof Val.Read r && !variables.contains(r.local()));
    return stays ? value : Val.read(declare(role, value));
  }

  /** Makes {@code name} stand for {@code local} in the innermost scope. */
  Binding bind(String sourceName, Local local) {
    Binding binding = Binding.declared(sourceName, local);
    scope.names.put(sourceName, binding);
    lowering.hoisting.declared(binding);
    return binding;
  }

  /** The same for a name of lowering's own. */
  void bind(Hidden name, Local local) {
    scope.names.put(name, Binding.declared(name.role(), local));
  }

  /** What a name stands for; a name of an outer routine becomes a capture. */
  Binding lookup(String sourceName) {
    return found(sourceName);
  }

  /** The same for a name of lowering's own. */
  Binding lookup(Hidden name) {
    return found(name);
  }

  private Binding found(Object name) {
    Binding binding = find(name);
    if (binding == null) {
      throw new IllegalStateException("the analyzer lets no unknown name pass: " + name);
    }
    return binding;
  }

  /** Whether a name stands for something here. */
  boolean knows(String sourceName) {
    return find(sourceName) != null;
  }

  /** The same for a name of lowering's own. */
  boolean knows(Hidden name) {
    return find(name) != null;
  }

  private @Nullable Binding find(Object name) {
    Binding binding = scope.find(name);
    if (binding != null || outer == null) {
      return binding;
    }
    Binding source = outer.find(name);
    if (source == null) {
      return null;
    }
    PlanType type =
        source.local().type() instanceof PlanType.Cell c
            ? new PlanType.CellRef(c.kind())
            : source.local().type();
    Binding capture = Binding.captured(source, local(source.name(), type));
    captures.names.put(name, capture);
    captured.add(source);
    params.add(capture.local());
    return capture;
  }

  /** The names that were captured so far, as they stand in the outer routine. */
  List<Binding> captured() {
    return captured;
  }

  /** Notes that a plain buffer is written, here and in every routine that captures it. */
  void noteStore(Binding buffer) {
    for (RoutineBuilder b = this; b != null; b = b.outer) {
      b.stored.add(buffer.origin());
    }
  }

  boolean stores(Binding buffer) {
    return stored.contains(buffer.origin());
  }

  // ---- scopes

  /** Lowers something that sees no name around it: the body of an inlined function. */
  void isolated(Runnable body) {
    Scope around = scope;
    scope = new Scope(null);
    Scope inner = scope;
    body.run();
    release(inner);
    scope = around;
  }

  /** Lowers something in a scope of its own, and gives back at its end what it owns. */
  void scoped(Runnable body) {
    Scope inner = new Scope(scope);
    scope = inner;
    body.run();
    release(inner);
    scope = java.util.Objects.requireNonNull(inner.outer);
  }

  Scope scope() {
    return scope;
  }

  /** Makes the innermost scope the owner of what {@code local} holds. */
  void own(Local local) {
    scope.owned.add(local);
    owned.add(local);
  }

  /** What the routine owns anywhere. */
  List<Local> owned() {
    return owned;
  }

  private void release(Scope ended) {
    release(ended.owned);
  }

  /** Gives back, last first, what is owned by the scopes inside of {@code boundary}. */
  void releaseUpTo(@Nullable Scope boundary) {
    for (Scope s = scope; s != null && s != boundary; s = s.outer) {
      release(s);
    }
  }

  /** Gives back {@code things}, last first. */
  void release(List<Local> things) {
    for (int i = things.size() - 1; i >= 0; i--) {
      emit(OwnedValues.freeing(things.get(i)));
    }
  }

  /** Gives back, where a task ends, all that it owns: the references that it was given, too. */
  void releaseAll() {
    release(new ArrayList<>(owned));
    for (Local param : params) {
      if (param.type() instanceof PlanType.Task) {
        emit(OwnedValues.freeing(param));
      }
    }
  }

  // ---- code

  void emit(Code item) {
    code.peek().add(item);
  }

  /** Emits statements as if one after the other. */
  void emitAll(Code items) {
    if (items instanceof Code.Seq seq) {
      seq.items().each(this::emit);
    } else {
      emit(items);
    }
  }

  void mark(Span span) {
    List<Code> current = code.peek();
    if (!current.isEmpty() && current.get(current.size() - 1) instanceof Code.Mark) {
      current.remove(current.size() - 1);
    }
    current.add(new Code.Mark(span));
  }

  /** What {@code body} emits, apart from the code so far. */
  Code nested(Runnable body) {
    code.push(new ArrayList<>());
    body.run();
    return sequence(code.pop());
  }

  static Code sequence(List<Code> items) {
    return items.size() == 1 ? items.get(0) : new Code.Seq(Lists.immutable.ofAll(items));
  }

  Label label(String role) {
    return new Label(labels++, role);
  }

  int nextSuspension() {
    return isStep() ? ++suspensions : 0;
  }

  int suspensions() {
    return suspensions;
  }

  // ---- errors

  /** An error of Luminar's own, for a statement that the caller emits now. */
  Code.Raise raise(BuiltInError error, Span span, Val... args) {
    return raise(plan.site(error, span), Val.i64(0), Lists.immutable.of(args));
  }

  Code.Raise raise(int site, Val errorCode, ImmutableList<Val> args) {
    noteRaise();
    return new Code.Raise(site, errorCode, args);
  }

  /** Notes that what is emitted now can raise. */
  void noteRaise() {
    usesContext = true;
    CatchFrame frame = catches.peek();
    if (frame == null) {
      fallible = true;
    } else {
      frame.raised = true;
    }
  }

  boolean usesContext() {
    return usesContext;
  }

  void noteContext() {
    usesContext = true;
  }

  /** Notes that paths of errors inside depend on where this routine is. */
  void notePosition() {
    needsPosition = true;
  }

  boolean needsPosition() {
    return needsPosition;
  }

  /** Notes that the routine may append records to the call's list. */
  void noteCollects() {
    collects = true;
    usesContext = true;
  }

  /** Notes that the routine may start the runtime. */
  void noteRuntime() {
    startsRuntime = true;
    usesContext = true;
  }

  void noteKeepsContext() {
    keepsContext = true;
  }

  /** Notes that others hold references to the task. */
  void noteReferred() {
    isReferred = true;
  }

  void assumeFallible() {
    fallible = true;
    usesContext = true;
  }

  /**
   * A Catch if {@code body} can raise, else just what it emits. What the body owns is given back
   * before the handler. Says whether it can raise.
   */
  boolean catching(String role, Runnable body, Runnable handler) {
    return catching(role, true, body, handler);
  }

  /** The same, where {@code releasing} says whether the handler gives back what the body owns. */
  boolean catching(String role, boolean releasing, Runnable body, Runnable handler) {
    Label label = label(role);
    CatchFrame frame = new CatchFrame();
    catches.push(frame);
    int before = owned.size();
    Code inner = nested(body);
    catches.pop();
    if (!frame.raised) {
      emit(inner);
      return false;
    }
    List<Local> left =
        releasing ? List.copyOf(owned.subList(before, owned.size())) : List.<Local>of();
    Code handling =
        nested(() -> {
          release(left);
          handler.run();
        });
    emit(new Code.Catch(label, inner, handling));
    return true;
  }

  /** Where a statement that waits goes on when the task is cancelled, if it can be. */
  Optional<Label> cancelled() {
    return jumps.cancelled();
  }

  // ---- the end

  /** The finished routine. */
  Routine finish(PlanType result, List<Local> allParams, Span span) {
    List<Code> items = new ArrayList<>();
    for (Local local : owned) {
      items.add(OwnedValues.emptying(local));
    }
    items.addAll(turns.declarations());
    items.addAll(code.pop());
    Code body = sequence(items);
    // The step looks at its task through the context.
    usesContext |= isStep();
    lowering.reach.note(id, collects, startsRuntime);
    ImmutableList<Local> finalLocals = Lists.immutable.ofAll(locals);
    ImmutableList<Local> finalParams = Lists.immutable.ofAll(allParams);
    Optional<FrameLayout> frame =
        isStep()
            ? Optional.of(
                FrameAllocation.of(finalParams, finalLocals, body, keepsContext, isReferred))
            : Optional.empty();
    return new Routine(
        id,
        name,
        kind,
        finalParams,
        result,
        usesContext,
        fallible,
        finalLocals,
        body,
        frame,
        suspensions,
        span);
  }

  /** The parameters so far: captures and those declared by {@link #param}, in order. */
  List<Local> params() {
    return params;
  }
}
