/** Measurements side by side with peers. */
module dev.luminar.bench {
  requires dev.luminar.analyzer;
  requires dev.luminar.emit.bytecode;
  requires dev.luminar.emit.c;
  requires dev.luminar.model;
  requires dev.luminar.nativeruntime;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;
}
