/* The life cycle, registration and services of layers. */
#include "lum_layer.h"

#include <string.h>

#include "lum_memory.h"

LuminarRuntimeLayer lum_default_layer = {
    .scheduler = {.instance = &lum_default_layer.instance},
    .channels = {.instance = &lum_default_layer.instance},
    .errors = {.source = &lum_default_layer.instance},
};

LuminarRuntimeLayer *luminar_runtime_layer_default(void) { return &lum_default_layer; }

LuminarRuntimeLayer *luminar_runtime_layer_create(void) {
  LuminarRuntimeLayer *layer = lum_allocate_zeroed(NULL, sizeof *layer, 0);
  if (layer == NULL) return NULL;
  layer->scheduler.instance = &layer->instance;
  layer->channels.instance = &layer->instance;
  layer->errors.source = &layer->instance;
  return layer;
}

LuminarStatus luminar_runtime_layer_destroy(LuminarRuntimeLayer *layer) {
  if (layer == NULL) return LUMINAR_OK;
  LuminarStatus status = luminar_runtime_layer_shutdown(layer);
  if (status == LUMINAR_OK && layer != &lum_default_layer) lum_free(NULL, layer);
  return status;
}

/* ---- life ---- */

static bool config_same(const LuminarRuntimeConfig *a, const LuminarRuntimeConfig *b) {
  return a->max_threads == b->max_threads && a->default_channel_capacity == b->default_channel_capacity &&
         a->collect_error_statistics == b->collect_error_statistics &&
         a->use_custom_allocator == b->use_custom_allocator &&
         a->substitute_threads_max == b->substitute_threads_max && a->io_threads == b->io_threads &&
         a->memory_hooks == b->memory_hooks && a->io_hooks == b->io_hooks;
}

static LuminarStatus layer_open(LuminarRuntimeLayer *layer, const LuminarRuntimeConfig *config) {
  LuminarInstance opened;
  LuminarStatus status = luminar_instance_open(config, &opened);
  if (status != LUMINAR_OK) return status;
  if (layer == &lum_default_layer) status = lum_short_begin(&opened);
  if (status != LUMINAR_OK) {
    luminar_instance_close(&opened);
    return status;
  }
  layer->config = *config;
  layer->instance = opened;
  return LUMINAR_OK;
}

LuminarStatus luminar_runtime_layer_initialize(LuminarRuntimeLayer *layer, const LuminarRuntimeConfig *config) {
  if (layer == NULL) return LUMINAR_INVALID_ARGUMENT;
  LuminarRuntimeConfig complete = lum_config_complete(config);
  if (layer->memory_hooks.struct_size != 0 && complete.memory_hooks == NULL) {
    complete.memory_hooks = &layer->memory_hooks;
  }
  if (layer->io_hooks.struct_size != 0 && complete.io_hooks == NULL) complete.io_hooks = &layer->io_hooks;
  lum_process_lock(LUM_PROCESS_LIFE);
  LuminarStatus status;
  if (layer->instance.runtime == NULL) {
    status = layer_open(layer, &complete);
  } else {
    status = config == NULL || config_same(&layer->config, &complete) ? LUMINAR_OK : LUMINAR_WRONG_STATE;
  }
  lum_process_unlock(LUM_PROCESS_LIFE);
  return status;
}

LuminarStatus luminar_runtime_layer_shutdown(LuminarRuntimeLayer *layer) {
  if (layer == NULL) return LUMINAR_INVALID_ARGUMENT;
  lum_process_lock(LUM_PROCESS_LIFE);
  LuminarStatus status = LUMINAR_OK;
  if (layer->instance.runtime != NULL && layer == &lum_default_layer) status = lum_short_end();
  if (status == LUMINAR_OK) status = luminar_instance_close(&layer->instance);
  lum_process_unlock(LUM_PROCESS_LIFE);
  return status;
}

LuminarInstance luminar_runtime_layer_instance(LuminarRuntimeLayer *layer) {
  return layer == NULL ? (LuminarInstance){NULL, NULL} : layer->instance;
}

/* ---- registration ---- */

static void tell_accepted(LuminarAccepted *accepted, uint32_t size, uint16_t minor, uint64_t features, uint32_t members) {
  if (accepted == NULL) return;
  *accepted = (LuminarAccepted){size, LUMINAR_ABI_MAJOR, minor, features, members};
}

