package dev.luminar.analyzer.race;

import dev.luminar.analyzer.facts.Access;
import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.diag.Span;
import dev.luminar.model.AccessClaim;
import dev.luminar.model.expr.Expr;
import org.jspecify.annotations.Nullable;

/**
 * An access to a buffer that several tasks of a region may reach.
 *
 * @param root the buffer
 * @param outer the name outside of the region through which it is reached
 * @param name the name in the source
 * @param kind what it does
 * @param least the first element, counted from the start of the root; null if it is not known
 * @param behind the element behind the last one
 * @param held what is so where it happens
 * @param window the part that the bounds check keeps the access in, null for a whole buffer
 * @param mayWrap whether the index was computed in i32
 * @param claim what the user vouches for
 * @param target the expressions of buffer and index, null for a whole part
 * @param shown the index as the source has it
 * @param slot the part of the region that does it
 * @param span the place
 */
record SharedAccess(
    Declaration root,
    Declaration outer,
    String name,
    Access.Kind kind,
    @Nullable Poly least,
    @Nullable Poly behind,
    Held held,
    @Nullable Window window,
    boolean mayWrap,
    AccessClaim claim,
    @Nullable Target target,
    String shown,
    Slot slot,
    Span span) {
  /** The buffer and the index as they are written. */
  record Target(Expr buffer, Expr index) {}

  /** A known part of a buffer. */
  record Window(Poly least, Poly behind) {}

  /** The same access as if it touched all that its bounds check lets it reach. */
  SharedAccess widened() {
    return window == null
        ? this
        : new SharedAccess(
            root,
            outer,
            name,
            kind,
            window.least(),
            window.behind(),
            held,
            null,
            false,
            claim,
            target,
            shown,
            slot,
            span);
  }

  /** The same access where something else is known. */
  SharedAccess where(Held other) {
    return other.equals(held)
        ? this
        : new SharedAccess(
            root, outer, name, kind, least, behind, other, window, mayWrap, claim, target, shown,
            slot, span);
  }

  boolean isWrite() {
    return kind == Access.Kind.WRITE;
  }

  boolean isClaimed() {
    return claim != AccessClaim.NONE;
  }

  /** The same access with everything moved, so that its buffer begins at an offset. */
  @Nullable SharedAccess from(@Nullable Poly offset) {
    if (least == null || behind == null || offset == null) {
      return null;
    }
    Poly first = least.minus(offset);
    Poly last = behind.minus(offset);
    return first == null || last == null
        ? null
        : new SharedAccess(
            root, outer, name, kind, first, last, held, null, mayWrap, claim, target, shown, slot,
            span);
  }
}
