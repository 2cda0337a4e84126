package dev.luminar.analyzer.race;

import dev.luminar.analyzer.scope.Declaration;
import dev.luminar.model.expr.BinaryOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a symbol of the polynomials of a function stands for: always a whole number. */
sealed interface Definition {

  /** The value of a name that is not known further. */
  record Name(Declaration declaration) implements Definition {}

  /** The length of a buffer. */
  record Length(Declaration buffer) implements Definition {}

  /** The index of a loop, of a parallel block or of tasks; null if its range is not known. */
  record Index(Declaration declaration, @Nullable Loop loop) implements Definition {}

  /**
   * A range: {@code first}, {@code first + step}, ... up to {@code last}, which need not be hit.
   *
   * @param end the end as it is computed, from which {@code last} follows
   * @param step its constant distance, 0 where it is a polynomial only
   * @param stride the same as a polynomial, null if it is not known
   */
  record Loop(Poly first, Poly end, Poly last, long step, @Nullable Poly stride) {
    /** The least value where the step is constant. */
    Poly least() {
      return step > 0 ? first : last;
    }

    /** The greatest value where the step is constant. */
    Poly greatest() {
      return step > 0 ? last : first;
    }

    boolean isConstant() {
      return first.isConstant() && last.isConstant() && step != 0;
    }
  }

  /** The position in its range of an index whose step is not one. */
  record Position(int index) implements Definition {}

  /** {@code of / by}, rounded down; {@code by} is above zero. */
  record Floor(Poly of, long by) implements Definition {}

  /** The rest that a {@link Floor} leaves: from 0 to below {@code by}. */
  record Rest(Poly of, long by) implements Definition {}

  /** {@code of / by}, rounded towards zero, where {@code by} is not constant. */
  record Quotient(Poly of, Poly by) implements Definition {}

  /**
   * One of several values: that of the alternative whose conditions hold.
   *
   * @param operands what it is computed from; no value is larger than the largest of them
   */
  record Choice(List<Alternative> alternatives, List<Poly> operands) implements Definition {
    /** Whether no value is above an operand, or none is below it. */
    boolean isCutAt(Poly operand, boolean isAbove) {
      for (Alternative one : alternatives) {
        Poly room = isAbove ? operand.minus(one.value()) : one.value().minus(operand);
        boolean isMet = room != null && (room.equals(Poly.ZERO) || one.conditions().contains(room));
        if (!isMet) {
          return false;
        }
      }
      return true;
    }
  }

  /** A value, and the polynomials that are not negative where it is the one. */
  record Alternative(List<Poly> conditions, Poly value) {}

  /** The low 32 bits of what was computed in i32, with the sign. */
  record Narrow(Poly of) implements Definition {}

  /**
   * An element of a buffer that no task writes.
   *
   * @param least the least value that it can have
   * @param greatest the greatest one
   */
  record Load(Declaration root, Poly index, long least, long greatest) implements Definition {}

  /** An operation on integers that no polynomial describes. */
  record Operation(BinaryOperator operator, Poly left, Poly right, boolean isNarrow)
      implements Definition {}

  /** Some number; with bounds, both possible, where these are known. */
  record Unknown(int id, @Nullable Poly least, @Nullable Poly greatest) implements Definition {}
}
