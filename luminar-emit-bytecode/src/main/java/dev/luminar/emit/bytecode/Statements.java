package dev.luminar.emit.bytecode;

import dev.luminar.diag.Span;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import dev.luminar.plan.code.Walk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints statements. The operand stack is empty between any two. */
final class Statements {
  private final RoutineWriter writer;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;
  private final AtomicStatements atomics;
  private final StorageStatements storage;
  private final RegionStatements regions;
  private final LoopStatements loops;
  private final TaskStatements tasks;

  private final Map<Integer, Label> breaks = new HashMap<>();
  private final Map<Integer, Label> continues = new HashMap<>();
  private final Deque<Label> handlers = new ArrayDeque<>();
  private final boolean isStep;
  private boolean isReachable = true;
  private Span span;

  Statements(RoutineWriter writer) {
    this.writer = writer;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
    this.isStep = writer.routine.kind() == Routine.Kind.STEP;
    this.span = writer.routine.span();
    this.atomics = new AtomicStatements(writer);
    this.storage = new StorageStatements(writer, this);
    this.regions = new RegionStatements(writer, this);
    this.loops = new LoopStatements(writer, this);
    this.tasks = new TaskStatements(writer, this);
  }

  TaskStatements tasks() {
    return tasks;
  }

  /** Whether what is printed next can be reached; in a step any suspension point can. */
  boolean isReachable() {
    return isReachable || isStep;
  }

  void print(Code statement) {
    if (!isReachable()) {
      return;
    }
    writer.checkSize();
    switch (statement) {
      case Code.Seq s -> s.items().each(this::print);
      case Code.Mark m -> mark(m);
      case Code.Note n -> {}
      case Code.Declare d -> declare(d.local(), d.value());
      case Code.Set s -> assign(s.local(), s.value());
      case Code.Store s -> storage.store(s);
      case Code.If i -> branch(i);
      case Code.Loop l -> loops.loop(l);
      case Code.Count c -> loops.count(c);
      case Code.Lanes l -> new LaneStatements(writer, this).print(l);
      case Code.Labelled l -> {
        Label end = label(breaks, l.label());
        print(l.body());
        mark(end);
        breaks.remove(l.label().id());
      }
      case Code.Break b -> goTo(breaks.get(b.label().id()));
      case Code.Continue c -> goTo(continues.get(c.label().id()));
      case Code.Return r -> {
        if (r.value().isPresent()) {
          values.push(r.value().get());
        }
        code.areturn(writer.single(writer.routine.result()));
        isReachable = false;
      }
      case Code.Raise r -> raise(r);
      case Code.RaiseIf r -> {
        Label fine = new Label();
        values.conditions().jump(r.condition(), false, fine);
        raise(r.raise());
        mark(fine);
      }
      case Code.Catch c -> attempt(c);
      case Code.Reraise r -> leave();
      case Code.Call c -> call(c);
      case Code.CallExtern c -> callExtern(c);
      case Code.NewCell n -> storage.newCell(n);
      case Code.NewBuffer n -> storage.newBuffer(n);
      case Code.TryBuffer t -> storage.tryBuffer(t);
      case Code.EmptyBuffer e -> storage.empty(e.buffer());
      case Code.FreeBuffer f -> storage.empty(f.buffer());
      case Code.NoTeam n -> regions.noTeam(n.team());
      case Code.Team t -> regions.team(t);
      case Code.EndTeam e -> regions.endTeam(e.team());
      case Code.SwapBuffers s -> storage.swap(s);
      case Code.CheckOverlap c -> storage.checkOverlap(c);
      case Code.SetPosition s -> setPosition(s.step());
      case Code.RunRegion r -> regions.run(r);
      case Code.RecordIteration r -> {
        writer.part();
        values.push(r.iteration());
        step(r.step());
        writer.callPart("record", "(JJJJ)V");
      }
      case Code.AutoThreads a -> regions.autoThreads(a);
      case Code.PartNumber p -> regions.partNumber(p);
      case Code.LoadPartial l -> regions.loadPartial(l);
      case Code.StorePartial s -> regions.storePartial(s);
      case AtomicCode a -> atomics.print(a);
      case AttemptCode a -> attempt(a);
      case TaskCode t -> tasks.print(t);
    }
  }

  /** The source place of what is printed. */
  Span span() {
    return span;
  }

  private void mark(Code.Mark statement) {
    span = statement.span();
    if (statement.span().isKnown() && writer.isDescribed) {
      Label here = new Label();
      code.visitLabel(here);
      code.visitLineNumber(Math.min(statement.span().line(), 0xFFFF), here);
    }
  }

