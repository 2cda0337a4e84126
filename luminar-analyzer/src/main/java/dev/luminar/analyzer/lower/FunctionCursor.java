package dev.luminar.analyzer.lower;

/**
 * Where the lowering of one function is: regions and tasks are counted in source order, which is
 * how the analysis names them.
 */
final class FunctionCursor {

  final String function;
  private int regions;

  FunctionCursor(String function) {
    this.function = function;
  }

  /** The ordinal of the region that is lowered next. */
  int regionsSoFar() {
    return regions;
  }

  /** The ordinal of the region that is lowered now. */
  int nextRegion() {
    return regions++;
  }

  /** Passes over regions that are not lowered, since nothing reaches them. */
  void skip(int count) {
    regions += count;
  }

  /** Goes back, to lower again what was lowered since. */
  void reset(int regionsBefore) {
    regions = regionsBefore;
  }
}
