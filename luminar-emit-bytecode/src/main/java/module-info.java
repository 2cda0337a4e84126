/** Prints a plan as JVM class files. */
module dev.luminar.emit.bytecode {
  requires transitive dev.luminar.model;
  requires org.eclipse.collections.impl;
  requires static dev.luminar.runtime; // named by support classes, which run only in artefacts
  requires org.objectweb.asm;
  requires org.objectweb.asm.commons;

  exports dev.luminar.emit.bytecode;
}
