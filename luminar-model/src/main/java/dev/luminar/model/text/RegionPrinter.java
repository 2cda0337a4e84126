package dev.luminar.model.text;

import dev.luminar.model.BuiltinCombine;
import dev.luminar.model.Combine;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Parallel;
import dev.luminar.model.Pipeline;
import dev.luminar.model.PipelineSink;
import dev.luminar.model.PipelineSource;
import dev.luminar.model.PipelineStage;
import dev.luminar.model.Reduction;
import dev.luminar.model.Retry;
import dev.luminar.model.Select;
import dev.luminar.model.SelectArm;
import dev.luminar.model.SelectDefault;
import dev.luminar.model.SelectPolicy;
import dev.luminar.model.SelectReceive;
import dev.luminar.model.SelectSend;
import dev.luminar.model.SelectTimeout;
import dev.luminar.model.SinkBuffer;
import dev.luminar.model.SinkChannel;
import dev.luminar.model.SinkReduction;
import dev.luminar.model.SourceBuffer;
import dev.luminar.model.SourceChannel;
import dev.luminar.model.SourceRange;
import dev.luminar.model.StageBatch;
import dev.luminar.model.StageFilter;
import dev.luminar.model.StageFlatMap;
import dev.luminar.model.StageFold;
import dev.luminar.model.StageMap;
import dev.luminar.model.StageOptions;
import dev.luminar.model.StageWindow;
import dev.luminar.model.Task;
import dev.luminar.model.UserCombine;
import dev.luminar.model.Worker;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Literal;
import dev.luminar.model.type.ChannelType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.Type;
import java.util.List;
import java.util.Optional;

/** Prints regions, what starts tasks, pipelines and selects. */
final class RegionPrinter {
  private final StringBuilder out;
  private final ExprPrinter exprs;
  private final StmtPrinter statements;

  RegionPrinter(StringBuilder out, ExprPrinter exprs, StmtPrinter statements) {
    this.out = out;
    this.exprs = exprs;
    this.statements = statements;
  }

  void parallel(Parallel s) {
    label(s.label());
    out.append("parallel(").append(Quoting.name(s.index())).append(" in ");
    statements.range(s.range());
    for (String option : OptionsPrinter.of(s.options())) {
      out.append(", ").append(option);
    }
    out.append(") ");
    if (!s.reductions().isEmpty()) {
      out.append("reduce(");
      String separator = "";
      for (Reduction reduction : s.reductions()) {
        out.append(separator);
        reduction(reduction);
        separator = ", ";
      }
      out.append(") ");
    }
    statements.block(s.body());
  }

  void reduction(Reduction reduction) {
    out.append(Quoting.name(reduction.name())).append(": ").append(reduction.type());
    reduction
        .length()
        .ifPresent(length -> {
          out.append('[');
          exprs.print(length, null);
          out.append(']');
        });
    out.append(" = ");
    combine(reduction.combine(), reduction.type());
    if (reduction.isUnordered()) {
      out.append(" unordered");
    }
  }

  private void combine(Combine combine, Type type) {
    switch (combine) {
      case BuiltinCombine builtin -> out.append(builtin.symbol());
      case UserCombine user -> {
        out.append("combine(").append(Quoting.callee(user.function())).append(", ");
        exprs.print(user.identity(), type);
        out.append(')');
      }
    }
  }

  void concurrent(Concurrent s) {
    label(s.label());
    out.append("concurrent");
    List<String> options = OptionsPrinter.of(s.options());
    if (!options.isEmpty()) {
      out.append('(').append(String.join(", ", options)).append(')');
    }
    out.append(' ');
    statements.block(s.body());
  }

  void task(Task s) {
    label(s.label());
    out.append("task");
    if (s.over().isPresent() || s.retry().isPresent()) {
      out.append('(');
      s.over()
          .ifPresent(over -> {
            out.append(Quoting.name(over.name())).append(" in ");
            statements.range(over.range());
          });
      retry(s.over().isPresent() ? ", " : "", s.retry());
      out.append(')');
    }
    out.append(' ');
    statements.block(s.body());
  }

  void worker(Worker s) {
    label(s.label());
    out.append("worker(").append(Quoting.name(s.item())).append(" from ");
    exprs.print(s.channel(), null);
    if (!isOne(s.count())) {
      out.append(", count = ");
      exprs.print(s.count(), null);
    }
    retry(", ", s.retry());
    out.append(") ");
    statements.block(s.body());
  }