LuminarStatus luminar_runtime_layer_register_memory_hooks(LuminarRuntimeLayer *layer, const LuminarMemoryHooks *hooks,
                                                          LuminarAccepted *accepted) {
  if (layer == NULL || hooks == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (layer->instance.runtime != NULL) return LUMINAR_BUSY;
  if (hooks->abi_major != LUMINAR_ABI_MAJOR) return LUMINAR_ABI_MISMATCH;
  uint32_t size = (uint32_t)sizeof layer->memory_hooks;
  bool whole = hooks->struct_size >= size && hooks->allocate != NULL && hooks->deallocate != NULL;
  if (!whole) return LUMINAR_INVALID_ARGUMENT; /* one function without the other is no allocator */
  layer->memory_hooks = *hooks;
  layer->memory_hooks.struct_size = size;
  tell_accepted(accepted, size, hooks->abi_minor, hooks->features, 2);
  return LUMINAR_OK;
}

LuminarStatus luminar_runtime_layer_register_io_hooks(LuminarRuntimeLayer *layer, const LuminarIOHooks *hooks,
                                                      LuminarAccepted *accepted) {
  if (layer == NULL || hooks == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (layer->instance.runtime != NULL) return LUMINAR_BUSY;
  if (hooks->abi_major != LUMINAR_ABI_MAJOR) return LUMINAR_ABI_MISMATCH;
  uint32_t size = (uint32_t)sizeof layer->io_hooks;
  if (hooks->struct_size < size) size = hooks->struct_size;
  layer->io_hooks = (LuminarIOHooks){0};
  memcpy(&layer->io_hooks, hooks, size);
  layer->io_hooks.struct_size = size;
  const LuminarIOHooks *taken = &layer->io_hooks;
  uint32_t members = (taken->read != NULL ? 1u : 0u) + (taken->write != NULL ? 1u : 0u);
  tell_accepted(accepted, size, hooks->abi_minor, hooks->features, members);
  return LUMINAR_OK;
}

LuminarStatus luminar_runtime_layer_register_concurrency_hooks(LuminarRuntimeLayer *layer,
                                                               const LuminarConcurrencyHooks *hooks,
                                                               LuminarAccepted *accepted) {
  if (layer == NULL || hooks == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (layer != &lum_default_layer) return LUMINAR_NOT_OFFERED;
  return luminar_register_concurrency_hooks(hooks, accepted);
}

/* ---- services ---- */

LuminarTaskScheduler *luminar_runtime_layer_get_task_scheduler(LuminarRuntimeLayer *layer) {
  return layer == NULL || layer->instance.runtime == NULL ? NULL : &layer->scheduler;
}

LuminarChannelManager *luminar_runtime_layer_get_channel_manager(LuminarRuntimeLayer *layer) {
  return layer == NULL || layer->instance.runtime == NULL ? NULL : &layer->channels;
}

LuminarErrorCollector *luminar_runtime_layer_get_error_collector(LuminarRuntimeLayer *layer) {
  return layer == NULL || layer->instance.runtime == NULL ? NULL : &layer->errors;
}

/* All zero when the instance does not run or does not count. */
static LuminarCounters counters_of(const LuminarInstance *instance) {
  LuminarCounters counters = {.struct_size = (uint32_t)sizeof counters};
  if (instance->runtime != NULL && LUMINAR_OFFERS(instance->hooks, tool_counters)) {
    instance->hooks->tool_counters(instance->runtime, &counters);
  }
  return counters;
}

size_t luminar_task_scheduler_threads(const LuminarTaskScheduler *scheduler) {
  return scheduler == NULL ? 0 : (size_t)counters_of(scheduler->instance).threads_target;
}

size_t luminar_task_scheduler_ready(const LuminarTaskScheduler *scheduler) {
  return scheduler == NULL ? 0 : (size_t)counters_of(scheduler->instance).tasks_ready;
}

size_t luminar_task_scheduler_alive(const LuminarTaskScheduler *scheduler) {
  if (scheduler == NULL) return 0;
  LuminarCounters counters = counters_of(scheduler->instance);
  return (size_t)(counters.tasks_started - counters.tasks_finished);
}

size_t luminar_channel_manager_alive(const LuminarChannelManager *manager) {
  return manager == NULL ? 0 : (size_t)counters_of(manager->instance).channels_alive;
}

uint64_t luminar_channel_manager_created(const LuminarChannelManager *manager) {
  return manager == NULL ? 0 : counters_of(manager->instance).channels_created;
}

/* ---- collectors ---- */

LuminarErrorCollector *luminar_error_collector_create(void) {
  LuminarErrorCollector *collector = lum_allocate_zeroed(NULL, sizeof *collector, 0);
  if (collector == NULL) return NULL;
  collector->list = lum_collector_create(NULL, false);
  if (collector->list != NULL) return collector;
  lum_free(NULL, collector);
  return NULL;
}

void luminar_error_collector_destroy(LuminarErrorCollector *collector) {
  if (collector == NULL || collector->list == NULL) return;
  lum_collector_destroy(collector->list);
  lum_free(NULL, collector);
}

static bool view_works(const LuminarErrorCollector *collector) {
  return collector->source->runtime != NULL && LUMINAR_OFFERS(collector->source->hooks, error_clear);
}

static void collector_counts(const LuminarErrorCollector *collector, uint64_t *errors, uint64_t *records) {
  *errors = *records = 0;
  if (collector == NULL) return;
  if (collector->list != NULL) {
    lum_collector_count(collector->list, errors, records);
  } else if (view_works(collector)) {
    collector->source->hooks->error_count(collector->source->runtime, errors, records);
  }
}

uint64_t luminar_error_collector_count(const LuminarErrorCollector *collector) {
  uint64_t errors, records;
  collector_counts(collector, &errors, &records);
  return errors;
}

size_t luminar_error_collector_size(const LuminarErrorCollector *collector) {
  uint64_t errors, records;
  collector_counts(collector, &errors, &records);
  return (size_t)records;
}

uint64_t luminar_error_collector_count_of(const LuminarErrorCollector *collector, const char *error_type) {
  if (collector == NULL || error_type == NULL) return 0;
  if (collector->list != NULL) return lum_collector_count_of(collector->list, error_type);
  uint64_t count = 0;
  if (view_works(collector)) collector->source->hooks->error_count_of(collector->source->runtime, error_type, &count);
  return count;
}

LuminarStatus luminar_error_collector_at(const LuminarErrorCollector *collector, size_t index,
                                         LuminarErrorRecord *record) {
  if (collector == NULL || record == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (collector->list != NULL) return lum_collector_at(collector->list, index, record);
  if (!view_works(collector)) return LUMINAR_NOT_RUNNING;
  return collector->source->hooks->error_at(collector->source->runtime, index, record);
}

void luminar_error_collector_clear(LuminarErrorCollector *collector) {
  if (collector == NULL) return;
  if (collector->list != NULL) {
    lum_collector_clear(collector->list);
  } else if (view_works(collector)) {
    collector->source->hooks->error_clear(collector->source->runtime);
  }
}
