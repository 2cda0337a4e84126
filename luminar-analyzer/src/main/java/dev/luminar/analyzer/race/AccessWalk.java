package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.facts.FunctionFacts;
import dev.luminar.analyzer.facts.ParameterUse;
import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.facts.RangeLength;
import dev.luminar.analyzer.race.IndexForms.Form;
import dev.luminar.analyzer.race.IndexForms.View;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.Enclosing;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.BufferType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Collects, for each region of a function, the accesses to buffers that its tasks share. */
final class AccessWalk extends FunctionWalk {
  /** A region with what its tasks share. */
  static final class SharedRegion {
    final int ordinal;
    final Region region;
    final int lastOutside;
    final int conditionsAround;
    final List<SharedAccess> accesses = new ArrayList<>();
    final Set<Integer> changing = new HashSet<>();
    final Slot owner;
    boolean hasStarted;
    int tasks;

    SharedRegion(int ordinal, Region region, int lastOutside, int conditionsAround) {
      this.conditionsAround = conditionsAround;
      this.ordinal = ordinal;
      this.region = region;
      this.lastOutside = lastOutside;
      owner =
          new Slot(
              Slot.Kind.OWNER,
              -1,
              lastOutside,
              Slot.Instances.ONE,
              0,
              0,
              null,
              OptionalLong.of(1),
              region.span());
    }
  }

  private final ProgramNames names;
  private final ProgramFacts facts;
  private IndexForms forms = new IndexForms(this, SharedWrites.none());
  private Holding holding = new Holding(new Conditions(forms));
  private final List<SharedRegion> regions = new ArrayList<>();
  private final Deque<SharedRegion> open = new ArrayDeque<>();
  private final Deque<Slot> slots = new ArrayDeque<>();
  private SwappedLets.Moved moved = SwappedLets.NONE;
  private @Nullable Range pendingRange;
  private int lastDeclaration;

  AccessWalk(ProgramNames names, ProgramFacts facts) {
    this.names = names;
    this.facts = facts;
  }

  /** The regions of a function by ordinal. */
  List<SharedRegion> regionsOf(Function function, SwappedLets.Moved movedNames) {
    forms = new IndexForms(this, SharedWrites.of(function, movedNames));
    holding = new Holding(new Conditions(forms));
    regions.clear();
    open.clear();
    slots.clear();
    moved = movedNames;
    lastDeclaration = 0;
    pendingRange = null;
    walk(function);
    return List.copyOf(regions);
  }

  IndexForms forms() {
    return forms;
  }

  @Override
  protected void declared(Declaration declaration, @Nullable Declaration hidden) {
    lastDeclaration = declaration.number();
    forms.declared(declaration);
    if (declaration.kind() == Declaration.Kind.INDEX && pendingRange != null) {
      forms.ranged(declaration, pendingRange);
      if (!slots.isEmpty() && slots.getFirst() == UNNAMED) {
        slots.pop();
        slots.push(byIndex(declaration));
      }
      pendingRange = null;
    }
    SharedRegion region = open.peekFirst();
    boolean isIndex =
        declaration.kind() == Declaration.Kind.INDEX || declaration.kind() == Declaration.Kind.ITEM;
    if (region != null
        && border() == Enclosing.Kind.CONCURRENT
        && (isIndex || !ownersLoops().isEmpty())) {
      region.changing.add(declaration.number());
    }
  }

  /** Stands for a slot until its index is declared. */
  private static final Slot UNNAMED =
      new Slot(
          Slot.Kind.OWNER, -1, 0, Slot.Instances.ONE, 0, 0, null, OptionalLong.empty(), Span.NONE);

  @Override
  protected void enterBlock(Block block) {
    holding.enter(block, enclosing().getLast());
  }

  @Override
  protected void leaveBlock(Block block) {
    holding.leave();
  }

