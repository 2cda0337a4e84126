package dev.luminar.model;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.type.IoType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.Type;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.collections.api.list.ImmutableList;

/** What the constructors of functions, externs and calls check about parameters and results. */
final class SignatureChecks {
  private SignatureChecks() {}

  static void parameters(ImmutableList<Parameter> parameters) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new ModelException(
            DiagnosticCode.DUPLICATE_FIELD,
            parameter.span(),
            "two parameters have the name '" + parameter.name() + "'");
      }
    }
  }

  static void noStrings(ImmutableList<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (parameter.type() instanceof StringType) {
        throw new ModelException(
            DiagnosticCode.INVALID_TYPE,
            parameter.span(),
            "only externs take strings, as '" + parameter.name() + "' is");
      }
    }
  }

  static void result(Optional<Type> result, Span span) {
    if (result.isPresent() && !result.get().isValue() && !(result.get() instanceof IoType)) {
      throw new ModelException(
          DiagnosticCode.INVALID_TYPE,
          span,
          "a result is a scalar, a struct or io, not " + result.get());
    }
  }
}
