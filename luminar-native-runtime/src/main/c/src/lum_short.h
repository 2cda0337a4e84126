/*
 * The default instance behind the short forms. It is used through its table only, so a registered table serves the short
 * forms too. All short tasks live in one group of one call that stays open as long as the instance runs.
 */
#ifndef LUM_SHORT_H
#define LUM_SHORT_H

#include <stdatomic.h>

#include "lum_layer.h"
#include "lum_list.h"
#include "lum_platform.h"

typedef struct LumShortTask {
  LumLink link;
  LuminarTaskDescriptor descriptor;
  LuminarTask *task;
  _Atomic bool done;
  _Atomic bool failed;
} LumShortTask;

typedef struct LumShort {
  const LuminarHooks *hooks;
  LuminarRuntime *runtime;
  LuminarTask *host;
  LuminarGroup *group;
  LumMutex lock; /* protects the lists, and starting tasks in the group */
  LumLink tasks;
  LumLink channels;
  LumLink ios;
  _Atomic bool runs; /* all the above is there */
} LumShort;

extern LumShort lum_short;

/* Whether the default instance runs; if not, that becomes the last status. */
bool lum_short_ready(void);

/* The runtime's task of the calling thread, null on a host thread. */
LuminarTask *lum_short_task(void);

/* Masks the calling task's cancellation while it must not be cut short. */
void lum_short_mask(int32_t change);

/* Frees all channels, and all I/O handles. Under the LIFE lock. */
void lum_short_free_channels(void);
void lum_short_free_ios(void);

LuminarChannelHandle lum_short_create_channel(size_t capacity);
bool lum_short_send_channel(LuminarChannelHandle ch, void *data, size_t size);
bool lum_short_recv_channel(LuminarChannelHandle ch, void *data, size_t size);
void lum_short_close_channel(LuminarChannelHandle ch);
void lum_short_release_channel(LuminarChannelHandle ch);
bool lum_short_async_read(LuminarIOHandle handle, void *buffer, size_t size);
bool lum_short_async_write(LuminarIOHandle handle, const void *buffer, size_t size);

#endif
