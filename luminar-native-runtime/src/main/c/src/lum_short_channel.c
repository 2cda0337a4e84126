/*
 * The short forms for channels and I/O.
 *
 * A short channel learns the size of its elements from its first send, and the channel of the table is made then. Until then
 * receivers wait for `gate`, a rendezvous on which nobody sends and which is closed when there is something to look at.
 */
#include "lum_memory.h"
#include "lum_short.h"

typedef struct ShortChannel {
  LumLink link;
  LumMutex lock;
  LuminarChannel *gate;
  LuminarChannel *channel; /* null before the first send */
  size_t element_size;
  size_t capacity;
  bool closed;
} ShortChannel;

static LuminarStatus table_channel(size_t element_size, size_t capacity, LuminarChannel **channel) {
  LuminarChannelDescriptor descriptor = {.struct_size = (uint32_t)sizeof descriptor,
                                         .flags = LUMINAR_CHANNEL_HOST_END,
                                         .element_size = element_size,
                                         .capacity = capacity,
                                         .place = {.name = "luminar_create_channel"}};
  return lum_short.hooks->channel_create(lum_short.runtime, NULL, &descriptor, channel);
}

LuminarChannelHandle lum_short_create_channel(size_t capacity) {
  if (!lum_short_ready()) return NULL;
  ShortChannel *own = lum_allocate_zeroed(NULL, sizeof *own, 0);
  LuminarStatus status = own == NULL ? LUMINAR_OUT_OF_MEMORY : table_channel(1, 0, &own->gate);
  if (status == LUMINAR_OK && !lum_mutex_init(&own->lock)) {
    lum_short.hooks->channel_release(lum_short.runtime, own->gate);
    status = LUMINAR_OUT_OF_MEMORY;
  }
  if (lum_last(status) != LUMINAR_OK) {
    lum_free(NULL, own);
    return NULL;
  }
  own->capacity = capacity;
  lum_mutex_lock(&lum_short.lock);
  lum_list_append(&lum_short.channels, &own->link);
  lum_mutex_unlock(&lum_short.lock);
  return own;
}

/* The channel to send on, made with the first size it sees. */
static LuminarStatus channel_for_send(ShortChannel *own, size_t size, LuminarChannel **channel) {
  LuminarStatus status = LUMINAR_OK;
  lum_mutex_lock(&own->lock);
  if (own->channel == NULL && own->closed) {
    status = LUMINAR_CLOSED;
  } else if (own->channel == NULL) {
    status = table_channel(size, own->capacity, &own->channel);
    if (status == LUMINAR_OK) {
      own->element_size = size;
      lum_short.hooks->channel_close(lum_short.runtime, NULL, own->gate);
    }
  }
  if (status == LUMINAR_OK && own->element_size != size) status = LUMINAR_WRONG_SIZE;
  *channel = own->channel;
  lum_mutex_unlock(&own->lock);
  return status;
}

bool lum_short_send_channel(LuminarChannelHandle ch, void *data, size_t size) {
  if (!lum_short_ready()) return false;
  LuminarStatus status = ch == NULL || data == NULL || size == 0 ? LUMINAR_INVALID_ARGUMENT : LUMINAR_OK;
  LuminarChannel *channel = NULL;
  if (status == LUMINAR_OK) status = channel_for_send(ch, size, &channel);
  if (status == LUMINAR_OK) {
    status = lum_short.hooks->channel_send(lum_short.runtime, lum_short_task(), channel, data, LUMINAR_NO_DEADLINE);
  }
  return lum_last(status) == LUMINAR_OK;
}

/* The channel to receive from; WOULD_BLOCK while there is none yet. */
static LuminarStatus channel_for_receive(ShortChannel *own, size_t size, LuminarChannel **channel) {
  lum_mutex_lock(&own->lock);
  LuminarStatus status = LUMINAR_OK;
  if (own->channel == NULL) {
    status = own->closed ? LUMINAR_CLOSED : LUMINAR_WOULD_BLOCK;
  } else if (own->element_size != size) {
    status = LUMINAR_WRONG_SIZE;
  }
  *channel = own->channel;
  lum_mutex_unlock(&own->lock);
  return status;
}

