/*
 * Luminar: the functions around the hook table.
 *
 * 1. Instances: how a program comes to its table and runtime (luminar_instance_open).
 * 2. The seed's short forms. They act on one default instance per process, started by luminar_runtime_init. A short form
 *    that returns false, null or nothing leaves the reason in luminar_last_status().
 * 3. Registration: other implementations of the hooks.
 * 4. The runtime layer: life cycle, registration and services of one instance in one object.
 *
 * Each function says in five lines: what / who may call it / whether it blocks / who owns the memory / which errors.
 */
#ifndef LUMINAR_H
#define LUMINAR_H

#include "luminar_hooks.h"
#include "luminar_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- 1. instances ------------------------------------------------------------------------------------------------- */

/* A program's own runtime: emitted code keeps one of these and calls through it. */
typedef struct LuminarInstance {
  const LuminarHooks *hooks;
  LuminarRuntime *runtime;
} LuminarInstance;

/* Opens a runtime with the registered table, or the linked one when none is registered. The handler that
 * luminar_set_error_handler sets also sees the errors of its groups with strategy RUNTIME.
 * caller: any thread (a program makes sure itself that it does so once)
 * blocks: no
 * memory: `instance` is the caller's; end it by luminar_instance_close
 * errors: those of runtime_open, NOT_OFFERED when the table lacks runtime_open */
LuminarStatus luminar_instance_open(const LuminarRuntimeConfig *config, LuminarInstance *instance);

/* Closes it and clears the struct; a cleared struct is OK.
 * caller: a thread that is in no call of it
 * blocks: until the threads have ended
 * memory: the runtime is gone when OK
 * errors: BUSY while calls run */
LuminarStatus luminar_instance_close(LuminarInstance *instance);

/* The text of a status.
 * caller: any
 * blocks: no
 * memory: static
 * errors: a number that is no status gives "unknown status" */
const char *luminar_status_text(LuminarStatus status);

/* Writes a record's message with its arguments filled in, ended by NUL and cut when it does not fit.
 * caller: any
 * blocks: no
 * memory: the caller's
 * errors: returns the length of the whole message, without the NUL */
size_t luminar_error_message(const LuminarErrorRecord *record, char *text, size_t size);

/* ---- 2. the seed's short forms ------------------------------------------------------------------------------------ */

/* Starts the default instance; true also when it already runs with the same settings. Null means the defaults.
 * caller: any thread, at any time, also several at once
 * blocks: while another thread starts or stops it
 * memory: copied
 * errors: false: those of runtime_open; WRONG_STATE when it runs with other settings */
bool luminar_runtime_init(LuminarRuntimeConfig *config);

/* Stops the default instance; nothing happens when it does not run. Handles of it end, channels included.
 * caller: any thread but a task's
 * blocks: until its threads have ended
 * memory: frees all handles of the instance
 * errors: last status BUSY while tasks run (then nothing has happened) */
void luminar_runtime_shutdown(void);

/* Why the last short form on this task (or host thread) did what it did; OK after success.
 * caller: any
 * blocks: no
 * memory: -
 * errors: - */
LuminarStatus luminar_last_status(void);

/* Starts a task that runs to its end.
 * caller: any thread, tasks included
 * blocks: no
 * memory: `task` is copied; the handle is freed by luminar_join_tasks
 * errors: null: NOT_RUNNING, INVALID_ARGUMENT, OUT_OF_MEMORY */
LuminarTaskHandle luminar_spawn_task(LuminarTaskDescriptor *task);

/* Waits until all have ended. Null handles are skipped.
 * caller: any thread, tasks included; each handle once
 * blocks: yes
 * memory: frees the handles
 * errors: last status FAILED when one of the tasks propagated an error */
void luminar_join_tasks(LuminarTaskHandle *handles, size_t count);

/* Asks the tasks to stop: their blocking operations end, luminar_task_cancelled() turns true.
 * caller: any thread
 * blocks: no
 * memory: the handles stay valid until joined
 * errors: - */
void luminar_cancel_tasks(LuminarTaskHandle *handles, size_t count);

/* Whether the calling task was asked to stop; false on a host thread.
 * caller: any
 * blocks: no
 * memory: -
 * errors: - */
bool luminar_task_cancelled(void);

/* The output_channel of the calling task's descriptor; null on a host thread.
 * caller: any
 * blocks: no
 * memory: as the channel
 * errors: - */
LuminarChannelHandle luminar_task_output_channel(void);

/* Makes a channel; capacity 0 is a rendezvous, LUMINAR_DEFAULT_CAPACITY the configured one. The first send fixes the size of
 * its elements.
 * caller: any
 * blocks: no
 * memory: free it by luminar_release_channel, or let luminar_runtime_shutdown do it
 * errors: null: NOT_RUNNING, OUT_OF_MEMORY */
