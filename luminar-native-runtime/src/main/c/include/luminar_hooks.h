/*
 * Luminar: the hook table, the whole interface between emitted code and a runtime.
 *
 * Rules for every hook, unless its own lines say otherwise:
 *   - The runtime instance comes first (runtime_open makes it); the result is a status; out parameters are written only
 *     when the status says so. Nothing unwinds through a hook. Null where an object is needed: LUMINAR_INVALID_ARGUMENT.
 *   - A null member, or a member beyond struct_size, is not offered (LUMINAR_OFFERS). Members are only ever appended.
 *   - `task` is the caller's own task: inside a step or run function that task, on the host thread of a call the one
 *     that call_enter gave, null on a thread that is in no call. Only its own thread may pass it.
 *   - Every hook below has five lines: what it does / who may call it / whether it blocks / who owns the memory /
 *     which statuses besides LUMINAR_OK and the two above.
 *
 * The protocol of a step that waits. `begin` mostly ends the operation at once (LUMINAR_OK). When it says
 * LUMINAR_PENDING the step stores its state and returns LUMINAR_STEP_WAIT; later it is called again with RESUME, CANCEL
 * or TIMEOUT and calls `finish`, whose status is the truth (after CANCEL the operation may still have been done). At most
 * one operation of a task is pending. Its message buffer lies in the frame and belongs to the runtime until finish.
 *
 * Cancellation. A task is cancelled by task_cancel or because its group is. A task that owns open groups (the owner of a
 * block, inside the block's body) also counts as cancelled while the innermost of them is. A cancelled task's
 * operations say LUMINAR_CANCELLED at once and task_check tells. Code that sees LUMINAR_CANCELLED leaves the innermost
 * open region through its cleanup, joins and closes its group, looks at the outcome, then asks task_check whether to go
 * on leaving. Joins are never cut short: the owner is resumed, always with RESUME, when the group's last task has ended.
 *
 * A task that has seen its own cancellation counts as cancelled when it then returns LUMINAR_STEP_DONE: it has no result.
 * LUMINAR_STEP_WAIT without a pending operation means LUMINAR_STEP_YIELD.
 *
 * Deadlock. When in a call nothing is ready or running, and nothing waits for a deadline, a sleep, I/O or a channel with
 * a host end, the innermost group that holds all stuck tasks gets a record of type "deadlock" and is cancelled. Without
 * such a group (the host thread waits outside every region) the operation ends with LUMINAR_DEADLOCK.
 */
#ifndef LUMINAR_HOOKS_H
#define LUMINAR_HOOKS_H

#include "luminar_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Feature bits of a table: what its members do beyond being there. */
#define LUMINAR_FEATURE_STEP_TASKS (UINT64_C(1) << 0)
#define LUMINAR_FEATURE_RUN_TASKS (UINT64_C(1) << 1)
#define LUMINAR_FEATURE_RENDEZVOUS (UINT64_C(1) << 2)
#define LUMINAR_FEATURE_SELECT (UINT64_C(1) << 3)
#define LUMINAR_FEATURE_DEADLINES (UINT64_C(1) << 4)
#define LUMINAR_FEATURE_DEADLOCK (UINT64_C(1) << 5)
#define LUMINAR_FEATURE_SUBSTITUTES (UINT64_C(1) << 6)
#define LUMINAR_FEATURE_IO (UINT64_C(1) << 7)
#define LUMINAR_FEATURE_PARALLEL (UINT64_C(1) << 8)

