/** The typed fluent builder of programs. */
module dev.luminar.dsl {
  requires transitive dev.luminar.model;

  exports dev.luminar.dsl;
}