LuminarChannelHandle luminar_create_channel(size_t capacity);

/* Sends `size` bytes.
 * caller: any
 * blocks: until there is room or a partner
 * memory: copied
 * errors: false: CLOSED, WRONG_SIZE, CANCELLED, UNDELIVERED, OUT_OF_MEMORY */
bool luminar_send_channel(LuminarChannelHandle ch, void *data, size_t size);

/* Receives `size` bytes.
 * caller: any
 * blocks: until there is a message or the channel is closed
 * memory: `data` is written only with true
 * errors: false: CLOSED (and empty), WRONG_SIZE (the message stays), CANCELLED */
bool luminar_recv_channel(LuminarChannelHandle ch, void *data, size_t size);

/* Closes the channel and wakes everybody who waits for it.
 * caller: any
 * blocks: no
 * memory: stored messages can still be received
 * errors: last status CLOSED when it already was */
void luminar_close_channel(LuminarChannelHandle ch);

/* Frees a channel; null is nothing.
 * caller: any, when nobody uses it any more
 * blocks: no
 * memory: drops the messages it holds
 * errors: last status WRONG_STATE while somebody waits for it (then nothing has happened) */
void luminar_release_channel(LuminarChannelHandle ch);

/* Allocates memory that all tasks may share, aligned for any type.
 * caller: any; works without luminar_runtime_init
 * blocks: no
 * memory: free it by luminar_free_shared
 * errors: null: OUT_OF_MEMORY */
void *luminar_alloc_shared(size_t size);

/* Frees such memory; null is nothing.
 * caller: any
 * blocks: no
 * memory: gone
 * errors: - */
void luminar_free_shared(void *ptr);

/* Makes an atomic cell: an unsigned integer of 1, 2, 4 or 8 bytes. A null initial_value means 0. All operations on it are
 * sequentially consistent.
 * caller: any; works without luminar_runtime_init
 * blocks: no
 * memory: free it by luminar_destroy_atomic
 * errors: null: INVALID_ARGUMENT (size), OUT_OF_MEMORY */
LuminarAtomicHandle luminar_create_atomic(size_t size, void *initial_value);

/* Load, store, add (wrapping; `result`, which may be null, gets the old value), each on as many bytes as the cell has.
 * caller: any
 * blocks: no
 * memory: the caller's
 * errors: - */
void luminar_atomic_load(LuminarAtomicHandle handle, void *result);
void luminar_atomic_store(LuminarAtomicHandle handle, void *value);
void luminar_atomic_add(LuminarAtomicHandle handle, void *operand, void *result);

/* True: the cell held `*expected` and now holds `*desired`. False: `*expected` becomes what it held. Never fails spuriously.
 * caller: any
 * blocks: no
 * memory: the caller's
 * errors: - */
bool luminar_atomic_compare_exchange(LuminarAtomicHandle handle, void *expected, void *desired);

/* Frees the cell; null is nothing.
 * caller: any, when nobody uses it any more
 * blocks: no
 * memory: gone
 * errors: - */
void luminar_destroy_atomic(LuminarAtomicHandle handle);

/* Sets the handler that sees errors given to luminar_propagate_error and luminar_collect_error; null: none.
 * caller: any; works without luminar_runtime_init
 * blocks: while the old handler runs
 * memory: -
 * errors: - */
void luminar_set_error_handler(LuminarErrorHandler handler);

/* Shows the error to the task's handler (else the runtime's), keeps a copy, asks all tasks of the default instance to stop,
 * and returns. Tasks spawned later are not affected.
 * caller: any
 * blocks: for the handler
 * memory: copies the strings
 * errors: last status NOT_RUNNING, OUT_OF_MEMORY */
void luminar_propagate_error(LuminarErrorContext *ctx);

/* The same without asking anybody to stop.
 * caller: any
 * blocks: for the handler
 * memory: copies the strings
 * errors: as luminar_propagate_error */
void luminar_collect_error(LuminarErrorContext *ctx);

/* Moves the errors kept so far into `collector`, which then owns them.
 * caller: any
 * blocks: no
 * memory: the collector is the caller's (luminar_error_collector_create)
 * errors: last status NOT_RUNNING, INVALID_ARGUMENT, OUT_OF_MEMORY */
void luminar_collect_errors(LuminarErrorCollector *collector);

/* Whether, and how many errors were kept since the last clear (all are counted, the first 1024 kept).
 * caller: any
 * blocks: no
 * memory: -
 * errors: - */
bool luminar_has_errors(void);
size_t luminar_get_error_count(void);

/* Forgets them.
 * caller: any
 * blocks: no
 * memory: borrowed records end
 * errors: - */
