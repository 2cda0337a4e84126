/* Opening and closing an instance, its configuration and its counters. */
#include "lum_runtime.h"

#include <stdatomic.h>
#include <string.h>

#include "lum_channel.h"
#include "lum_collector.h"
#include "lum_io.h"
#include "lum_memory.h"
#include "lum_scheduler.h"
#include "luminar.h"

enum { THREADS_MAX = 1024, SUBSTITUTES_DEFAULT = 256, IO_THREADS_DEFAULT = 4 };

/* How often this process has opened a runtime: for the tool hooks only, nothing depends on it. */
static _Atomic uint64_t runtime_starts;

LuminarRuntimeConfig lum_config_complete(const LuminarRuntimeConfig *config) {
  LuminarRuntimeConfig complete = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  if (config != NULL) {
    memcpy(&complete, config, config->struct_size < sizeof complete ? config->struct_size : sizeof complete);
  }
  complete.struct_size = (uint32_t)sizeof complete;
  if (complete.substitute_threads_max == 0) complete.substitute_threads_max = SUBSTITUTES_DEFAULT;
  if (complete.io_threads == 0) complete.io_threads = IO_THREADS_DEFAULT;
  return complete;
}

static bool memory_hooks_valid(const LuminarMemoryHooks *hooks) {
  return hooks != NULL && hooks->abi_major == LUMINAR_ABI_MAJOR && hooks->struct_size >= sizeof *hooks &&
         hooks->allocate != NULL && hooks->deallocate != NULL;
}

static LuminarStatus config_check(const LuminarRuntimeConfig *config) {
  bool without_effect = !config->use_work_stealing || config->enable_numa_awareness || !config->use_lock_free_channels ||
                        !config->enable_error_recovery || config->shared_memory_pool_size != 0 ||
                        config->enable_profiling || config->enable_task_tracing;
  if (without_effect) return LUMINAR_WITHOUT_EFFECT;
  if (config->max_threads > THREADS_MAX || config->io_threads > THREADS_MAX) return LUMINAR_INVALID_ARGUMENT;
  if (config->substitute_threads_max > SIZE_MAX / 2) return LUMINAR_INVALID_ARGUMENT;
  if (config->use_custom_allocator && !memory_hooks_valid(config->memory_hooks)) return LUMINAR_INVALID_ARGUMENT;
  if (config->io_hooks != NULL && config->io_hooks->abi_major != LUMINAR_ABI_MAJOR) return LUMINAR_ABI_MISMATCH;
  return LUMINAR_OK;
}

static bool locks_init(LuminarRuntime *runtime) {
  LumMutex *mutexes[] = {&runtime->lock, &runtime->handler_lock};
  LumCond *conds[] = {&runtime->pool.work, &runtime->pool.spare, &runtime->timers.changed, &runtime->io.work};
  size_t mutexes_made = 0;
  size_t conds_made = 0;
  while (mutexes_made < 2 && lum_mutex_init(mutexes[mutexes_made])) mutexes_made++;
  while (conds_made < 4 && lum_cond_init(conds[conds_made])) conds_made++;
  if (mutexes_made == 2 && conds_made == 4) return true;
  while (mutexes_made > 0) lum_mutex_destroy(mutexes[--mutexes_made]);
  while (conds_made > 0) lum_cond_destroy(conds[--conds_made]);
  return false;
}

static void locks_destroy(LuminarRuntime *runtime) {
  lum_mutex_destroy(&runtime->lock);
  lum_mutex_destroy(&runtime->handler_lock);
  lum_cond_destroy(&runtime->pool.work);
  lum_cond_destroy(&runtime->pool.spare);
  lum_cond_destroy(&runtime->timers.changed);
  lum_cond_destroy(&runtime->io.work);
}

static void runtime_fill(LuminarRuntime *runtime, const LuminarRuntimeConfig *config) {
  runtime->config = *config;
  if (config->use_custom_allocator) runtime->memory_hooks = *config->memory_hooks;
  if (config->io_hooks != NULL) {
    size_t size = config->io_hooks->struct_size;
    memcpy(&runtime->io_hooks, config->io_hooks, size < sizeof runtime->io_hooks ? size : sizeof runtime->io_hooks);
  }
  runtime->pool.target = config->max_threads == 0 ? lum_processors() : config->max_threads;
  runtime->pool.limit = runtime->pool.target + config->substitute_threads_max;
  runtime->io.limit = config->io_threads;
  lum_link_init(&runtime->pool.jobs);
  lum_link_init(&runtime->io.queue);
  lum_link_init(&runtime->tasks);
  lum_link_init(&runtime->channels);
}

/* Frees an instance whose threads have ended. */
static void runtime_free(LuminarRuntime *runtime) {
  lum_collector_destroy(runtime->collector);
  locks_destroy(runtime);
  lum_system_free(runtime);
}

LuminarStatus lum_runtime_open(const LuminarRuntimeConfig *config, LuminarRuntime **runtime) {
  if (runtime == NULL) return LUMINAR_INVALID_ARGUMENT;
  LuminarRuntimeConfig complete = lum_config_complete(config);
  LuminarStatus status = config_check(&complete);
  if (status != LUMINAR_OK) return status;
  LuminarRuntime *made = lum_system_allocate(sizeof *made, LUM_CACHE_LINE);
  if (made == NULL) return LUMINAR_OUT_OF_MEMORY;
  memset(made, 0, sizeof *made);
  if (!locks_init(made)) {
    lum_system_free(made);
    return LUMINAR_OUT_OF_MEMORY;
  }
  runtime_fill(made, &complete);
  made->collector = lum_collector_create(made, complete.collect_error_statistics);
  status = made->collector == NULL ? LUMINAR_OUT_OF_MEMORY : lum_scheduler_begin(made);
  if (status != LUMINAR_OK) {
    runtime_free(made);
    return status;
  }
  atomic_fetch_add(&runtime_starts, 1);
  *runtime = made;
  return LUMINAR_OK;
}

/* Tasks whose handles were never given up have ended, since no call is left. */
static void free_forgotten_tasks(LuminarRuntime *runtime) {
  LUM_FOR_EACH(link, &runtime->tasks) { lum_task_free(LUM_OWNER(link, LuminarTask, all_link)); }
}

LuminarStatus lum_runtime_close(LuminarRuntime *runtime) {
  if (runtime == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  bool busy = runtime->calls != 0 || lum_list_first(&runtime->channels) != NULL;
  lum_unlock(runtime);
  if (busy) return LUMINAR_BUSY;
  lum_scheduler_end(runtime);
  lum_io_end(runtime);
  lum_timers_end(runtime);
  free_forgotten_tasks(runtime);
  runtime_free(runtime);
  return LUMINAR_OK;
}

LuminarStatus lum_tool_counters(LuminarRuntime *runtime, LuminarCounters *counters) {
  if (runtime == NULL || counters == NULL) return LUMINAR_INVALID_ARGUMENT;
  uint32_t size = counters->struct_size;
  lum_lock(runtime);
  LuminarCounters whole = runtime->counters;
  whole.threads = (uint32_t)runtime->pool.alive;
  whole.calls_alive = runtime->calls;
  whole.threads_target = runtime->pool.target;
  whole.tasks_ready = runtime->pool.ready_count;
  lum_unlock(runtime);
  whole.struct_size = size;
  whole.runtime_starts = atomic_load(&runtime_starts);
  memcpy(counters, &whole, size < sizeof whole ? size : sizeof whole);
  return LUMINAR_OK;
}