bool lum_short_recv_channel(LuminarChannelHandle ch, void *data, size_t size) {
  if (!lum_short_ready()) return false;
  if (ch == NULL || data == NULL || size == 0) return lum_last(LUMINAR_INVALID_ARGUMENT) == LUMINAR_OK;
  ShortChannel *own = ch;
  LuminarChannel *channel = NULL;
  LuminarStatus status = channel_for_receive(own, size, &channel);
  if (status == LUMINAR_WOULD_BLOCK) {
    unsigned char nothing;
    status = lum_short.hooks->channel_receive(lum_short.runtime, lum_short_task(), own->gate, &nothing, NULL,
                                              LUMINAR_NO_DEADLINE);
    if (status == LUMINAR_CLOSED) status = channel_for_receive(own, size, &channel);
  }
  if (status == LUMINAR_OK) {
    status = lum_short.hooks->channel_receive(lum_short.runtime, lum_short_task(), channel, data, NULL,
                                              LUMINAR_NO_DEADLINE);
  }
  return lum_last(status) == LUMINAR_OK;
}

void lum_short_close_channel(LuminarChannelHandle ch) {
  if (!lum_short_ready() || ch == NULL) return;
  ShortChannel *own = ch;
  lum_mutex_lock(&own->lock);
  LuminarStatus status = own->closed ? LUMINAR_CLOSED : LUMINAR_OK;
  own->closed = true;
  if (own->channel != NULL) lum_short.hooks->channel_close(lum_short.runtime, lum_short_task(), own->channel);
  lum_short.hooks->channel_close(lum_short.runtime, lum_short_task(), own->gate);
  lum_mutex_unlock(&own->lock);
  lum_last(status);
}

/* Frees the channel; WRONG_STATE while somebody waits. Receivers wait for the gate only while there is no channel. */
static LuminarStatus short_free_channel(ShortChannel *own) {
  LuminarStatus status = LUMINAR_OK;
  if (own->channel != NULL) status = lum_short.hooks->channel_release(lum_short.runtime, own->channel);
  if (status == LUMINAR_OK) status = lum_short.hooks->channel_release(lum_short.runtime, own->gate);
  if (status != LUMINAR_OK) return status;
  lum_link_remove(&own->link);
  lum_mutex_destroy(&own->lock);
  lum_free(NULL, own);
  return LUMINAR_OK;
}

void lum_short_release_channel(LuminarChannelHandle ch) {
  if (!lum_short_ready() || ch == NULL) return;
  lum_mutex_lock(&lum_short.lock);
  LuminarStatus status = short_free_channel(ch);
  lum_mutex_unlock(&lum_short.lock);
  lum_last(status);
}

void lum_short_free_channels(void) {
  LUM_FOR_EACH(link, &lum_short.channels) { short_free_channel(LUM_OWNER(link, ShortChannel, link)); }
}

/* ---- I/O: each operation is a task that blocks in the table's read or write ---- */

typedef struct ShortIo {
  LumLink link;
  LuminarIo *io;
  LuminarTask *operation; /* null: none was started */
} ShortIo;

typedef struct IoFrame {
  struct IoResult {
    LuminarStatus status;
    size_t transferred;
  } result; /* first, so that awaiting copies it */
  LuminarIo *io;
  void *buffer;
  size_t size;
  bool writing;
} IoFrame;

static void io_run(LuminarTask *task, void *memory) {
  IoFrame *frame = memory;
  const LuminarHooks *hooks = lum_short.hooks;
  LuminarRuntime *runtime = lum_short.runtime;
  size_t *transferred = &frame->result.transferred;
  frame->result.status =
      frame->writing
          ? hooks->io_write(runtime, task, frame->io, frame->buffer, frame->size, transferred, NULL, LUMINAR_NO_DEADLINE)
          : hooks->io_read(runtime, task, frame->io, frame->buffer, frame->size, transferred, NULL, LUMINAR_NO_DEADLINE);
}

static const LuminarFrameDescriptor io_frame = {
    .struct_size = (uint32_t)sizeof(LuminarFrameDescriptor),
    .flags = LUMINAR_TASK_HANDLE,
    .frame_size = sizeof(IoFrame),
    .result_size = sizeof(struct IoResult),
    .run = io_run,
    .place = {.name = "luminar_async_io"},
};

LuminarIOHandle luminar_open_io(int descriptor, int64_t offset) {
  if (!lum_short_ready()) return NULL;
  const LuminarHooks *hooks = lum_short.hooks;
  bool offered = LUMINAR_OFFERS(hooks, io_open) && LUMINAR_OFFERS(hooks, io_read) && LUMINAR_OFFERS(hooks, io_write);
  ShortIo *own = offered ? lum_allocate_zeroed(NULL, sizeof *own, 0) : NULL;
  LuminarStatus status = offered ? LUMINAR_OUT_OF_MEMORY : LUMINAR_NOT_OFFERED;
  if (own != NULL) status = hooks->io_open(lum_short.runtime, descriptor, offset, &own->io);
  if (lum_last(status) != LUMINAR_OK) {
    lum_free(NULL, own);
    return NULL;
  }
  lum_mutex_lock(&lum_short.lock);
  lum_list_append(&lum_short.ios, &own->link);
  lum_mutex_unlock(&lum_short.lock);
  return own;
}

