/** The C11 runtime, its hook header, and the Java side that finds and builds them. */
module dev.luminar.nativeruntime {
  requires transitive static org.jspecify;

  exports dev.luminar.nativeruntime;
}
