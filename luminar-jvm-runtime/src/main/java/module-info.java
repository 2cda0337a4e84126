/** The hooks in Java, for emitted classes; depends on nothing. */
module dev.luminar.runtime {
  exports dev.luminar.runtime;
  exports dev.luminar.runtime.hook;
}
