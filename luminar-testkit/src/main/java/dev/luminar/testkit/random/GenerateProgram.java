package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.Function;
import dev.luminar.model.Parameter;
import dev.luminar.model.Program;
import dev.luminar.model.Stmt;
import dev.luminar.model.Stmts;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.text.ParseResult;
import dev.luminar.model.text.Parser;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.testkit.random.Place.Lent;
import dev.luminar.testkit.random.Place.Named;
import dev.luminar.testkit.value.BufferValue;
import dev.luminar.testkit.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/** Makes a program from a seed: structs, functions, an entry, and calls of it. */
final class GenerateProgram {
  private static final int BUDGET_ENTRY = 15;
  private static final int BUDGET_HELPER = 5;
  private static final int WATCHED_MAX = 12;
  private static final String INTEGERS = "seen_integers";
  private static final String REALS = "seen_reals";

  private final Choices choices;
  private final Constants constants;
  private final Features features;
  private final String prefix;
  private final List<StructType> structs = new ArrayList<>();
  private final List<Callee> callees = new ArrayList<>();

  private GenerateProgram(long seed, String prefix, Features features) {
    this.choices = new Choices(seed);
    this.constants = new Constants(choices);
    this.features = features;
    this.prefix = prefix;
  }

  /**
   * Makes a program. All its names outside of functions begin with the prefix, so that several can
   * be put into one.
   */
  static RandomProgram of(long seed, String prefix, Features features) {
    return new GenerateProgram(seed, prefix, features).make();
  }