  private static boolean isOne(Expr count) {
    return count instanceof Literal literal
        && literal.type() == ScalarType.I64
        && literal.bits() == 1;
  }

  private void retry(String separator, Optional<Retry> retry) {
    retry.ifPresent(value -> out.append(separator).append(value));
  }

  private void label(Optional<String> label) {
    label.ifPresent(name -> out.append(Quoting.name(name)).append(": "));
  }

  void pipeline(Pipeline s) {
    label(s.label());
    out.append("pipeline ");
    statements.open();
    statements.indent();
    source(s.source());
    out.append(";\n");
    for (PipelineStage stage : s.stages()) {
      statements.indent();
      stage(stage);
      out.append('\n');
    }
    statements.indent();
    sink(s.sink());
    out.append(";\n");
    statements.close();
  }

  void source(PipelineSource source) {
    out.append("source ").append(Quoting.name(source.item()));
    switch (source) {
      case SourceRange s -> {
        out.append(" in ");
        statements.range(s.range());
      }
      case SourceBuffer s -> {
        out.append(" of ");
        exprs.print(s.buffer(), null);
      }
      case SourceChannel s -> {
        out.append(" from ");
        exprs.print(s.channel(), null);
      }
    }
  }

  void stage(PipelineStage stage) {
    switch (stage) {
      case StageMap s -> {
        stageWord("map", s.options());
        out.append(Quoting.name(s.item())).append(" = ");
        exprs.print(s.value(), null);
        out.append(';');
      }
      case StageFilter s -> {
        stageWord("filter", s.options());
        exprs.print(s.condition(), null);
        out.append(';');
      }
      case StageFlatMap s -> {
        stageWord("flat_map", s.options());
        out.append(Quoting.name(s.item())).append(": ").append(s.type()).append(' ');
        statements.block(s.body());
      }
      case StageWindow s -> {
        stageWord("window", s.options());
        out.append(Quoting.name(s.window()))
            .append('[')
            .append(s.size())
            .append("] step ")
            .append(s.step());
        out.append(" as ").append(Quoting.name(s.item())).append(": ").append(s.type()).append(' ');
        statements.block(s.body());
      }
      case StageBatch s -> {
        stageWord("batch", s.options());
        out.append(Quoting.name(s.batch())).append('[').append(s.size()).append(']');
        out.append(" as ").append(Quoting.name(s.item())).append(": ").append(s.type()).append(' ');
        statements.block(s.body());
      }
      case StageFold s -> {
        out.append("fold ")
            .append(Quoting.name(s.item()))
            .append(": ")
            .append(s.initial().type())
            .append(" = ");
        exprs.print(s.initial(), s.initial().type());
        out.append(" with ");
        exprs.print(s.value(), s.initial().type());
        out.append(';');
      }
    }
  }

  private void stageWord(String word, StageOptions options) {
    out.append(word);
    if (!options.equals(StageOptions.DEFAULT)) {
      out.append("(parallel = ")
          .append(options.parallel())
          .append(options.isOrdered() ? ")" : ", unordered)");
    }
    out.append(' ');
  }

  void sink(PipelineSink sink) {
    out.append("sink ");
    switch (sink) {
      case SinkChannel s -> exprs.print(s.channel(), null);
      case SinkBuffer s -> exprs.print(s.buffer(), null);
      case SinkReduction s -> {
        out.append("reduce(");
        reduction(s.reduction());
        out.append(')');
      }
    }
  }

  void select(Select s) {
    out.append("select ");
    if (!s.policy().equals(SelectPolicy.ROTATING)) {
      out.append("(policy = ").append(s.policy()).append(") ");
    }
    statements.open();
    for (SelectArm arm : s.arms()) {
      statements.indent();
      arm(arm);
      out.append('\n');
    }
    statements.close();
  }

  void arm(SelectArm arm) {
    switch (arm) {
      case SelectSend a -> {
        out.append("send(");
        exprs.print(a.channel(), null);
        out.append(", ");
        exprs.print(a.value(), ((ChannelType) a.channel().type()).element());
        out.append(')');
      }
      case SelectReceive a -> {
        statements.results(a.value(), a.ok());
        statements.call("receive", a.expressions(), null);
      }
      case SelectDefault _ -> out.append("default");
      case SelectTimeout a -> {
        out.append("timeout ");
        exprs.printDuration(a.timeout());
      }
    }
    out.append(" => ");
    statements.block(arm.body());
  }
}
