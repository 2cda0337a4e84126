package dev.luminar.model.text;

import dev.luminar.model.ArrayDecl;
import dev.luminar.model.Assert;
import dev.luminar.model.Assign;
import dev.luminar.model.AsyncRead;
import dev.luminar.model.AsyncWrite;
import dev.luminar.model.AtomicCas;
import dev.luminar.model.AtomicCell;
import dev.luminar.model.AtomicLoad;
import dev.luminar.model.AtomicPlace;
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
import dev.luminar.model.CellPlace;
import dev.luminar.model.ChannelDecl;
import dev.luminar.model.Close;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Continue;
import dev.luminar.model.Contribute;
import dev.luminar.model.ElementPlace;
import dev.luminar.model.Emit;
import dev.luminar.model.Ensure;
import dev.luminar.model.For;
import dev.luminar.model.ForReceive;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Let;
import dev.luminar.model.MemoryOrder;
import dev.luminar.model.Offer;
import dev.luminar.model.Parallel;
import dev.luminar.model.Pipeline;
import dev.luminar.model.Poll;
import dev.luminar.model.Raise;
import dev.luminar.model.Range;
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
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * Prints statements, one per line, two blanks per level of blocks. {@link RegionPrinter} prints the
 * longer ones.
 */
final class StmtPrinter {
  private final StringBuilder out;
  private final ExprPrinter exprs;
  private final RegionPrinter regions;
  private final @Nullable Type result;
  private int level;

  /** {@code result} is what the enclosing function returns, if that is known. */
  StmtPrinter(StringBuilder out, @Nullable Type result, int level) {
    this.out = out;
    this.exprs = new ExprPrinter(out);
    this.regions = new RegionPrinter(out, exprs, this);
    this.result = result;
    this.level = level;
  }

  /** Prints a block from its opening to its closing brace. */
  void block(Block block) {
    if (block.statements().isEmpty()) {
      out.append("{ }");
      return;
    }
    out.append("{\n");
    level++;
    for (Stmt statement : block.statements()) {
      indent();
      statement(statement);
      out.append('\n');
    }
    level--;
    indent();
    out.append('}');
  }

  void open() {
    out.append("{\n");
    level++;
  }

  void close() {
    level--;
    indent();
    out.append('}');
  }

  void indent() {
    out.append("  ".repeat(level));
  }

  void statement(Stmt statement) {
    switch (statement) {
      case If s -> ifArms(s);
      case While s -> {
        out.append("while ");
        exprs.print(s.condition(), null);
        out.append(' ');
        block(s.body());
      }
      case For s -> {
        out.append("for ").append(Quoting.name(s.index())).append(" in ");
        range(s.range());
        out.append(' ');
        block(s.body());
      }
      case ForReceive s -> {
        out.append("for ").append(Quoting.name(s.item())).append(" from ");
        exprs.print(s.channel(), null);
        out.append(' ');
        block(s.body());
      }
      case Attempt s -> {
        out.append("attempt ");
        block(s.body());
        out.append(" handle ").append(Quoting.name(s.error())).append(' ');
        block(s.handler());
      }
      case Ensure s -> {
        out.append("ensure ");
        block(s.body());
        out.append(" cleanup ");
        block(s.cleanup());
      }
      case Parallel s -> regions.parallel(s);
      case Concurrent s -> regions.concurrent(s);
      case Task s -> regions.task(s);
      case Worker s -> regions.worker(s);
      case Pipeline s -> regions.pipeline(s);
      case Select s -> regions.select(s);
      default -> {
        simple(statement);
        out.append(';');
      }
    }
  }

