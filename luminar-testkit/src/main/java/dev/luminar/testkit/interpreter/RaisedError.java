package dev.luminar.testkit.interpreter;

import dev.luminar.diag.Span;
import dev.luminar.host.ErrorRecord;
import dev.luminar.host.PathStep;
import dev.luminar.plan.BuiltInError;
import org.eclipse.collections.api.list.ImmutableList;

/** An error of the interpreted program on its way to whoever handles it. */
final class RaisedError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorRecord record;

  RaisedError(ErrorRecord record) {
    super(record.toString(), null, false, false);
    this.record = record;
  }

  static RaisedError of(
      String type,
      long code,
      String template,
      long[] arguments,
      Span span,
      ImmutableList<PathStep> path) {
    return new RaisedError(
        new ErrorRecord(
            type, code, message(template, arguments), span.source(), span.line(), path));
  }

  static RaisedError of(
      BuiltInError error, Span span, ImmutableList<PathStep> path, long... arguments) {
    return of(error.typeName(), 0, error.message(), arguments, span, path);
  }

  ErrorRecord record() {
    return record;
  }

  /** Fills in a template: {@code {0}} and {@code {1}} are arguments, a doubled brace is one. */
  static String message(String template, long... arguments) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (template.startsWith("{0}", i) || template.startsWith("{1}", i)) {
        out.append(arguments[template.charAt(i + 1) - '0']);
        i += 2;
      } else {
        out.append(c);
        boolean isBrace = c == '{' || c == '}';
        i += isBrace && template.startsWith(String.valueOf(c), i + 1) ? 1 : 0;
      }
    }
    return out.toString();
  }
}
