package dev.luminar.emit.c;

import dev.luminar.diag.Span;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.Routine;
import dev.luminar.plan.code.AtomicCode;
import dev.luminar.plan.code.AttemptCode;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.TaskCode;
import dev.luminar.plan.code.Val;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Prints the body of one routine. */
final class Body {
  /** Where an error goes: to a label of C, or out of the routine. */
  private record Handler(String label) {}

  final Emission emission;
  final Routine routine;
  final Locals locals;
  final Values values;
  final Out out;
  private final Deque<Handler> handlers = new ArrayDeque<>();
  final JumpCode jumps;
  private final RegionCode regionCode;
  private final AtomicPrinter atomics;
  private final AttemptPrinter attempts;
  private final TaskPrinter tasks;
  private final StoragePrinter storage;

  private Span place;
  private boolean usesStatus;
  private boolean usesOrdinal;
  private boolean usesChosen;
  private boolean usesSubstitute;

  Body(Emission emission, Routine routine, List<String> frameFields, Out out) {
    this.place = routine.span();
    this.emission = emission;
    this.routine = routine;
    this.out = out;
    this.locals = new Locals(emission, routine, frameFields);
    this.values = new Values(emission, locals);
    this.jumps = new JumpCode(this);
    this.regionCode = new RegionCode(this);
    this.atomics = new AtomicPrinter(this);
    this.attempts = new AttemptPrinter(this);
    this.tasks = new TaskPrinter(this);
    this.storage = new StoragePrinter(this);
    if (routine.usesContext()) {
      locals.reserve("context");
    }
  }

  /** Where the user wrote what is printed now. */
  Span place() {
    return place;
  }

  /** Says that the variable {@code status} is used. */
  void useStatus() {
    usesStatus = true;
  }

  /** Says that the variable {@code item_ordinal} is used. */
  void useOrdinal() {
    usesOrdinal = true;
  }

  /** Says that the variable {@code chosen_arm} is used. */
  void useChosen() {
    usesChosen = true;
  }

  /** Says that the variable {@code has_substitute} is used. */
  void useSubstitute() {
    usesSubstitute = true;
  }

  /** Declares what the runtime's answers are kept in, at the top of the routine. */
  void stepVariables(Out top) {
    if (usesStatus) {
      top.line("LuminarStatus status = LUMINAR_OK;");
    }
    if (usesOrdinal) {
      top.line("uint64_t item_ordinal = 0;");
    }
    if (usesChosen) {
      top.line("uint32_t chosen_arm = 0;");
    }
    if (usesSubstitute) {
      top.line("bool has_substitute = false;");
    }
  }

  /** Prints {@code code} at the present depth. */
  void print(Code code) {
    switch (code) {
      case Code.Plain plain -> plain(plain);
      case AtomicCode atomic -> atomics.print(atomic);
      case AttemptCode attempt -> attempts.print(attempt);
      case TaskCode task -> tasks.print(task);
    }
  }

  private void plain(Code.Plain code) {
    switch (code) {
      case Code.Seq s -> seq(s.items());
      case Code.Mark m -> place = m.span();
      case Code.Note n -> out.line("/* " + CText.comment(n.text()) + " */");
      case Code.Declare d -> declare(d.local(), d.value());
      case Code.Set s -> assign(s.local(), s.value());
      case Code.Store s -> {
        PlanType element = ((PlanType.Buffer) s.buffer().type()).element();
        String value = values.stored(element, s.value(), out);
        out.line(values.element(s.buffer(), s.index(), out) + " = " + value + ";");
      }
      case Code.If i -> jumps.choice(i);
      case Code.Loop l -> jumps.loop(l);
      case Code.Count c -> jumps.count(c);
      case Code.Labelled l -> jumps.labelled(l);
      case Code.Break b -> jumps.jumpOut(b.label());
      case Code.Continue c -> jumps.jumpToNext(c.label());
      case Code.Return r ->
          out.line(r.value().map(v -> "return " + values.print(v, out) + ";").orElse("return;"));
      case Code.Raise r -> raise(r);
      case Code.RaiseIf r -> raiseIf(values.print(r.condition(), out), r.raise());
      case Code.Catch c -> caught(c);
      case Code.Reraise r -> toHandler();
      case Code.Call c -> call(c);
      case Code.CallExtern c -> callExtern(c);
      case Code.NewCell n -> storage.newCell(n);
      case Code.NewBuffer n -> storage.newBuffer(n);
      case Code.TryBuffer t -> storage.tryBuffer(t);
      case Code.EmptyBuffer e -> storage.emptyBuffer(e.buffer());
      case Code.FreeBuffer f -> storage.freeBuffer(f.buffer());
      case Code.NoTeam n -> storage.noTeam(n.team());
      case Code.Team t -> print(t.body());
      case Code.EndTeam e -> out.line("team_end(" + addressOf(e.team()) + ");");
      case Code.SwapBuffers s -> storage.swap(s);
      case Code.CheckOverlap c -> storage.checkOverlap(c);
      case Code.SetPosition s -> setPosition(s.step());
      case Code.RunRegion r -> {
        regionCode.run(r);
        afterRegion(emission.region(r.region()).usesContext());
        if (emission.region(r.region()).stops()) {
          checkFailed();
        }
      }
      case Code.RecordIteration r -> regionCode.record(r);
      case Code.AutoThreads a -> regionCode.autoThreads(a);
      case Code.PartNumber p -> regionCode.partNumber(p);
      case Code.LoadPartial l -> regionCode.load(l);
      case Code.StorePartial s -> regionCode.store(s);
      case Code.Lanes l -> new LaneCode(this).print(l);
    }
  }

