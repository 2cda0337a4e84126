package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;

/**
 * A method of the user's interface and the function that it calls.
 *
 * @param method the method
 * @param function position in {@link HostProgram#functions()}
 * @param signature that function
 */
public record HostMethod(Method method, int function, HostFunction signature) {
  /** Checks the components. */
  public HostMethod {
    requireNonNull(method, "method");
    requireNonNull(signature, "signature");
  }
}
