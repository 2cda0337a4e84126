/* Instances: two in one process, configuration, layers, memory hooks with every allocation failing once, I/O hooks. */
#include "lum_test.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- two runtimes ---- */

typedef struct Yielding {
  _Atomic int64_t *sum;
  int left;
} Yielding;

static LuminarStep yielding_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)task;
  (void)event;
  Yielding *f = frame;
  atomic_fetch_add(f->sum, 1);
  return --f->left > 0 ? LUMINAR_STEP_YIELD : LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor yielding = {
    .struct_size = sizeof yielding, .frame_size = sizeof(Yielding), .step = yielding_step, .place = {"y", NULL, 0}};

typedef struct User {
  LuminarRuntime *runtime;
  _Atomic int64_t sum;
  int calls;
} User;

static void *use_runtime(void *argument) {
  User *user = argument;
  for (int call = 0; call < user->calls; call++) {
    LuminarTask *own;
    LuminarGroup *group;
    LuminarGroupDescriptor descriptor = {.struct_size = sizeof descriptor, .deadline = LUMINAR_NO_DEADLINE};
    CHECK_STATUS(LUMINAR_OK, hooks->call_enter(user->runtime, NULL, &own));
    CHECK_STATUS(LUMINAR_OK, hooks->group_open(user->runtime, own, &descriptor, &group));
    for (uint64_t i = 0; i < 10; i++) {
      LuminarTask *task;
      void *frame;
      CHECK_STATUS(LUMINAR_OK, hooks->task_create(user->runtime, own, group, &yielding, 0, i, &task, &frame));
      *(Yielding *)frame = (Yielding){&user->sum, 3};
      CHECK_STATUS(LUMINAR_OK, hooks->task_start(user->runtime, task));
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(user->runtime, own, group));
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(user->runtime, group));
    CHECK_STATUS(LUMINAR_OK, hooks->call_leave(user->runtime, own));
  }
  return NULL;
}

/* Two instances share counters, threads or settings; or calls of several threads in one instance disturb each other. */
static void two_runtimes_in_one_process(void) {
  LuminarInstance a, b;
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.max_threads = 2;
  CHECK_STATUS(LUMINAR_OK, luminar_instance_open(&config, &a));
  config.max_threads = 1;
  CHECK_STATUS(LUMINAR_OK, luminar_instance_open(&config, &b));
  User users[4] = {{a.runtime, 0, 50}, {a.runtime, 0, 50}, {b.runtime, 0, 30}, {b.runtime, 0, 20}};
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, use_runtime, &users[i]) == 0);
  for (int i = 0; i < 4; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  for (int i = 0; i < 4; i++) CHECK(atomic_load(&users[i].sum) == users[i].calls * 30);
  LuminarCounters of_a = {.struct_size = sizeof of_a}, of_b = {.struct_size = sizeof of_b};
  CHECK_STATUS(LUMINAR_OK, hooks->tool_counters(a.runtime, &of_a));
  CHECK_STATUS(LUMINAR_OK, hooks->tool_counters(b.runtime, &of_b));
  CHECK(of_a.tasks_started == 1000 && of_b.tasks_started == 500 && of_a.steps == 3000 && of_b.steps == 1500);
  CHECK(of_a.threads_target == 2 && of_b.threads_target == 1 && of_b.threads == 1 && of_a.calls_alive == 0);
  CHECK_STATUS(LUMINAR_OK, luminar_instance_close(&a));
  CHECK_STATUS(LUMINAR_OK, luminar_instance_close(&b));
}

/* ---- configuration ---- */

/* A setting without effect is taken in silence, or a default is refused. */
static void settings_without_effect_are_refused(void) {
  LuminarRuntime *made;
  for (int setting = 0; setting < 9; setting++) {
    LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
    LuminarStatus expected = LUMINAR_WITHOUT_EFFECT;
    switch (setting) {
      case 0: config.use_work_stealing = false; break;
      case 1: config.enable_numa_awareness = true; break;
      case 2: config.use_lock_free_channels = false; break;
      case 3: config.enable_error_recovery = false; break;
      case 4: config.shared_memory_pool_size = 4096; break;
      case 5: config.enable_profiling = true; break;
      case 6: config.enable_task_tracing = true; break;
      case 7: config.use_custom_allocator = true; expected = LUMINAR_INVALID_ARGUMENT; break;
      default: config.max_threads = 1025; expected = LUMINAR_INVALID_ARGUMENT; break;
    }
    CHECK_STATUS(expected, hooks->runtime_open(&config, &made));
  }
  CHECK_STATUS(LUMINAR_OK, hooks->runtime_open(NULL, &made));
  LuminarChannelDescriptor descriptor = {
      .struct_size = sizeof descriptor, .element_size = 4, .capacity = LUMINAR_DEFAULT_CAPACITY};
  LuminarChannel *channel;
  CHECK_STATUS(LUMINAR_OK, hooks->channel_create(made, NULL, &descriptor, &channel));
  LuminarChannelState state = {.struct_size = sizeof state};
  CHECK_STATUS(LUMINAR_OK, hooks->tool_channel(made, channel, &state));
  CHECK(state.capacity == 100);
  CHECK_STATUS(LUMINAR_BUSY, hooks->runtime_close(made));
  CHECK_STATUS(LUMINAR_OK, hooks->channel_release(made, channel));
  CHECK_STATUS(LUMINAR_OK, hooks->runtime_close(made));
  CHECK(strcmp(luminar_status_text(LUMINAR_OK), "ok") == 0);
  CHECK(strcmp(luminar_status_text((LuminarStatus)999), "unknown status") == 0);
}

