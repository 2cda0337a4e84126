package dev.luminar.plan;

import dev.luminar.diag.Span;
import dev.luminar.model.RuntimeConfig;
import java.util.Objects;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A plan is a program with every decision made: what emitters consume.
 *
 * <p>All cross references are indices into the lists of this record: a routine's id is its position
 * in {@link #routines}, a site's id its position in {@link #sites}, and so on. {@link PlanVerifier}
 * checks that.
 *
 * @param name the program's name, exactly as the user wrote it; emitters legalize it
 * @param structs layouts of all structs that the code mentions
 * @param sites every place that can raise an error
 * @param externs the externs that the code calls
 * @param routines all routines, callees anywhere in the list
 * @param bareRegions regions that run on plain threads
 * @param taskRegions regions that run on a runtime
 * @param entries the functions that the host may call, in source order
 * @param config the runtime configuration that was resolved into the plan
 * @param hooks the services of a runtime that the code calls, empty when nothing is linked
 * @param span the whole program
 */
public record Plan(
    String name,
    ImmutableList<StructLayout> structs,
    ImmutableList<ErrorSite> sites,
    ImmutableList<ExternPlan> externs,
    ImmutableList<Routine> routines,
    ImmutableList<BareRegion> bareRegions,
    ImmutableList<TaskRegion> taskRegions,
    ImmutableList<Entry> entries,
    RuntimeConfig config,
    ImmutableList<Hook> hooks,
    Span span) {

  public Plan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(structs, "structs");
    Objects.requireNonNull(sites, "sites");
    Objects.requireNonNull(externs, "externs");
    Objects.requireNonNull(routines, "routines");
    Objects.requireNonNull(bareRegions, "bareRegions");
    Objects.requireNonNull(taskRegions, "taskRegions");
    Objects.requireNonNull(entries, "entries");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(hooks, "hooks");
    Objects.requireNonNull(span, "span");
  }

  /** Whether the artefact needs a runtime beside it; false means nothing is linked. */
  public boolean needsRuntime() {
    return hooks.notEmpty();
  }
}