typedef struct LuminarHooks {
  uint32_t struct_size;
  uint16_t abi_major;
  uint16_t abi_minor;
  uint64_t features; /* LUMINAR_FEATURE_... */

  /* ---- runtime ---- */

  /* Opens an instance. A null config means the defaults. The only hook without an instance.
   * caller: any thread
   * blocks: no
   * memory: the instance is the caller's until runtime_close; the config is copied
   * status: WITHOUT_EFFECT, INVALID_ARGUMENT, OUT_OF_MEMORY */
  LuminarStatus (*runtime_open)(const LuminarRuntimeConfig *config, LuminarRuntime **runtime);

  /* Ends the instance: joins its threads and frees everything.
   * caller: any thread that is not in a call or step of this instance
   * blocks: until the threads have ended
   * memory: the instance is gone when the status is OK
   * status: BUSY while calls run or channels are still alive (then nothing has happened) */
  LuminarStatus (*runtime_close)(LuminarRuntime *runtime);

  /* ---- call ---- */

  /* Enters a call: the host thread becomes `*task`, under which it opens groups and uses blocking forms.
   * caller: a host thread; calls of one thread may nest, other threads enter their own
   * blocks: no
   * memory: the task is the runtime's, valid until call_leave; strings are copied
   * status: OUT_OF_MEMORY */
  LuminarStatus (*call_enter)(LuminarRuntime *runtime, const LuminarCallDescriptor *descriptor, LuminarTask **task);

  /* Leaves the call.
   * caller: the thread that entered it
   * blocks: no
   * memory: frees the call and its error list
   * status: WRONG_STATE while one of its groups or channels is open (then nothing has happened) */
  LuminarStatus (*call_leave)(LuminarRuntime *runtime, LuminarTask *task);

  /* Asks everything in the call to stop, as if each of its regions were cancelled.
   * caller: any thread, as long as the call is not left
   * blocks: no
   * memory: -
   * status: - */
  LuminarStatus (*call_cancel)(LuminarRuntime *runtime, LuminarTask *task);

  /* Puts a record into the call's list of collected errors (what group_close does for COLLECT), behind the path of the
   * task that does it. The list is ordered by region and path and keeps the smallest errors_max records.
   * caller: the call's thread, or a task inside the call
   * blocks: no
   * memory: copies the record
   * status: OUT_OF_MEMORY (counted all the same) */
  LuminarStatus (*call_append_error)(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);

  /* The true number of collected errors of the call, and how many records call_error_at can show.
   * caller: the call's thread, when none of its groups is open
   * blocks: no
   * memory: either pointer may be null
   * status: - */
  LuminarStatus (*call_error_count)(LuminarRuntime *runtime, LuminarTask *task, uint64_t *errors, uint64_t *records);

  /* Shows one collected record.
   * caller: as call_error_count
   * blocks: no
   * memory: borrowed until call_clear_errors or call_leave
   * status: INVALID_ARGUMENT for an index that is too large */
  LuminarStatus (*call_error_at)(LuminarRuntime *runtime, LuminarTask *task, uint64_t index, LuminarErrorRecord *record);

  /* Empties the call's list and sets its count to 0.
   * caller: as call_error_count
   * blocks: no
   * memory: borrowed records end
   * status: - */
  LuminarStatus (*call_clear_errors)(LuminarRuntime *runtime, LuminarTask *task);

  /* ---- task ---- */

  /* Makes a task in `group` that does not run yet, with a zeroed frame to fill in.
   * ordinal: of the task statement in its region; position: how many-th task that statement started. When the starter is
   * itself a task of the group (spawn), the entry is added to the starter's path; else it is the whole path.
   * caller: `starter`: the owner of the group, or a task in it
   * blocks: no
   * memory: task and frame are the runtime's; the starter writes the frame until task_start or task_discard
   * status: OUT_OF_MEMORY, INVALID_ARGUMENT (descriptor), CANCELLED (the group is cancelled: no task was made) */
  LuminarStatus (*task_create)(LuminarRuntime *runtime, LuminarTask *starter, LuminarGroup *group,
                               const LuminarFrameDescriptor *descriptor, uint64_t ordinal, uint64_t position,
                               LuminarTask **task, void **frame);

  /* Publishes the task: from now on it may run, on any thread, at once.
   * caller: its starter, once
   * blocks: no
   * memory: without LUMINAR_TASK_HANDLE the task is not the starter's any more, even if this call has not returned
   * status: - (a task whose group was cancelled meanwhile gets START and then CANCELLED from its operations) */
  LuminarStatus (*task_start)(LuminarRuntime *runtime, LuminarTask *task);

  /* Gives up a task that was made and not started; its drop does not run.
   * caller: its starter
   * blocks: no
   * memory: frees task and frame
   * status: WRONG_STATE after task_start */
  LuminarStatus (*task_discard)(LuminarRuntime *runtime, LuminarTask *task);

  /* Records the task's error, with the task's path before the record's own; the step then returns LUMINAR_STEP_FAILED.
   * caller: the task; at most once
   * blocks: no (strategy RUNTIME: for the handler)
   * memory: copies the record
   * status: OUT_OF_MEMORY (the error is counted, its record lacks strings) */
  LuminarStatus (*task_fail)(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);

  /* Records an error of one item and lets the task go on: its path is the task's with `position` in the last entry.
   * caller: the task, any number of times
   * blocks: no (strategy RUNTIME: for the handler)
   * memory: copies the record
   * status: CANCELLED: the strategy is STOP; leave through the cleanup and return LUMINAR_STEP_DONE */
  LuminarStatus (*task_record_error)(LuminarRuntime *runtime, LuminarTask *task, uint64_t position,
                                     const LuminarErrorRecord *record);

  /* The cancellation point of a loop: is the task cancelled?
   * caller: the task
   * blocks: no
   * memory: -
   * status: CANCELLED */
  LuminarStatus (*task_check)(LuminarRuntime *runtime, LuminarTask *task);

  /* Hides (+1) or shows (-1) cancellation, around cleanup code, which may not wait. Nests.
   * caller: the task
   * blocks: no
   * memory: -
   * status: INVALID_ARGUMENT */
  LuminarStatus (*task_mask)(LuminarRuntime *runtime, LuminarTask *task, int32_t change);

  /* Asks one task to stop, together with the groups it has open.
   * caller: any thread; the target must be held by a handle, or be the caller itself
   * blocks: no
   * memory: -
   * status: OK also when the task has ended */
  LuminarStatus (*task_cancel)(LuminarRuntime *runtime, LuminarTask *target);

  /* Waits for a task with a handle. OK: its result was copied to `result`.
   * caller: a step
   * blocks: no: PENDING, then task_await_finish
   * memory: `result` has room for result_size bytes and may be null when that is 0
   * status: PENDING, FAILED (its group has the record), TASK_CANCELLED, CANCELLED */
  LuminarStatus (*task_await_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result,
                                    LuminarDeadline deadline);

  /* Ends task_await_begin after the event.
   * caller: the step
   * blocks: no
   * memory: `result` as in begin
   * status: as begin without PENDING, and TIMED_OUT, DEADLOCK */
  LuminarStatus (*task_await_finish)(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result);

  /* The same for a host thread or a run function.
   * caller: any thread but a step's; `task` may be null
   * blocks: until the target ends, cancellation, or the deadline
   * memory: as begin
   * status: as finish */
  LuminarStatus (*task_await)(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result,
                              LuminarDeadline deadline);

  /* Gives up the handle. The task, if it still runs, goes on.
   * caller: whoever holds the handle, once
   * blocks: no
   * memory: the frame is freed now or when the task ends
   * status: WRONG_STATE without a handle */
  LuminarStatus (*task_release)(LuminarRuntime *runtime, LuminarTask *target);

  /* Says that the caller is about to block in foreign code; a substitute thread takes over the ready tasks.
   * caller: a step or run function
   * blocks: no
   * memory: -
   * status: NO_THREAD: the limit is reached or no thread could be made; raise an error instead of blocking */
  LuminarStatus (*task_blocking_begin)(LuminarRuntime *runtime, LuminarTask *task);

  /* Ends task_blocking_begin.
   * caller: the same, on the same thread
   * blocks: no
   * memory: -
   * status: WRONG_STATE without a begin */
  LuminarStatus (*task_blocking_end)(LuminarRuntime *runtime, LuminarTask *task);

  /* ---- group ---- */

  /* Opens a group owned by `owner`; a cancelled owner gets a group that is cancelled from the start.
   * caller: the owner; groups of one owner nest and close in reverse order
   * blocks: no
   * memory: the group is the runtime's until group_close; strings are copied
   * status: OUT_OF_MEMORY, INVALID_ARGUMENT */
  LuminarStatus (*group_open)(LuminarRuntime *runtime, LuminarTask *owner, const LuminarGroupDescriptor *descriptor,
                              LuminarGroup **group);

  /* Asks every task of the group, of the groups inside it, and the owner's body, to stop.
   * caller: the owner, a task inside, or any thread while the group is open
   * blocks: no
   * memory: -
   * status: - */
  LuminarStatus (*group_cancel)(LuminarRuntime *runtime, LuminarGroup *group);

  /* Records an error of the block's body itself (which the owner runs), with the record's path as it is; STOP cancels.
   * caller: the owner
   * blocks: no (strategy RUNTIME: for the handler)
   * memory: copies the record
   * status: OUT_OF_MEMORY as task_fail */
  LuminarStatus (*group_fail)(LuminarRuntime *runtime, LuminarGroup *group, const LuminarErrorRecord *record);

  /* Joins: OK when all tasks have ended. Cancellation does not cut it short.
   * caller: the owner, in a step
   * blocks: no: PENDING, and RESUME when all have ended
   * memory: -
   * status: PENDING */
  LuminarStatus (*group_join_begin)(LuminarRuntime *runtime, LuminarTask *owner, LuminarGroup *group);

  /* The same for a host thread or a run function.
   * caller: the owner
   * blocks: until all tasks have ended
   * memory: -
   * status: NO_THREAD: a run function's thread had no substitute; nothing was joined */
  LuminarStatus (*group_join)(LuminarRuntime *runtime, LuminarTask *owner, LuminarGroup *group);

  /* How a joined group ended. OK: go on. FAILED: strategy STOP and there is a record, group_error_at(0), to raise.
   * CANCELLED: the owner has to leave, because it or a group around this one is cancelled; FAILED comes first.
   * caller: the owner, after the join
   * blocks: no
   * memory: `outcome` may be null
   * status: FAILED, CANCELLED, WRONG_STATE before the join */
  LuminarStatus (*group_outcome)(LuminarRuntime *runtime, LuminarGroup *group, LuminarGroupOutcome *outcome);

  /* Shows one record of a joined group, smallest path first; paths begin with this group's entry.
   * caller: the owner, after the join
   * blocks: no
   * memory: borrowed until group_close (error_copy to keep it)
   * status: INVALID_ARGUMENT for an index that is too large */
  LuminarStatus (*group_error_at)(LuminarRuntime *runtime, LuminarGroup *group, uint64_t index,
                                  LuminarErrorRecord *record);

  /* Closes a joined group. Strategies COLLECT and RUNTIME append their records to the call's list.
   * caller: the owner, innermost group first
   * blocks: no
   * memory: frees the group and its records
   * status: WRONG_STATE before the join or out of order */
  LuminarStatus (*group_close)(LuminarRuntime *runtime, LuminarGroup *group);

  /* ---- channel ---- */

  /* Makes a channel.
   * caller: a task (the channel belongs to its call), or any thread with task null (then it is a host's channel)
   * blocks: no
   * memory: the channel is the caller's until channel_release; strings are copied
   * status: OUT_OF_MEMORY, INVALID_ARGUMENT (element size 0, or a size that overflows) */
  LuminarStatus (*channel_create)(LuminarRuntime *runtime, LuminarTask *task,
                                  const LuminarChannelDescriptor *descriptor, LuminarChannel **channel);

  /* Frees a channel and the messages it holds.
   * caller: its maker, when no other thread uses it any more
   * blocks: no
   * memory: the channel is gone when the status is OK
   * status: WRONG_STATE while somebody waits for it (then nothing has happened) */
  LuminarStatus (*channel_release)(LuminarRuntime *runtime, LuminarChannel *channel);

  /* Closes: stored messages can still be received, everybody who waits is woken.
   * caller: any thread
   * blocks: no
   * memory: -
   * status: CLOSED: it already was */
  LuminarStatus (*channel_close)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel);

  /* Gives up the host's end (LUMINAR_CHANNEL_HOST_END) of a channel that a call made: from now on the channel counts for
   * deadlock. Does not close. A channel made outside of calls never counts.
   * caller: the host, once
   * blocks: no
   * memory: -
   * status: WRONG_STATE without a host end */
  LuminarStatus (*channel_drop_host_end)(LuminarRuntime *runtime, LuminarChannel *channel);

  /* Sends the element_size bytes at `data`.
   * caller: a step
   * blocks: no: PENDING, then channel_send_finish
   * memory: copied when OK; while PENDING `data` stays the sender's and must not move or change
   * status: PENDING, CLOSED, CANCELLED, TIMED_OUT (deadline already past and no room) */
  LuminarStatus (*channel_send_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                      const void *data, LuminarDeadline deadline);

  /* Ends channel_send_begin after the event.
   * caller: the step
   * blocks: no
   * memory: after any status but OK the value is still only in the sender's buffer
   * status: CLOSED, UNDELIVERED (cancelled), TIMED_OUT, DEADLOCK */
  LuminarStatus (*channel_send_finish)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel);

  /* Receives element_size bytes into `data`, and how many messages came out of the channel before this one.
   * caller: a step
   * blocks: no: PENDING, then channel_receive_finish
   * memory: while PENDING the partner writes to `data` directly; `ordinal` (may be null) is only written with OK
   * status: PENDING, CLOSED (and empty), CANCELLED, TIMED_OUT */
  LuminarStatus (*channel_receive_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                         uint64_t *ordinal, LuminarDeadline deadline);

  /* Ends channel_receive_begin after the event; with OK the message lies in begin's buffer.
   * caller: the step
   * blocks: no
   * memory: `ordinal` (may be null) is only written with OK
   * status: CLOSED, CANCELLED, TIMED_OUT, DEADLOCK */
  LuminarStatus (*channel_receive_finish)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                          uint64_t *ordinal);

  /* Takes back a begun send or receive instead of waiting for its event; none comes any more.
   * caller: the step that began it, before it returned LUMINAR_STEP_WAIT
   * blocks: no
   * memory: the buffer is the caller's again
   * status: OK: too late, it was done; CANCELLED: taken back; CLOSED; WRONG_STATE: nothing was begun */
  LuminarStatus (*channel_abandon)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                   uint64_t *ordinal);

  /* Sends, waiting.
   * caller: a host thread or run function; `task` null on a thread that is in no call
   * blocks: until room, partner, close, cancellation, or the deadline
   * memory: `data` is read only during the call
   * status: CLOSED, CANCELLED (not begun), UNDELIVERED (while waiting), TIMED_OUT, DEADLOCK */
  LuminarStatus (*channel_send)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data,
                                LuminarDeadline deadline);

  /* Receives, waiting.
   * caller: as channel_send
   * blocks: until a message, close, cancellation, or the deadline
   * memory: `data` and `ordinal` (may be null) are written only with OK
   * status: CLOSED (and empty), CANCELLED, TIMED_OUT, DEADLOCK */
  LuminarStatus (*channel_receive)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                   uint64_t *ordinal, LuminarDeadline deadline);

  /* Sends if that needs no waiting.
   * caller: any
   * blocks: no
   * memory: copied when OK
   * status: WOULD_BLOCK, CLOSED, CANCELLED */
  LuminarStatus (*channel_offer)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data);

  /* Receives if that needs no waiting.
   * caller: any
   * blocks: no
   * memory: `data` and `ordinal` (may be null) are written only with OK
   * status: WOULD_BLOCK, CLOSED (and empty), CANCELLED */
  LuminarStatus (*channel_poll)(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                uint64_t *ordinal);

  /* ---- select ---- */

  /* Does the first arm, in the order of the policy, that needs no waiting (a closed channel needs none); else waits for
   * all of them. deadline: LUMINAR_NO_DEADLINE waits, 0 is a default arm (TIMED_OUT at once). A task that wants its arms
   * served in turn gives as seed a number that is one more than the arm chosen last.
   * caller: a step
   * blocks: no: PENDING, then select_finish
   * memory: arms and their data stay in the frame until finish
   * status: as select_finish with PENDING; INVALID_ARGUMENT (no arms and no deadline; a kind) */
  LuminarStatus (*select_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                                LuminarSelectPolicy policy, uint64_t seed, uint32_t *chosen, uint64_t *ordinal,
                                LuminarDeadline deadline);

  /* Ends select_begin after the event.
   * caller: the step
   * blocks: no
   * memory: `chosen` is written with OK and CLOSED, `ordinal` (may be null) with OK of a receive
   * status: CLOSED (the chosen channel is), CANCELLED (no arm was done), TIMED_OUT, DEADLOCK */
  LuminarStatus (*select_finish)(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                                 uint32_t *chosen, uint64_t *ordinal);

  /* The same, waiting.
   * caller: a host thread or run function; `task` null on a thread that is in no call
   * blocks: until an arm is done, cancellation, or the deadline
   * memory: arms are used only during the call
   * status: as select_finish */
  LuminarStatus (*select_wait)(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                               LuminarSelectPolicy policy, uint64_t seed, uint32_t *chosen, uint64_t *ordinal,
                               LuminarDeadline deadline);

  /* ---- error ---- */

  /* Sets the handler of the instance (null: none) that sees the errors of groups with strategy RUNTIME and those given to
   * error_propagate and error_collect.
   * caller: any thread
   * blocks: while the old handler runs
   * memory: -
   * status: - */
  LuminarStatus (*error_set_handler)(LuminarRuntime *runtime, LuminarErrorHandler handler);

  /* Shows the record to the handler, keeps it in the instance's list, and asks the tasks around `task` to stop: its group
   * (or, with task null, nothing).
   * caller: any
   * blocks: for the handler
   * memory: copies the record
   * status: OUT_OF_MEMORY */
  LuminarStatus (*error_propagate)(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);

  /* As error_propagate without asking anybody to stop.
   * caller: any
   * blocks: for the handler
   * memory: copies the record
   * status: OUT_OF_MEMORY */
  LuminarStatus (*error_collect)(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);

  /* How many of those errors came since the last clear, and how many records error_at can show (the first 1024).
   * caller: any
   * blocks: no
   * memory: either pointer may be null
   * status: - */
  LuminarStatus (*error_count)(LuminarRuntime *runtime, uint64_t *errors, uint64_t *records);

  /* How many of them have this type: of all with collect_error_statistics, else of the records kept.
   * caller: any
   * blocks: no
   * memory: -
   * status: - */
  LuminarStatus (*error_count_of)(LuminarRuntime *runtime, const char *type, uint64_t *count);

  /* Shows one of them, in the order they came.
   * caller: any
   * blocks: no
   * memory: borrowed until error_clear or runtime_close
   * status: INVALID_ARGUMENT for an index that is too large */
  LuminarStatus (*error_at)(LuminarRuntime *runtime, uint64_t index, LuminarErrorRecord *record);

  /* Forgets them.
   * caller: any thread, while no other uses a borrowed record
   * blocks: no
   * memory: borrowed records end
   * status: - */
  LuminarStatus (*error_clear)(LuminarRuntime *runtime);

  /* Makes an owned copy of a record.
   * caller: any
   * blocks: no
   * memory: `copy` must be given to error_release, before runtime_close
   * status: OUT_OF_MEMORY: `copy` has type, code, line, site and arguments, no strings of the original but static ones */
  LuminarStatus (*error_copy)(LuminarRuntime *runtime, const LuminarErrorRecord *record, LuminarErrorRecord *copy);

  /* Frees what an owned record owns; nothing for one that owns nothing (storage null). The record ends up owning nothing.
   * caller: any
   * blocks: no
   * memory: its strings and path end
   * status: - */
  LuminarStatus (*error_release)(LuminarRuntime *runtime, LuminarErrorRecord *record);

  /* ---- memory ---- */

  /* Allocates memory that all tasks may share, uninitialised. Size 0 gives a unique pointer.
   * caller: any
   * blocks: no
   * memory: the caller's until memory_free; alignment is a power of two up to 4096, 0 means max_align_t's
   * status: OUT_OF_MEMORY, INVALID_ARGUMENT */
  LuminarStatus (*memory_allocate)(LuminarRuntime *runtime, size_t size, size_t alignment, void **memory);

  /* Frees memory from memory_allocate; null is nothing.
   * caller: any
   * blocks: no
   * memory: gone
   * status: - */
  LuminarStatus (*memory_free)(LuminarRuntime *runtime, void *memory);

  /* ---- atomic ---- */

  /* Makes an atomic cell on its own cache line.
   * caller: any
   * blocks: no
   * memory: the caller's until atomic_destroy
   * status: OUT_OF_MEMORY, INVALID_ARGUMENT */
  LuminarStatus (*atomic_create)(LuminarRuntime *runtime, LuminarAtomicType type, uint64_t initial,
                                 LuminarAtomic **atomic);

  /* Frees a cell nobody uses any more.
   * caller: any
   * blocks: no
   * memory: gone
   * status: - */
  LuminarStatus (*atomic_destroy)(LuminarRuntime *runtime, LuminarAtomic *atomic);

  /* Loads. Orders: RELAXED, ACQUIRE, SEQ_CST.
   * caller: any
   * blocks: no
   * memory: -
   * status: INVALID_ARGUMENT (order) */
  LuminarStatus (*atomic_load)(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarOrder order, uint64_t *value);

  /* Stores. Orders: RELAXED, RELEASE, SEQ_CST.
   * caller: any
   * blocks: no
   * memory: -
   * status: INVALID_ARGUMENT (order) */
  LuminarStatus (*atomic_store)(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarOrder order, uint64_t value);

  /* Reads, changes and writes in one go. f64: EXCHANGE, ADD, SUB, MIN, MAX; bool: EXCHANGE, AND, OR, XOR. Integers wrap.
   * caller: any
   * blocks: no
   * memory: `old` may be null
   * status: INVALID_ARGUMENT (operation for the type) */
  LuminarStatus (*atomic_modify)(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarAtomicOp op, LuminarOrder order,
                                 uint64_t operand, uint64_t *old);

  /* Compare-exchange: `*done` tells whether the cell held `*expected` (bit for bit) and now holds `desired`; if not,
   * `*expected` becomes what it held. weak: may say no although equal; only for loops.
   * caller: any
   * blocks: no
   * memory: -
   * status: INVALID_ARGUMENT (failure order RELEASE or ACQ_REL) */
  LuminarStatus (*atomic_compare_exchange)(LuminarRuntime *runtime, LuminarAtomic *atomic, bool weak,
                                           LuminarOrder success, LuminarOrder failure, uint64_t *expected,
                                           uint64_t desired, bool *done);

  /* ---- I/O ---- */

  /* Wraps an open file descriptor (POSIX) of a file, pipe or socket. offset: where to begin in a file, -1 for its own
   * position (pipes and sockets always).
   * caller: any
   * blocks: no
   * memory: the caller's until io_close; the descriptor itself stays the caller's and is never closed here
   * status: OUT_OF_MEMORY, INVALID_ARGUMENT */
  LuminarStatus (*io_open)(LuminarRuntime *runtime, int64_t descriptor, int64_t offset, LuminarIo **io);

  /* Frees the wrapper.
   * caller: any
   * blocks: no
   * memory: gone when OK
   * status: WRONG_STATE while a task still has an operation on it */
  LuminarStatus (*io_close)(LuminarRuntime *runtime, LuminarIo *io);

  /* Reads up to `size` bytes.
   * caller: a step; one operation per direction at a time on one io
   * blocks: no: PENDING, then io_finish
   * memory: `buffer` is the runtime's until finish
   * status: PENDING, CANCELLED, WRONG_STATE (one is under way), NO_THREAD, OUT_OF_MEMORY */
  LuminarStatus (*io_read_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, void *buffer, size_t size,
                                 LuminarDeadline deadline);

  /* Writes all `size` bytes.
   * caller: as io_read_begin
   * blocks: no: PENDING, then io_finish
   * memory: `buffer` may not change until finish
   * status: as io_read_begin */
  LuminarStatus (*io_write_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, const void *buffer,
                                  size_t size, LuminarDeadline deadline);

  /* Ends a read or write after the event.
   * caller: the step
   * blocks: no
   * memory: `transferred` (bytes, also with a bad status) and `error` (the system's number) may be null
   * status: END_OF_FILE (read, nothing left), IO_ERROR, CANCELLED, TIMED_OUT */
  LuminarStatus (*io_finish)(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, size_t *transferred,
                             int32_t *error);

  /* Reads, waiting.
   * caller: a host thread or run function; `task` null on a thread that is in no call
   * blocks: until at least one byte, the end, cancellation, or the deadline
   * memory: `buffer` is used only during the call
   * status: as io_finish and io_read_begin without PENDING */
  LuminarStatus (*io_read)(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, void *buffer, size_t size,
                           size_t *transferred, int32_t *error, LuminarDeadline deadline);

  /* Writes, waiting.
   * caller: as io_read
   * blocks: until all is written, cancellation, or the deadline
   * memory: `buffer` is used only during the call
   * status: as io_read without END_OF_FILE */
  LuminarStatus (*io_write)(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, const void *buffer, size_t size,
                            size_t *transferred, int32_t *error, LuminarDeadline deadline);

  /* ---- time ---- */

  /* The monotonic clock of the instance, in nanoseconds.
   * caller: any
   * blocks: no
   * memory: -
   * status: - */
  LuminarStatus (*time_now)(LuminarRuntime *runtime, LuminarDeadline *now);

  /* Sleeps until the deadline. OK: it has passed. After PENDING the event tells: RESUME (slept) or CANCEL; no finish.
   * caller: a step
   * blocks: no
   * memory: -
   * status: PENDING, CANCELLED, INVALID_ARGUMENT (LUMINAR_NO_DEADLINE) */
  LuminarStatus (*time_sleep_begin)(LuminarRuntime *runtime, LuminarTask *task, LuminarDeadline deadline);

  /* Sleeps, waiting.
   * caller: a host thread or run function; `task` null on a thread that is in no call
   * blocks: until the deadline or cancellation
   * memory: -
   * status: CANCELLED, INVALID_ARGUMENT */
  LuminarStatus (*time_sleep)(LuminarRuntime *runtime, LuminarTask *task, LuminarDeadline deadline);

  /* ---- tool ---- */

  /* Counters of the instance, taken at one moment.
   * caller: any; set counters->struct_size first
   * blocks: no
   * memory: the caller's
   * status: - */
  LuminarStatus (*tool_counters)(LuminarRuntime *runtime, LuminarCounters *counters);

  /* The state of a channel, taken at one moment.
   * caller: any; set state->struct_size first
   * blocks: no
   * memory: the caller's
   * status: - */
  LuminarStatus (*tool_channel)(LuminarRuntime *runtime, LuminarChannel *channel, LuminarChannelState *state);

  /* Writes who waits for whom, one line per waiting task with names and places, as text that ends in NUL and is cut when
   * it does not fit; `*needed` (may be null) is the room for all of it.
   * caller: any
   * blocks: no
   * memory: the caller's
   * status: - */
  LuminarStatus (*tool_report)(LuminarRuntime *runtime, char *text, size_t size, size_t *needed);

  /* ---- parallel ---- */

  /* Runs all iterations, the caller being one of the threads that do. OK: all chunks returned OK.
   * caller: any; `task` null on a thread that is in no call
   * blocks: until the last chunk has returned (chunks never wait, so this ends)
   * memory: descriptor and context are the caller's
   * status: FAILED (a chunk did), CANCELLED (the task was, and chunks were left out), INVALID_ARGUMENT */
  LuminarStatus (*parallel_for)(LuminarRuntime *runtime, LuminarTask *task, const LuminarParallelDescriptor *descriptor);

  /* ---- task, continued ---- */

  /* Says where the task is: from now on the paths of tasks that it starts, of what its groups collect, and of
   * call_append_error have `position` in the task's entry (a worker: the ordinal of its item). Its own errors keep theirs.
   * caller: the task, when none of its groups is open; any number of times
   * blocks: no
   * memory: -
   * status: WRONG_STATE (a group is open) */
  LuminarStatus (*task_set_position)(LuminarRuntime *runtime, LuminarTask *task, uint64_t position);
} LuminarHooks;

/* Whether table `hooks` offers `member`. */
#define LUMINAR_OFFERS(hooks, member)                                                              \
  ((hooks)->struct_size >= offsetof(LuminarHooks, member) + sizeof((hooks)->member) &&             \
   (hooks)->member != NULL)

/* The table of the runtime that is linked in. */
extern const LuminarHooks luminar_hooks;

#ifdef __cplusplus
}
#endif
#endif