  private void declare(Local local, Optional<Val> value) {
    if (value.isPresent()) {
      if (!isConstant(local) || !values.indices().shift(local, value.get())) {
        assign(local, value.get());
        half(local, value.get());
      }
    } else if (!places.isInFrame(local)) {
      // The verifier wants a value on every path, also on those that the plan knows are never
      // taken.
      storage.zero(local);
    }
  }

  /** Whether a local is an i64 that is set once. */
  private boolean isConstant(Local local) {
    return local.type().equals(PlanType.I64)
        && !places.isInFrame(local)
        && !writer.isVariable(local);
  }

  /**
   * Keeps the low half of a local that is computed from the index of a loop, too: the JVM's
   * compiler sees through an index that is computed with ints only.
   */
  private void half(Local local, Val value) {
    if (isConstant(local) && values.indices().isCounted(value)) {
      int slot = places.temporary(JvmNames.legal(local.name()) + "$low", Type.INT_TYPE);
      values.int32(value);
      code.store(slot, Type.INT_TYPE);
      places.alive();
      values.indices().half(local, slot);
    }
  }

  /** Gives a local a value; all parts of a buffer are read before the first is written. */
  void assign(Local local, Val value) {
    places.bring(local);
    if (!places.isInFrame(local)) {
      values.push(value);
      popInto(local);
      return;
    }
    if (Places.isBuffer(local.type()) && reads(value, local)) {
      storage.assignThroughTemporaries(local, value);
      return;
    }
    for (int part = 0; part < layout.types().parts(local.type()).length; part++) {
      places.beforeStore(local);
      pushPart(value, part, local.type());
      places.store(local, part);
    }
  }

  private static boolean reads(Val value, Local local) {
    boolean[] found = {false};
    Walk.reads(value, read -> found[0] |= read.id() == local.id());
    return found[0];
  }

  void pushPart(Val value, int part, PlanType type) {
    if (!Places.isBuffer(type)) {
      values.push(value);
    } else if (part == 0) {
      values.array(value);
    } else if (part == 1) {
      values.offset(value);
    } else {
      values.length(value);
    }
  }

  /** Stores all parts on the stack into a local that is not in a frame. */
  void popInto(Local local) {
    places.bring(local);
    for (int part = layout.types().parts(local.type()).length - 1; part >= 0; part--) {
      places.store(local, part);
    }
  }

  /** Stores the single value on the stack, in a frame too; the JVM type is that of the local. */
  void popSingle(Local local) {
    if (places.isInFrame(local)) {
      Type type = writer.single(local.type());
      code.load(0, JvmTypes.OBJECT);
      if (type.getSize() == 2) {
        code.dupX2();
        code.pop();
      } else {
        code.swap();
      }
      places.store(local, 0);
    } else {
      popInto(local);
    }
  }

  private void branch(Code.If statement) {
    Label otherwise = new Label();
    values.conditions().jump(statement.condition(), false, otherwise);
    scoped(statement.whenTrue());
    boolean isAfter = isReachable;
    if (isNothing(statement.whenFalse())) {
      mark(otherwise);
      return;
    }
    Label end = new Label();
    if (isReachable()) {
      code.goTo(end);
    }
    mark(otherwise);
    scoped(statement.whenFalse());
    code.mark(end);
    isReachable |= isAfter;
  }

  private static boolean isNothing(Code statement) {
    return statement instanceof Code.Seq s && s.items().isEmpty();
  }

  /** Prints a block: its locals end with it. */
  void scoped(Code statement) {
    Places.Mark mark = places.mark();
    print(statement);
    places.release(mark);
  }

  private void attempt(Code.Catch statement) {
    Label handler = new Label();
    Label end = new Label();
    handlers.push(handler);
    print(statement.body());
    handlers.pop();
    boolean isAfter = isReachable;
    if (isReachable()) {
      code.goTo(end);
    }
    mark(handler);
    print(statement.handler());
    code.mark(end);
    isReachable |= isAfter;
  }

  private void attempt(AttemptCode statement) {
    String raised = layout.support("Raised").getDescriptor();
    switch (statement) {
      case AttemptCode.TakeError take -> {
        take.into()
            .ifPresent(error -> {
              places.bring(error);
              places.beforeStore(error);
              writer.context();
              code.getfield(layout.context().getInternalName(), "pending", raised);
              places.store(error, 0);
            });
        writer.context();
        writer.callContext("clear", "()V");
      }
      case AttemptCode.NoError none -> storage.zero(none.error());
      case AttemptCode.DropError drop -> storage.zero(drop.error());
      case AttemptCode.RaiseTaken raise -> {
        writer.context();
        places.load(raise.error(), 0);
        code.putfield(layout.context().getInternalName(), "pending", raised);
        leave();
      }
    }
  }

