package dev.luminar.emit.bytecode;

import dev.luminar.diag.Span;
import dev.luminar.model.RuntimeConfig;
import dev.luminar.plan.ExternPlan;
import dev.luminar.plan.RegionErrors;
import dev.luminar.plan.Routine;
import dev.luminar.plan.TaskRegion;
import dev.luminar.plan.code.TaskCode;
import java.util.Optional;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Prints what starts, joins and ends tasks; {@link ChannelStatements} prints channels. */
final class TaskStatements {
  private static final int FAILED_STEP = 3; // Step.FAILED of the runtime
  private static final int YIELD = 1; // Step.YIELD
  private static final int WAIT = 2; // Step.WAIT
  private static final int PENDING = 1; // Status.PENDING
  private static final int CANCELLED = 4; // Status.CANCELLED
  private static final int FAILED = 7; // Status.FAILED
  private static final int UNBOUNDED = -1; // Strategy.UNBOUNDED

  private final RoutineWriter writer;
  private final Statements statements;
  private final ProgramLayout layout;
  private final InstructionAdapter code;
  private final Places places;
  private final Values values;
  private final ChannelStatements channels;
  private final TaskReferences references;
  private final boolean isStep;
  private final Label[] resumes;
  private final Span[] spans;
  private int blockingSlot;

  TaskStatements(RoutineWriter writer, Statements statements) {
    this.writer = writer;
    this.statements = statements;
    this.layout = writer.layout;
    this.code = writer.code;
    this.places = writer.places;
    this.values = writer.values;
    this.isStep = writer.routine.kind() == Routine.Kind.STEP;
    this.resumes = new Label[writer.routine.suspensions()];
    this.spans = new Span[resumes.length];
    for (int i = 0; i < resumes.length; i++) {
      resumes[i] = new Label();
    }
    this.channels = new ChannelStatements(writer, statements, this);
    this.references = new TaskReferences(writer, statements, this);
  }

  /** Where a step goes on from a suspension point, from 1. */
  Label resume(int suspension) {
    return resumes[suspension - 1];
  }

  /** Where the suspension points are in the source. */
  Span[] spans() {
    return spans;
  }

  void print(TaskCode statement) {
    switch (statement) {
      case TaskCode.StartRuntime s -> start(s);
      case TaskCode.OpenGroup o -> open(o);
      case TaskCode.StartTask s -> references.start(s);
      case TaskCode.AwaitTask a -> references.await(a);
      case TaskCode.CancelTask c -> {
        writer.context();
        values.push(c.task());
        call("cancel", "V", layout.support("Task"));
      }
      case TaskCode.NewTasks n -> references.make(n);
      case TaskCode.PutTask p -> references.put(p);
      case TaskCode.TakeTask t -> references.take(t);
      case TaskCode.NoTask n -> references.none(n.task());
      case TaskCode.ReleaseTask r -> references.none(r.task());
      case TaskCode.JoinGroup j -> join(j);
      case TaskCode.Select s -> new SelectStatements(writer, statements, this, channels).print(s);
      case TaskCode.Sleep s -> sleep(s);
      case TaskCode.Yield y -> yieldNow(y);
      case TaskCode.CancelGroup c -> {
        writer.context();
        places.load(c.group(), 0);
        call("cancel", "V", JvmTypes.GROUP);
      }
      case TaskCode.CheckCancelled c -> leaveIfCancelled(c.cancelled());
      case TaskCode.MaskCancel m -> {
        writer.context();
        code.iconst(m.hides() ? 1 : -1);
        call("mask", "V", Type.INT_TYPE);
      }
      case TaskCode.RecordItem r -> {
        writer.context();
        values.push(r.item());
        call("recordItem", "V", Type.LONG_TYPE);
      }
      case TaskCode.FailTask f -> {
        writer.context();
        if (f.item().isPresent()) {
          values.push(f.item().get());
          call("failAt", "V", Type.LONG_TYPE);
        } else {
          call("fail", "V");
        }
      }
      case TaskCode.Finish f -> {
        f.result().ifPresent(references::leave);
        finish(f.failed() ? FAILED_STEP : FrameWriter.DONE);
      }
      default -> channels.print(statement);
    }
  }

  /** Calls a method of the tasks' support; the context and the arguments are on the stack. */
  void call(String name, String result, Type... arguments) {
    StringBuilder descriptor = new StringBuilder("(").append(layout.context().getDescriptor());
    for (Type argument : arguments) {
      descriptor.append(argument.getDescriptor());
    }
    String owner = layout.support("Tasks").getInternalName();
    code.invokestatic(owner, name, descriptor.append(')').append(result).toString(), false);
  }

