package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.facts.ProgramFacts;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.analyzer.scope.FunctionWalk;
import dev.luminar.analyzer.scope.ProgramNames;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.*;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a program to every rule. */
public final class Validation {
  private Validation() {}

  private static List<Rule> rules() {
    return List.of(
        new ProgramNamesUnique(),
        new NamesDeclaredOnce(),
        new NamesDeclared(),
        new StructsDeclared(),
        new CallsFitSignatures(),
        new CallsInExpressionsPure(),
        new CombinesPure(),
        new LabelsKnown(),
        new AssignmentsToOwnVariables(),
        new CellsUsedAtomically(),
        new ReductionsOnlyContributedTo(),
        new ErrorsHandled(),
        new SwapsOfOwnNames(),
        new PathsAssignAndReturn(),
        new JumpsStayInside(),
        new TasksInConcurrentBlocks(),
        new StorageOutlivesTasks(),
        new TaskArraysUsedByOneTask(),
        new IterationsDoNotWait(),
        new CleanupsDoNotWait(),
        new WeakExchangesInLoops(),
        new ConstantsInRange(),
        new ChannelsHaveBothEnds());
  }

  /** Whether nothing was found about names and where tasks stand, so that races can be judged. */
  public static boolean namesAreRight(Findings found) {
    return found
        .sorted()
        .noneSatisfy(d ->
            d.isError()
                && (d.code().number() < 3020 || d.code() == DiagnosticCode.TASK_OUTSIDE_BLOCK));
  }

  /** Reports everything that is wrong with a program, apart from races. */
  public static void run(Program program, ProgramFacts facts, Findings found) {
    List<Rule> rules = rules();
    for (Rule rule : rules) {
      rule.program(program, found);
    }
    var walk = new Walk(rules, new ProgramNames(program), facts, found);
    for (Function function : program.functions()) {
      walk.check(function);
    }
  }

  private static final class Walk extends FunctionWalk implements Place {
    private final List<Rule> rules;
    private final ProgramNames names;
    private final ProgramFacts facts;
    private final Findings found;

    /** How many of the next references are what the statement changes, not what it reads. */
    private int targets;

    Walk(List<Rule> rules, ProgramNames names, ProgramFacts facts, Findings found) {
      this.rules = rules;
      this.names = names;
      this.facts = facts;
      this.found = found;
    }

    void check(Function function) {
      for (Rule rule : rules) {
        rule.start(function, this);
      }
      walk(function);
      for (Rule rule : rules) {
        rule.end(function, this);
      }
    }

    @Override
    public ProgramNames names() {
      return names;
    }

    @Override
    public ProgramFacts facts() {
      return facts;
    }

    @Override
    public void report(Diagnostic diagnostic) {
      found.add(diagnostic);
    }

    @Override
    protected void enter(Stmt statement) {
      targets =
          switch (statement) {
            case Assign s -> 1;
            case Contribute s -> 1;
            case Swap s -> 2;
            default -> 0;
          };
      for (Rule rule : rules) {
        rule.enter(statement, this);
      }
    }

    @Override
    protected void evaluated(Stmt statement) {
      for (Rule rule : rules) {
        rule.evaluated(statement, this);
      }
    }

    @Override
    protected void leave(Stmt statement) {
      for (Rule rule : rules) {
        rule.leave(statement, this);
      }
    }

    @Override
    protected void expression(Expr expr) {
      if (targets > 0 && expr instanceof Ref) {
        targets--;
        return;
      }
      for (Rule rule : rules) {
        rule.expression(expr, this);
      }
    }

    @Override
    protected void enterBlock(Block block) {
      for (Rule rule : rules) {
        rule.enterBlock(block, this);
      }
    }

    @Override
    protected void leaveBlock(Block block) {
      for (Rule rule : rules) {
        rule.leaveBlock(block, this);
      }
    }

    @Override
    protected void declared(Declaration declaration, @Nullable Declaration hidden) {
      for (Rule rule : rules) {
        rule.declared(declaration, hidden, this);
      }
    }
  }
}