/* ---- memory hooks ---- */

typedef struct Arena {
  _Atomic int64_t alive;
  _Atomic int64_t calls;
  int64_t fails_at; /* this allocation finds nothing; -1: none */
} Arena;

static void *arena_allocate(void *context, size_t size, size_t alignment) {
  Arena *arena = context;
  if (atomic_fetch_add(&arena->calls, 1) == arena->fails_at) return NULL;
  void *memory = NULL;
  if (posix_memalign(&memory, alignment, size) != 0) return NULL;
  atomic_fetch_add(&arena->alive, (int64_t)size);
  return memory;
}

static void arena_deallocate(void *context, void *memory, size_t size, size_t alignment) {
  Arena *arena = context;
  CHECK((uintptr_t)memory % alignment == 0);
  atomic_fetch_sub(&arena->alive, (int64_t)size);
  free(memory);
}

typedef struct Mixed {
  LuminarChannel *channel;
  int64_t value;
  int kind;
} Mixed;

/* Fails, sends, receives or sleeps; takes every status that a lack of memory may give. */
static LuminarStep mixed_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Mixed *f = frame;
  if (event != LUMINAR_EVENT_START) return LUMINAR_STEP_DONE;
  LuminarStatus status = LUMINAR_OK;
  LuminarErrorRecord record = make_record("mixed", "something to copy");
  switch (f->kind) {
    case 0: hooks->task_fail(rt, task, &record); return LUMINAR_STEP_FAILED;
    case 1: status = hooks->channel_send_begin(rt, task, f->channel, &f->value, LUMINAR_NO_DEADLINE); break;
    case 2: status = hooks->channel_receive_begin(rt, task, f->channel, &f->value, NULL, LUMINAR_NO_DEADLINE); break;
    default: status = hooks->time_sleep_begin(rt, task, after_millis(1)); break;
  }
  CHECK(status == LUMINAR_OK || status == LUMINAR_PENDING || status == LUMINAR_OUT_OF_MEMORY ||
        status == LUMINAR_CANCELLED || status == LUMINAR_CLOSED);
  return status == LUMINAR_PENDING ? LUMINAR_STEP_WAIT : LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor mixed = {
    .struct_size = sizeof mixed, .frame_size = sizeof(Mixed), .step = mixed_step, .place = {"mixed", "f", 1}};

/* One round of everything; false when not even the call or its block could be made. */
static void use_everything(void) {
  if (hooks->call_enter(rt, NULL, &host) != LUMINAR_OK) return;
  LuminarGroupDescriptor block = {
      .struct_size = sizeof block, .strategy = LUMINAR_ERROR_COLLECT, .place = {"b", "f", 1}, .deadline = LUMINAR_NO_DEADLINE};
  LuminarChannelDescriptor items = {.struct_size = sizeof items, .element_size = 8, .capacity = 2, .place = {"c", "f", 1}};
  LuminarGroup *group = NULL;
  LuminarChannel *channel = NULL;
  if (hooks->group_open(rt, host, &block, &group) == LUMINAR_OK) {
    if (hooks->channel_create(rt, host, &items, &channel) == LUMINAR_OK) {
      for (int i = 0; i < 12; i++) {
        LuminarTask *task;
        void *frame;
        LuminarStatus status = hooks->task_create(rt, host, group, &mixed, 0, (uint64_t)i, &task, &frame);
        if (status == LUMINAR_OUT_OF_MEMORY) continue;
        if (status == LUMINAR_CANCELLED) break; /* a deadlock for want of a partner */
        CHECK_STATUS(LUMINAR_OK, status);
        *(Mixed *)frame = (Mixed){.channel = channel, .value = i, .kind = i % 4};
        CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, task));
      }
    }
    CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
    outcome_of(group, LUMINAR_OK);
    CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
    if (channel != NULL) CHECK_STATUS(LUMINAR_OK, hooks->channel_release(rt, channel));
  }
  CHECK_STATUS(LUMINAR_OK, hooks->call_leave(rt, host));
}

