package dev.luminar.analyzer.lower;

import dev.luminar.model.Select;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the selects of a routine remember from one run to the next: a variable for each of them. */
final class SelectTurns {
  private final RoutineBuilder b;
  private final Map<Select, Local> turns = new IdentityHashMap<>();
  private final Map<Select, Local> polls = new IdentityHashMap<>();
  private final List<Code> declarations = new ArrayList<>();

  SelectTurns(RoutineBuilder b) {
    this.b = b;
  }

  /** The variable of a select (i64); one that is lowered more than once has one all the same. */
  Local of(Select select) {
    return turns.computeIfAbsent(select, s -> declare("turn", s.policy().seed()));
  }

  /** How often a select took its default (i64). */
  Local polls(Select select) {
    return polls.computeIfAbsent(select, s -> declare("polls", 0));
  }

  private Local declare(String role, long first) {
    Local variable = b.local(role, PlanType.I64);
    b.noteVariable(variable);
    declarations.add(new Code.Declare(variable, Optional.of(Val.i64(first))));
    return variable;
  }

  /** What brings the variables to life, for the beginning of the routine. */
  List<Code> declarations() {
    return declarations;
  }
}
