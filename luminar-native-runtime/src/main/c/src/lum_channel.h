/* Channels: a ring of messages under the instance's lock, and two queues of those who wait. */
#ifndef LUM_CHANNEL_H
#define LUM_CHANNEL_H

#include "lum_task.h"

/* A queue of select arms (a plain send or receive waits with one arm). */
typedef struct LumArmQueue {
  LuminarSelectArm *first;
  LuminarSelectArm *last;
  size_t count;
} LumArmQueue;

struct LuminarChannel {
  LuminarRuntime *runtime;
  LumCall *call; /* null: made by a host */
  LumLink all_link;
  LuminarPlace place;
  bool host_end;
  bool closed;
  size_t element_size;
  size_t capacity;
  unsigned char *ring; /* grows up to the capacity */
  size_t room;
  size_t first;
  size_t length;
  size_t length_max;
  uint64_t sent;
  uint64_t received;
  LumArmQueue senders;
  LumArmQueue receivers;
};

/* ---- under the lock ---- */

/* One attempt that never waits: OK, CLOSED, WOULD_BLOCK, OUT_OF_MEMORY (the ring could not grow). */
LuminarStatus lum_channel_try_send(LuminarChannel *channel, const void *data);
LuminarStatus lum_channel_try_receive(LuminarChannel *channel, void *data, uint64_t *ordinal);

void lum_arm_link(LuminarSelectArm *arm, LumWait *wait);
void lum_arm_unlink(LuminarSelectArm *arm);

/* ---- without it ---- */

LuminarStatus lum_channel_create(LuminarRuntime *runtime, LuminarTask *task, const LuminarChannelDescriptor *descriptor,
                                 LuminarChannel **channel);
LuminarStatus lum_channel_release(LuminarRuntime *runtime, LuminarChannel *channel);
LuminarStatus lum_channel_close(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel);
LuminarStatus lum_channel_drop_host_end(LuminarRuntime *runtime, LuminarChannel *channel);
LuminarStatus lum_channel_send_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                     const void *data, LuminarDeadline deadline);
LuminarStatus lum_channel_send_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel);
LuminarStatus lum_channel_receive_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                        uint64_t *ordinal, LuminarDeadline deadline);
LuminarStatus lum_channel_receive_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                         uint64_t *ordinal);
LuminarStatus lum_channel_abandon(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel,
                                  uint64_t *ordinal);
LuminarStatus lum_channel_send(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data,
                               LuminarDeadline deadline);
LuminarStatus lum_channel_receive(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                                  uint64_t *ordinal, LuminarDeadline deadline);
LuminarStatus lum_channel_offer(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data);
LuminarStatus lum_channel_poll(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, void *data,
                               uint64_t *ordinal);

LuminarStatus lum_select_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                               LuminarSelectPolicy policy, uint64_t seed, uint32_t *chosen, uint64_t *ordinal,
                               LuminarDeadline deadline);
LuminarStatus lum_select_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                                uint32_t *chosen, uint64_t *ordinal);
LuminarStatus lum_select_wait(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                              LuminarSelectPolicy policy, uint64_t seed, uint32_t *chosen, uint64_t *ordinal,
                              LuminarDeadline deadline);

#endif