  private RandomProgram make() {
    int count = choices.weighted(40, 45, 15);
    for (int i = 0; i < count; i++) {
      structs.add(struct(prefix + "S" + i));
    }
    count = choices.weighted(30, 40, 22, 8);
    for (int i = 0; i < count; i++) {
      callees.add(helper(prefix + "f" + i));
    }
    String entry = prefix + "run";
    Function main = entry(entry);
    Program made =
        new Program(
            prefix,
            Lists.immutable.ofAll(structs),
            Lists.immutable.empty(),
            Lists.immutable.ofAll(callees).collect(Callee::function).newWith(main),
            Span.NONE);
    String text = made.toString();
    ParseResult parsed = Parser.parse(prefix, text);
    if (parsed.program().isEmpty() || !parsed.program().get().equals(made)) {
      throw new IllegalStateException(
          "the text form does not give the program again: " + parsed.render() + "\n" + text);
    }
    List<List<Value>> calls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      calls.add(arguments(main));
    }
    return new RandomProgram(parsed.program().get(), text, entry, calls);
  }

  private StructType struct(String name) {
    List<StructField> fields = new ArrayList<>();
    int count = choices.between(1, 4);
    for (int i = 0; i < count; i++) {
      fields.add(new StructField("f" + i, choices.of(ScalarType.values())));
    }
    return new StructType(name, Lists.immutable.ofAll(fields));
  }

  private GenerateStmt statements(Names names, Optional<Type> result, int budget) {
    return new GenerateStmt(choices, names, features, structs, callees, result, budget);
  }

  private ElementType value() {
    return new GenerateExpr(choices, callees).valueType(structs);
  }

  private Callee helper(String name) {
    return switch (choices.weighted(30, 30, 25, 15)) {
      case 0 -> combine(name);
      case 1 -> function(name, true, false);
      case 2 -> function(name, false, false);
      default -> function(name, true, true);
    };
  }

  /** Of two values of one type, without errors: reductions may combine with it. */
  private Callee combine(String name) {
    ElementType type = value();
    Names names = new Names(choices);
    Place place = new Place();
    place.isPure = true;
    place.isSafe = true;
    List<Parameter> parameters = new ArrayList<>();
    for (String parameter : List.of("x", "y")) {
      names.take(parameter);
      parameters.add(new Parameter(parameter, type, Span.NONE));
      place.values.add(new Named(parameter, type, 0, false, 0));
    }
    List<Stmt> body = new ArrayList<>();
    GenerateStmt statements = statements(names, Optional.of(type), 2);
    if (choices.percent(40)) {
      statements.let(body, place);
    }
    body.add(Stmts.returnValue(statements.exprs.of(type, place, 3)));
    return new Callee(function(name, false, parameters, type, body), true, true, false, 3);
  }

  private static Function function(
      String name, boolean isExported, List<Parameter> parameters, Type result, List<Stmt> body) {
    return new Function(
        name,
        isExported,
        Lists.immutable.ofAll(parameters),
        Optional.of(result),
        GenerateStmt.block(body),
        Span.NONE);
  }

  private Callee function(String name, boolean isPure, boolean isRecursive) {
    ElementType type = value();
    Names names = new Names(choices);
    Place place = new Place();
    place.isPure = isPure;
    List<Parameter> parameters = new ArrayList<>();
    if (isRecursive) {
      add(parameters, names, place, "depth", ScalarType.I64, 0);
    }
    int count = choices.between(isRecursive ? 0 : 1, 2);
    for (int i = 0; i < count; i++) {
      add(parameters, names, place, "x" + i, value(), 0);
    }
    if (choices.percent(60)) {
      BufferType buffer = new BufferType(element(), false);
      String parameter = "xs";
      names.take(parameter);
      parameters.add(new Parameter(parameter, buffer, Span.NONE));
      // A region that an error ends may leave anything in it, and whoever calls may go on.
      place.buffers.add(new Lent(parameter, buffer, 0, -1, 2, !isPure, false));
    }
    GenerateStmt statements = statements(names, Optional.of(type), BUDGET_HELPER);
    List<Stmt> body = new ArrayList<>();
    if (isRecursive) {
      Expr depth = Exprs.ref("depth", ScalarType.I64);
      body.add(
          Stmts.ifThen(
              Exprs.le(depth, Exprs.i64(0)),
              Stmts.block(Stmts.returnValue(statements.exprs.of(type, place, 2)))));
      Expr[] given = new Expr[parameters.size()];
      given[0] = Exprs.sub(depth, Exprs.i64(1));
      for (int i = 1; i < given.length; i++) {
        Parameter parameter = parameters.get(i);
        given[i] =
            parameter.type() instanceof ElementType value
                ? statements.exprs.of(value, place, 2)
                : Exprs.ref(parameter.name(), parameter.type());
      }
      body.add(Stmts.let("deeper", Exprs.call(name, type, given)));
      names.take("deeper");
      place.values.add(new Named("deeper", type, 0, false, 0));
    }
    if (choices.percent(50)) {
      statements.mixing.open(body, place);
    }
    statements.fill(body, place, choices.between(1, isRecursive ? 2 : 4));
    body.add(Stmts.returnValue(statements.exprs.of(type, place, 3)));
    long cost = (statements.cost + 3) * (isRecursive ? 8 : 1);
    return new Callee(
        function(name, false, parameters, type, body), isPure, false, isRecursive, cost);
  }

  private static void add(
      List<Parameter> parameters,
      Names names,
      Place place,
      String name,
      ElementType type,
      long bound) {
    names.take(name);
    parameters.add(new Parameter(name, type, Span.NONE));
    place.values.add(new Named(name, type, 0, false, bound));
  }

  private ElementType element() {
    return !structs.isEmpty() && choices.percent(15)
        ? choices.of(structs)
        : choices.of(ScalarType.values());
  }

  /** The lengths that arguments mostly have, by the name of the parameter. */
  private final java.util.Map<String, Long> lengths = new java.util.HashMap<>();

  private Function entry(String name) {
    ElementType type = value();
    Names names = new Names(choices);
    Place place = new Place();
    List<Parameter> parameters = new ArrayList<>();
    int count = choices.between(1, 3);
    for (int i = 0; i < count; i++) {
      add(parameters, names, place, "x" + i, value(), 0);
    }
    count = choices.between(1, 3);
    for (int i = 0; i < count; i++) {
      boolean isAtomic = choices.percent(12);
      BufferType buffer =
          isAtomic
              ? new BufferType(
                  choices.of(ScalarType.I64, ScalarType.I32, ScalarType.F64, ScalarType.BOOL), true)
              : new BufferType(i > 0 && choices.percent(30) ? last(parameters) : element(), false);
      long length = length();
      lengths.put("xs" + i, length);
      names.take("xs" + i);
      parameters.add(new Parameter("xs" + i, buffer, Span.NONE));
      place.buffers.add(new Lent("xs" + i, buffer, 0, 0, length, true, !isAtomic));
    }
    names.take(INTEGERS);
    names.take(REALS);
    GenerateStmt statements = statements(names, Optional.of(type), BUDGET_ENTRY);
    List<Stmt> body = new ArrayList<>();
    statements.mixing.open(body, place);
    statements.fill(body, place, choices.between(3, 8));
    watch(body, place);
    Expr value = statements.exprs.of(type, place, 2);
    parameters.add(new Parameter(INTEGERS, new BufferType(ScalarType.I64, false), Span.NONE));
    parameters.add(new Parameter(REALS, new BufferType(ScalarType.F64, false), Span.NONE));
    body.add(Stmts.returnValue(value));
    return function(name, true, parameters, type, body);
  }

  private static ElementType last(List<Parameter> parameters) {
    return parameters.get(parameters.size() - 1).type() instanceof BufferType buffer
        ? buffer.element()
        : ScalarType.I64;
  }

  private long length() {
    return switch (choices.weighted(80, 8, 12)) {
      case 0 -> choices.between(3, 24);
      case 1 -> choices.between(0, 1);
      default -> choices.between(30, 64);
    };
  }

  /** Puts what the function's names stand for at its end where the host can see it. */
  private void watch(List<Stmt> body, Place place) {
    Expr integers = Exprs.ref(INTEGERS, new BufferType(ScalarType.I64, false));
    Expr reals = Exprs.ref(REALS, new BufferType(ScalarType.F64, false));
    int at = 0;
    int atReal = 0;
    for (Named named : place.values) {
      if (!(named.type instanceof ScalarType type)) {
        continue;
      }
      Expr value = GenerateExpr.ref(named);
      if (type.isFloat() && atReal < WATCHED_MAX) {
        Expr wide = type == ScalarType.F64 ? value : Exprs.convert(ScalarType.F64, value);
        body.add(Stmts.store(reals, Exprs.i64(atReal++), wide));
      } else if (!type.isFloat() && at < WATCHED_MAX) {
        Expr wide = type == ScalarType.I64 ? value : Exprs.convert(ScalarType.I64, value);
        body.add(Stmts.store(integers, Exprs.i64(at++), wide));
      }
    }
    for (String label : place.labels) {
      if (at < WATCHED_MAX) {
        body.add(Stmts.store(integers, Exprs.i64(at++), Exprs.errorsOf(label)));
      }
    }
  }

  private List<Value> arguments(Function function) {
    List<Value> arguments = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      if (!(parameter.type() instanceof BufferType type)) {
        arguments.add(constants.value((ElementType) parameter.type()));
        continue;
      }
      Long usual = lengths.get(parameter.name());
      long length = usual == null ? WATCHED_MAX : usual;
      if (usual != null && choices.percent(8)) {
        length = Math.max(0, length + choices.between(-3, 3));
      }
      BufferValue buffer = BufferValue.zeros(type, length);
      if (usual != null) {
        for (long i = 0; i < length; i++) {
          buffer.set(i, constants.value(type.element()));
        }
      }
      arguments.add(buffer);
    }
    return arguments;
  }
}
