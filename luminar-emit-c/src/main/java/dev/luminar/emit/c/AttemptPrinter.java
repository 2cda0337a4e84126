package dev.luminar.emit.c;

import dev.luminar.plan.Local;
import dev.luminar.plan.code.AttemptCode;

/** Prints what the handler of an attempt does with its error. */
final class AttemptPrinter {
  private final Body body;

  AttemptPrinter(Body body) {
    this.body = body;
  }

  void print(AttemptCode code) {
    switch (code) {
      case AttemptCode.TakeError take -> {
        if (take.into().isEmpty()) {
          body.out.line(body.emission.support.use("context_clear") + "(context);");
          return;
        }
        none(take.into().get());
        body.emission.support.use("error_take");
        body.out.line("error_take(context, &" + body.locals.read(take.into().get()) + ");");
      }
      case AttemptCode.NoError none -> none(none.error());
      case AttemptCode.DropError drop -> {
        body.emission.support.use("context");
        body.out.line("record_drop(&" + body.locals.read(drop.error()) + ");");
      }
      case AttemptCode.RaiseTaken raise -> {
        body.emission.support.use("error_raise");
        body.out.line("error_raise(context, &" + body.locals.read(raise.error()) + ");");
        body.toHandler();
      }
    }
  }

  private void none(Local error) {
    if (body.locals.isNew(error)) {
      body.emission.support.use("context");
      body.set(error, "{0}");
    }
  }
}
