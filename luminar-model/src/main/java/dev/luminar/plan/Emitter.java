package dev.luminar.plan;

/**
 * The service that turns a plan into an artefact of one target.
 *
 * @param <A> what it makes: C files, class files
 */
public interface Emitter<A> {

  /** The target's name: {@code c}, {@code jvm}. */
  String target();

  /**
   * Prints {@code plan}. The same plan gives the same artefact, to the byte.
   *
   * @throws dev.luminar.diag.DiagnosticException with a LUM5xxx code when the target cannot hold
   *     the plan, such as a method over the JVM's size limit
   */
  A emit(Plan plan);
}
