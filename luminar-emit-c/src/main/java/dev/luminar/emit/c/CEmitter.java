package dev.luminar.emit.c;

import static java.util.Objects.requireNonNull;

import dev.luminar.plan.Emitter;
import dev.luminar.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.collections.api.factory.Maps;

/**
 * The emitter for C: C11 and POSIX.1-2008, readable, without undefined behaviour, warning-free with
 * gcc and clang.
 *
 * <p>A program {@code stats} becomes {@code stats.c}, {@code stats.h} and a {@code Makefile}. A
 * function {@code sum} of it is called as {@code stats_sum}. Where a block needs a runtime, its
 * sources stand beside them.
 */
public final class CEmitter implements Emitter<CFiles> {
  /** The version of Luminar that emitted files name. */
  static final String VERSION = "0.1.0";

  /** Makes an emitter; one may serve any number of plans, from any thread. */
  public CEmitter() {}

  @Override
  public String target() {
    return "c";
  }

  @Override
  public CFiles emit(Plan plan) {
    requireNonNull(plan, "plan");
    Emission emission = new Emission(plan);
    Map<String, String> files = new LinkedHashMap<>();
    String source = new SourcePrinter(emission).print();
    files.put(emission.prefix + ".c", source);
    files.put(emission.prefix + ".h", new HeaderPrinter(emission).print());
    MakefilePrinter.add(emission, files);
    return new CFiles(
        emission.prefix,
        Maps.immutable.ofMap(files).toImmutable(),
        emission.entries,
        emission.externs);
  }
}
