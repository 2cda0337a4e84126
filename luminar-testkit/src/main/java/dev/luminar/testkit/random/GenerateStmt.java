package dev.luminar.testkit.random;

import dev.luminar.diag.Span;
import dev.luminar.model.Block;
import dev.luminar.model.Call;
import dev.luminar.model.If;
import dev.luminar.model.IfArm;
import dev.luminar.model.Raise;
import dev.luminar.model.Reraise;
import dev.luminar.model.Stmt;
import dev.luminar.model.Stmts;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Exprs;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.ScalarType;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.testkit.random.Place.Lent;
import dev.luminar.testkit.random.Place.Named;
import dev.luminar.testkit.random.Place.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;

/** Makes the statements of one function. */
final class GenerateStmt {
  /** No statement runs more often than that. */
  static final long REPEATS_MAX = 20_000;

  private static final int NESTING_MAX = 6;
  private static final ScalarType[] ELEMENTS = ScalarType.values();

  final Choices choices;
  final GenerateExpr exprs;
  final Names names;
  final Features features;
  final List<StructType> structs;
  final List<Callee> callees;
  final Optional<Type> result;
  final Steps.Maker ranges;
  final Mixing mixing;
  private final GenerateAtomic atomics;
  private final GenerateRegion regions;

  /** How many more statements the function may get. */
  int budget;

  /** How many statements a call runs, at most. */
  long cost;

  GenerateStmt(
      Choices choices,
      Names names,
      Features features,
      List<StructType> structs,
      List<Callee> callees,
      Optional<Type> result,
      int budget) {
    this.choices = choices;
    this.exprs = new GenerateExpr(choices, callees);
    this.names = names;
    this.features = features;
    this.structs = structs;
    this.callees = callees;
    this.result = result;
    this.ranges = new Steps.Maker(choices, exprs);
    this.mixing = new Mixing(choices, names);
    this.atomics = new GenerateAtomic(this);
    this.regions = new GenerateRegion(this);
    this.budget = budget;
  }

  /** A block inside a place; it has at least one statement. */
  Block block(Place inner, int most) {
    List<Stmt> statements = new ArrayList<>();
    int known = inner.values.size();
    fill(statements, inner, choices.between(1, most));
    mixing.add(statements, inner, known);
    return block(statements);
  }

  static Block block(List<Stmt> statements) {
    return Stmts.block(Lists.immutable.ofAll(statements));
  }

  /** Adds statements; what they declare is known at the place from then on. */
  void fill(List<Stmt> into, Place place, int count) {
    for (int i = 0; i < count && (budget > 0 || into.isEmpty()); i++) {
      budget--;
      cost += place.repeats;
      one(into, place);
    }
  }

  private void one(List<Stmt> into, Place place) {
    boolean isDeep = place.nesting >= NESTING_MAX || budget < 2;
    int nested = isDeep ? 0 : 1;
    int open = place.isSafe ? 0 : 1;
    int region = nested * (place.depth == 0 ? 3 : 1);
    switch (choices.weighted(
        14,
        10,
        12,
        14,
        9 * nested,
        8 * nested,
        3 * nested,
        5 * open,
        3 * open,
        2 * open,
        (place.depth > 0 ? 8 : 2) * open,
        6,
        11,
        8 * region,
        place.isCleanup ? 0 : 2 * region,
        place.sinks.isEmpty() ? 0 : 14,
        place.isInLoop ? 4 : 0,
        place.depth == 0 && !place.isCleanup ? 1 : 0,
        nested * open * (place.depth > 0 ? 4 : 3),
        open * place.errors.size(),
        3 * nested)) {
      case 0 -> let(into, place);
      case 1 -> variable(into, place);
      case 2 -> assign(into, place);
      case 3 -> store(into, place);
      case 4 -> choice(into, place);
      case 5 -> loop(into, place);
      case 6 -> whileLoop(into, place);
      case 7 -> storage(into, place);
      case 8 -> part(into, place);
      case 9 -> swap(into, place);
      case 10 -> failure(into, place);
      case 11 -> call(into, place);
      case 12 -> atomics.add(into, place);
      case 13 -> regions.parallel(into, place);
      case 14 -> regions.concurrent(into, place);
      case 15 -> regions.contribute(into, place);
      case 16 -> jump(into, place);
      case 17 -> earlyReturn(into, place);
      case 18 -> attempt(into, place);
      case 19 -> again(into, place);
      default -> ensure(into, place);
    }
  }

