/* Other tables and other hooks: taken as far as both sides know them, refused when made for another major version. */
#include "lum_test.h"

#include <stdatomic.h>

/* ---- a whole table: the linked runtime with a toll gate before some of its hooks ---- */

static _Atomic int opened, sent, spawned;

static LuminarStatus counting_open(const LuminarRuntimeConfig *config, LuminarRuntime **runtime) {
  atomic_fetch_add(&opened, 1);
  return luminar_hooks.runtime_open(config, runtime);
}

static LuminarStatus counting_send(LuminarRuntime *runtime, LuminarTask *task, LuminarChannel *channel, const void *data,
                                   LuminarDeadline deadline) {
  atomic_fetch_add(&sent, 1);
  return luminar_hooks.channel_send(runtime, task, channel, data, deadline);
}

static void send_one(void *data) {
  int value = 6;
  CHECK(luminar_send_channel(data, &value, sizeof value));
}

static void use_short_forms(void) {
  CHECK(luminar_runtime_init(NULL));
  LuminarChannelHandle channel = luminar_create_channel(1);
  LuminarTaskHandle task = luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = send_one, .task_data = channel});
  CHECK(task != NULL);
  int value = 0;
  CHECK(luminar_recv_channel(channel, &value, sizeof value) && value == 6);
  luminar_join_tasks(&task, 1);
  luminar_runtime_shutdown();
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
}

/* A replaced table is not used, by the short forms or by instances that programs open. */
static void a_replaced_table_serves_everybody(void) {
  LuminarHooks table = luminar_hooks;
  table.runtime_open = counting_open;
  table.channel_send = counting_send;
  LuminarAccepted accepted;
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(&table, &accepted));
  CHECK(accepted.struct_size == sizeof table && accepted.features == luminar_hooks.features && accepted.members > 70);
  use_short_forms();
  CHECK(atomic_load(&opened) == 1 && atomic_load(&sent) == 1);
  LuminarInstance instance;
  CHECK_STATUS(LUMINAR_OK, luminar_instance_open(NULL, &instance));
  CHECK(atomic_load(&opened) == 2 && instance.hooks->channel_send == counting_send);
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(NULL, NULL)); /* the open instance keeps its table */
  CHECK(instance.hooks->channel_send == counting_send);
  CHECK_STATUS(LUMINAR_OK, luminar_instance_close(&instance));
  CHECK(instance.hooks == NULL);
  CHECK_STATUS(LUMINAR_OK, luminar_instance_close(&instance));
  use_short_forms();
  CHECK(atomic_load(&opened) == 2);
}

/* A table of an older runtime is read beyond its end, a newer one is refused, or another major version is taken. */
static void tables_of_other_versions(void) {
  struct {
    LuminarHooks known;
    void (*unknown)(void);
  } newer = {.known = luminar_hooks};
  newer.known.struct_size = (uint32_t)sizeof newer;
  newer.known.abi_minor = 7;
  LuminarAccepted accepted;
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(&newer.known, &accepted));
  CHECK(accepted.struct_size == sizeof(LuminarHooks) && accepted.abi_minor == 7);
  use_short_forms();

  LuminarHooks older = luminar_hooks; /* ends after the channels; the rest is garbage that nobody may touch */
  older.struct_size = offsetof(LuminarHooks, select_begin);
  memset((char *)&older + older.struct_size, 0x5a, sizeof older - older.struct_size);
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(&older, &accepted));
  CHECK(accepted.struct_size == older.struct_size);
  LuminarInstance instance;
  CHECK_STATUS(LUMINAR_OK, luminar_instance_open(NULL, &instance));
  CHECK(LUMINAR_OFFERS(instance.hooks, channel_poll) && !LUMINAR_OFFERS(instance.hooks, select_begin));
  CHECK(instance.hooks->select_begin == NULL);
  CHECK_STATUS(LUMINAR_OK, luminar_instance_close(&instance));
  use_short_forms();
  CHECK(luminar_runtime_init(NULL));
  LuminarErrorContext error = {"t", "m", NULL, 0, NULL};
  luminar_collect_error(&error);
  CHECK_STATUS(LUMINAR_NOT_OFFERED, luminar_last_status());
  CHECK(!luminar_has_errors());
  CHECK_STATUS(LUMINAR_BUSY, luminar_register_hooks(NULL, NULL));
  luminar_runtime_shutdown();

  LuminarHooks tiny = luminar_hooks; /* a runtime without channels cannot serve the short forms */
  tiny.struct_size = offsetof(LuminarHooks, group_open);
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(&tiny, NULL));
  CHECK(!luminar_runtime_init(NULL));
  CHECK_STATUS(LUMINAR_NOT_OFFERED, luminar_last_status());
  tiny.abi_major = LUMINAR_ABI_MAJOR + 1;
  CHECK_STATUS(LUMINAR_ABI_MISMATCH, luminar_register_hooks(&tiny, NULL));
  tiny.struct_size = 3;
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, luminar_register_hooks(&tiny, NULL));
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(NULL, NULL));
}

