/**
 * The runtime of emitted classes: the hooks they call, in Java. Depends on nothing and runs on a JDK 17.
 *
 * <p>A host that only runs programs meets {@link dev.luminar.runtime.LuminarRuntime} (start, configure, shut down, replace),
 * {@link dev.luminar.runtime.HostEnd} (feed or drain a running block) and {@link dev.luminar.runtime.RuntimeConfig}.
 * Emitted code meets {@link dev.luminar.runtime.ConcurrencyHooks} and its parts, {@link dev.luminar.runtime.Frame}, and the
 * numbers in {@link dev.luminar.runtime.Status}, {@link dev.luminar.runtime.Step}, {@link dev.luminar.runtime.Event} and
 * {@link dev.luminar.runtime.Strategy}. The short forms of the seed are in {@link dev.luminar.runtime.Luminar}, its {@code
 * RuntimeLayer} is {@link dev.luminar.runtime.RuntimeLayer}.
 */
package dev.luminar.runtime;
