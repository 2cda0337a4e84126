package dev.luminar.model;

/**
 * How a stage of a pipeline runs.
 *
 * @param parallel how many tasks share the stage, at least 1
 * @param isOrdered whether items leave it in the order in which they came
 */
public record StageOptions(int parallel, boolean isOrdered) {
  /** One task, ordered: the default. */
  public static final StageOptions DEFAULT = new StageOptions(1, true);

  /**
   * Checks the components.
   *
   * @throws ModelException LUM1106 if there is no task
   */
  public StageOptions {
    PipelineChecks.positive(parallel, "the parallelism of a stage");
  }
}
