package dev.luminar.analyzer.validate;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** Collects diagnostics. */
public final class Findings {
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic d) -> d.span().source())
          .thenComparingInt(d -> d.span().line())
          .thenComparingInt(d -> d.span().column())
          .thenComparingInt(d -> d.code().number());

  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /** Adds a diagnostic. */
  public void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  /** Returns everything that was added, sorted by place, the same thing at one place once. */
  public ImmutableList<Diagnostic> sorted() {
    Set<String> seen = new HashSet<>();
    return Lists.immutable.fromStream(
        diagnostics.stream().sorted(BY_PLACE).filter(d -> !known(d.span()) || seen.add(key(d))));
  }

  private static boolean known(Span span) {
    return span.isKnown() && span.column() > 0;
  }

  private static String key(Diagnostic d) {
    return d.code() + " " + d.span() + " " + d.message();
  }
}
