package dev.luminar.dsl;

import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.Concurrent;
import dev.luminar.model.Parallel;
import dev.luminar.model.Stmt;
import dev.luminar.model.expr.ErrorsOf;
import java.util.Optional;

/** A parallel or concurrent block that has ended. */
public final class EndedRegion {
  private final OpenBlock around;
  private final int position;

  EndedRegion(OpenBlock around, int position) {
    this.around = around;
    this.position = position;
  }

  /**
   * Returns the true number of its errors. The block gets a label if it has none.
   *
   * @throws dev.luminar.diag.DiagnosticException LUM2013 if the block around it has ended
   */
  public I64 errors() {
    Span here = Place.here();
    if (!around.isOpen()) {
      throw Guard.failed(
          DiagnosticCode.LABEL_TOO_LATE,
          here,
          "the errors of a block are asked for behind the end of " + around.describe());
    }
    return new I64(new ErrorsOf(label(), here), around);
  }

  private String label() {
    Stmt region = around.statement(position);
    Optional<String> known =
        region instanceof Parallel p ? p.label() : ((Concurrent) region).label();
    return known.orElseGet(() -> labelled(region));
  }

  private String labelled(Stmt region) {
    OpenBlock current = around.session().current();
    String label = around.fresh("work", current == null ? around : current);
    Optional<String> name = Optional.of(label);
    around.replace(
        position,
        region instanceof Parallel p
            ? new Parallel(
                name, p.index(), p.range(), p.options(), p.reductions(), p.body(), p.span())
            : labelled((Concurrent) region, name));
    return label;
  }

  private static Concurrent labelled(Concurrent region, Optional<String> name) {
    return new Concurrent(name, region.options(), region.body(), region.span());
  }
}