  private void seq(ImmutableList<Code> items) {
    boolean isReachable = true;
    for (Code item : items) {
      if (isReachable || Flow.suspends(item)) {
        print(item);
      }
      isReachable &= Flow.completes(item);
    }
  }

  private void setPosition(Code.PathStep step) {
    if (routine.kind() == Routine.Kind.STEP) {
      out.line(
          emission.support.use("task_place") // the runtime knows the rest of the path
              + "(task, "
              + values.print(step.position(), out)
              + ");");
      return;
    }
    out.line(
        emission.support.use("context_place")
            + "(context, "
            + ordinal(step.ordinal())
            + ", "
            + values.print(step.position(), out)
            + ", "
            + values.print(step.value(), out)
            + ");");
  }

  /** Hands on what a region inside a task collected. */
  private void afterRegion(boolean usesContext) {
    if (usesContext && routine.kind() == Routine.Kind.STEP) {
      emission.support.use("collected_to_runtime");
      out.line("collected_to_runtime(context);");
    }
  }

  /** An ordinal of a path as an int32_t. */
  String ordinal(Val ordinal) {
    return ordinal instanceof Val.Const
        ? values.print(ordinal, out)
        : "(int32_t)" + values.operand(ordinal, out);
  }

  // ---- locals ----

  private void declare(Local local, Optional<Val> value) {
    if (local.type() instanceof PlanType.Buffer) {
      String from = value.map(v -> values.print(v, out)).orElse("NULL");
      String length = value.map(v -> values.length(v, out)).orElse("0");
      setBuffer(local, from, length);
    } else {
      set(local, value.map(v -> values.print(v, out)).orElse(Emission.zero(local.type())));
    }
  }

  private void assign(Local local, Val value) {
    if (value instanceof Val.Read read && read.local().equals(local)) {
      return; // compilers warn about an assignment to itself
    }
    if (local.type() instanceof PlanType.Buffer) {
      setBuffer(local, values.print(value, out), values.length(value, out));
    } else {
      set(local, values.print(value, out));
    }
  }

  /** Gives a local a value, and declares it where nothing has. */
  void set(Local local, String value) {
    if (!locals.isNew(local)) {
      String initializer =
          value.startsWith("{") ? "(" + emission.type(local.type()).trim() + ")" + value : value;
      out.line(locals.place(local) + " = " + initializer + ";");
      return;
    }
    String name = locals.declare(local);
    out.line(emission.declaration(local.type(), name) + " = " + value + ";");
    unusedUnlessRead(name);
  }

  /** Gives a buffer local an address and a length, and declares it where nothing has. */
  void setBuffer(Local local, String from, String length) {
    if (!locals.isNew(local)) {
      out.line(locals.place(local) + " = " + from + ";");
      out.line(locals.lengthPlace(local) + " = " + length + ";");
      return;
    }
    String name = locals.declare(local);
    out.line(emission.declaration(local.type(), name) + " = " + from + ";");
    out.line("int64_t " + name + "_length = " + length + ";");
    unusedUnlessRead(name);
    unusedUnlessRead(name + "_length");
  }

  /** Makes sure that a local can be written to through its address, and returns that address. */
  String addressOf(Local local) {
    if (locals.isNew(local)) {
      set(local, Emission.zero(local.type()));
    }
    return "&" + locals.place(local);
  }

