package dev.luminar.host;

import static java.util.Objects.requireNonNull;

import dev.luminar.model.type.BufferType;
import dev.luminar.model.type.ElementType;
import dev.luminar.model.type.StringType;
import dev.luminar.model.type.StructField;
import dev.luminar.model.type.StructType;
import dev.luminar.model.type.Type;
import dev.luminar.plan.Plan;
import dev.luminar.plan.PlanType;
import java.util.Optional;
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

  /**
   * Returns what the program of a plan shows to its host; functions in the order of the plan's
   * entries, externs in the order of its externs.
   *
   * @throws IllegalArgumentException if an entry or an extern has a type that does not cross the
   *     border
   */
  public static HostProgram of(Plan plan) {
    requireNonNull(plan, "plan");
    return new HostProgram(
        plan.name(),
        plan.entries()
            .collect(entry ->
                new HostFunction(
                    entry.name(),
                    entry.params().collect(p -> new HostParameter(p.name(), p.type())),
                    entry.result())),
        plan.externs()
            .collect(extern ->
                new HostFunction(
                    extern.name(),
                    extern.params().collect(p -> new HostParameter(p.name(), type(plan, p.type()))),
                    result(plan, extern.result()))));
  }

  private static Optional<Type> result(Plan plan, PlanType type) {
    return type instanceof PlanType.Nothing ? Optional.empty() : Optional.of(type(plan, type));
  }

  private static Type type(Plan plan, PlanType type) {
    return switch (type) {
      case PlanType.Scalar scalar -> scalar.kind();
      case PlanType.Struct struct -> struct(plan, struct);
      case PlanType.Buffer buffer ->
          new BufferType((ElementType) type(plan, buffer.element()), buffer.atomic());
      case PlanType.Text text -> StringType.STRING;
      default ->
          throw new IllegalArgumentException(
              "a " + type + " does not cross the border to the host");
    };
  }

  private static StructType struct(Plan plan, PlanType.Struct struct) {
    var layout = plan.structs().get(struct.struct());
    return new StructType(
        layout.name(),
        layout.fields().collect(field -> new StructField(field.name(), field.type().kind())));
  }
}