static bool io_start(ShortIo *own, void *buffer, size_t size, bool writing) {
  if (own == NULL || (buffer == NULL && size != 0)) return lum_last(LUMINAR_INVALID_ARGUMENT) == LUMINAR_OK;
  const LuminarHooks *hooks = lum_short.hooks;
  void *memory;
  lum_mutex_lock(&lum_short.lock);
  LuminarStatus status = LUMINAR_WRONG_STATE;
  if (own->operation == NULL) {
    status = hooks->task_create(lum_short.runtime, lum_short.host, lum_short.group, &io_frame, 0, 0, &own->operation,
                                &memory);
  }
  if (status == LUMINAR_OK) {
    IoFrame *frame = memory;
    *frame = (IoFrame){.io = own->io, .buffer = buffer, .size = size, .writing = writing};
    status = hooks->task_start(lum_short.runtime, own->operation);
  }
  lum_mutex_unlock(&lum_short.lock);
  return lum_last(status) == LUMINAR_OK;
}

bool lum_short_async_read(LuminarIOHandle handle, void *buffer, size_t size) {
  return lum_short_ready() && io_start(handle, buffer, size, false);
}

/* The buffer of a write is only read; the cast lets both directions share one frame. */
bool lum_short_async_write(LuminarIOHandle handle, const void *buffer, size_t size) {
  return lum_short_ready() && io_start(handle, (void *)(uintptr_t)buffer, size, true);
}

/* Waits for the operation, even when the caller is cancelled: the buffer is lent until it has ended. */
static LuminarStatus io_await(ShortIo *own, struct IoResult *result) {
  const LuminarHooks *hooks = lum_short.hooks;
  LuminarTask *task = lum_short_task();
  if (own->operation == NULL) return LUMINAR_WRONG_STATE;
  LuminarStatus status = hooks->task_await(lum_short.runtime, task, own->operation, result, LUMINAR_NO_DEADLINE);
  if (status == LUMINAR_CANCELLED) {
    hooks->task_cancel(lum_short.runtime, own->operation);
    lum_short_mask(1);
    status = hooks->task_await(lum_short.runtime, task, own->operation, result, LUMINAR_NO_DEADLINE);
    lum_short_mask(-1);
  }
  if (status == LUMINAR_NO_THREAD || status == LUMINAR_OUT_OF_MEMORY) return status; /* still under way */
  hooks->task_release(lum_short.runtime, own->operation);
  own->operation = NULL;
  if (status == LUMINAR_TASK_CANCELLED) return LUMINAR_CANCELLED;
  return status == LUMINAR_OK ? result->status : status;
}

bool luminar_await_io(LuminarIOHandle handle, size_t *transferred) {
  if (!lum_short_ready()) return false;
  if (handle == NULL) return lum_last(LUMINAR_INVALID_ARGUMENT) == LUMINAR_OK;
  struct IoResult result = {LUMINAR_CANCELLED, 0};
  LuminarStatus status = io_await(handle, &result);
  if (transferred != NULL) *transferred = result.transferred;
  return lum_last(status) == LUMINAR_OK;
}

void luminar_close_io(LuminarIOHandle handle) {
  if (!lum_short_ready() || handle == NULL) return;
  ShortIo *own = handle;
  lum_mutex_lock(&lum_short.lock);
  LuminarStatus status = own->operation != NULL ? LUMINAR_WRONG_STATE : LUMINAR_OK;
  if (status == LUMINAR_OK) status = lum_short.hooks->io_close(lum_short.runtime, own->io);
  if (status == LUMINAR_OK) {
    lum_link_remove(&own->link);
    lum_free(NULL, own);
  }
  lum_mutex_unlock(&lum_short.lock);
  lum_last(status);
}

void lum_short_free_ios(void) {
  LUM_FOR_EACH(link, &lum_short.ios) {
    ShortIo *own = LUM_OWNER(link, ShortIo, link);
    struct IoResult result = {LUMINAR_CANCELLED, 0};
    if (own->operation != NULL) {
      lum_short.hooks->task_cancel(lum_short.runtime, own->operation);
      io_await(own, &result);
    }
    lum_short.hooks->io_close(lum_short.runtime, own->io);
    lum_link_remove(&own->link);
    lum_free(NULL, own);
  }
}
