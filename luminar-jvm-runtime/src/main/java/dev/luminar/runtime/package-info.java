/** The hooks in Java, for emitted classes; depends on nothing. */
package dev.luminar.runtime;