  @Override
  protected void evaluated(Stmt statement) {
    switch (statement) {
      case For s -> pendingRange = s.range();
      case Parallel s -> {
        openRegion(s);
        pendingRange = s.range();
        waiting = s;
        slots.push(UNNAMED);
      }
      case Concurrent s -> {
        openRegion(s);
        slots.push(open.getFirst().owner);
      }
      case Task s -> openTask(s);
      case Worker s -> openTask(s);
      case Spawn s -> spawn(s);
      case Assert s -> holding.asserted(s);
      default -> {}
    }
    if (isLoop(statement) && startsTasks(statement)) {
      open.getFirst().hasStarted = true;
    }
  }

  /** The statement whose index is declared next. */
  private @Nullable Stmt waiting;

  private static boolean isLoop(Stmt s) {
    return s instanceof While || s instanceof For || s instanceof ForReceive;
  }

  private boolean startsTasks(Stmt loop) {
    Enclosing.Kind kind = border();
    if (kind != Enclosing.Kind.CONCURRENT || open.isEmpty()) {
      return false;
    }
    var found = new boolean[1];
    loop.blocks()
        .forEach(block ->
            Walk.statements(
                block,
                s -> found[0] |= s instanceof Task || s instanceof Worker || s instanceof Spawn));
    return found[0];
  }

  private Enclosing.@Nullable Kind border() {
    for (int i = enclosing().size() - 1; i >= 0; i--) {
      if (enclosing().get(i).kind().isBorder()) {
        return enclosing().get(i).kind();
      }
    }
    return null;
  }

  private void openRegion(Region s) {
    int around = holding.here().truths().size();
    var region = new SharedRegion(nextRegion(), s, lastDeclaration, around);
    regions.add(region);
    open.push(region);
  }

  private void openTask(Stmt s) {
    if (open.isEmpty()) {
      slots.push(UNNAMED);
      return;
    }
    SharedRegion region = open.getFirst();
    region.hasStarted = true;
    waiting = s;
    Range range =
        s instanceof Task task && task.over().isPresent() ? task.over().get().range() : null;
    List<Enclosing> loops = ownersLoops();
    if (loops.isEmpty() && range != null) {
      pendingRange = range;
      slots.push(UNNAMED);
      return;
    }
    boolean isMany = s instanceof Worker worker && !isOne(worker.count());
    slots.push(
        range == null && !isMany && (loops.isEmpty() || s instanceof Task)
            ? startedByOwner(s)
            : slot(s, Slot.Instances.ANY, 0, 0, null, OptionalLong.empty()));
  }

  private static boolean isOne(Expr count) {
    return count instanceof Literal literal && literal.longValue() == 1;
  }

  /**
   * A spawned task is a slot of its own beside the body, or the task, that spawns it. What the task
   * has declared may be another value at the next spawn, so nothing is known about it here.
   */
  private void spawn(Spawn s) {
    if (open.isEmpty() || slots.isEmpty()) {
      return;
    }
    SharedRegion region = open.getFirst();
    region.hasStarted = true;
    Slot around = slots.getFirst();
    if (around == region.owner) {
      slots.push(startedByOwner(s));
      call(s.callee(), s.arguments(), s.span());
      slots.pop();
      return;
    }
    boolean isOften = !ownersLoops().isEmpty() || around.kind() == Slot.Kind.WORKER;
    slots.pop();
    slots.push(
        new Slot(
            Slot.Kind.TASK,
            region.tasks++,
            around.lastOutside(),
            isOften ? Slot.Instances.ANY : around.instances(),
            around.symbol(),
            around.step(),
            around.values(),
            around.count(),
            s.span()));
    call(s.callee(), s.arguments(), s.span());
    slots.pop();
    slots.push(around);
  }

  /** The slot of a statement of the body that starts one task, each time that it runs. */
  private Slot startedByOwner(Stmt s) {
    List<Enclosing> loops = ownersLoops();
    if (loops.isEmpty()) {
      return slot(s, Slot.Instances.ONE, 0, 0, null, OptionalLong.of(1));
    }
    Declaration index =
        loops.size() == 1 && loops.getFirst().statement() instanceof For loop
            ? find(loop.index())
            : null;
    if (index == null) {
      return slot(s, Slot.Instances.ANY, 0, 0, null, OptionalLong.empty());
    }
    Range range = ((For) java.util.Objects.requireNonNull(loops.getFirst().statement())).range();
    int symbol = forms.symbols().of(index);
    return slot(
        s,
        Slot.Instances.BY_SYMBOL,
        symbol,
        IndexForms.stepOf(range),
        forms.symbols().span(symbol),
        RangeLength.of(range));
  }

