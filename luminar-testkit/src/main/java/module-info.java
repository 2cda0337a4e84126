/** Filetests, the reference interpreter, and test support. */
module dev.luminar.testkit {
  requires transitive dev.luminar.analyzer;
  requires transitive dev.luminar.dsl;
  requires transitive dev.luminar.emit.bytecode;
  requires transitive dev.luminar.emit.c;
  requires transitive dev.luminar.model;
  requires transitive dev.luminar.nativeruntime;
  requires transitive dev.luminar.runtime;
  requires transitive org.assertj.core;
  requires org.eclipse.collections.impl;
  requires transitive org.junit.jupiter.api;

  exports dev.luminar.testkit.filetest;
  exports dev.luminar.testkit.interpreter;
  exports dev.luminar.testkit.value;
}
