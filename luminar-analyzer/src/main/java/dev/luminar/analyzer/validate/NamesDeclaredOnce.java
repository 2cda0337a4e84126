package dev.luminar.analyzer.validate;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import org.jspecify.annotations.Nullable;

/** A name stands for one thing at a time: no declaration hides another one of the function. */
final class NamesDeclaredOnce extends Rule {
  @Override
  void declared(Declaration declaration, @Nullable Declaration hidden, Place at) {
    if (hidden != null) {
      at.report(
          Diagnostic.error(
                  DiagnosticCode.NAME_DECLARED_TWICE,
                  declaration.span(),
                  "the name '" + declaration.name() + "' is already declared here")
              .withNote("it stands for " + hidden.kind().words() + " declared here", hidden.span())
              .withHelp("choose another name; a name cannot be hidden by an inner one"));
    }
  }
}