  private void simple(Stmt statement) {
    switch (statement) {
      case Let s -> {
        out.append("let ").append(Quoting.name(s.name())).append(" = ");
        exprs.print(s.value(), null);
      }
      case Var s -> {
        out.append("var ").append(Quoting.name(s.name())).append(": ").append(s.type());
        s.value().ifPresent(value -> assign(value, s.type()));
      }
      case Assign s -> {
        out.append(Quoting.name(s.target().name()));
        assign(s.value(), s.target().type());
      }
      case Store s -> {
        if (!s.claim().symbol().isEmpty()) {
          out.append(s.claim().symbol()).append(' ');
        }
        indexed(s.target(), s.index());
        assign(
            s.value(),
            s.target().type() instanceof BufferType buffer ? buffer.element().loaded() : null);
      }
      case Swap s -> call("swap", s.expressions(), null);
      case Break _ -> out.append("break");
      case Continue _ -> out.append("continue");
      case Return s -> {
        out.append("return");
        s.value()
            .ifPresent(value -> {
              out.append(' ');
              exprs.print(value, result);
            });
      }
      case Raise s -> raise(s);
      case Reraise s -> out.append("raise ").append(Quoting.name(s.error()));
      case Assert s -> {
        out.append("assert ");
        exprs.print(s.condition(), null);
        out.append(", ").append(Quoting.string(s.message()));
        s.arguments().forEach(argument -> argument(argument, ScalarType.I64));
      }
      case Call s -> {
        s.result()
            .ifPresent(name -> out.append("let ").append(Quoting.name(name)).append(" = call "));
        call(Quoting.callee(s.callee()), s.arguments(), null);
      }
      case BufferDecl s -> {
        out.append(s.type().isAtomic() ? "atomic buffer " : "buffer ")
            .append(Quoting.name(s.name()));
        out.append(": ").append(s.type().element());
        bracketed(s.length());
      }
      case ArrayDecl s -> {
        out.append("array ").append(Quoting.name(s.name())).append(": ").append(s.type().element());
        bracketed(s.length());
      }
      case ChannelDecl s -> {
        out.append("channel ").append(Quoting.name(s.name())).append(": ").append(s.element());
        s.count().ifPresent(this::bracketed);
        s.capacity()
            .ifPresent(capacity -> {
              out.append(" (capacity = ");
              exprs.print(capacity, null);
              out.append(')');
            });
      }
      case AtomicCell s -> {
        out.append("atomic ").append(Quoting.name(s.name())).append(": ").append(s.type());
        assign(s.value(), s.type());
      }
      case AtomicLoad s -> {
        results(Optional.of(s.result()), Optional.empty());
        atomic(s.place(), "load", s.order(), MemoryOrder.SEQ_CST, s.order());
      }
      case AtomicStore s ->
          atomic(s.place(), "store", s.order(), MemoryOrder.SEQ_CST, s.order(), s.value());
      case AtomicRmw s -> {
        results(s.result(), Optional.empty());
        atomic(
            s.place(), s.operator().symbol(), s.order(), MemoryOrder.SEQ_CST, s.order(), s.value());
      }
      case AtomicCas s -> {
        results(s.seen(), s.ok());
        atomic(
            s.place(),
            s.isWeak() ? "cas_weak" : "cas",
            s.success(),
            s.failure(),
            null,
            s.expected(),
            s.desired());
      }
      case Send s -> send("send", s.channel(), s.value());
      case Receive s -> {
        results(s.value(), s.ok());
        call("receive", s.expressions(), null);
      }
      case Offer s -> {
        results(s.ok(), Optional.empty());
        send("offer", s.channel(), s.value());
      }
      case Poll s -> {
        results(s.value(), s.ok());
        call("poll", s.expressions(), null);
      }
      case Close s -> call("close", s.expressions(), null);
      case Spawn s -> {
        results(s.result(), Optional.empty());
        call("spawn " + Quoting.callee(s.callee()), s.arguments(), null);
        s.retry().ifPresent(retry -> out.append(' ').append(retry));
      }
      case Await s -> {
        results(s.result(), Optional.empty());
        out.append("await ");
        exprs.print(s.task(), null);
      }
      case Cancel s -> {
        out.append("cancel ");
        exprs.print(s.task(), null);
      }
      case CancelBlock s -> {
        out.append("cancel concurrent");
        s.label().ifPresent(label -> out.append(' ').append(Quoting.name(label)));
      }
      case Sleep s -> {
        out.append("sleep(");
        exprs.printDuration(s.duration());
        out.append(')');
      }
      case Yield _ -> out.append("yield");
      case AsyncRead s -> {
        results(s.count(), Optional.empty());
        call("async_read", s.expressions(), null);
      }
      case AsyncWrite s -> {
        results(s.count(), Optional.empty());
        call("async_write", s.expressions(), null);
      }
      case Contribute s -> contribute(s);
      case Emit s -> {
        out.append("emit ");
        exprs.print(s.value(), null);
      }
      case If _,
          While _,
          For _,
          ForReceive _,
          Attempt _,
          Ensure _,
          Parallel _,
          Concurrent _,
          Task _,
          Worker _,
          Pipeline _,
          Select _ ->
          throw new IllegalStateException("printed as a statement with blocks");
    }
  }

