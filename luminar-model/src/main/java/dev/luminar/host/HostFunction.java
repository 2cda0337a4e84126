package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The signature of a function that the host calls, or of an extern that it provides.
 *
 * @param name its name in the source
 * @param parameters its parameters in order
 * @param result the type of its result, a scalar or a struct; empty for none
 */
public record HostFunction(
    String name, ImmutableList<HostParameter> parameters, Optional<Type> result) {
  /** Checks the components. */
  public HostFunction {
    requireNonNull(name, "name");
    requireNonNull(parameters, "parameters");
    requireNonNull(result, "result");
  }

  /** Returns the signature in the text form, such as {@code sum(xs: f64[]) -> f64}. */
  @Override
  public String toString() {
    String list = parameters.collect(p -> p.name() + ": " + p.type()).makeString("(", ", ", ")");
    return name + list + result.map(type -> " -> " + type).orElse("");
  }
}
