package dev.luminar.emit.c;

import dev.luminar.plan.FrameLayout;
import dev.luminar.plan.Routine;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;

/** The C names of a resumable routine's frame. */
final class FrameNames {
  /** With {@code _frame} it names the struct, with {@code _descriptor} the descriptor. */
  final String name;

  final FrameLayout layout;

  /** The fields, in the order of the layout. */
  final ImmutableList<String> fields;

  FrameNames(Emission emission, Routine routine) {
    name = emission.routines.get(routine.id());
    layout = routine.frame().orElseThrow();
    Identifiers scope = Identifiers.alone();
    for (String own : List.of("result", "handle", "state", "arms", "context")) {
      scope.reserve(own);
    }
    fields = layout.fields().collect(field -> scope.declareWithLength(field.name()));
  }
}
