package dev.luminar.testkit.random;

import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Makes a program anew, node by node. This one gives an equal program; those that extend it replace
 * some nodes. Places are kept. Only what {@link GenerateProgram} makes is looked into.
 */
class Rewriter {
  Program program(Program program) {
    return new Program(
        program.name(),
        program.structs(),
        program.externs(),
        program.functions().collect(this::function),
        program.span());
  }

  Function function(Function f) {
    return new Function(
        f.name(), f.isExported(), f.parameters(), f.result(), block(f.body()), f.span());
  }

  Block block(Block block) {
    List<Stmt> statements = new ArrayList<>();
    block.statements().forEach(s -> statements.addAll(statement(s)));
    return new Block(
        org.eclipse.collections.api.factory.Lists.immutable.ofAll(statements), block.span());
  }

  /** What stands in place of a statement. */
  List<Stmt> statement(Stmt statement) {
    return List.of(inside(statement));
  }

  /** What stands in place of an expression. */
  Expr expr(Expr expr) {
    return inside(expr);
  }

  /** What stands in place of the options of a parallel block. */
  ParallelOptions options(ParallelOptions options) {
    return options;
  }

  /** What stands in place of the reductions of a parallel block. */
  ImmutableList<Reduction> reductions(ImmutableList<Reduction> reductions) {
    return reductions.collect(r ->
        new Reduction(
            r.name(),
            r.type(),
            r.length().map(this::expr),
            r.combine() instanceof UserCombine user
                ? new UserCombine(user.function(), expr(user.identity()))
                : r.combine(),
            r.isUnordered(),
            r.span()));
  }

  Range range(Range range) {
    return new Range(
        expr(range.start()),
        expr(range.end()),
        range.isInclusive(),
        range.step().map(this::expr),
        range.span());
  }

  private AtomicPlace place(AtomicPlace place) {
    return place instanceof ElementPlace e
        ? new ElementPlace(e.buffer(), expr(e.index()), e.span())
        : place;
  }

  /** The same statement with its parts made anew. */
  final Stmt inside(Stmt statement) {
    return switch (statement) {
      case Let s -> new Let(s.name(), expr(s.value()), s.span());
      case Var s -> new Var(s.name(), s.type(), s.value().map(this::expr), s.span());
      case Assign s -> new Assign(s.target(), expr(s.value()), s.span());
      case Store s -> new Store(s.target(), expr(s.index()), expr(s.value()), s.claim(), s.span());
      case BufferDecl s -> new BufferDecl(s.name(), s.type(), expr(s.length()), s.span());
      case AtomicCell s -> new AtomicCell(s.name(), s.type(), expr(s.value()), s.span());
      case AtomicLoad s -> new AtomicLoad(s.result(), place(s.place()), s.order(), s.span());
      case AtomicStore s -> new AtomicStore(place(s.place()), expr(s.value()), s.order(), s.span());
      case AtomicRmw s ->
          new AtomicRmw(
              s.result(), s.operator(), place(s.place()), expr(s.value()), s.order(), s.span());
      case AtomicCas s ->
          new AtomicCas(
              s.seen(),
              s.ok(),
              place(s.place()),
              expr(s.expected()),
              expr(s.desired()),
              s.isWeak(),
              s.success(),
              s.failure(),
              s.span());
      case Raise s ->
          new Raise(
              s.errorType(),
              s.code().map(this::expr),
              s.message(),
              s.arguments().collect(this::expr),
              s.span());
      case Assert s ->
          new Assert(expr(s.condition()), s.message(), s.arguments().collect(this::expr), s.span());
      case Call s ->
          new Call(
              s.result(), s.callee(), s.arguments().collect(this::expr), s.resultType(), s.span());
      case Return s -> new Return(s.value().map(this::expr), s.span());
      case Contribute s ->
          new Contribute(s.target(), s.index().map(this::expr), expr(s.value()), s.span());
      case If s ->
          new If(
              s.arms().collect(arm -> new IfArm(expr(arm.condition()), block(arm.body()))),
              s.otherwise().map(this::block),
              s.span());
      case While s -> new While(expr(s.condition()), block(s.body()), s.span());
      case For s -> new For(s.index(), range(s.range()), block(s.body()), s.span());
      case Attempt s -> new Attempt(block(s.body()), s.error(), block(s.handler()), s.span());
      case Ensure s -> new Ensure(block(s.body()), block(s.cleanup()), s.span());
      case Parallel s ->
          new Parallel(
              s.label(),
              s.index(),
              range(s.range()),
              options(s.options()),
              reductions(s.reductions()),
              block(s.body()),
              s.span());
      case Concurrent s -> new Concurrent(s.label(), s.options(), block(s.body()), s.span());
      case Task s ->
          new Task(
              s.label(),
              s.over().map(over -> new TaskIndex(over.name(), range(over.range()))),
              s.retry(),
              block(s.body()),
              s.span());
      default -> statement;
    };
  }

  /** The same expression with its operands made anew. */
  final Expr inside(Expr expr) {
    return switch (expr) {
      case Unary e -> new Unary(e.operator(), expr(e.operand()), e.span());
      case Binary e -> new Binary(e.operator(), expr(e.left()), expr(e.right()), e.span());
      case Intrinsic e -> new Intrinsic(e.function(), e.arguments().collect(this::expr), e.span());
      case Conditional e ->
          new Conditional(expr(e.condition()), expr(e.then()), expr(e.otherwise()), e.span());
      case Convert e -> new Convert(e.type(), expr(e.operand()), e.span());
      case Element e -> new Element(e.buffer(), expr(e.index()), e.span());
      case Slice e ->
          new Slice(e.buffer(), expr(e.start()), expr(e.end()), e.isInclusive(), e.span());
      case FieldOf e -> new FieldOf(expr(e.struct()), e.field(), e.span());
      case MakeStruct e -> new MakeStruct(e.type(), e.fields().collect(this::expr), e.span());
      case CallExpr e ->
          new CallExpr(e.callee(), e.arguments().collect(this::expr), e.type(), e.span());
      default -> expr;
    };
  }
}
