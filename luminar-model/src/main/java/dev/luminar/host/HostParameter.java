package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.Type;

/**
 * A parameter of a function or an extern.
 *
 * @param name its name in the source
 * @param type a scalar, a struct, a buffer, or for externs a string
 */
public record HostParameter(String name, Type type) {
  /** Checks the components. */
  public HostParameter {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }
}
