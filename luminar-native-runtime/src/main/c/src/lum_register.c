/* Instances and the registration of other hook tables. */
#include <string.h>

#include "lum_layer.h"
#include "lum_memory.h"

/* A table once registered stays where it is, because instances opened with it point to it. */
typedef struct RegisteredTable {
  struct RegisteredTable *before;
  LuminarHooks hooks;
} RegisteredTable;

/* Both under the STATE lock. */
static RegisteredTable *tables;
static const LuminarHooks *current_table;

/* Only changed while the default instance does not run, when no short form may be under way. */
static LuminarConcurrencyHooks concurrency_hooks;

const LuminarHooks *lum_registered_hooks(void) {
  lum_process_lock(LUM_PROCESS_STATE);
  const LuminarHooks *hooks = current_table == NULL ? &luminar_hooks : current_table;
  lum_process_unlock(LUM_PROCESS_STATE);
  return hooks;
}

const LuminarConcurrencyHooks *lum_concurrency_hooks(void) {
  return concurrency_hooks.struct_size == 0 ? &lum_short_forms : &concurrency_hooks;
}

LuminarStatus luminar_instance_open(const LuminarRuntimeConfig *config, LuminarInstance *instance) {
  if (instance == NULL) return LUMINAR_INVALID_ARGUMENT;
  const LuminarHooks *hooks = lum_registered_hooks();
  if (!LUMINAR_OFFERS(hooks, runtime_open) || !LUMINAR_OFFERS(hooks, runtime_close)) return LUMINAR_NOT_OFFERED;
  LuminarRuntime *runtime = NULL;
  LuminarStatus status = hooks->runtime_open(config, &runtime);
  if (status != LUMINAR_OK) return status;
  if (LUMINAR_OFFERS(hooks, error_set_handler)) hooks->error_set_handler(runtime, lum_process_handler);
  *instance = (LuminarInstance){hooks, runtime};
  return LUMINAR_OK;
}

