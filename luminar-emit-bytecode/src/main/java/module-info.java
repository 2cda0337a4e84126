/** Prints a plan as JVM class files. */
module dev.luminar.emit.bytecode {
  requires transitive dev.luminar.model;
  requires org.eclipse.collections.impl;
  requires org.objectweb.asm;
  requires org.objectweb.asm.commons;
  requires org.objectweb.asm.tree;
  requires org.objectweb.asm.tree.analysis;
  requires org.objectweb.asm.util;
}
