package dev.luminar.analyzer.lower;

import dev.luminar.diag.Span;
import dev.luminar.model.ArrayDecl;
import dev.luminar.model.Assert;
import dev.luminar.model.Assign;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicRmw;
import dev.luminar.model.AtomicStore;
import dev.luminar.model.Attempt;
import dev.luminar.model.Await;
import dev.luminar.model.Block;
import dev.luminar.model.Break;
import dev.luminar.model.BufferDecl;
import dev.luminar.model.Call;
import dev.luminar.model.Cancel;
import dev.luminar.model.CancelBlock;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.Close;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Continue;
import dev.luminar.model.Contribute;
import dev.luminar.model.Ensure;
import dev.luminar.model.For;
import dev.luminar.model.ForReceive;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Let;
import dev.luminar.model.Offer;
import dev.luminar.model.Parallel;
import dev.luminar.model.Poll;
import dev.luminar.model.Raise;
import dev.luminar.model.Receive;
import dev.luminar.model.Reraise;
import dev.luminar.model.Return;
import dev.luminar.model.Select;
import dev.luminar.model.Send;
import dev.luminar.model.Sleep;
import dev.luminar.model.Spawn;
import dev.luminar.model.Stmt;
import dev.luminar.model.Store;
import dev.luminar.model.Swap;
import dev.luminar.model.Task;
import dev.luminar.model.Var;
import dev.luminar.model.While;
import dev.luminar.model.Worker;
import dev.luminar.model.Yield;
import dev.luminar.model.expr.BinaryOperator;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.expr.Slice;
import dev.luminar.model.expr.UnaryOperator;
import dev.luminar.model.type.ArrayType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.BuiltInError;
import dev.luminar.plan.Local;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Label;
import dev.luminar.plan.code.Val;
import java.util.Optional;

/** This pass lowers statements: simple ones here, the others in the class of their construct. */
final class LowerStmt {

  /** The most arms of an if that are nested in each other. */
  private static final int NESTED_ARMS_MAX = 16;

  private LowerStmt() {}

  /** A block in a scope of its own. */
  static void block(RoutineBuilder b, Block block) {
    b.scoped(() -> statements(b, block));
  }

  /** The statements of a block, in the scope that is open. */
  static void statements(RoutineBuilder b, Block block) {
    IndexFacts facts = b.lowering.hoisting.facts;
    int before = facts.assumptions.mark();
    for (Stmt stmt : block.statements()) {
      if (!b.tested.contains(stmt)) {
        statement(b, stmt);
      }
      assumeAfter(b, stmt);
    }
    facts.assumptions.release(before);
  }

  /** What is known behind a statement that goes on only if a condition holds. */
  private static void assumeAfter(RoutineBuilder b, Stmt stmt) {
    if (stmt instanceof Assert check) {
      b.lowering.hoisting.facts.assumptions.assume(b, check.condition(), true);
    } else if (stmt instanceof If choice
        && choice.otherwise().isEmpty()
        && choice.arms().size() == 1
        && leaves(choice.arms().getOnly().body())) {
      b.lowering.hoisting.facts.assumptions.assume(b, choice.arms().getOnly().condition(), false);
    }
  }

  private static boolean leaves(Block block) {
    return switch (block.statements().getLast()) {
      case Break s -> true;
      case Continue s -> true;
      case Return s -> true;
      case Raise s -> true;
      case null -> false;
      default -> false;
    };
  }