  private void ifArms(If s) {
    String word = "if ";
    for (IfArm arm : s.arms()) {
      out.append(word);
      exprs.print(arm.condition(), null);
      out.append(' ');
      block(arm.body());
      word = " else if ";
    }
    s.otherwise()
        .ifPresent(otherwise -> {
          out.append(" else ");
          block(otherwise);
        });
  }

  private void raise(Raise s) {
    out.append("raise ").append(Quoting.string(s.errorType()));
    out.append(" (").append(Quoting.string(s.message()));
    s.arguments().forEach(argument -> argument(argument, ScalarType.I64));
    out.append(')');
    s.code()
        .ifPresent(code -> {
          out.append(" code ");
          // What follows is a parenthesis: a name before it would read as a call.
          if (code instanceof Literal) {
            exprs.print(code, ScalarType.I64);
          } else {
            out.append('(');
            exprs.print(code, ScalarType.I64);
            out.append(')');
          }
        });
  }

  private void contribute(Contribute s) {
    Type element = s.target().type();
    out.append(Quoting.name(s.target().name()));
    if (s.index().isPresent()) {
      bracketed(s.index().get());
      element = ((BufferType) element).element().loaded();
    }
    out.append(" <- ");
    exprs.print(s.value(), element);
  }

  private void send(String word, Expr channel, Expr value) {
    out.append(word).append('(');
    exprs.print(channel, null);
    argument(value, ((ChannelType) channel.type()).element());
    out.append(')');
  }

  private void atomic(
      AtomicPlace place,
      String word,
      MemoryOrder first,
      MemoryOrder second,
      @Nullable MemoryOrder only,
      Expr... operands) {
    place(place);
    out.append('.').append(word).append('(');
    String separator = "";
    for (Expr operand : operands) {
      out.append(separator);
      exprs.print(operand, place.type());
      separator = ", ";
    }
    if (first != MemoryOrder.SEQ_CST || second != MemoryOrder.SEQ_CST) {
      out.append(separator).append(first.symbol());
      if (only == null) {
        out.append(", ").append(second.symbol());
      }
    }
    out.append(')');
  }

  void place(AtomicPlace place) {
    switch (place) {
      case CellPlace p -> out.append(Quoting.name(p.name()));
      case ElementPlace p -> indexed(p.buffer(), p.index());
    }
  }

  /** Prints the names that a statement binds; nothing if it binds none. */
  void results(Optional<String> first, Optional<String> second) {
    if (first.isEmpty() && second.isEmpty()) {
      return;
    }
    out.append("let ").append(first.map(Quoting::name).orElse("_"));
    second.ifPresent(name -> out.append(", ").append(Quoting.name(name)));
    out.append(" = ");
  }

  void range(Range range) {
    exprs.printPair(
        range.start(),
        Precedence.OR,
        range.isInclusive() ? ".." : "..<",
        range.end(),
        Precedence.OR);
    range
        .step()
        .ifPresent(step -> {
          out.append(" step ");
          exprs.print(step, Precedence.OR, range.type());
        });
  }

  void call(String callee, ImmutableList<Expr> arguments, @Nullable Type expected) {
    out.append(callee).append('(');
    exprs.list(arguments, expected);
    out.append(')');
  }

  private void argument(Expr expr, Type expected) {
    out.append(", ");
    exprs.print(expr, expected);
  }

  private void assign(Expr value, @Nullable Type expected) {
    out.append(" = ");
    exprs.print(value, expected);
  }

  private void indexed(Expr base, Expr index) {
    exprs.print(base, null);
    bracketed(index);
  }

  private void bracketed(Expr expr) {
    out.append('[');
    exprs.print(expr, null);
    out.append(']');
  }
}
