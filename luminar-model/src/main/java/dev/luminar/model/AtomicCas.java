package dev.luminar.model;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.text.Printer;
import java.util.Optional;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Replaces the value of an atomic place if it is the expected one: {@code let seen, ok =
 * hits.cas(1, 2);}. The weak form may fail although it is, and belongs into a loop.
 *
 * @param seen the name of the value before
 * @param ok the name of the bool that says whether it was replaced
 * @param place what is changed
 * @param expected the expected value
 * @param desired the new value
 * @param isWeak whether it may fail without a reason
 * @param success the order if it was replaced
 * @param failure the order if not: relaxed, acquire or seq_cst
 * @param span the place
 */
public record AtomicCas(
    Optional<String> seen,
    Optional<String> ok,
    AtomicPlace place,
    Expr expected,
    Expr desired,
    boolean isWeak,
    MemoryOrder success,
    MemoryOrder failure,
    Span span)
    implements Stmt {
  /**
   * Checks the components.
   *
   * @throws ModelException LUM1107 for an empty name, LUM1101 for a value of another type, LUM1108
   *     for another failure order
   */
  public AtomicCas {
    requireNonNull(seen, "seen");
    requireNonNull(ok, "ok");
    requireNonNull(place, "place");
    requireNonNull(expected, "expected");
    requireNonNull(desired, "desired");
    requireNonNull(success, "success");
    requireNonNull(failure, "failure");
    requireNonNull(span, "span");
    StmtChecks.name(seen, "a result", span);
    StmtChecks.name(ok, "a result", span);
    StmtChecks.type(expected, place.type(), "the expected value");
    StmtChecks.type(desired, place.type(), "the new value");
    AtomicChecks.loadOrder(failure, span);
  }

  @Override
  public ImmutableList<Expr> expressions() {
    return place.expressions().newWith(expected).newWith(desired);
  }

  @Override
  public ImmutableList<Block> blocks() {
    return Lists.immutable.empty();
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
