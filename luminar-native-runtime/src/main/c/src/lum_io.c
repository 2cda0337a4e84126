/* The I/O pool. An ended wait holds the bytes in `ordinal` and the system's error number in `chosen`. */
#include "lum_io.h"

#include "lum_memory.h"
#include "lum_scheduler.h"

enum { IO_POLL_MILLIS = 20, IO_POLL_MILLIS_WITH_OTHERS = 1 };

static void io_end(LumIoOp *op, LuminarStatus status, int64_t error, LuminarEvent event) {
  LumWait *wait = op->wait;
  if (wait == NULL) return; /* its step ended without waiting, against the protocol */
  wait->ordinal = op->done;
  wait->chosen = (uint32_t)error;
  if (op->io->offset >= 0) op->io->offset += (int64_t)op->done;
  lum_wait_end(wait, status, event);
}

static int64_t io_transfer(const LuminarRuntime *runtime, const LumIoOp *op) {
  const LuminarIOHooks *hooks = &runtime->io_hooks;
  const LuminarIo *io = op->io;
  int64_t offset = io->offset < 0 ? -1 : io->offset + (int64_t)op->done;
  unsigned char *at = op->buffer + op->done;
  size_t size = op->size - op->done;
  if (op->writing) {
    return hooks->write != NULL ? hooks->write(hooks->context, io->descriptor, offset, at, size)
                                : lum_io_write(io->descriptor, offset, at, size);
  }
  return hooks->read != NULL ? hooks->read(hooks->context, io->descriptor, offset, at, size)
                             : lum_io_read(io->descriptor, offset, at, size);
}

static bool io_is_ready(const LuminarRuntime *runtime, const LumIoOp *op, bool others) {
  bool hooked = op->writing ? runtime->io_hooks.write != NULL : runtime->io_hooks.read != NULL;
  if (hooked || op->io->kind == LUM_IO_FILE) return true;
  return lum_io_ready(op->io->descriptor, op->writing, others ? IO_POLL_MILLIS_WITH_OTHERS : IO_POLL_MILLIS);
}

/* Ends the operation, or puts it back because it needs more time. Under the lock. */
static void io_after(LuminarRuntime *runtime, LumIoOp *op, bool ready, int64_t result) {
  bool again = !ready || lum_io_again(result);
  op->started = false;
  if (!again && result < 0) {
    io_end(op, LUMINAR_IO_ERROR, -result, LUMINAR_EVENT_RESUME);
    return;
  }
  if (!again) op->done += (size_t)result;
  if (!again && !op->writing) {
    io_end(op, result == 0 ? LUMINAR_END_OF_FILE : LUMINAR_OK, 0, LUMINAR_EVENT_RESUME);
  } else if (op->writing && op->done == op->size) {
    io_end(op, LUMINAR_OK, 0, LUMINAR_EVENT_RESUME);
  } else if (op->stop) {
    io_end(op, op->stop_status, 0, op->stop_event);
  } else if (op->wait != NULL) {
    lum_list_append(&runtime->io.queue, &op->link);
  }
}

static void io_main(void *argument) {
  LuminarRuntime *runtime = argument;
  LumIoPool *pool = &runtime->io;
  lum_lock(runtime);
  while (!pool->stop) {
    LumLink *link = lum_list_first(&pool->queue);
    if (link == NULL) {
      pool->idle++;
      lum_cond_wait(&pool->work, &runtime->lock, LUMINAR_NO_DEADLINE);
      pool->idle--;
      continue;
    }
    LumIoOp *op = LUM_OWNER(link, LumIoOp, link);
    lum_link_remove(link);
    op->started = true;
    bool others = lum_list_first(&pool->queue) != NULL;
    lum_unlock(runtime);
    bool ready = io_is_ready(runtime, op, others);
    int64_t result = ready ? io_transfer(runtime, op) : 0;
    lum_lock(runtime);
    io_after(runtime, op, ready, result);
  }
  lum_unlock(runtime);
}

void lum_io_forget(LumIoOp *op) {
  op->wait = NULL;
  if (!op->started) lum_link_remove(&op->link);
}

bool lum_io_interrupt(LumIoOp *op, LuminarStatus status, LuminarEvent event) {
  if (!op->started) return false;
  if (!op->stop) {
    op->stop_status = status;
    op->stop_event = event;
  }
  op->stop = true;
  return true;
}

void lum_io_end(LuminarRuntime *runtime) {
  LumIoPool *pool = &runtime->io;
  lum_lock(runtime);
  pool->stop = true;
  lum_cond_broadcast(&pool->work);
  lum_unlock(runtime);
  lum_pool_threads_join(runtime, &pool->threads);
}

LuminarStatus lum_io_open(LuminarRuntime *runtime, int64_t descriptor, int64_t offset, LuminarIo **io) {
  if (runtime == NULL || io == NULL || offset < -1) return LUMINAR_INVALID_ARGUMENT;
  LumIoKind kind = lum_io_kind(descriptor);
  bool hooked = runtime->io_hooks.read != NULL || runtime->io_hooks.write != NULL;
  if (kind == LUM_IO_BAD && !hooked) return LUMINAR_INVALID_ARGUMENT;
  if (kind == LUM_IO_STREAM && offset != -1 && !hooked) return LUMINAR_INVALID_ARGUMENT;
  LuminarIo *made = lum_allocate_zeroed(runtime, sizeof *made, 0);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  *made = (LuminarIo){.runtime = runtime, .descriptor = descriptor, .offset = offset, .kind = kind};
  lum_link_init(&made->reading.link);
  lum_link_init(&made->writing.link);
  *io = made;
  return LUMINAR_OK;
}

