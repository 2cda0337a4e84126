package dev.luminar.emit.c;

import dev.luminar.plan.Routine;

/** Prints a resumable routine: its frame and its step. */
final class StepPrinter {
  private final Emission emission;
  private final Out out;

  StepPrinter(Emission emission, Out out) {
    this.emission = emission;
    this.out = out;
  }

  void print(Routine routine) {
    throw new UnsupportedOperationException(routine.name() + emission + out);
  }
}
