/* The state of channels: ring, waiting arms, close. */
#include "lum_channel.h"

#include <string.h>

#include "lum_memory.h"

/* ---- arms: reserved[0] is the next, reserved[1] the one before, reserved[2] the wait, null while unlinked ---- */

static LuminarSelectArm *arm_next(const LuminarSelectArm *arm) { return arm->reserved[0]; }
static LuminarSelectArm *arm_before(const LuminarSelectArm *arm) { return arm->reserved[1]; }
static LumWait *arm_wait(const LuminarSelectArm *arm) { return arm->reserved[2]; }

static LumArmQueue *arm_queue(const LuminarSelectArm *arm) {
  return arm->kind == LUMINAR_SELECT_SEND ? &arm->channel->senders : &arm->channel->receivers;
}

void lum_arm_link(LuminarSelectArm *arm, LumWait *wait) {
  LumArmQueue *queue = arm_queue(arm);
  arm->reserved[0] = NULL;
  arm->reserved[1] = queue->last;
  arm->reserved[2] = wait;
  if (queue->last == NULL) {
    queue->first = arm;
  } else {
    queue->last->reserved[0] = arm;
  }
  queue->last = arm;
  queue->count++;
}

void lum_arm_unlink(LuminarSelectArm *arm) {
  if (arm->channel == NULL || arm_wait(arm) == NULL) return;
  LumArmQueue *queue = arm_queue(arm);
  if (arm_before(arm) == NULL) {
    queue->first = arm_next(arm);
  } else {
    arm_before(arm)->reserved[0] = arm_next(arm);
  }
  if (arm_next(arm) == NULL) {
    queue->last = arm_before(arm);
  } else {
    arm_next(arm)->reserved[1] = arm_before(arm);
  }
  arm->reserved[2] = NULL;
  queue->count--;
}

/* The partner has done this arm's operation (or the channel was closed). */
static void arm_end(LuminarSelectArm *arm, LuminarStatus status, uint64_t ordinal) {
  LumWait *wait = arm_wait(arm);
  wait->chosen = arm->index;
  wait->ordinal = ordinal;
  lum_wait_end(wait, status, LUMINAR_EVENT_RESUME);
}

/* ---- ring ---- */

static bool ring_grow(LuminarChannel *channel) {
  if (channel->length < channel->room) return true;
  size_t room = channel->room == 0 ? 16 : channel->room * 2;
  if (room > channel->capacity) room = channel->capacity;
  unsigned char *ring = lum_allocate(channel->runtime, room * channel->element_size, 0);
  if (ring == NULL) return false;
  size_t tail = channel->room - channel->first; /* the ring is full: messages from first to its end, then the rest */
  if (channel->length != 0) {
    memcpy(ring, channel->ring + channel->first * channel->element_size, tail * channel->element_size);
    memcpy(ring + tail * channel->element_size, channel->ring, channel->first * channel->element_size);
  }
  lum_free(channel->runtime, channel->ring);
  channel->ring = ring;
  channel->room = room;
  channel->first = 0;
  return true;
}

static void ring_put(LuminarChannel *channel, const void *data) {
  size_t at = channel->first + channel->length;
  if (at >= channel->room) at -= channel->room;
  memcpy(channel->ring + at * channel->element_size, data, channel->element_size);
  channel->length++;
  if (channel->length > channel->length_max) channel->length_max = channel->length;
}

static void ring_take(LuminarChannel *channel, void *data) {
  memcpy(data, channel->ring + channel->first * channel->element_size, channel->element_size);
  channel->first++;
  if (channel->first == channel->room) channel->first = 0;
  channel->length--;
}

LuminarStatus lum_channel_try_send(LuminarChannel *channel, const void *data) {
  if (channel->closed) return LUMINAR_CLOSED;
  LuminarSelectArm *receiver = channel->receivers.first;
  if (receiver != NULL) {
    memcpy(receiver->data, data, channel->element_size);
    channel->sent++;
    arm_end(receiver, LUMINAR_OK, channel->received++);
    return LUMINAR_OK;
  }
  if (channel->length == channel->capacity) return LUMINAR_WOULD_BLOCK;
  if (!ring_grow(channel)) return LUMINAR_OUT_OF_MEMORY;
  ring_put(channel, data);
  channel->sent++;
  return LUMINAR_OK;
}

LuminarStatus lum_channel_try_receive(LuminarChannel *channel, void *data, uint64_t *ordinal) {
  LuminarSelectArm *sender = channel->senders.first;
  if (channel->length > 0) {
    ring_take(channel, data);
    if (sender != NULL) ring_put(channel, sender->data);
  } else if (sender != NULL) {
    memcpy(data, sender->data, channel->element_size);
  } else {
    return channel->closed ? LUMINAR_CLOSED : LUMINAR_WOULD_BLOCK;
  }
  if (ordinal != NULL) *ordinal = channel->received;
  channel->received++;
  if (sender != NULL) {
    channel->sent++;
    arm_end(sender, LUMINAR_OK, 0);
  }
  return LUMINAR_OK;
}