  void let(List<Stmt> into, Place place) {
    ElementType type = exprs.valueType(structs);
    Expr value = exprs.of(type, place, 3);
    String name = names.fresh("v");
    into.add(Stmts.let(name, value));
    place.values.add(new Named(name, type, place.depth, false, 0));
  }

  private void variable(List<Stmt> into, Place place) {
    ElementType type = exprs.valueType(structs);
    String name = names.fresh("w");
    Named variable = new Named(name, type, place.depth, true, 0);
    if (choices.percent(80)) {
      into.add(Stmts.variable(name, type, exprs.of(type, place, 2)));
    } else {
      into.add(Stmts.variable(name, type));
      Expr condition = exprs.of(ScalarType.BOOL, place, 2);
      Block then = block(List.of(Stmts.assign(Exprs.ref(name, type), exprs.of(type, place, 2))));
      Block other = block(List.of(Stmts.assign(Exprs.ref(name, type), exprs.of(type, place, 2))));
      into.add(Stmts.ifElse(condition, then, other));
    }
    place.values.add(variable);
  }

  private void assign(List<Stmt> into, Place place) {
    List<Named> variables = place.variables();
    if (variables.isEmpty()) {
      variable(into, place);
      return;
    }
    Named variable = choices.of(variables);
    into.add(
        Stmts.assign(Exprs.ref(variable.name, variable.type), exprs.of(variable.type, place, 3)));
  }

  private void store(List<Stmt> into, Place place) {
    List<Lent> targets =
        place.buffers.stream()
            .filter(b -> b.isWritable && !b.type.isAtomic())
            .filter(b -> place.owns(b) || isWritten(place.roles.get(b)))
            .toList();
    if (targets.isEmpty()) {
      let(into, place);
      return;
    }
    Lent target = choices.of(targets);
    Role role = place.roles.get(target);
    Expr value = exprs.of(GenerateExpr.loaded(target.type), place, 3);
    if (role != null && role.kind() == Role.Kind.OWN) {
      into.add(own(target, role, value, place));
      return;
    }
    Optional<Expr> index = exprs.index(target, place, 2);
    if (index.isEmpty()) {
      let(into, place);
      return;
    }
    into.add(Stmts.store(GenerateExpr.ref(target), index.get(), value));
  }

  private static boolean isWritten(Role role) {
    return role.kind() == Role.Kind.OWN || role.kind() == Role.Kind.ROW;
  }

  /** A store at the own index, mostly only if it lies in the buffer. */
  private Stmt own(Lent target, Role role, Expr value, Place place) {
    Expr index = role.index().get();
    Stmt store = Stmts.store(GenerateExpr.ref(target), index, value);
    if (role.width() > 0 || (!place.isSafe && choices.percent(20))) {
      return store;
    }
    Expr wide = index.type() == ScalarType.I64 ? index : Exprs.convert(ScalarType.I64, index);
    Expr isIn =
        Exprs.and(
            Exprs.le(Exprs.i64(0), wide), Exprs.lt(wide, Exprs.length(GenerateExpr.ref(target))));
    return place.isSafe
        ? Stmts.let(names.fresh("v"), isIn)
        : Stmts.ifThen(isIn, block(List.of(store)));
  }

  private void choice(List<Stmt> into, Place place) {
    int arms = choices.weighted(80, 20) + 1;
    List<IfArm> all = new ArrayList<>();
    for (int i = 0; i < arms; i++) {
      Expr condition = exprs.of(ScalarType.BOOL, place, 3);
      all.add(new IfArm(condition, block(place.inside(), 3)));
    }
    Optional<Block> otherwise =
        choices.percent(50) ? Optional.of(block(place.inside(), 3)) : Optional.empty();
    into.add(new If(Lists.immutable.ofAll(all), otherwise, Span.NONE));
  }