/* An allocation that fails leaks, hangs or crashes instead of giving a status. */
static void every_allocation_may_fail(void) {
  Arena arena = {.fails_at = -1};
  LuminarMemoryHooks memory = {.struct_size = sizeof memory,
                               .abi_major = LUMINAR_ABI_MAJOR,
                               .context = &arena,
                               .allocate = arena_allocate,
                               .deallocate = arena_deallocate};
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.max_threads = 2;
  config.use_custom_allocator = true;
  config.memory_hooks = &memory;
  for (int64_t fails_at = 0; fails_at < 60; fails_at++) {
    arena.fails_at = fails_at;
    atomic_store(&arena.calls, 0);
    LuminarStatus status = hooks->runtime_open(&config, &rt);
    if (status == LUMINAR_OK) {
      use_everything();
      CHECK_STATUS(LUMINAR_OK, hooks->runtime_close(rt));
    } else {
      CHECK(status == LUMINAR_OUT_OF_MEMORY || status == LUMINAR_NO_THREAD);
    }
    CHECK(atomic_load(&arena.alive) == 0);
  }
}

/* ---- layers and I/O hooks ---- */

static int64_t read_sevens(void *context, int64_t descriptor, int64_t offset, void *buffer, size_t size) {
  (void)descriptor;
  (void)offset;
  ++*(int *)context;
  memset(buffer, 7, size);
  return (int64_t)size;
}

/* A layer starts twice, its services lie, or registered hooks do not serve it. */
static void layers_have_lives_of_their_own(void) {
  LuminarRuntimeLayer *layer = luminar_runtime_layer_create();
  CHECK(layer != NULL && luminar_runtime_layer_get_task_scheduler(layer) == NULL);
  int reads = 0;
  LuminarIOHooks io_hooks = {.struct_size = sizeof io_hooks, .abi_major = LUMINAR_ABI_MAJOR, .context = &reads, .read = read_sevens};
  LuminarConcurrencyHooks concurrency = {.struct_size = sizeof concurrency, .abi_major = LUMINAR_ABI_MAJOR};
  LuminarAccepted accepted;
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_register_io_hooks(layer, &io_hooks, &accepted));
  CHECK(accepted.members == 1);
  CHECK_STATUS(LUMINAR_NOT_OFFERED, luminar_runtime_layer_register_concurrency_hooks(layer, &concurrency, NULL));
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.max_threads = 3;
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_initialize(layer, &config));
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_initialize(layer, &config));
  CHECK_STATUS(LUMINAR_BUSY, luminar_runtime_layer_register_io_hooks(layer, &io_hooks, NULL));
  config.max_threads = 2;
  CHECK_STATUS(LUMINAR_WRONG_STATE, luminar_runtime_layer_initialize(layer, &config));
  CHECK(luminar_task_scheduler_threads(luminar_runtime_layer_get_task_scheduler(layer)) == 3);
  CHECK(luminar_task_scheduler_alive(luminar_runtime_layer_get_task_scheduler(layer)) == 0);
  CHECK(luminar_task_scheduler_ready(luminar_runtime_layer_get_task_scheduler(layer)) == 0);
  LuminarInstance instance = luminar_runtime_layer_instance(layer);
  LuminarChannelManager *channels = luminar_runtime_layer_get_channel_manager(layer);
  LuminarChannelDescriptor descriptor = {.struct_size = sizeof descriptor, .element_size = 4};
  LuminarChannel *channel;
  CHECK_STATUS(LUMINAR_OK, instance.hooks->channel_create(instance.runtime, NULL, &descriptor, &channel));
  CHECK(luminar_channel_manager_alive(channels) == 1);
  CHECK_STATUS(LUMINAR_BUSY, luminar_runtime_layer_shutdown(layer));
  CHECK_STATUS(LUMINAR_OK, instance.hooks->channel_release(instance.runtime, channel));
  CHECK(luminar_channel_manager_alive(channels) == 0 && luminar_channel_manager_created(channels) == 1);
  LuminarErrorRecord record = make_record("layer", "its own error");
  CHECK_STATUS(LUMINAR_OK, instance.hooks->error_collect(instance.runtime, NULL, &record));
  LuminarErrorCollector *errors = luminar_runtime_layer_get_error_collector(layer);
  CHECK(luminar_error_collector_count(errors) == 1 && luminar_error_collector_count_of(errors, "layer") == 1);
  luminar_error_collector_clear(errors);
  CHECK(luminar_error_collector_size(errors) == 0);
  LuminarIo *io;
  char buffer[3] = {0};
  size_t n;
  CHECK_STATUS(LUMINAR_OK, instance.hooks->io_open(instance.runtime, 12345, -1, &io));
  CHECK_STATUS(LUMINAR_OK, instance.hooks->io_read(instance.runtime, NULL, io, buffer, 3, &n, NULL, LUMINAR_NO_DEADLINE));
  CHECK(n == 3 && buffer[2] == 7 && reads == 1);
  CHECK_STATUS(LUMINAR_OK, instance.hooks->io_close(instance.runtime, io));
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_shutdown(layer));
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_shutdown(layer));
  CHECK(luminar_runtime_layer_instance(layer).runtime == NULL);
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_initialize(layer, NULL));
  CHECK_STATUS(LUMINAR_OK, luminar_runtime_layer_destroy(layer));
}

int main(void) {
  RUN_TEST(two_runtimes_in_one_process);
  RUN_TEST(settings_without_effect_are_refused);
  RUN_TEST(every_allocation_may_fail);
  RUN_TEST(layers_have_lives_of_their_own);
  return 0;
}
