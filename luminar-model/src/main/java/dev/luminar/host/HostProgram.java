package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import org.eclipse.collections.api.list.ImmutableList;

/**
 * What a program shows to its host.
 *
 * @param name the program's name in the source
 * @param functions the functions that the host may call, in source order
 * @param externs the functions that the host provides
 */
public record HostProgram(
    String name, ImmutableList<HostFunction> functions, ImmutableList<HostFunction> externs) {
  /** Checks the components. */
  public HostProgram {
    requireNonNull(name, "name");
    requireNonNull(functions, "functions");
    requireNonNull(externs, "externs");
  }
}
