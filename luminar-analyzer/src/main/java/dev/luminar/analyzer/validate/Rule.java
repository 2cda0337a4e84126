package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.model.Block;
import dev.luminar.model.Function;
import dev.luminar.model.Program;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * A property that every right program has.
 *
 * <p>The methods are called in the order of the walk; see {@link
 * dev.luminar.analyzer.scope.FunctionWalk}. A rule keeps what it remembers about a function from
 * {@link #start} to {@link #end}.
 */
abstract class Rule {
  /** Looks at the program as a whole, before its functions. */
  void program(Program program, Findings found) {}

  /** A function begins. */
  void start(Function function, Place at) {}

  /** A function ends. */
  void end(Function function, Place at) {}

  void enter(Stmt statement, Place at) {}

  void evaluated(Stmt statement, Place at) {}

  void leave(Stmt statement, Place at) {}

  /** An expression after its operands; what a statement changes is not among them. */
  void expression(Expr expr, Place at) {}

  void enterBlock(Block block, Place at) {}

  void leaveBlock(Block block, Place at) {}

  void declared(Declaration declaration, @Nullable Declaration hidden, Place at) {}
}