LuminarStatus lum_io_close(LuminarRuntime *runtime, LuminarIo *io) {
  if (runtime == NULL || io == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  bool used = io->reading.wait != NULL || io->writing.wait != NULL || io->reading.started || io->writing.started;
  lum_unlock(runtime);
  if (used) return LUMINAR_WRONG_STATE;
  lum_free(runtime, io);
  return LUMINAR_OK;
}

/* ---- the operations ---- */

/* One operation as it was asked for. */
typedef struct IoRequest {
  LuminarRuntime *runtime;
  LuminarTask *task; /* may be null */
  LuminarIo *io;
  bool writing;
  void *buffer;
  size_t size;
  LuminarDeadline deadline;
} IoRequest;

static bool io_bring_thread(LuminarRuntime *runtime) {
  LumIoPool *pool = &runtime->io;
  if (pool->idle == 0 && pool->alive < pool->limit) {
    if (lum_pool_thread_start(runtime, &pool->threads, io_main)) pool->alive++;
  }
  lum_cond_signal(&pool->work);
  return pool->alive != 0;
}

/* Puts the operation into the queue: WOULD_BLOCK; or says why not. Under the lock. */
static LuminarStatus io_link(const IoRequest *request, LumWait *wait) {
  LuminarIo *io = request->io;
  LumIoOp *op = request->writing ? &io->writing : &io->reading;
  if (request->task != NULL && lum_task_notices_cancel(request->task)) return LUMINAR_CANCELLED;
  if (op->wait != NULL || op->started) return LUMINAR_WRONG_STATE;
  if (!io_bring_thread(request->runtime)) return LUMINAR_NO_THREAD;
  lum_wait_begin(request->runtime, wait, request->task, LUM_WAIT_IO, request->deadline);
  wait->io = op;
  *op = (LumIoOp){.io = io, .wait = wait, .writing = request->writing, .buffer = request->buffer, .size = request->size};
  lum_link_init(&op->link);
  lum_list_append(&request->runtime->io.queue, &op->link);
  return LUMINAR_WOULD_BLOCK;
}

static LuminarStatus io_begin(const IoRequest *request) {
  if (request->runtime == NULL || request->io == NULL || request->task == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (request->buffer == NULL && request->size != 0) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(request->runtime);
  LuminarStatus status = io_link(request, &request->task->wait);
  if (status == LUMINAR_WOULD_BLOCK) status = lum_wait_in_step(&request->task->wait);
  lum_unlock(request->runtime);
  return status;
}

static void io_tell(const LumWait *wait, size_t *transferred, int32_t *error) {
  if (transferred != NULL) *transferred = (size_t)wait->ordinal;
  if (error != NULL) *error = (int32_t)wait->chosen;
}

static LuminarStatus io_blocking(const IoRequest *request, size_t *transferred, int32_t *error) {
  if (request->runtime == NULL || request->io == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (request->buffer == NULL && request->size != 0) return LUMINAR_INVALID_ARGUMENT;
  LumWait own = {.kind = LUM_WAIT_NONE};
  LumWait *wait = request->task == NULL ? &own : &request->task->wait;
  lum_lock(request->runtime);
  LuminarStatus status = io_link(request, wait);
  bool linked = status == LUMINAR_WOULD_BLOCK;
  if (linked) status = lum_wait_in_thread(wait);
  LumWait nothing = {.kind = LUM_WAIT_NONE};
  io_tell(linked ? wait : &nothing, transferred, error);
  lum_unlock(request->runtime);
  return status;
}

LuminarStatus lum_io_read_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, void *buffer, size_t size,
                                LuminarDeadline deadline) {
  IoRequest request = {runtime, task, io, false, buffer, size, deadline};
  return io_begin(&request);
}

/* The buffer of a write is only read; the cast lets both directions share one struct. */
LuminarStatus lum_io_write_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, const void *buffer,
                                 size_t size, LuminarDeadline deadline) {
  IoRequest request = {runtime, task, io, true, (void *)(uintptr_t)buffer, size, deadline};
  return io_begin(&request);
}

LuminarStatus lum_io_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, size_t *transferred,
                            int32_t *error) {
  if (runtime == NULL || task == NULL || io == NULL) return LUMINAR_INVALID_ARGUMENT;
  LuminarStatus status = lum_wait_finish(&task->wait, LUM_WAIT_IO);
  if (status != LUMINAR_WRONG_STATE) io_tell(&task->wait, transferred, error);
  return status;
}

LuminarStatus lum_io_read_wait(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, void *buffer, size_t size,
                               size_t *transferred, int32_t *error, LuminarDeadline deadline) {
  IoRequest request = {runtime, task, io, false, buffer, size, deadline};
  return io_blocking(&request, transferred, error);
}

LuminarStatus lum_io_write_wait(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, const void *buffer,
                                size_t size, size_t *transferred, int32_t *error, LuminarDeadline deadline) {
  IoRequest request = {runtime, task, io, true, (void *)(uintptr_t)buffer, size, deadline};
  return io_blocking(&request, transferred, error);
}