  private Slot slot(
      Stmt s,
      Slot.Instances instances,
      int symbol,
      long step,
      Symbols.@Nullable Span values,
      OptionalLong count) {
    Slot.Kind kind =
        switch (s) {
          case Worker worker -> Slot.Kind.WORKER;
          case Task task -> Slot.Kind.TASK;
          case Spawn spawn -> Slot.Kind.TASK;
          default -> Slot.Kind.ITERATION;
        };
    int ordinal = kind == Slot.Kind.ITERATION ? -1 : open.getFirst().tasks++;
    int outside = kind == Slot.Kind.ITERATION ? open.getFirst().lastOutside : lastDeclaration;
    return new Slot(kind, ordinal, outside, instances, symbol, step, values, count, s.span());
  }

  /** The slot of the statement whose index was just declared. */
  private Slot byIndex(Declaration index) {
    Stmt s = waiting;
    Range range = pendingRange;
    if (s == null || range == null || open.isEmpty()) {
      return UNNAMED;
    }
    int symbol = forms.symbols().of(index);
    Slot made =
        slot(
            s,
            Slot.Instances.BY_SYMBOL,
            symbol,
            IndexForms.stepOf(range),
            forms.symbols().span(symbol),
            RangeLength.of(range));
    return new Slot(
        made.kind(),
        made.ordinal(),
        index.number() - 1,
        made.instances(),
        symbol,
        made.step(),
        made.values(),
        made.count(),
        made.span());
  }

  /** The loops in the body of the innermost concurrent block around this place. */
  private List<Enclosing> ownersLoops() {
    List<Enclosing> loops = new ArrayList<>();
    for (int i = enclosing().size() - 1; i >= 0; i--) {
      Enclosing block = enclosing().get(i);
      if (block.kind().isBorder()) {
        break;
      }
      if (block.kind() == Enclosing.Kind.LOOP) {
        loops.add(block);
      }
    }
    return loops;
  }

  @Override
  protected void leave(Stmt statement) {
    switch (statement) {
      case Region s -> {
        open.pop();
        slots.pop();
      }
      case Task s -> slots.pop();
      case Worker s -> slots.pop();
      default -> {}
    }
  }

  @Override
  protected void expression(Expr expr) {
    holding.reached(expr);
    switch (expr) {
      case Element e ->
          element(e.buffer(), e.index(), Access.Kind.READ, AccessClaim.NONE, e.span());
      case CallExpr e -> call(e.callee(), e.arguments(), e.span());
      default -> {}
    }
  }

  @Override
  protected void enter(Stmt statement) {
    holding.reaching(statement);
    switch (statement) {
      case Store s when s.target().type() instanceof BufferType ->
          element(s.target(), s.index(), Access.Kind.WRITE, s.claim(), s.span());
      case AtomicLoad s -> atomic(s.place());
      case AtomicStore s -> atomic(s.place());
      case AtomicRmw s -> atomic(s.place());
      case AtomicCas s -> atomic(s.place());
      case Call s -> call(s.callee(), s.arguments(), s.span());
      case Assign s -> {
        Declaration target = find(s.target().name());
        if (target != null && !open.isEmpty() && border() == Enclosing.Kind.CONCURRENT) {
          open.getFirst().changing.add(target.number());
        }
      }
      case AsyncRead s -> part(s.buffer(), Access.Kind.WRITE, s.span());
      case AsyncWrite s -> part(s.buffer(), Access.Kind.READ, s.span());
      default -> {}
    }
  }

  private void atomic(AtomicPlace place) {
    if (place instanceof ElementPlace element) {
      element(
          element.buffer(), element.index(), Access.Kind.ATOMIC, AccessClaim.NONE, place.span());
    }
  }