  static void statement(RoutineBuilder b, Stmt stmt) {
    b.mark(stmt.span());
    switch (stmt) {
      case Let s -> let(b, s);
      case Var s -> var(b, s);
      case Assign s -> assign(b, s);
      case Store s when s.target().type() instanceof ArrayType -> LowerTaskArray.store(b, s);
      case Store s -> store(b, s);
      case Swap s -> swap(b, s);
      case If s -> branch(b, s);
      case While s -> LowerTeam.around(b, s, () -> LowerLoop.whileLoop(b, s));
      case For s -> LowerTeam.around(b, s, () -> LowerLoop.forLoop(b, s));
      case Break s -> LowerLoop.breakLoop(b);
      case Continue s -> LowerLoop.continueLoop(b);
      case Return s -> returns(b, s);
      case Raise s -> raise(b, s);
      case Attempt s -> LowerAttempt.lower(b, s);
      case Ensure s -> LowerEnsure.lower(b, s);
      case Reraise s -> LowerAttempt.reraise(b, s);
      case Assert s -> asserts(b, s);
      case Call s -> LowerCall.statement(b, s);
      case BufferDecl s -> buffer(b, s);
      case AtomicCell s -> LowerAtomic.cell(b, s);
      case AtomicLoad s -> LowerAtomic.load(b, s);
      case AtomicStore s -> LowerAtomic.store(b, s);
      case AtomicRmw s -> LowerAtomic.update(b, s);
      case AtomicCas s -> LowerAtomic.compareExchange(b, s);
      case ChannelDecl s -> LowerChannel.declare(b, s);
      case Send s -> LowerChannel.send(b, s);
      case Receive s -> LowerChannel.receive(b, s);
      case ForReceive s -> LowerChannel.forReceive(b, s);
      case Offer s -> LowerChannel.offer(b, s);
      case Poll s -> LowerChannel.poll(b, s);
      case Close s -> LowerChannel.close(b, s);
      case Select s -> LowerSelect.lower(b, s);
      case Sleep s -> LowerSleep.sleep(b, s);
      case Yield s -> LowerSleep.yieldOnce(b);
      case Contribute s -> LowerReduction.contribute(b, s);
      case Parallel s -> LowerParallel.lower(b, s);
      case Concurrent s -> LowerConcurrent.lower(b, s);
      case Task s -> LowerTask.start(b, s);
      case Worker s -> LowerWorker.start(b, s);
      case Spawn s -> LowerSpawn.start(b, s);
      case Await s -> LowerSpawn.await(b, s);
      case Cancel s -> LowerCancel.task(b, s);
      case ArrayDecl s -> LowerTaskArray.declare(b, s);
      case CancelBlock s -> LowerCancel.block(b, s);
      default -> throw new IllegalStateException("the analyzer refuses " + stmt);
    }
  }

  private static void let(RoutineBuilder b, Let let) {
    Val value = LowerExpr.value(b, let.value());
    Binding binding = b.bind(let.name(), b.declare(let.name(), value));
    b.lowering.hoisting.facts.noteLet(b, binding, let.value());
  }

  private static void assign(RoutineBuilder b, Assign assign) {
    Binding target = b.lookup(assign.target().name());
    b.emit(new Code.Set(target.local(), LowerExpr.value(b, assign.value())));
    b.lowering.hoisting.facts.noteAssigned(target);
  }

  private static void var(RoutineBuilder b, Var var) {
    Optional<Val> value = var.value().map(v -> LowerExpr.value(b, v));
    Local local = b.local(var.name(), b.plan.type(var.type()));
    b.noteVariable(local);
    b.emit(
        new Code.Declare(
            local, Optional.of(value.orElseGet(() -> LowerFunction.zero(b, local.type())))));
    b.lowering.hoisting.noteVariable(b.bind(var.name(), local));
  }

  /** Buffer, index and value are evaluated in this order; only then is the index checked. */
  private static void store(RoutineBuilder b, Store store) {
    if (b.marks != null) {
      b.marks.store(b, store);
      return;
    }
    Val buffer = b.atom("part", LowerExpr.value(b, store.target()));
    Val at = LowerExpr.index(b, store.index());
    boolean proven = LowerExpr.isInBuffer(b, store.target(), store.index());
    Val index = proven ? at : b.once("index", at);
    Val value = LowerExpr.value(b, store.value());
    if (!proven) {
      LowerExpr.checkIndex(b, index, new Val.Length(buffer), store.span());
    }
    root(store.target()).ifPresent(name -> b.noteStore(b.lookup(name)));
    b.emit(new Code.Store(buffer, index, value));
  }

  /** The name of the buffer that an expression is, or is a part of. */
  static Optional<String> root(Expr buffer) {
    return switch (buffer) {
      case Ref r -> Optional.of(r.name());
      case Slice s -> root(s.buffer());
      default -> Optional.empty();
    };
  }

  private static void swap(RoutineBuilder b, Swap swap) {
    Local first = b.lookup(swap.first().name()).local();
    Local second = b.lookup(swap.second().name()).local();
    b.emit(
        new Code.RaiseIf(
            LowerExpr.i64(
                BinaryOperator.NE,
                new Val.Length(Val.read(first)),
                new Val.Length(Val.read(second))),
            b.raise(
                BuiltInError.LENGTH_MISMATCH,
                swap.span(),
                new Val.Length(Val.read(first)),
                new Val.Length(Val.read(second)))));
    b.noteVariable(first);
    b.noteVariable(second);
    b.emit(new Code.SwapBuffers(first, second));
  }

