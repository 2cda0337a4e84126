/** Checks a program, chooses the mode of each block, and lowers it to a plan. */
module dev.luminar.analyzer {
  requires transitive dev.luminar.model;
  requires org.eclipse.collections.impl;
  requires static org.immutables.value.annotations;

  exports dev.luminar.analyzer;
  exports dev.luminar.analyzer.facts;
  exports dev.luminar.analyzer.mode;
  exports dev.luminar.analyzer.program;
}
