/**
 * The built-in implementation of the hooks: a pool of carrier threads that step frames from one
 * queue, channels and groups under locks, cancellation and deadlock judgement on top. Not exported.
 *
 * <p>Read in this order: {@code Participant} (who can wait) and {@code WaitPlace} (where), {@code
 * Task} and {@code HostThread} (the two kinds), {@code Carriers} (who steps), {@code PoolChannel},
 * {@code PoolGroup}, {@code Call} (deadlock), {@code PoolRuntime} (the hooks).
 *
 * <p>Locks, outermost first: call, group, channel or other place, carriers. No lock is held while a
 * step, a handler or a cancellation runs.
 */
package dev.luminar.runtime.pool;