  /**
   * Says that the program does not use a variable, if that turns out so; compilers warn otherwise.
   */
  void unusedUnlessRead(String name) {
    BooleanSupplier isRead = locals.reading(name);
    out.lineIf("(void)" + name + ";", () -> !isRead.getAsBoolean());
  }

  // ---- errors ----

  private void caught(Code.Catch caught) {
    String name = caught.label().name().isEmpty() ? "failed" : caught.label().name();
    String label = jumps.declare(name);
    String after = jumps.declare("after_" + name);
    handlers.push(new Handler(label));
    print(caught.body());
    handlers.pop();
    if (!jumps.isJumpedTo(label)) {
      if (Flow.suspends(caught.handler())) {
        throw new IllegalStateException(
            "a handler that nothing reaches suspends in " + routine.name());
      }
      return;
    }
    if (Flow.completes(caught.body())) {
      jumps.jump(after);
    }
    jumps.block(label + ": {", caught.handler());
    out.close("}");
    out.flushIf(after + ":;", () -> jumps.isJumpedTo(after));
  }

  /** Goes to where errors go. */
  void toHandler() {
    if (handlers.isEmpty()) {
      PlanType result = routine.result();
      if (result instanceof PlanType.Nothing) {
        out.line("return;");
      } else if (result instanceof PlanType.Struct) {
        out.line("return (" + emission.type(result) + "){0};");
      } else {
        out.line("return " + Emission.zero(result) + ";");
      }
    } else {
      jumps.jump(handlers.peek().label());
    }
  }

  /** Puts an error on its way and goes to its handler. */
  void raise(Code.Raise raise) {
    String code = values.print(raise.code(), out);
    var args = raise.args().collect(arg -> values.print(arg, out));
    String type = CText.comment(emission.plan.sites().get(raise.site()).type());
    emission.support.use("raise_error");
    out.line(
        "raise_error(context, "
            + raise.site()
            + " /* "
            + type
            + " */, "
            + code
            + ", "
            + (args.size() > 0 ? args.get(0) : "0")
            + ", "
            + (args.size() > 1 ? args.get(1) : "0")
            + ");");
    toHandler();
  }

  void raiseIf(String condition, Code.Raise raise) {
    out.open("if (" + condition + ") {");
    raise(raise);
    out.close("}");
  }

  /** Looks for an error that a call left in the context. */
  void checkFailed() {
    out.open("if (context->failed) {");
    toHandler();
    out.close("}");
  }

  // ---- calls ----

  private void call(Code.Call call) {
    Routine callee = emission.routine(call.routine());
    var args = Lists.mutable.<String>empty();
    if (emission.usesContext(callee)) {
      args.add("context");
    }
    call.args().each(arg -> values.addArgument(args, arg, out));
    result(call.result(), emission.routines.get(callee.id()) + "(" + args.makeString(", ") + ")");
    afterRegion(callee.usesContext());
    if (callee.fallible()) {
      checkFailed();
    }
  }

  private void result(Optional<Local> result, String expression) {
    if (result.isPresent()) {
      set(result.get(), expression);
    } else {
      out.line(expression + ";");
    }
  }

  private void callExtern(Code.CallExtern call) {
    var extern = emission.plan.externs().get(call.extern());
    var args = Lists.mutable.<String>empty();
    call.args().each(arg -> values.addArgument(args, arg, out));
    String name = emission.externs.get(call.extern());
    tasks.beforeExtern(extern);
    if (extern.fails()) {
      call.result().ifPresent(result -> args.add(addressOf(result)));
      if (call.result().isEmpty() && !(extern.result() instanceof PlanType.Nothing)) {
        String ignored = locals.fresh("ignored");
        out.line(emission.declaration(extern.result(), ignored) + ";");
        args.add("&" + ignored);
      }
      String status = locals.fresh("status");
      out.line("const int32_t " + status + " = " + name + "(" + args.makeString(", ") + ");");
      tasks.afterExtern(extern);
      out.open("if (" + status + " != 0) {");
      raiseExtern(call.failure().orElseThrow(), status);
      out.close("}");
    } else {
      result(call.result(), name + "(" + args.makeString(", ") + ")");
      tasks.afterExtern(extern);
    }
  }

  /** The code that the extern gave is the record's code, and the argument of its message. */
  private void raiseExtern(Code.Raise failure, String status) {
    emission.support.use("raise_error");
    out.line(
        "raise_error(context, "
            + failure.site()
            + " /* extern_failed */, "
            + status
            + ", "
            + status
            + ", 0);");
    toHandler();
  }
}