  /** Ends a step. */
  void finish(int result) {
    flush();
    code.iconst(result);
    code.areturn(Type.INT_TYPE);
  }

  private void flush() {
    if (writer.hasContext()) {
      writer.context();
      call("flush", "V");
    }
  }

  /** A sleep has no finishing form: the step that goes on asks whether it was cut short. */
  private void sleep(TaskCode.Sleep sleep) {
    Places.Mark mark = places.mark();
    int status = places.temporary("status", Type.INT_TYPE);
    boolean isBegun = isStep && sleep.suspension() > 0;
    writer.context();
    values.push(sleep.nanos());
    call(isBegun ? "sleepBegin" : "sleep", "I", Type.LONG_TYPE);
    code.store(status, Type.INT_TYPE);
    places.alive();
    Label end = new Label();
    if (isBegun) {
      Label isDone = new Label();
      suspend(sleep.suspension(), status);
      code.goTo(isDone);
      code.mark(resume(sleep.suspension()));
      writer.context();
      call("check", "I");
      code.store(status, Type.INT_TYPE);
      code.mark(isDone);
    }
    code.load(status, Type.INT_TYPE);
    code.ifeq(end);
    leaveIfStopped(status, sleep.cancelled());
    statements.raise(sleep.failure());
    statements.mark(end);
    places.release(mark);
  }

  /** Leaves if a wait was cut short: by its label or, where there is none, by an error. */
  void leaveIfStopped(int status, Optional<dev.luminar.plan.code.Label> cancelled) {
    Label isOther = new Label();
    if (cancelled.isPresent()) {
      code.load(status, Type.INT_TYPE);
      code.iconst(CANCELLED);
      code.ificmpne(isOther);
      statements.goToEnd(cancelled.get());
    } else {
      writer.context();
      code.load(status, Type.INT_TYPE);
      code.iconst(0);
      call("isFailure", "Z", Type.INT_TYPE, Type.BOOLEAN_TYPE);
      code.ifeq(isOther);
      statements.leave();
    }
    statements.mark(isOther);
  }

  /** Ends the step so that others may run, and goes on behind it with the next. */
  private void yieldNow(TaskCode.Yield yield) {
    spans[yield.suspension() - 1] = statements.span();
    code.load(0, JvmTypes.OBJECT);
    code.iconst(yield.suspension());
    code.putfield(layout.owner(writer.routine.id()), "state", "I");
    finish(YIELD);
    code.mark(resume(yield.suspension()));
    leaveIfCancelled(yield.cancelled());
  }

  private void leaveIfCancelled(dev.luminar.plan.code.Label cancelled) {
    Label goOn = new Label();
    writer.context();
    call("isCancelled", "Z");
    code.ifeq(goOn);
    statements.goToEnd(cancelled);
    statements.mark(goOn);
  }

  /** Ends a step at a suspension point if the status on top says so; the point itself follows. */
  void suspend(int suspension, int status) {
    spans[suspension - 1] = statements.span();
    Label isDone = new Label();
    code.load(status, Type.INT_TYPE);
    code.iconst(PENDING);
    code.ificmpne(isDone);
    code.load(0, JvmTypes.OBJECT);
    code.iconst(suspension);
    code.putfield(layout.owner(writer.routine.id()), "state", "I");
    finish(WAIT);
    code.mark(isDone);
  }

  private void start(TaskCode.StartRuntime start) {
    RuntimeConfig config = layout.plan().config();
    if (!config.equals(RuntimeConfig.DEFAULT)) {
      configure(config);
    }
    writer.context();
    code.aconst(JvmNames.legal(writer.routine.name()));
    code.aconst(FrameWriter.place(writer.routine.span()));
    call("start", "Z", JvmTypes.STRING, JvmTypes.STRING);
    Label isFine = new Label();
    code.ifne(isFine);
    statements.raise(start.failure());
    statements.mark(isFine);
  }

  private void configure(RuntimeConfig config) {
    code.iconst(config.maxThreads());
    code.iconst(config.useWorkStealing() ? 1 : 0);
    code.iconst(config.defaultChannelCapacity());
    code.iconst(config.useLockFreeChannels() ? 1 : 0);
    code.iconst(config.collectErrorStatistics() ? 1 : 0);
    code.lconst(config.sharedMemoryPoolSize());
    code.invokestatic(layout.support("Tasks").getInternalName(), "configure", "(IZIZZJ)V", false);
  }

