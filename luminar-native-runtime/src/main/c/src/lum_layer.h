/* Layers: one instance with its hooks and services; and the default one, which the short forms use. */
#ifndef LUM_LAYER_H
#define LUM_LAYER_H

#include "lum_collector.h"
#include "luminar.h"

/* Collectors that users see: a list of their own, or a view of an instance's errors. */
struct LuminarErrorCollector {
  LumCollector *list;            /* null for a view */
  const LuminarInstance *source; /* null for a list */
};

struct LuminarTaskScheduler {
  const LuminarInstance *instance;
};

struct LuminarChannelManager {
  const LuminarInstance *instance;
};

struct LuminarRuntimeLayer {
  LuminarInstance instance; /* both null when it does not run */
  LuminarRuntimeConfig config;
  LuminarMemoryHooks memory_hooks; /* struct_size 0: none registered */
  LuminarIOHooks io_hooks;
  LuminarTaskScheduler scheduler;
  LuminarChannelManager channels;
  LuminarErrorCollector errors;
};

extern LuminarRuntimeLayer lum_default_layer;

/* The registered table, or the linked one. */
const LuminarHooks *lum_registered_hooks(void);

/* What the short forms do: the registered concurrency hooks, completed by the built-in ones. */
const LuminarConcurrencyHooks *lum_concurrency_hooks(void);

/* The built-in ones. */
extern const LuminarConcurrencyHooks lum_short_forms;

/* Sets and gives back the last status of this thread or task. */
LuminarStatus lum_last(LuminarStatus status);

/* The default layer's instance has been opened, or is about to be closed (BUSY: not yet). Under the LIFE lock. */
LuminarStatus lum_short_begin(const LuminarInstance *instance);
LuminarStatus lum_short_end(void);

/* Sees all errors of instances that programs open: hands them to the task's handler or to the process's. */
void lum_process_handler(LuminarErrorContext *context);


#endif
