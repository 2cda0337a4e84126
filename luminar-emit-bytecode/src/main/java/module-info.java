/** Prints a plan as JVM class files. */
module dev.luminar.emit.bytecode {
  requires transitive dev.luminar.model;
  requires org.eclipse.collections.impl;
  requires dev.luminar.runtime; // for programs that are loaded in process
  requires org.objectweb.asm;
  requires org.objectweb.asm.commons;

  exports dev.luminar.emit.bytecode;
}
