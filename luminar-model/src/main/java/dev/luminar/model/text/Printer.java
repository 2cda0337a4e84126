package dev.luminar.model.text;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.AtomicPlace;
import dev.luminar.model.Block;
import dev.luminar.model.ConcurrentOptions;
import dev.luminar.model.Extern;
import dev.luminar.model.Function;
import dev.luminar.model.IfArm;
import dev.luminar.model.ParallelOptions;
import dev.luminar.model.Parameter;
import dev.luminar.model.PipelineSink;
import dev.luminar.model.PipelineSource;
import dev.luminar.model.PipelineStage;
import dev.luminar.model.Program;
import dev.luminar.model.Range;
import dev.luminar.model.Reduction;
import dev.luminar.model.SelectArm;
import dev.luminar.model.Stmt;
import dev.luminar.model.TaskIndex;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Prints programs and nodes in the text form: canonical, with the parentheses that are needed and
 * no others.
 *
 * <p>{@link Parser} reads a printed program back to an equal one, if its names resolve. Floats are
 * printed so that they have the same bits again.
 */
public final class Printer {
  private Printer() {}

  /** Returns the text form of a program, ending with a line end. */
  public static String print(Program program) {
    requireNonNull(program, "program");
    StringBuilder out = new StringBuilder();
    out.append("program ").append(Quoting.name(program.name())).append(";\n");
    group(out, program.structs().collect(Printer::declaration));
    group(out, program.externs().collect(Printer::print));
    for (Function function : program.functions()) {
      out.append('\n');
      function(out, function);
      out.append('\n');
    }
    return out.toString();
  }

  private static void group(StringBuilder out, ImmutableList<String> lines) {
    if (lines.notEmpty()) {
      out.append('\n');
      lines.forEach(line -> out.append(line).append('\n'));
    }
  }

  /** Returns the text form of a function. */
  public static String print(Function function) {
    requireNonNull(function, "function");
    return written(out -> function(out, function));
  }

  private static void function(StringBuilder out, Function function) {
    out.append(function.isExported() ? "export fn " : "fn ");
    signature(out, function.name(), function.parameters(), function.result());
    out.append(' ');
    new StmtPrinter(out, function.result().orElse(null), 0).block(function.body());
  }

  /** Returns the text form of an extern. */
  public static String print(Extern extern) {
    requireNonNull(extern, "extern");
    StringBuilder out = new StringBuilder("extern fn ");
    signature(out, extern.name(), extern.parameters(), extern.result());
    out.append(' ').append(extern.effect().symbol());
    out.append(extern.isFailing() ? " fails" : "");
    out.append(extern.isBlocking() ? " blocks" : "");
    out.append(extern.isAbandonable() ? " abandonable" : "");
    return out.append(';').toString();
  }

  private static void signature(
      StringBuilder out, String name, ImmutableList<Parameter> parameters, Optional<Type> result) {
    out.append(Quoting.name(name)).append('(');
    out.append(parameters.collect(Printer::print).makeString(", ")).append(')');
    result.ifPresent(type -> out.append(" -> ").append(type));
  }

  /** Returns the text form of a parameter. */
  public static String print(Parameter parameter) {
    requireNonNull(parameter, "parameter");
    return Quoting.name(parameter.name()) + ": " + parameter.type();
  }

  /** Returns the declaration of a struct; its {@code toString} is the name only. */
  public static String declaration(StructType struct) {
    requireNonNull(struct, "struct");
    return "struct " + Quoting.name(struct.name()) + " { " + struct.fields().makeString(" ") + " }";
  }

  /** Returns the text form of a field of a struct. */
  public static String print(StructField field) {
    requireNonNull(field, "field");
    return Quoting.name(field.name()) + ": " + field.type() + ";";
  }

  /** Returns the text form of a block, braces included. */
  public static String print(Block block) {
    requireNonNull(block, "block");
    return written(out -> statements(out).block(block));
  }

  /** Returns the text form of a statement. */
  public static String print(Stmt statement) {
    requireNonNull(statement, "statement");
    return written(out -> statements(out).statement(statement));
  }

  /** Returns the text form of an expression. */
  public static String print(Expr expr) {
    requireNonNull(expr, "expr");
    return written(out -> new ExprPrinter(out).print(expr, null));
  }

  /** Returns the text form of a range. */
  public static String print(Range range) {
    requireNonNull(range, "range");
    return written(out -> statements(out).range(range));
  }

  /** Returns the text form of an atomic place. */
  public static String print(AtomicPlace place) {
    requireNonNull(place, "place");
    return written(out -> statements(out).place(place));
  }

  /** Returns the text form of an arm of an if. */
  public static String print(IfArm arm) {
    requireNonNull(arm, "arm");
    return "if " + print(arm.condition()) + " " + print(arm.body());
  }

  /** Returns the text form of the index of a task. */
  public static String print(TaskIndex index) {
    requireNonNull(index, "index");
    return Quoting.name(index.name()) + " in " + print(index.range());
  }

  /** Returns the text form of an arm of a select. */
  public static String print(SelectArm arm) {
    requireNonNull(arm, "arm");
    return written(out -> regions(out).arm(arm));
  }

  /** Returns the text form of a reduction. */
  public static String print(Reduction reduction) {
    requireNonNull(reduction, "reduction");
    return written(out -> regions(out).reduction(reduction));
  }

  /** Returns the text form of the source of a pipeline. */
  public static String print(PipelineSource source) {
    requireNonNull(source, "source");
    return written(out -> regions(out).source(source)) + ";";
  }

  /** Returns the text form of a stage of a pipeline. */
  public static String print(PipelineStage stage) {
    requireNonNull(stage, "stage");
    return written(out -> regions(out).stage(stage));
  }

  /** Returns the text form of the sink of a pipeline. */
  public static String print(PipelineSink sink) {
    requireNonNull(sink, "sink");
    return written(out -> regions(out).sink(sink)) + ";";
  }

  /** Returns the options that differ from their defaults, with commas between them. */
  public static String print(ParallelOptions options) {
    requireNonNull(options, "options");
    return String.join(", ", OptionsPrinter.of(options));
  }

  /** Returns the options that differ from their defaults, with commas between them. */
  public static String print(ConcurrentOptions options) {
    requireNonNull(options, "options");
    return String.join(", ", OptionsPrinter.of(options));
  }

  /** Returns the text form of a duration, such as {@code 30ms}. */
  public static String print(Duration duration) {
    requireNonNull(duration, "duration");
    return ExprPrinter.duration(duration);
  }

  /** Returns a name as it is declared and referred to: in backticks if it is no plain word. */
  public static String name(String name) {
    requireNonNull(name, "name");
    return Quoting.name(name);
  }

  /** Returns the name of a struct as a type. */
  public static String typeName(String name) {
    requireNonNull(name, "name");
    return Quoting.type(name);
  }

  /** Returns a string constant with its quotes and escapes. */
  public static String string(String value) {
    requireNonNull(value, "value");
    return Quoting.string(value);
  }

  private static StmtPrinter statements(StringBuilder out) {
    return new StmtPrinter(out, null, 0);
  }

  private static RegionPrinter regions(StringBuilder out) {
    return new RegionPrinter(out, new ExprPrinter(out), statements(out));
  }

  private static String written(Consumer<StringBuilder> printing) {
    StringBuilder out = new StringBuilder();
    printing.accept(out);
    return out.toString();
  }
}