LuminarStatus luminar_instance_close(LuminarInstance *instance) {
  if (instance == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (instance->runtime == NULL) return LUMINAR_OK;
  LuminarStatus status = instance->hooks->runtime_close(instance->runtime);
  if (status == LUMINAR_OK) *instance = (LuminarInstance){NULL, NULL};
  return status;
}

/* How many function members in bytes [from, to) of a struct are not null. */
static uint32_t count_members(const void *table, size_t from, size_t to) {
  const unsigned char *bytes = table;
  void (*const nothing)(void) = NULL;
  uint32_t members = 0;
  for (size_t at = from; at + sizeof nothing <= to; at += sizeof nothing) {
    members += memcmp(bytes + at, &nothing, sizeof nothing) != 0;
  }
  return members;
}

static bool default_runs(void) { return lum_default_layer.instance.runtime != NULL; }

/* Links in a copy of the table, as far as both sides know it. Under the STATE lock. */
static LuminarStatus table_take(const LuminarHooks *hooks, LuminarAccepted *accepted) {
  RegisteredTable *table = lum_allocate_zeroed(NULL, sizeof *table, 0);
  if (table == NULL) return LUMINAR_OUT_OF_MEMORY;
  uint32_t size = hooks->struct_size < sizeof table->hooks ? hooks->struct_size : (uint32_t)sizeof table->hooks;
  memcpy(&table->hooks, hooks, size);
  table->hooks.struct_size = size;
  table->before = tables;
  tables = table;
  current_table = &table->hooks;
  if (accepted != NULL) {
    uint32_t members = count_members(&table->hooks, offsetof(LuminarHooks, runtime_open), size);
    *accepted = (LuminarAccepted){size, LUMINAR_ABI_MAJOR, hooks->abi_minor, hooks->features, members};
  }
  return LUMINAR_OK;
}

LuminarStatus luminar_register_hooks(const LuminarHooks *hooks, LuminarAccepted *accepted) {
  if (hooks != NULL && hooks->struct_size < offsetof(LuminarHooks, runtime_open)) return LUMINAR_INVALID_ARGUMENT;
  if (hooks != NULL && hooks->abi_major != LUMINAR_ABI_MAJOR) return LUMINAR_ABI_MISMATCH;
  LuminarStatus status = LUMINAR_OK;
  lum_process_lock(LUM_PROCESS_LIFE);
  lum_process_lock(LUM_PROCESS_STATE);
  if (default_runs()) {
    status = LUMINAR_BUSY;
  } else if (hooks != NULL) {
    status = table_take(hooks, accepted);
  } else {
    current_table = NULL;
  }
  lum_process_unlock(LUM_PROCESS_STATE);
  lum_process_unlock(LUM_PROCESS_LIFE);
  return status;
}

LuminarStatus luminar_load_hooks(const char *path, LuminarAccepted *accepted) {
  if (path == NULL) return LUMINAR_INVALID_ARGUMENT;
  const LuminarHooks *hooks = lum_library_symbol(path, "luminar_hooks");
  return hooks == NULL ? LUMINAR_INVALID_ARGUMENT : luminar_register_hooks(hooks, accepted);
}

#define TAKE(member) \
  if (concurrency_hooks.member == NULL) concurrency_hooks.member = lum_short_forms.member

/* Members that are missing keep the built-in. */
static void complete_concurrency_hooks(void) {
  TAKE(spawn_task);
  TAKE(join_tasks);
  TAKE(cancel_tasks);
  TAKE(create_channel);
  TAKE(send_channel);
  TAKE(recv_channel);
  TAKE(close_channel);
  TAKE(propagate_error);
  TAKE(collect_errors);
  TAKE(allocate_shared);
  TAKE(deallocate_shared);
  TAKE(async_read);
  TAKE(async_write);
  TAKE(release_channel);
}

LuminarStatus luminar_register_concurrency_hooks(const LuminarConcurrencyHooks *hooks, LuminarAccepted *accepted) {
  if (hooks == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (hooks->struct_size < offsetof(LuminarConcurrencyHooks, spawn_task)) return LUMINAR_INVALID_ARGUMENT;
  if (hooks->abi_major != LUMINAR_ABI_MAJOR) return LUMINAR_ABI_MISMATCH;
  uint32_t whole = (uint32_t)sizeof concurrency_hooks;
  uint32_t size = hooks->struct_size < whole ? hooks->struct_size : whole;
  lum_process_lock(LUM_PROCESS_LIFE);
  bool runs = default_runs();
  if (!runs) {
    concurrency_hooks = (LuminarConcurrencyHooks){0};
    memcpy(&concurrency_hooks, hooks, size);
    concurrency_hooks.struct_size = size;
    uint32_t members = count_members(&concurrency_hooks, offsetof(LuminarConcurrencyHooks, spawn_task), size);
    complete_concurrency_hooks();
    if (accepted != NULL) {
      *accepted = (LuminarAccepted){size, LUMINAR_ABI_MAJOR, hooks->abi_minor, hooks->features, members};
    }
  }
  lum_process_unlock(LUM_PROCESS_LIFE);
  return runs ? LUMINAR_BUSY : LUMINAR_OK;
}

LuminarStatus luminar_register_memory_hooks(const LuminarMemoryHooks *hooks, LuminarAccepted *accepted) {
  return luminar_runtime_layer_register_memory_hooks(&lum_default_layer, hooks, accepted);
}

LuminarStatus luminar_register_io_hooks(const LuminarIOHooks *hooks, LuminarAccepted *accepted) {
  return luminar_runtime_layer_register_io_hooks(&lum_default_layer, hooks, accepted);
}

const char *luminar_status_text(LuminarStatus status) {
  switch (status) {
#define STATUS_CASE(name, number, text) \
  case name: return text;
    LUMINAR_STATUSES(STATUS_CASE)
#undef STATUS_CASE
    case LUMINAR_STATUS_LAST_: break;
  }
  return "unknown status";
}