  private void open(TaskCode.OpenGroup open) {
    TaskRegion region = layout.plan().taskRegions().get(open.region());
    places.bring(open.group());
    places.beforeStore(open.group());
    writer.context();
    switch (region.errors()) {
      case RegionErrors.Collect collect -> {
        code.iconst(1);
        code.iconst(collect.max() == Integer.MAX_VALUE ? UNBOUNDED : collect.max());
      }
      case RegionErrors.Ignore ignore -> {
        code.iconst(2);
        code.iconst(1);
      }
      default -> {
        code.iconst(0);
        code.iconst(1);
      }
    }
    code.aconst(JvmNames.legal(region.name()));
    code.aconst(FrameWriter.place(region.span()));
    code.lconst(region.timeout().orElse(-1));
    code.lconst(region.grace());
    call(
        "open",
        JvmTypes.GROUP.getDescriptor(),
        Type.INT_TYPE,
        Type.INT_TYPE,
        JvmTypes.STRING,
        JvmTypes.STRING,
        Type.LONG_TYPE,
        Type.LONG_TYPE);
    places.store(open.group(), 0);
    Label isThere = new Label();
    places.load(open.group(), 0);
    code.ifnonnull(isThere);
    statements.raise(open.noMemory());
    statements.mark(isThere);
  }

  private void join(TaskCode.JoinGroup join) {
    Places.Mark mark = places.mark();
    int status = places.temporary("status", Type.INT_TYPE);
    if (isStep && join.suspension() > 0) {
      group(join);
      call("joinBegin", "I", JvmTypes.GROUP, Type.BOOLEAN_TYPE);
      code.store(status, Type.INT_TYPE);
      places.alive();
      suspend(join.suspension(), status);
      code.mark(resume(join.suspension()));
      group(join);
      code.iconst(join.timedOut().isPresent() ? 1 : 0);
      call("joined", "I", JvmTypes.GROUP, Type.BOOLEAN_TYPE, Type.BOOLEAN_TYPE);
    } else {
      group(join);
      code.iconst(join.timedOut().isPresent() ? 1 : 0);
      call("join", "I", JvmTypes.GROUP, Type.BOOLEAN_TYPE, Type.BOOLEAN_TYPE);
    }
    code.store(status, Type.INT_TYPE);
    places.alive();
    if (join.timedOut().isPresent()) {
      places.bring(join.timedOut().get());
      places.beforeStore(join.timedOut().get());
      writer.context();
      code.getfield(layout.context().getInternalName(), "groupTimedOut", "Z");
      places.store(join.timedOut().get(), 0);
    }
    if (join.errorCount().isPresent()) {
      places.bring(join.errorCount().get());
      places.beforeStore(join.errorCount().get());
      writer.context();
      code.getfield(layout.context().getInternalName(), "groupErrors", "J");
      places.store(join.errorCount().get(), 0);
    }
    if (!join.abandon()) {
      outcome(join, status);
    }
    if (join.errorCount().isEmpty() && join.timedOut().isEmpty()) {
      places.release(mark);
    }
  }

  private void outcome(TaskCode.JoinGroup join, int status) {
    Label isFine = new Label();
    code.load(status, Type.INT_TYPE);
    code.ifeq(isFine);
    if (layout.plan().taskRegions().get(join.region()).errors() instanceof RegionErrors.Ignore) {
      cancelled(join);
    } else {
      Label isCancelled = new Label();
      code.load(status, Type.INT_TYPE);
      code.iconst(FAILED);
      code.ificmpne(isCancelled);
      statements.leave();
      statements.mark(isCancelled);
      cancelled(join);
    }
    statements.mark(isFine);
  }

  private void cancelled(TaskCode.JoinGroup join) {
    if (join.cancelled().isPresent()) {
      statements.goToEnd(join.cancelled().get());
    }
  }

  private void group(TaskCode.JoinGroup join) {
    writer.context();
    places.load(join.group(), 0);
    code.iconst(join.abandon() ? 1 : 0);
  }

  /** Before an extern that blocks: its thread counts as none of the pool's. */
  void beforeExtern(ExternPlan extern) {
    if (isBlocking(extern)) {
      blockingSlot = places.temporary("begun", Type.BOOLEAN_TYPE);
      writer.context();
      call("blockingBegin", "Z");
      code.store(blockingSlot, Type.BOOLEAN_TYPE);
      places.alive();
    }
  }

  void afterExtern(ExternPlan extern) {
    if (isBlocking(extern)) {
      writer.context();
      code.load(blockingSlot, Type.BOOLEAN_TYPE);
      call("blockingEnd", "V", Type.BOOLEAN_TYPE);
    }
  }

  boolean isBlocking(ExternPlan extern) {
    return extern.blocks() && layout.plan().needsRuntime();
  }
}
