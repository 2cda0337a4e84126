/**
 * The classes that are copied into artefacts, under the program's name. They use Java 17 and
 * nothing else, besides the hooks of a runtime in those for programs that need one.
 */
package dev.luminar.emit.bytecode.support;