  /** A short chain of arms is nested as people write it; a long one is laid out flat. */
  private static void branch(RoutineBuilder b, If stmt) {
    if (stmt.arms().size() <= NESTED_ARMS_MAX) {
      nestedBranch(b, stmt, 0);
      return;
    }
    Label end = b.label("end_if");
    Code arms =
        b.nested(() -> {
          for (IfArm arm : stmt.arms()) {
            Val condition = LowerExpr.value(b, arm.condition());
            Code then =
                LowerExpr.branch(
                    b,
                    arm.condition(),
                    true,
                    () -> {
                      block(b, arm.body());
                      b.emit(new Code.Break(end));
                    });
            b.emit(new Code.If(condition, then, Code.NOTHING));
          }
          stmt.otherwise().ifPresent(last -> block(b, last));
        });
    b.emit(new Code.Labelled(end, arms));
  }

  private static void nestedBranch(RoutineBuilder b, If stmt, int arm) {
    Val condition = LowerExpr.value(b, stmt.arms().get(arm).condition());
    Expr test = stmt.arms().get(arm).condition();
    Code then = LowerExpr.branch(b, test, true, () -> block(b, stmt.arms().get(arm).body()));
    Code otherwise =
        LowerExpr.branch(
            b,
            test,
            false,
            () -> {
              if (arm + 1 < stmt.arms().size()) {
                nestedBranch(b, stmt, arm + 1);
              } else {
                stmt.otherwise().ifPresent(last -> block(b, last));
              }
            });
    b.emit(new Code.If(condition, then, otherwise));
  }

  private static void returns(RoutineBuilder b, Return stmt) {
    Optional<Val> value = stmt.value().map(v -> LowerExpr.value(b, v));
    Jumps.Exit exit = b.jumps.exit();
    if (exit == null) {
      b.emit(new Code.Return(value));
      return;
    }
    value.ifPresent(v -> b.emit(new Code.Set(exit.result(), v)));
    leave(b, exit);
  }

  private static void leave(RoutineBuilder b, Jumps.Exit exit) {
    Jumps.Ensured left = b.jumps.leftByReturn();
    if (left != null) {
      LowerEnsure.jump(b, left, Jumps.Way.RETURN, () -> leave(b, exit));
      return;
    }
    b.releaseUpTo(exit.scope());
    b.emit(new Code.Break(exit.label()));
  }

  private static void raise(RoutineBuilder b, Raise stmt) {
    Val code = stmt.code().map(c -> LowerExpr.index(b, c)).orElse(Val.i64(0));
    int site = b.plan.site(stmt.errorType(), stmt.message(), stmt.span());
    var args = LowerExpr.values(b, stmt.arguments());
    b.emit(b.raise(site, code, args));
  }

  private static void asserts(RoutineBuilder b, Assert stmt) {
    Val condition = LowerExpr.value(b, stmt.condition());
    // The arguments are only evaluated when the assertion fails, as is whatever they can raise.
    Code failing =
        b.nested(() -> {
          var args = LowerExpr.values(b, stmt.arguments());
          int site =
              b.plan.site(BuiltInError.ASSERTION_FAILED.typeName(), stmt.message(), stmt.span());
          b.emit(b.raise(site, Val.i64(0), args));
        });
    b.emit(new Code.If(not(condition), failing, Code.NOTHING));
  }

  static Val not(Val condition) {
    return new Val.Unary(UnaryOperator.NOT, ScalarType.BOOL, condition);
  }

  private static void buffer(RoutineBuilder b, BufferDecl decl) {
    Val length = b.once("length", LowerExpr.index(b, decl.length()));
    Span span = decl.span();
    Local storage = b.local(decl.name(), b.plan.type(decl.type()));
    b.own(storage);
    b.emit(
        new Code.NewBuffer(
            storage,
            length,
            b.raise(BuiltInError.NEGATIVE_LENGTH, span, length),
            b.raise(BuiltInError.OUT_OF_MEMORY, span)));
    if (b.lowering.isSwapped(b.cursor.function, decl.name())) {
      // What the name stands for may change; what was allocated is given back all the same.
      Local name = b.declare(decl.name(), Val.read(storage));
      b.noteVariable(name);
      b.lowering.hoisting.facts.noteStorage(b, b.bind(decl.name(), name), decl.length());
    } else {
      b.lowering.hoisting.facts.noteStorage(b, b.bind(decl.name(), storage), decl.length());
    }
  }
}
