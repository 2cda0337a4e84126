/** Prints a plan as C11 source and runs it in process. */
module dev.luminar.emit.c {
  requires transitive dev.luminar.model;
  requires transitive dev.luminar.nativeruntime;
  requires org.eclipse.collections.impl;
  requires static org.immutables.value.annotations;
  requires transitive static org.jspecify;

  exports dev.luminar.emit.c;
}
