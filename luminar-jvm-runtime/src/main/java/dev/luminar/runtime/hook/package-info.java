/**
 * The contract between emitted code and a runtime, as {@code luminar_hooks.h} has it for C.
 *
 * <p>Emitted code meets {@link dev.luminar.runtime.hook.ConcurrencyHooks} and its parts, {@link
 * dev.luminar.runtime.hook.Frame}, and the numbers in {@link dev.luminar.runtime.hook.Status},
 * {@link dev.luminar.runtime.hook.Step}, {@link dev.luminar.runtime.hook.Event} and {@link
 * dev.luminar.runtime.hook.Strategy}. A runtime implements the hooks and extends {@link
 * dev.luminar.runtime.hook.Group} and {@link dev.luminar.runtime.hook.Chan}. A host meets {@link
 * dev.luminar.runtime.hook.HostEnd}, which feeds or drains a running block, and {@link
 * dev.luminar.runtime.hook.RuntimeConfig}.
 */
package dev.luminar.runtime.hook;
