package dev.luminar.dsl;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.DiagnosticException;
import dev.luminar.diag.Span;
import dev.luminar.model.Combine;
import dev.luminar.model.expr.Expr;
import dev.luminar.model.expr.Ref;
import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reduction of one value or of an array of values. It is made before its block opens, is given to
 * one block, takes contributions while that block is open, and has its result behind it.
 */
public abstract sealed class AnyReduction permits Reduction, ArrayReduction {
  private final Span place;
  private final String hint;
  private final CombineWith combine;
  private final boolean isUnordered;
  private String name = "";
  private @Nullable OpenBlock around;
  private @Nullable OpenBlock inside;
  private boolean hasEnded;

  /** Makes the combine of the model, checking its function and identity in a block. */
  @FunctionalInterface
  interface CombineWith {
    Combine node(OpenBlock b, Span here);
  }

  AnyReduction(Span place, String hint, CombineWith combine, boolean isUnordered) {
    this.place = place;
    this.hint = hint;
    this.combine = combine;
    this.isUnordered = isUnordered;
  }

  abstract ElementType element();

  abstract Optional<Int<?>> length();

  /** Returns the name, or what it is to be before the block opens. */
  @Override
  public final String toString() {
    return name.isEmpty() ? hint : name;
  }

  final Span place() {
    return place;
  }

  final String hint() {
    return hint;
  }

  final CombineWith combine() {
    return combine;
  }

  final boolean isUnordered() {
    return isUnordered;
  }

  /** Takes a name in the block around the one that reduces, and returns the node. */
  final dev.luminar.model.Reduction open(OpenBlock outer, OpenBlock innermost, Span here) {
    if (around != null) {
      throw misused(here, "already belongs to a block in " + around.describe());
    }
    around = outer;
    Optional<Expr> count = length().map(expr -> innermost.use(expr, here));
    Combine node = combine.node(innermost, here);
    name = outer.fresh(hint, innermost);
    return new dev.luminar.model.Reduction(name, element(), count, node, isUnordered, place);
  }

  final void enter(OpenBlock block) {
    inside = block;
  }

  final void leave() {
    hasEnded = true;
  }

  final Ref target(OpenBlock b, Span here) {
    if (inside == null || !inside.isOpen() || inside.session() != b.session()) {
      throw misused(here, "takes contributions only in its own block, not in " + b.describe());
    }
    return new Ref(name, nameType(), here);
  }

  /** Returns the name behind the block. */
  final Ref reduced(Span here) {
    if (!hasEnded) {
      throw misused(here, "has a result only behind its block");
    }
    return new Ref(name, nameType(), here);
  }

  final @Nullable OpenBlock around() {
    return around;
  }

  private Type nameType() {
    return length().isPresent() ? new BufferType(element(), false) : element();
  }

  private DiagnosticException misused(Span here, String message) {
    return new DiagnosticException(
        Diagnostic.error(
                DiagnosticCode.REDUCTION_MISUSED, here, "the reduction '" + this + "' " + message)
            .withNote("the reduction is made here", place));
  }
}
