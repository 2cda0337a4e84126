package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function that the host provides.
 *
 * @param name its name in the source
 * @param params its parameters
 * @param result its result, {@link PlanType#NOTHING} for none
 * @param fails whether it may fail; then in C it returns an {@code int32_t} (0 means success, any
 *     other value becomes the code of the error) and writes its result through a last pointer
 *     parameter; on the JVM any exception it throws becomes an error of code 1
 * @param blocks whether it may block: then it never runs on a pool thread
 * @param span its declaration
 */
public record ExternPlan(
    int id,
    String name,
    ImmutableList<Param> params,
    PlanType result,
    boolean fails,
    boolean blocks,
    Span span) {
  /** Checks the components. */
  public ExternPlan {
    requireNonNull(name, "name");
    requireNonNull(params, "params");
    requireNonNull(result, "result");
    requireNonNull(span, "span");
  }

  /** A parameter: its name in the source and its type. */
  public record Param(String name, PlanType type) {
    /** Checks the components. */
    public Param {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }
  }
}
