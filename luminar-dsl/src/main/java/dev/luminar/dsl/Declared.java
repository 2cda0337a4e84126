package dev.luminar.dsl;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.model.Block;
import dev.luminar.model.Function;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function that has a signature and, sooner or later, a body. */
final class Declared {
  private final Callee callee;
  private final boolean isExported;
  private boolean isDefined;
  private @Nullable Block body;

  Declared(Callee callee, boolean isExported) {
    this.callee = callee;
    this.isExported = isExported;
  }

  /** Says that the lambda for the body starts; returns whether it is the first. */
  boolean define() {
    boolean isFirst = !isDefined;
    isDefined = true;
    return isFirst;
  }

  void body(Block block) {
    body = block;
  }

  Function node() {
    if (body == null) {
      throw Guard.failed(
          DiagnosticCode.FUNCTION_NOT_DEFINED,
          callee.place(),
          "the function '" + callee.name() + "' is declared but never gets a body");
    }
    return new Function(
        callee.name(),
        isExported,
        callee.params().collect(Param::node),
        Optional.ofNullable(callee.result()).map(ResultType::node),
        body,
        callee.place());
  }
}
