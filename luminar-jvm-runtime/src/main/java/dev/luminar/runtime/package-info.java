/**
 * The runtime of emitted classes. Depends on nothing and runs on a JDK 17.
 *
 * <p>A host that only runs programs needs nothing from here, or {@link
 * dev.luminar.runtime.LuminarRuntime} to configure, shut down or replace the runtime. What emitted
 * code calls is in {@link dev.luminar.runtime.hook}. The short forms of the original design are in
 * {@link dev.luminar.runtime.Luminar}; a runtime put together from registered parts is a {@link
 * dev.luminar.runtime.RuntimeLayer}.
 */
package dev.luminar.runtime;