void luminar_clear_errors(void);

/* Makes an empty collector. / Frees one so made; null is nothing.
 * caller: any
 * blocks: no
 * memory: the caller's
 * errors: null: OUT_OF_MEMORY */
LuminarErrorCollector *luminar_error_collector_create(void);
void luminar_error_collector_destroy(LuminarErrorCollector *collector);

/* How many errors it has counted; how many records it holds; how many of one type (among all errors for the collector of a
 * runtime with collect_error_statistics, else among the records it holds).
 * caller: any
 * blocks: no
 * memory: -
 * errors: - */
uint64_t luminar_error_collector_count(const LuminarErrorCollector *collector);
size_t luminar_error_collector_size(const LuminarErrorCollector *collector);
uint64_t luminar_error_collector_count_of(const LuminarErrorCollector *collector, const char *error_type);

/* Shows one record. / Forgets all.
 * caller: any; for a runtime's collector only while no error can arrive
 * blocks: no
 * memory: borrowed until the collector changes
 * errors: INVALID_ARGUMENT for an index that is too large */
LuminarStatus luminar_error_collector_at(const LuminarErrorCollector *collector, size_t index,
                                         LuminarErrorRecord *record);
void luminar_error_collector_clear(LuminarErrorCollector *collector);

/* Wraps a file descriptor for the two functions below; offset -1 means its own position. / Frees the wrapper.
 * caller: any
 * blocks: no
 * memory: the caller's; the descriptor is not closed
 * errors: null: NOT_RUNNING, OUT_OF_MEMORY; last status WRONG_STATE while an operation runs */
LuminarIOHandle luminar_open_io(int descriptor, int64_t offset);
void luminar_close_io(LuminarIOHandle handle);

/* Starts reading up to `size` bytes, or writing all of them; luminar_await_io tells how it ended. One operation at a time.
 * caller: any
 * blocks: no
 * memory: the buffer is the runtime's until luminar_await_io returns
 * errors: false: NOT_RUNNING, WRONG_STATE, NO_THREAD, OUT_OF_MEMORY */
bool luminar_async_read(LuminarIOHandle handle, void *buffer, size_t size);
bool luminar_async_write(LuminarIOHandle handle, const void *buffer, size_t size);

/* Waits for the operation and gives the number of bytes.
 * caller: any
 * blocks: until it has ended
 * memory: the buffer is the caller's again
 * errors: false: END_OF_FILE, IO_ERROR, CANCELLED, WRONG_STATE (none was started) */
bool luminar_await_io(LuminarIOHandle handle, size_t *transferred);

/* ---- 3. registration ---------------------------------------------------------------------------------------------- */

/* The seed's concurrency hooks: what the short forms do. Parameters and results as the short forms of the same role. */
typedef struct LuminarConcurrencyHooks {
  uint32_t struct_size;
  uint16_t abi_major;
  uint16_t abi_minor;
  uint64_t features;
  LuminarTaskHandle (*spawn_task)(LuminarTaskDescriptor *task);
  void (*join_tasks)(LuminarTaskHandle *handles, size_t count);
  void (*cancel_tasks)(LuminarTaskHandle *handles, size_t count);
  LuminarChannelHandle (*create_channel)(size_t capacity);
  bool (*send_channel)(LuminarChannelHandle ch, void *data, size_t size);
  bool (*recv_channel)(LuminarChannelHandle ch, void *data, size_t size);
  void (*close_channel)(LuminarChannelHandle ch);
  void (*propagate_error)(LuminarErrorContext *ctx);
  void (*collect_errors)(LuminarErrorCollector *collector);
  void *(*allocate_shared)(size_t size);
  void (*deallocate_shared)(void *ptr);
  bool (*async_read)(LuminarIOHandle handle, void *buffer, size_t size);
  bool (*async_write)(LuminarIOHandle handle, const void *buffer, size_t size);
  void (*release_channel)(LuminarChannelHandle ch);
} LuminarConcurrencyHooks;

/* What registration took. */
typedef struct LuminarAccepted {
  uint32_t struct_size; /* of the struct that was registered, as far as both sides know it */
  uint16_t abi_major;
  uint16_t abi_minor;
  uint64_t features;    /* of the registered struct */
  uint32_t members;     /* how many function members are there and not null */
} LuminarAccepted;

/* Registers hooks for the default instance, before luminar_runtime_init: the concurrency hooks replace the short forms
 * (members that are null keep the built-in), the others serve its runtime. luminar_register_hooks registers a whole table,
 * for the default instance and for every luminar_instance_open from then on; a null argument restores the linked one.
 * caller: any thread, while the default instance does not run
 * blocks: no
 * memory: copies min(struct_size, own size); `accepted` may be null
 * errors: ABI_MISMATCH (nothing happened), INVALID_ARGUMENT, BUSY while the default instance runs */