/* ---- life ---- */

static LuminarChannel *channel_make(LuminarRuntime *runtime, const LuminarChannelDescriptor *descriptor) {
  LuminarChannel *channel = lum_allocate(runtime, sizeof *channel + lum_place_room(&descriptor->place), 0);
  if (channel == NULL) return NULL;
  size_t capacity = descriptor->capacity;
  if (capacity == LUMINAR_DEFAULT_CAPACITY) capacity = runtime->config.default_channel_capacity;
  *channel = (LuminarChannel){.runtime = runtime,
                              .place = lum_place_copy(&descriptor->place, (char *)(channel + 1)),
                              .element_size = descriptor->element_size,
                              .capacity = capacity,
                              .host_end = (descriptor->flags & LUMINAR_CHANNEL_HOST_END) != 0};
  return channel;
}

LuminarStatus lum_channel_create(LuminarRuntime *runtime, LuminarTask *task, const LuminarChannelDescriptor *descriptor,
                                 LuminarChannel **channel) {
  if (runtime == NULL || descriptor == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (descriptor->struct_size < sizeof *descriptor || descriptor->element_size == 0) return LUMINAR_INVALID_ARGUMENT;
  bool too_large = descriptor->capacity != LUMINAR_DEFAULT_CAPACITY &&
                   descriptor->capacity > SIZE_MAX / 4 / descriptor->element_size;
  if (too_large) return LUMINAR_INVALID_ARGUMENT;
  LuminarChannel *made = channel_make(runtime, descriptor);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  lum_lock(runtime);
  made->call = task == NULL ? NULL : task->call;
  if (made->call != NULL) made->call->channels++;
  lum_list_append(&runtime->channels, &made->all_link);
  runtime->counters.channels_alive++;
  runtime->counters.channels_created++;
  lum_unlock(runtime);
  *channel = made;
  return LUMINAR_OK;
}

LuminarStatus lum_channel_release(LuminarRuntime *runtime, LuminarChannel *channel) {
  if (runtime == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  bool used = channel->senders.count != 0 || channel->receivers.count != 0;
  if (!used) {
    lum_link_remove(&channel->all_link);
    if (channel->call != NULL) channel->call->channels--;
    runtime->counters.channels_alive--;
  }
  lum_unlock(runtime);
  if (used) return LUMINAR_WRONG_STATE;
  lum_free(runtime, channel->ring);
  lum_free(runtime, channel);
  return LUMINAR_OK;
}

LuminarStatus lum_channel_close(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel) {
  (void)task;
  if (runtime == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = channel->closed ? LUMINAR_CLOSED : LUMINAR_OK;
  channel->closed = true;
  while (channel->receivers.first != NULL) arm_end(channel->receivers.first, LUMINAR_CLOSED, 0);
  while (channel->senders.first != NULL) arm_end(channel->senders.first, LUMINAR_CLOSED, 0);
  lum_unlock(runtime);
  return status;
}

static void recount_arms(LumArmQueue *queue) {
  for (LuminarSelectArm *arm = queue->first; arm != NULL; arm = arm_next(arm)) lum_wait_recount(arm_wait(arm));
}

LuminarStatus lum_channel_drop_host_end(LuminarRuntime *runtime, LuminarChannel *channel) {
  if (runtime == NULL || channel == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = channel->host_end ? LUMINAR_OK : LUMINAR_WRONG_STATE;
  channel->host_end = false;
  recount_arms(&channel->senders);
  recount_arms(&channel->receivers);
  if (channel->call != NULL) lum_call_judge(channel->call);
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_tool_channel(LuminarRuntime *runtime, LuminarChannel *channel, LuminarChannelState *state) {
  if (runtime == NULL || channel == NULL || state == NULL) return LUMINAR_INVALID_ARGUMENT;
  uint32_t size = state->struct_size;
  lum_lock(runtime);
  LuminarChannelState whole = {.struct_size = size,
                               .closed = channel->closed,
                               .element_size = channel->element_size,
                               .capacity = channel->capacity,
                               .length = channel->length,
                               .length_max = channel->length_max,
                               .sent = channel->sent,
                               .received = channel->received,
                               .senders_waiting = channel->senders.count,
                               .receivers_waiting = channel->receivers.count};
  lum_unlock(runtime);
  memcpy(state, &whole, size < sizeof whole ? size : sizeof whole);
  return LUMINAR_OK;
}