  /** Writes an error into the context and leaves. */
  void raise(Code.Raise raise) {
    writer.context();
    code.iconst(raise.site());
    values.push(raise.code());
    for (int i = 0; i < 2; i++) {
      if (i < raise.args().size()) {
        values.push(raise.args().get(i));
      } else {
        code.lconst(0);
      }
    }
    writer.callContext("raise", "(IJJJ)V");
    leave();
  }

  /** Goes where an error goes: to the nearest handler, or out of the routine. */
  void leave() {
    if (handlers.isEmpty()) {
      writer.returnZero();
    } else {
      code.goTo(handlers.peek());
    }
    isReachable = false;
  }

  /** Leaves if a call left an error in the context. */
  void leaveIfPending() {
    String raised = layout.support("Raised").getDescriptor();
    writer.context();
    code.getfield(layout.context().getInternalName(), "pending", raised);
    if (handlers.isEmpty()) {
      Label fine = new Label();
      code.ifnull(fine);
      writer.returnZero();
      code.mark(fine);
    } else {
      code.ifnonnull(handlers.peek());
    }
  }

  private void call(Code.Call call) {
    Routine callee = layout.plan().routines().get(call.routine());
    call.result().ifPresent(places::bring);
    call.result().ifPresent(places::beforeStore);
    if (callee.usesContext()) {
      writer.context();
    }
    values.call(call.routine(), call.args());
    result(call.result(), callee.result());
    if (callee.fallible()) {
      leaveIfPending();
    }
  }

  private void result(Optional<Local> result, PlanType type) {
    if (result.isPresent()) {
      places.store(result.get(), 0);
      return;
    }
    switch (writer.single(type).getSize()) {
      case 1 -> code.pop();
      case 2 -> code.pop2();
      default -> {}
    }
  }

  private void callExtern(Code.CallExtern call) {
    ExternPlan extern = layout.plan().externs().get(call.extern());
    call.result().ifPresent(places::bring);
    Places.Mark mark = places.mark();
    tasks.beforeExtern(extern);
    boolean isGuarded = extern.fails() || tasks.isBlocking(extern);
    if (isGuarded && call.result().isPresent() && !places.isInFrame(call.result().get())) {
      storage.zero(call.result().get());
    }
    Label start = new Label();
    Label end = new Label();
    code.mark(start);
    call.result().ifPresent(places::beforeStore);
    Type type = layout.externsType();
    writer.context();
    code.getfield(layout.context().getInternalName(), "externs", "Ljava/lang/Object;");
    code.checkcast(type);
    call.args().each(values::push);
    code.invokeinterface(
        type.getInternalName(),
        layout.externName(call.extern()),
        layout.externDescriptor(call.extern()));
    result(call.result(), extern.result());
    code.mark(end);
    tasks.afterExtern(extern);
    if (isGuarded) {
      externThrew(call, extern, start, end);
    }
    places.release(mark);
  }

  /**
   * Any exception is an error of code 1: it has no number of its own. Without `fails` it goes on.
   */
  private void externThrew(Code.CallExtern call, ExternPlan extern, Label start, Label end) {
    Label failed = new Label();
    Label after = new Label();
    code.visitTryCatchBlock(start, end, failed, extern.fails() ? "java/lang/Exception" : null);
    code.goTo(after);
    code.mark(failed);
    if (!extern.fails()) {
      tasks.afterExtern(extern); // the exception stays on the stack below
      code.athrow();
      mark(after);
      return;
    }
    code.pop();
    tasks.afterExtern(extern);
    writer.context();
    code.iconst(call.failure().orElseThrow().site());
    code.lconst(1); // the code, and what {0} stands for
    code.lconst(1);
    code.lconst(0);
    writer.callContext("raise", "(IJJJ)V");
    leave();
    mark(after);
  }

  private void setPosition(Code.PathStep step) {
    writer.context();
    if (isStep) {
      values.push(step.position()); // the runtime knows the rest of the path
      tasks.call("setPosition", "V", Type.LONG_TYPE);
    } else {
      step(step);
      writer.callContext("setPosition", "(JJJ)V");
    }
  }

  private void step(Code.PathStep step) {
    values.push(step.ordinal());
    values.push(step.position());
    values.push(step.value());
  }

  Label label(Map<Integer, Label> targets, dev.luminar.plan.code.Label of) {
    Label label = new Label();
    targets.put(of.id(), label);
    return label;
  }

  Label breakOf(dev.luminar.plan.code.Label of) {
    return label(breaks, of);
  }

  Label continueOf(dev.luminar.plan.code.Label of) {
    return label(continues, of);
  }

  /** Goes to the end of the statement with a label. */
  void goToEnd(dev.luminar.plan.code.Label of) {
    goTo(breaks.get(of.id()));
  }

  private void goTo(Label target) {
    code.goTo(target);
    isReachable = false;
  }

  /** Places a label that something jumps to. */
  void mark(Label label) {
    code.mark(label);
    isReachable = true;
  }
}