/* A runtime in a shared library is not found by its path, or not used. */
static void a_runtime_from_a_shared_library(void) {
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, luminar_load_hooks("no/such/library.so", NULL));
  const char *path = getenv("LUMINAR_TEST_LIBRARY");
  CHECK(path != NULL);
  char absolute[4096];
  snprintf(absolute, sizeof absolute, "./%s", path);
  LuminarAccepted accepted;
  CHECK_STATUS(LUMINAR_OK, luminar_load_hooks(absolute, &accepted));
  LuminarInstance instance;
  CHECK_STATUS(LUMINAR_OK, luminar_instance_open(NULL, &instance));
  CHECK(instance.hooks->task_start != NULL && instance.hooks->task_start != luminar_hooks.task_start);
  CHECK_STATUS(LUMINAR_OK, luminar_instance_close(&instance));
  use_short_forms();
  CHECK_STATUS(LUMINAR_OK, luminar_register_hooks(NULL, NULL));
}

/* ---- concurrency hooks: a runtime of the seed's shape that runs each task at once ---- */

static LuminarTaskHandle spawn_at_once(LuminarTaskDescriptor *task) {
  atomic_fetch_add(&spawned, 1);
  task->task_func(task->task_data);
  return NULL;
}

static void join_nothing(LuminarTaskHandle *handles, size_t count) {
  (void)handles;
  (void)count;
}

static void set_to_nine(void *data) { *(int *)data = 9; }

/* Registered concurrency hooks are not called, or members that are missing are called. */
static void concurrency_hooks_replace_short_forms(void) {
  LuminarConcurrencyHooks own = {.struct_size = offsetof(LuminarConcurrencyHooks, cancel_tasks),
                                 .abi_major = LUMINAR_ABI_MAJOR,
                                 .spawn_task = spawn_at_once,
                                 .join_tasks = join_nothing};
  LuminarAccepted accepted;
  CHECK_STATUS(LUMINAR_OK, luminar_register_concurrency_hooks(&own, &accepted));
  CHECK(accepted.members == 2 && accepted.struct_size == own.struct_size);
  int value = 0;
  LuminarTaskHandle task = luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = set_to_nine, .task_data = &value});
  luminar_join_tasks(&task, 1);
  CHECK(value == 9 && atomic_load(&spawned) == 1);
  CHECK(luminar_runtime_init(NULL)); /* channels are still the built-in ones */
  LuminarChannelHandle channel = luminar_create_channel(1);
  CHECK(luminar_send_channel(channel, &value, sizeof value) && luminar_recv_channel(channel, &value, sizeof value));
  CHECK_STATUS(LUMINAR_BUSY, luminar_register_concurrency_hooks(&own, NULL));
  luminar_runtime_shutdown();
  own.abi_major = 9;
  CHECK_STATUS(LUMINAR_ABI_MISMATCH, luminar_register_concurrency_hooks(&own, NULL));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, luminar_register_concurrency_hooks(NULL, NULL));
}

int main(void) {
  RUN_TEST(a_replaced_table_serves_everybody);
  RUN_TEST(tables_of_other_versions);
  RUN_TEST(a_runtime_from_a_shared_library);
  RUN_TEST(concurrency_hooks_replace_short_forms);
  return 0;
}
