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
 *
 * <p>A concurrent block on a thread of the host:
 *
 * <pre>
 * call = hooks.callEnter(name, place)
 *   group = hooks.groupOpen(call, strategy, collectMax, label, place, NO_DEADLINE)
 *     frame = new F(...); hooks.taskStart(call, group, frame, ordinal, position)   // CANCELLED: go to the join
 *   hooks.groupJoin(call, group)
 *   outcome = hooks.groupOutcome(group); errors = hooks.groupErrorCount(group)
 *   FAILED: record = hooks.groupErrorAt(group, 0)
 *   hooks.groupClose(group)                          // then raise the record, or leave when CANCELLED
 *   left by an error of the body: hooks.groupCancel(group); groupJoin; groupDiscard; go on with that error
 * hooks.callTakeErrors(call); hooks.callLeave(call)  // the latter in a finally
 * </pre>
 *
 * <p>A receive in a step (a send alike, with {@code value} given to begin and UNDELIVERED for
 * CANCELLED in finish; a join with {@code groupJoinBegin}, which needs no finish):
 *
 * <pre>
 *   status = hooks.channelReceiveBegin(task, channel, NO_DEADLINE)
 *   if (status == PENDING) { state = 3; return WAIT; }
 * case 3:
 *   status = hooks.channelReceiveFinish(task, channel)
 * both:
 *   OK: task.value (or task.object, to be cleared), task.itemOrdinal
 *   CLOSED: drained
 *   CANCELLED: leave the innermost open region: join, outcome, close, then taskCheck whether to leave on
 * </pre>
 *
 * <p>A select: {@code hooks.selectBegin(task, selection, deadline)} with a {@link
 * dev.luminar.runtime.hook.Selection} that stays the same until {@code hooks.selectFinish(task,
 * selection)}; {@code selection.chosen} says which arm was done.
 *
 * <p>A task fails by {@code hooks.taskFail(task, record)} and, after its cleanup, {@code return
 * FAILED}; a worker whose item failed by {@code taskFailAt(task, item, record)} (STOP) or {@code
 * taskRecordError(task, item, record)} and going on (COLLECT, IGNORE).
 */
package dev.luminar.runtime.hook;