  private void element(Expr buffer, Expr index, Access.Kind kind, AccessClaim claim, Span span) {
    if (open.isEmpty()) {
      return;
    }
    View view = forms.view(buffer);
    if (view == null) {
      return;
    }
    Form form = forms.of(index);
    boolean isWhole = view.offset() != null && view.offset().equals(Poly.ZERO);
    Poly least = null;
    if (form != null && isWhole) {
      least = form.poly();
    } else if (form != null && view.offset() != null) {
      least = view.offset().plus(forms.exact(form));
    }
    Poly behind = least == null ? null : least.plus(1);
    boolean mayWrap = form != null && isWhole && form.mayWrap();
    add(
        view,
        kind,
        least,
        behind,
        mayWrap,
        claim,
        new SharedAccess.Target(buffer, index),
        index.toString(),
        span);
  }

  private void call(String callee, ImmutableList<Expr> arguments, Span span) {
    if (open.isEmpty()) {
      return;
    }
    Extern extern = names.extern(callee);
    FunctionFacts function = extern == null ? facts.function(callee).orElse(null) : null;
    for (int i = 0; i < arguments.size(); i++) {
      Expr argument = arguments.get(i);
      if (!(argument.type() instanceof BufferType type)) {
        continue;
      }
      boolean writes =
          extern != null
              ? extern.effect() == ExternEffect.WRITES
              : function != null && function.uses(i, ParameterUse.WRITE);
      boolean reads = extern != null || function != null && function.uses(i, ParameterUse.READ);
      if (type.isAtomic()) {
        part(argument, Access.Kind.ATOMIC, span);
      } else if (writes) {
        part(argument, Access.Kind.WRITE, span);
      } else if (reads) {
        part(argument, Access.Kind.READ, span);
      }
    }
  }

  private void part(Expr buffer, Access.Kind kind, Span span) {
    View view = open.isEmpty() ? null : forms.view(buffer);
    if (view == null) {
      return;
    }
    Poly behind =
        view.offset() == null || view.length() == null ? null : view.offset().plus(view.length());
    Poly least = behind == null ? null : view.offset();
    String shown =
        buffer instanceof Slice slice
            ? slice.start() + (slice.isInclusive() ? ".." : "..<") + slice.end()
            : "0..<len(" + view.base().name() + ")";
    add(view, kind, least, behind, false, AccessClaim.NONE, null, shown, span);
  }

  private void add(
      View view,
      Access.Kind kind,
      @Nullable Poly least,
      @Nullable Poly behind,
      boolean mayWrap,
      AccessClaim claim,
      SharedAccess.@Nullable Target target,
      String shown,
      Span span) {
    boolean isMoved = moved.views().contains(view.base().number());
    var slot = slots.iterator();
    for (SharedRegion region : open) {
      Slot own = slotIn(region, slot);
      boolean isShared =
          own.kind() == Slot.Kind.OWNER
              ? region.hasStarted
              : view.root().number() <= own.lastOutside();
      if (!isShared) {
        continue;
      }
      region.accesses.add(
          new SharedAccess(
              view.root(),
              forms.outside(view.base(), region.lastOutside),
              view.base().name(),
              kind,
              isMoved ? null : least,
              isMoved ? null : behind,
              holding.here().inside(region.conditionsAround),
              isMoved ? null : window(view),
              mayWrap,
              claim,
              target,
              shown,
              own,
              span));
    }
  }

  /** What the bounds check of a part keeps an access in, null for a whole buffer. */
  private static SharedAccess.@Nullable Window window(View view) {
    Poly offset = view.offset();
    Poly behind = offset == null || view.length() == null ? null : offset.plus(view.length());
    return offset == null || behind == null || offset.equals(Poly.ZERO)
        ? null
        : new SharedAccess.Window(offset, behind);
  }

  /**
   * The slot of a region that this place lies in; slots are asked from the inside to the outside.
   */
  private static Slot slotIn(SharedRegion region, java.util.Iterator<Slot> slots) {
    Slot found = region.owner;
    if (region.region instanceof Parallel) {
      return slots.hasNext() ? slots.next() : found;
    }
    while (slots.hasNext()) {
      Slot next = slots.next();
      if (next == region.owner) {
        return found;
      }
      found = next;
    }
    return found;
  }
}
