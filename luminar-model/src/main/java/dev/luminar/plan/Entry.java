package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.Parameter;
import dev.luminar.model.type.Type;
import java.util.Optional;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A function that the host may call.
 *
 * @param name the function's name in the source
 * @param params its parameters as declared
 * @param result its result, empty for none
 * @param routine the routine that does it; its parameters are the entry's, in order
 * @param collects whether the call can append error records to the host's list although it succeeds
 * @param needsRuntime whether some path of it starts the runtime
 * @param isDeep whether functions with regions may call themselves below it, so that the stack of a
 *     calling thread may be too small for the depth that calls may have
 */
public record Entry(
    String name,
    ImmutableList<Parameter> params,
    Optional<Type> result,
    int routine,
    boolean collects,
    boolean needsRuntime,
    boolean isDeep) {
  /** Checks the components. */
  public Entry {
    requireNonNull(name, "name");
    requireNonNull(params, "params");
    requireNonNull(result, "result");
  }
}
