package dev.luminar.analyzer.lower;

import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Val;
import org.jspecify.annotations.Nullable;

/**
 * What a name of the source stands for inside one routine.
 *
 * <p>Bindings are compared by identity: two functions may well have equal ones.
 *
 * @param name the name
 * @param local the local that holds it in this routine
 * @param root the binding in the routine that declared the name: the same for all captures of it
 */
record Binding(String name, Local local, @Nullable Binding root) {

  static Binding declared(String name, Local local) {
    return new Binding(name, local, null);
  }

  /** A capture of {@code outer} in an inner routine. */
  static Binding captured(Binding outer, Local local) {
    return new Binding(outer.name, local, outer.origin());
  }

  /** The binding that was declared, for comparison by identity. */
  Binding origin() {
    return root == null ? this : root;
  }

  /** The value to hand to a routine that captures it. */
  Val handOver() {
    return switch (local.type()) {
      case PlanType.Cell c -> new Val.RefTo(local);
      case PlanType.CellRef c -> new Val.RefTo(local);
      default -> Val.read(local);
    };
  }
}
