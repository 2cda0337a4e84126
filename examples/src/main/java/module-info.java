/** Runnable programs, one of them a compiler driver. */
module dev.luminar.examples {
  requires dev.luminar.analyzer;
  requires dev.luminar.dsl;
  requires dev.luminar.emit.bytecode;
  requires dev.luminar.emit.c;
  requires dev.luminar.model;
  requires dev.luminar.nativeruntime;
  requires dev.luminar.runtime;
  requires dev.luminar.testkit;
  requires info.picocli;
  requires java.desktop;
  requires org.eclipse.collections.impl;

  opens dev.luminar.examples to
      info.picocli;
}
