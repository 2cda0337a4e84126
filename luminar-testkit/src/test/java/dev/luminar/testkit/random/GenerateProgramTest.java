package dev.luminar.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.text.Parser;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GenerateProgramTest {
  private static final int SAMPLE = 1_000;
  private static final Features FEATURES = Features.found();
  private static final List<ScalarType> SCALARS =
      List.of(ScalarType.BOOL, ScalarType.I32, ScalarType.I64, ScalarType.F32, ScalarType.F64);

  @Test
  void programsReadBackAreEqual() {
    // A difference would be reported with a text that is another program.
    for (int k = 0; k < 200; k++) {
      RandomProgram program = Worker.program(7, k, 0, FEATURES);

      assertThat(Parser.parse("again", program.program().toString()).orThrow())
          .isEqualTo(program.program());
    }
  }

  @Test
  void theRewriterOfNothingGivesAnEqualProgram() {
    // The shrinker would lose parts of programs that it does not look into.
    for (int k = 0; k < 200; k++) {
      Program program = Worker.program(8, k, 0, FEATURES).program();

      assertThat(new Rewriter().program(program)).isEqualTo(program);
    }
  }

  @Test
  void everyConstructIsGenerated() {
    // A construct could be wrong on a target while all random programs agree.
    var found = new TreeSet<String>();
    for (int k = 0; k < SAMPLE; k++) {
      constructs(Worker.program(9, k, 0, FEATURES).program(), found);
    }

    assertThat(found).containsAll(wanted());
  }

  private static List<String> wanted() {
    List<String> wanted = new ArrayList<>();
    for (String statement :
        "Let Var Assign Store Swap If While For Break Continue Return Raise Assert Call BufferDecl AtomicCell AtomicLoad AtomicStore AtomicRmw AtomicCas Attempt Ensure Reraise Contribute Parallel Concurrent Task"
            .split(" ")) {
      wanted.add("statement " + statement);
    }
    for (String expr :
        "Literal Ref Unary Binary Intrinsic Conditional Convert Element Length Slice FieldOf MakeStruct CallExpr ErrorsOf ErrorCode ErrorIs"
            .split(" ")) {
      wanted.add("expression " + expr);
    }
    for (ScalarType type : SCALARS) {
      for (BinaryOperator operator : BinaryOperator.values()) {
        if (operator.takes(type)) {
          wanted.add(operator + " " + type);
        }
      }
      for (UnaryOperator operator : UnaryOperator.values()) {
        if (operator.takes(type)) {
          wanted.add(operator + " " + type);
        }
      }
      for (IntrinsicFunction function : IntrinsicFunction.values()) {
        if (function.isExact() && function.takes(type)) {
          wanted.add(function + " " + type);
        }
      }
      for (BuiltinCombine combine : BuiltinCombine.values()) {
        if (combine.takes(type)) {
          wanted.add("reduce " + combine + " " + type);
        }
      }
      wanted.add("combine " + type);
      for (ScalarType from : SCALARS) {
        if (type != ScalarType.BOOL && (from != ScalarType.BOOL || type.isInteger())) {
          wanted.add(from + " to " + type);
        }
      }
      if (type.isAtomic()) {
        for (AtomicOperator operator : AtomicOperator.values()) {
          if (operator.takes(type)) {
            wanted.add("atomic " + operator + " " + type);
          }
        }
        wanted.add("own atomic buffer " + type);
      }
    }
    for (ScalarType type : ScalarType.values()) {
      wanted.add("own buffer " + type);
      wanted.add("parameter buffer " + type);
      wanted.add("field " + type);
    }
    for (String region : List.of("Parallel", "Concurrent")) {
      for (String strategy : List.of("stop", "collect", "max", "collect(unbounded)", "ignore")) {
        wanted.add(region + " " + strategy);
      }
    }
    wanted.addAll(
        List.of(
            "buffer of structs",
            "range open",
            "range closed",
            "range step",
            "range down",
            "range i32",
            "range extreme",
            "parallel in parallel",
            "parallel in task",
            "concurrent in parallel",
            "task over range",
            "static",
            "grain",
            "cores",
            "label",
            "unordered",
            "recursion",
            "thousands"));
    if (FEATURES.hasDynamic()) {
      wanted.add("dynamic");
    }
    if (FEATURES.hasGuided()) {
      wanted.add("guided");
    }
    if (FEATURES.hasArrayReductions()) {
      wanted.add("reduce array");
    }
    if (FEATURES.hasStructReductions()) {
      wanted.add("combine struct");
    }
    return wanted;
  }

  private static void constructs(Program program, TreeSet<String> found) {
    program.structs().forEach(s -> s.fields().forEach(f -> found.add("field " + f.type())));
    for (Function function : program.functions()) {
      function
          .parameters()
          .forEach(p -> {
            if (p.type() instanceof BufferType buffer) {
              found.add("parameter buffer " + buffer.element());
            }
          });
      Walk.statements(function.body(), s -> statement(s, found));
      Walk.expressions(function.body(), e -> expression(e, function, found));
    }
  }

  private static void statement(Stmt statement, TreeSet<String> found) {
    found.add("statement " + statement.getClass().getSimpleName());
    switch (statement) {
      case BufferDecl s -> {
        found.add("own " + (s.type().isAtomic() ? "atomic " : "") + "buffer " + s.type().element());
        if (s.type().element() instanceof StructType) {
          found.add("buffer of structs");
        }
      }
      case AtomicRmw s -> found.add("atomic " + s.operator() + " " + s.place().type());
      case For s -> range(s.range(), found);
      case Task s ->
          s.over()
              .ifPresent(over -> {
                found.add("task over range");
                range(over.range(), found);
              });
      case Parallel s -> parallel(s, found);
      case Concurrent s -> strategy("Concurrent", s.options().onError(), found);
      default -> {}
    }
    for (Block block : statement.blocks()) {
      Walk.statements(
          block,
          inner -> {
            if (inner instanceof Region region) {
              found.add(name(statement) + " in " + name(region));
              found.add(name(region) + " in " + name(statement));
            }
          });
    }
  }

  private static String name(Stmt statement) {
    return statement.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static void parallel(Parallel s, TreeSet<String> found) {
    ParallelOptions options = s.options();
    strategy("Parallel", options.onError(), found);
    range(s.range(), found);
    found.add(options.schedule().kind().name().toLowerCase(java.util.Locale.ROOT));
    options.grain().ifPresent(grain -> found.add("grain"));
    if (!options.cores().isAuto()) {
      found.add("cores");
    }
    s.label().ifPresent(label -> found.add("label"));
    for (Reduction reduction : s.reductions()) {
      found.add(reduction.isUnordered() ? "unordered" : "ordered");
      reduction.length().ifPresent(length -> found.add("reduce array"));
      if (reduction.combine() instanceof BuiltinCombine combine) {
        found.add("reduce " + combine + " " + reduction.type());
      } else {
        found.add(
            "combine " + (reduction.type() instanceof StructType ? "struct" : reduction.type()));
      }
    }
  }

  private static void strategy(String region, OnError onError, TreeSet<String> found) {
    String text = onError.toString();
    found.add(region + " " + (text.contains("max") ? "max" : text));
  }

  private static void range(Range range, TreeSet<String> found) {
    found.add(range.isInclusive() ? "range closed" : "range open");
    found.add("range " + range.type());
    range
        .step()
        .ifPresent(step -> {
          found.add("range step");
          if (step instanceof Literal literal && literal.longValue() < 0) {
            found.add("range down");
          }
        });
    if (range.end() instanceof Literal end) {
      if (end.longValue() > Integer.MAX_VALUE) {
        found.add("range extreme");
      } else if (end.longValue() > 1_000) {
        found.add("thousands");
      }
    }
  }

  private static void expression(Expr expr, Function function, TreeSet<String> found) {
    found.add("expression " + expr.getClass().getSimpleName());
    switch (expr) {
      case Binary e -> found.add(e.operator() + " " + e.left().type());
      case Unary e -> found.add(e.operator() + " " + e.operand().type());
      case Intrinsic e -> found.add(e.function() + " " + e.type());
      case Convert e -> found.add(e.operand().type() + " to " + e.type());
      case CallExpr e -> {
        if (e.callee().equals(function.name())) {
          found.add("recursion");
        }
      }
      default -> {}
    }
  }
}
