/** The program, its text form, diagnostics, and the plan that emitters consume. */
module dev.luminar.model {
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.immutables.value.annotations;
  requires transitive static org.jspecify;

  exports dev.luminar.diag;
  exports dev.luminar.host;
  exports dev.luminar.model;
  exports dev.luminar.plan;
  exports dev.luminar.plan.code;
  exports dev.luminar.model.expr;
  exports dev.luminar.model.text;
  exports dev.luminar.model.type;
}