  private void loop(List<Stmt> into, Place place) {
    Steps steps = ranges.of(place, Math.max(1, REPEATS_MAX / place.repeats));
    String index = names.fresh("i");
    Place inner = place.inside();
    inner.isInLoop = true;
    inner.repeats = place.repeats * Math.max(1, steps.count());
    inner.values.add(new Named(index, place.depth, steps));
    into.add(Stmts.forLoop(index, steps.range(), block(inner, 4)));
  }

  /** The counter goes up first, so that each turn, however it ends, is one less. */
  private void whileLoop(List<Stmt> into, Place place) {
    long most = Math.min(12, Math.max(1, REPEATS_MAX / place.repeats));
    long turns = choices.between(0, (int) most);
    String counter = names.fresh("n");
    Expr count = Exprs.ref(counter, ScalarType.I64);
    into.add(Stmts.variable(counter, ScalarType.I64, Exprs.i64(0)));
    place.values.add(new Named(counter, ScalarType.I64, place.depth, false, turns + 1));
    Place inner = place.inside();
    inner.isInLoop = true;
    inner.repeats = place.repeats * Math.max(1, turns);
    Expr condition = Exprs.lt(count, Exprs.i64(turns));
    if (choices.percent(40)) {
      condition = Exprs.and(condition, exprs.of(ScalarType.BOOL, place, 2));
    }
    List<Stmt> body = new ArrayList<>();
    body.add(Stmts.assign(Exprs.ref(counter, ScalarType.I64), Exprs.add(count, Exprs.i64(1))));
    fill(body, inner, choices.between(1, 4));
    into.add(Stmts.whileLoop(condition, block(body)));
  }

  private void storage(List<Stmt> into, Place place) {
    long length = choices.percent(15) ? choices.between(0, 1) : choices.between(2, 24);
    ElementType element =
        !structs.isEmpty() && choices.percent(15) ? choices.of(structs) : choices.of(ELEMENTS);
    Expr size = Exprs.i64(length);
    if (choices.percent(20)) {
      size = Exprs.add(exprs.masked(7, place, 1), Exprs.i64(length));
    } else if (choices.percent(2)) {
      size = exprs.masked(7, place, 1);
      size = Exprs.sub(size, Exprs.i64(choices.between(0, 2)));
      length = 0;
    }
    String name = names.fresh("b");
    into.add(Stmts.buffer(name, element, size));
    place.buffers.add(
        new Lent(
            name, new BufferType(element, false), place.depth, place.life, length, true, true));
  }

  /** A name for a part of a buffer, or for a buffer. */
  private void part(List<Stmt> into, Place place) {
    List<Lent> wholes =
        place.buffers.stream().filter(b -> !b.type.isAtomic() && place.owns(b)).toList();
    if (wholes.isEmpty()) {
      let(into, place);
      return;
    }
    Lent whole = choices.of(wholes);
    long length = 0;
    Expr value;
    if (whole.length > 2 && choices.percent(70)) {
      int start = choices.below((int) Math.min(whole.length, 8));
      length = whole.length - start;
      value =
          Exprs.slice(
              GenerateExpr.ref(whole), Exprs.i64(start), Exprs.length(GenerateExpr.ref(whole)));
    } else {
      value = exprs.slice(whole, place, 1);
    }
    String name = names.fresh("p");
    into.add(Stmts.let(name, value));
    Lent part =
        new Lent(name, whole.type, place.depth, whole.life, length, whole.isWritable, false);
    part.root = whole.root;
    place.buffers.add(part);
  }

  private void swap(List<Stmt> into, Place place) {
    List<Lent> own =
        place.buffers.stream().filter(b -> b.isSwappable && b.depth == place.depth).toList();
    for (Lent first : own) {
      for (Lent second : own) {
        boolean fits =
            first != second
                && first.type.equals(second.type)
                && first.isWritable == second.isWritable
                && (first.length == second.length || choices.percent(10));
        if (fits) {
          into.add(
              Stmts.swap(Exprs.ref(first.name, first.type), Exprs.ref(second.name, second.type)));
          Object from = second.root;
          place.buffers.stream().filter(b -> b.root == from).forEach(b -> b.root = first.root);
          return;
        }
      }
    }
    assign(into, place);
  }