LuminarStatus luminar_register_concurrency_hooks(const LuminarConcurrencyHooks *hooks, LuminarAccepted *accepted);
LuminarStatus luminar_register_memory_hooks(const LuminarMemoryHooks *hooks, LuminarAccepted *accepted);
LuminarStatus luminar_register_io_hooks(const LuminarIOHooks *hooks, LuminarAccepted *accepted);
LuminarStatus luminar_register_hooks(const LuminarHooks *hooks, LuminarAccepted *accepted);

/* Loads a runtime from a shared library that exports `const LuminarHooks luminar_hooks`, and registers it.
 * caller: as the registrations
 * blocks: for the loader
 * memory: the library stays loaded
 * errors: INVALID_ARGUMENT (no such file, no such symbol), and those of luminar_register_hooks */
LuminarStatus luminar_load_hooks(const char *path, LuminarAccepted *accepted);

/* ---- 4. the runtime layer ----------------------------------------------------------------------------------------- */

/* One instance with its hooks and services. Functions of one layer are called by one thread at a time. */
typedef struct LuminarRuntimeLayer LuminarRuntimeLayer;

/* Services: views of a running layer, valid until its shutdown. */
typedef struct LuminarTaskScheduler LuminarTaskScheduler;
typedef struct LuminarChannelManager LuminarChannelManager;

/* Makes a layer that does not run. / Shuts it down and frees it. / The layer of the default instance, never freed.
 * caller: any
 * blocks: destroy: until its threads have ended
 * memory: the caller's
 * errors: null: OUT_OF_MEMORY; destroy: BUSY while calls run (then nothing has happened) */
LuminarRuntimeLayer *luminar_runtime_layer_create(void);
LuminarStatus luminar_runtime_layer_destroy(LuminarRuntimeLayer *layer);
LuminarRuntimeLayer *luminar_runtime_layer_default(void);

/* Starts the layer's runtime. / Stops it; nothing happens when it does not run.
 * caller: any
 * blocks: shutdown: until its threads have ended
 * memory: the config is copied
 * errors: those of runtime_open, WRONG_STATE (already runs with other settings); BUSY while calls run */
LuminarStatus luminar_runtime_layer_initialize(LuminarRuntimeLayer *layer, const LuminarRuntimeConfig *config);
LuminarStatus luminar_runtime_layer_shutdown(LuminarRuntimeLayer *layer);

/* Registration for this layer, as for the default instance above. Concurrency hooks only have an effect on the default layer,
 * because the short forms know no other: NOT_OFFERED elsewhere.
 * caller: any, before initialize
 * blocks: no
 * memory: copied
 * errors: as the registrations above */
LuminarStatus luminar_runtime_layer_register_concurrency_hooks(LuminarRuntimeLayer *layer,
                                                               const LuminarConcurrencyHooks *hooks,
                                                               LuminarAccepted *accepted);
LuminarStatus luminar_runtime_layer_register_memory_hooks(LuminarRuntimeLayer *layer, const LuminarMemoryHooks *hooks,
                                                          LuminarAccepted *accepted);
LuminarStatus luminar_runtime_layer_register_io_hooks(LuminarRuntimeLayer *layer, const LuminarIOHooks *hooks,
                                                      LuminarAccepted *accepted);

/* The instance of a running layer, to call its table; both members null when it does not run.
 * caller: any
 * blocks: no
 * memory: the layer's
 * errors: - */
LuminarInstance luminar_runtime_layer_instance(LuminarRuntimeLayer *layer);

/* The services; null when the layer does not run.
 * caller: any
 * blocks: no
 * memory: the layer's, until shutdown
 * errors: - */
LuminarTaskScheduler *luminar_runtime_layer_get_task_scheduler(LuminarRuntimeLayer *layer);
LuminarChannelManager *luminar_runtime_layer_get_channel_manager(LuminarRuntimeLayer *layer);
LuminarErrorCollector *luminar_runtime_layer_get_error_collector(LuminarRuntimeLayer *layer);

/* Queries: threads the pool aims at; tasks ready to run; tasks that exist; channels that exist; channels ever made.
 * caller: any
 * blocks: no
 * memory: -
 * errors: - */
size_t luminar_task_scheduler_threads(const LuminarTaskScheduler *scheduler);
size_t luminar_task_scheduler_ready(const LuminarTaskScheduler *scheduler);
size_t luminar_task_scheduler_alive(const LuminarTaskScheduler *scheduler);
size_t luminar_channel_manager_alive(const LuminarChannelManager *manager);
uint64_t luminar_channel_manager_created(const LuminarChannelManager *manager);

#ifdef __cplusplus
}
#endif
#endif
