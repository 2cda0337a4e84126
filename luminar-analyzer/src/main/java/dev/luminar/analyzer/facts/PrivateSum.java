package dev.luminar.analyzer.facts;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.AtomicOperator;
import dev.luminar.model.MemoryOrder;

/**
 * An atomic cell or buffer that the iterations of a parallel block only add to (or change by
 * another operator that commutes), so that each thread may do it on its own and the place is
 * changed once.
 *
 * @param name the cell or buffer
 * @param operator how it is changed; a subtraction is an addition
 * @param order the order of the operation that is left
 * @param isBuffer whether it is a buffer
 * @param indicesBelow for a buffer: all indices lie from 0 to below this number by their types; 0
 *     if that is not known
 * @param reason why, for people
 */
public record PrivateSum(
    String name,
    AtomicOperator operator,
    MemoryOrder order,
    boolean isBuffer,
    long indicesBelow,
    String reason) {
  /** Checks the components. */
  public PrivateSum {
    requireNonNull(name, "name");
    requireNonNull(operator, "operator");
    requireNonNull(order, "order");
    requireNonNull(reason, "reason");
  }
}