  private void failure(List<Stmt> into, Place place) {
    Expr first = exprs.of(ScalarType.I64, place, 1);
    Expr second = exprs.of(ScalarType.I64, place, 1);
    if (choices.percent(40)) {
      // Mostly true: a failed assertion hides the rest.
      Expr condition =
          Exprs.or(
              Exprs.ne(exprs.masked(7, place, 2), Exprs.i64(choices.between(0, 8))),
              exprs.of(ScalarType.BOOL, place, 1));
      into.add(Stmts.assertThat(condition, "{1} but {0} {{x}}", first, second));
      return;
    }
    Optional<Expr> code =
        choices.percent(50) ? Optional.of(exprs.of(ScalarType.I64, place, 1)) : Optional.empty();
    Stmt raise =
        new Raise(
            choices.of("bad", "parse error", "late"),
            code,
            choices.of("at {0}", "at {0} and {1}", "no \"numbers\"\n"),
            Lists.immutable.of(first, second),
            Span.NONE);
    into.add(Stmts.ifThen(exprs.seldom(place), block(List.of(raise))));
  }

  private void attempt(List<Stmt> into, Place place) {
    Place body = place.inside();
    body.life = place.life + 1;
    List<Stmt> attempted = new ArrayList<>();
    fill(attempted, body, choices.between(1, 3));
    if (choices.percent(50)) {
      failure(attempted, body);
    }
    String error = names.fresh("e");
    Place handler = place.inside();
    handler.errors.add(new Place.Handled(error, place.depth));
    into.add(Stmts.attempt(block(attempted), error, block(handler, 3)));
  }

  private void ensure(List<Stmt> into, Place place) {
    Place body = place.inside();
    body.life = place.life + 1;
    List<Stmt> ensured = new ArrayList<>();
    fill(ensured, body, choices.between(1, 3));
    if (!place.isSafe && choices.percent(40)) {
      failure(ensured, body);
    }
    Place cleanup = place.inside();
    cleanup.isInLoop = false;
    cleanup.isCleanup = true;
    into.add(Stmts.ensure(block(ensured), block(cleanup, 2)));
  }

  /** Raises a handled error again. */
  private void again(List<Stmt> into, Place place) {
    List<Place.Handled> own = place.errors.stream().filter(e -> e.depth() == place.depth).toList();
    if (own.isEmpty()) {
      failure(into, place);
      return;
    }
    Stmt raise = new Reraise(choices.of(own).name(), Span.NONE);
    into.add(Stmts.ifThen(exprs.seldom(place), block(List.of(raise))));
  }

  private void call(List<Stmt> into, Place place) {
    List<Callee> fitting =
        callees.stream()
            .filter(c -> c.isSafe() || !place.isSafe)
            .filter(c -> c.isPure() || !place.isPure)
            .filter(c -> c.cost() * place.repeats <= REPEATS_MAX)
            .toList();
    if (!fitting.isEmpty()) {
      Callee callee = choices.of(fitting);
      Optional<List<Expr>> given = exprs.arguments(callee, place, 2);
      if (given.isPresent()) {
        cost += callee.cost() * place.repeats;
        call(into, place, callee, given.get());
        return;
      }
    }
    let(into, place);
  }

  private void call(List<Stmt> into, Place place, Callee callee, List<Expr> given) {
    Optional<Type> type = callee.function().result();
    Optional<String> name =
        type.isPresent() && choices.percent(90) ? Optional.of(names.fresh("r")) : Optional.empty();
    into.add(new Call(name, callee.name(), Lists.immutable.ofAll(given), type, Span.NONE));
    name.ifPresent(n ->
        place.values.add(new Named(n, (ElementType) type.orElseThrow(), place.depth, false, 0)));
  }

  private void jump(List<Stmt> into, Place place) {
    Expr condition = exprs.of(ScalarType.BOOL, place, 2);
    Stmt jump = choices.percent(50) ? Stmts.breakLoop() : Stmts.continueLoop();
    into.add(Stmts.ifThen(condition, block(List.of(jump))));
  }

  private void earlyReturn(List<Stmt> into, Place place) {
    Expr condition = Exprs.eq(exprs.masked(15, place, 2), Exprs.i64(choices.between(0, 15)));
    Stmt end =
        result
            .map(type -> Stmts.returnValue(exprs.of((ElementType) type, place, 2)))
            .orElseGet(Stmts::returnNothing);
    into.add(Stmts.ifThen(condition, block(List.of(end))));
  }
}
