/* The seed's short forms: tasks, channels, errors, memory, atomics, I/O, and the life of the default instance. */
#include "lum_test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static void *init_many(void *argument) {
  _Atomic int *started = argument;
  if (luminar_runtime_init(NULL)) atomic_fetch_add(started, 1);
  return NULL;
}

static uint64_t runtime_starts(void) {
  LuminarInstance instance = luminar_runtime_layer_instance(luminar_runtime_layer_default());
  LuminarCounters now = {.struct_size = (uint32_t)sizeof now};
  CHECK_STATUS(LUMINAR_OK, instance.hooks->tool_counters(instance.runtime, &now));
  return now.runtime_starts;
}

/* Threads that start the runtime at the same time start two. */
static void init_happens_once(void) {
  CHECK(luminar_runtime_init(NULL));
  uint64_t before = runtime_starts();
  luminar_runtime_shutdown();
  _Atomic int started = 0;
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) CHECK(pthread_create(&threads[i], NULL, init_many, &started) == 0);
  for (int i = 0; i < 8; i++) CHECK(pthread_join(threads[i], NULL) == 0);
  CHECK(atomic_load(&started) == 8 && runtime_starts() == before + 1);
  LuminarRuntimeConfig other = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  other.max_threads = 3;
  CHECK(!luminar_runtime_init(&other));
  CHECK_STATUS(LUMINAR_WRONG_STATE, luminar_last_status());
  luminar_runtime_shutdown();
  CHECK(luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = luminar_free_shared}) == NULL);
  CHECK_STATUS(LUMINAR_NOT_RUNNING, luminar_last_status());
}

/* ---- tasks and channels ---- */

typedef struct Stage {
  LuminarChannelHandle in, out;
} Stage;

static void double_all(void *data) {
  Stage *stage = data;
  int value;
  while (luminar_recv_channel(stage->in, &value, sizeof value)) {
    value *= 2;
    CHECK(luminar_send_channel(stage->out, &value, sizeof value));
  }
  CHECK_STATUS(LUMINAR_CLOSED, luminar_last_status());
  luminar_close_channel(stage->out);
}

/* A receiver that comes before the first send fails, or a chain of blocking tasks longer than the pool stops. */
static void a_pipeline_of_short_forms(void) {
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.max_threads = 1;
  CHECK(luminar_runtime_init(&config));
  enum { STAGES = 8 };
  LuminarChannelHandle chain[STAGES + 1];
  Stage stages[STAGES];
  LuminarTaskHandle tasks[STAGES];
  for (int i = 0; i <= STAGES; i++) chain[i] = luminar_create_channel(i % 2 == 0 ? 0 : LUMINAR_DEFAULT_CAPACITY);
  for (int i = STAGES - 1; i >= 0; i--) {
    stages[i] = (Stage){chain[i], chain[i + 1]};
    tasks[i] = luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = double_all, .task_data = &stages[i]});
    CHECK(tasks[i] != NULL);
  }
  for (int i = 0; i < 50; i++) {
    int value = i;
    CHECK(luminar_send_channel(chain[0], &value, sizeof value));
    CHECK(luminar_recv_channel(chain[STAGES], &value, sizeof value));
    CHECK(value == i << STAGES);
  }
  char small = 1;
  CHECK(!luminar_send_channel(chain[0], &small, sizeof small));
  CHECK_STATUS(LUMINAR_WRONG_SIZE, luminar_last_status());
  luminar_close_channel(chain[0]);
  luminar_join_tasks(tasks, STAGES);
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
  luminar_close_channel(chain[0]);
  CHECK_STATUS(LUMINAR_CLOSED, luminar_last_status());
  luminar_release_channel(chain[0]); /* the others are freed by the shutdown */
  luminar_runtime_shutdown();
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
}

static void wait_to_be_cancelled(void *data) {
  int value;
  CHECK(!luminar_recv_channel(data, &value, sizeof value));
  CHECK_STATUS(LUMINAR_CANCELLED, luminar_last_status());
  CHECK(luminar_task_cancelled());
}

/* Cancelled tasks keep waiting, or a shutdown tears away tasks that run. */
static void cancel_and_shutdown(void) {
  CHECK(luminar_runtime_init(NULL));
  CHECK(!luminar_task_cancelled());
  LuminarChannelHandle quiet = luminar_create_channel(0);
  LuminarTaskHandle tasks[5] = {NULL};
  for (int i = 0; i < 4; i++) {
    tasks[i] = luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = wait_to_be_cancelled, .task_data = quiet});
  }
  luminar_runtime_shutdown();
  CHECK_STATUS(LUMINAR_BUSY, luminar_last_status());
  luminar_cancel_tasks(tasks, 5);
  luminar_join_tasks(tasks, 5);
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
  luminar_runtime_shutdown();
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
}

/* ---- errors ---- */

static _Atomic int own_handler_calls, runtime_handler_calls;

static void own_handler(LuminarErrorContext *ctx) {
  CHECK(strcmp(ctx->error_type, "mine") == 0 && ctx->line == 12 && strcmp(ctx->file, "here.c") == 0);
  atomic_fetch_add(&own_handler_calls, 1);
}

static void runtime_handler(LuminarErrorContext *ctx) {
  CHECK(ctx->message != NULL);
  atomic_fetch_add(&runtime_handler_calls, 1);
}

static void fail_and_stop(void *data) {
  (void)data;
  char type[] = "mine", message[] = "broken", file[] = "here.c";
  LuminarErrorContext error = {type, message, file, 12, NULL};
  luminar_propagate_error(&error);
  memset(message, 'x', sizeof message - 1); /* the strings were copied */
  CHECK(luminar_task_cancelled());
}

/* Errors are lost or shown to the wrong handler, siblings are not stopped, or later tasks are. */
static void errors_propagate_and_collect(void) {
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.collect_error_statistics = true;
  CHECK(luminar_runtime_init(&config));
  luminar_set_error_handler(runtime_handler);
  LuminarChannelHandle quiet = luminar_create_channel(0);
  LuminarTaskHandle tasks[3] = {
      luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = wait_to_be_cancelled, .task_data = quiet}),
      luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = wait_to_be_cancelled, .task_data = quiet}),
      luminar_spawn_task(&(LuminarTaskDescriptor){.task_func = fail_and_stop, .error_handler = own_handler}),
  };
  luminar_join_tasks(tasks, 3);
  CHECK_STATUS(LUMINAR_FAILED, luminar_last_status());
  for (int i = 0; i < 2000; i++) {
    LuminarErrorContext error = {i % 4 == 0 ? "often" : "more often", "again", NULL, i, NULL};
    luminar_collect_error(&error);
  }
  CHECK(atomic_load(&own_handler_calls) == 1 && atomic_load(&runtime_handler_calls) == 2000);
  CHECK(luminar_has_errors() && luminar_get_error_count() == 2001);
  LuminarErrorCollector *service = luminar_runtime_layer_get_error_collector(luminar_runtime_layer_default());
  CHECK(luminar_error_collector_count_of(service, "often") == 500);
  CHECK(luminar_error_collector_count_of(service, "mine") == 1);
  LuminarErrorCollector *own = luminar_error_collector_create();
  luminar_collect_errors(own);
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
  CHECK(!luminar_has_errors() && luminar_error_collector_count(own) == 2001 && luminar_error_collector_size(own) == 1024);
  LuminarErrorRecord record;
  CHECK_STATUS(LUMINAR_OK, luminar_error_collector_at(own, 0, &record));
  CHECK(strcmp(record.message, "broken") == 0 && record.line == 12);
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, luminar_error_collector_at(own, 1024, &record));
  luminar_error_collector_destroy(own);
  luminar_collect_error(&(LuminarErrorContext){"one more", "m", NULL, 0, NULL});
  luminar_clear_errors();
  CHECK(luminar_get_error_count() == 0);
  luminar_set_error_handler(NULL);
  luminar_runtime_shutdown();
}

/* ---- memory, atomics, I/O ---- */

/* Shared memory is not aligned for any type, or a cell of some size keeps the wrong bytes. */
static void memory_and_atomics_need_no_runtime(void) {
  for (size_t size = 0; size < 100; size++) {
    void *memory = luminar_alloc_shared(size);
    CHECK(memory != NULL && (uintptr_t)memory % _Alignof(max_align_t) == 0);
    memset(memory, 1, size);
    luminar_free_shared(memory);
  }
  CHECK(luminar_alloc_shared(SIZE_MAX - 8) == NULL);
  CHECK_STATUS(LUMINAR_OUT_OF_MEMORY, luminar_last_status());
  luminar_free_shared(NULL);
  for (size_t size = 1; size <= 8; size *= 2) {
    uint64_t start = UINT64_MAX, one = 1, old = 0, now = 5, zero = 0, seven = 7;
    uint8_t bytes[8];
    memcpy(bytes, &start, 8);
    LuminarAtomicHandle cell = luminar_create_atomic(size, bytes);
    CHECK(cell != NULL);
    uint8_t one_bytes[8] = {0}, old_bytes[8] = {0}, now_bytes[8], seven_bytes[8] = {0};
    /* the low bytes of a number of this size, whatever the byte order */
    uint8_t *from[] = {one_bytes, seven_bytes};
    uint64_t numbers[] = {one, seven};
    for (int k = 0; k < 2; k++) {
      uint8_t n1 = (uint8_t)numbers[k];
      uint16_t n2 = (uint16_t)numbers[k];
      uint32_t n4 = (uint32_t)numbers[k];
      memcpy(from[k], size == 1 ? (void *)&n1 : size == 2 ? (void *)&n2 : size == 4 ? (void *)&n4 : (void *)&numbers[k], size);
    }
    luminar_atomic_add(cell, one_bytes, old_bytes); /* wraps to 0 */
    CHECK(memcmp(old_bytes, &start, size) == 0);
    memset(now_bytes, 0xee, 8);
    luminar_atomic_load(cell, now_bytes);
    CHECK(memcmp(now_bytes, &zero, size) == 0 && (size == 8 || now_bytes[size] == 0xee));
    memcpy(old_bytes, &start, 8);
    CHECK(!luminar_atomic_compare_exchange(cell, old_bytes, seven_bytes));
    CHECK(memcmp(old_bytes, &zero, size) == 0);
    CHECK(luminar_atomic_compare_exchange(cell, old_bytes, seven_bytes));
    luminar_atomic_load(cell, now_bytes);
    CHECK(memcmp(now_bytes, seven_bytes, size) == 0);
    luminar_atomic_store(cell, one_bytes);
    luminar_atomic_load(cell, now_bytes);
    CHECK(memcmp(now_bytes, one_bytes, size) == 0);
    luminar_destroy_atomic(cell);
    (void)old;
    (void)now;
  }
  CHECK(luminar_create_atomic(3, NULL) == NULL);
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, luminar_last_status());
}

/* An operation that was started is never told to have ended, or two run at once. */
static void async_reads_and_writes(void) {
  CHECK(luminar_runtime_init(NULL));
  int ends[2];
  CHECK(pipe(ends) == 0);
  LuminarIOHandle reader = luminar_open_io(ends[0], -1), writer = luminar_open_io(ends[1], -1);
  CHECK(reader != NULL && writer != NULL);
  char buffer[8] = {0};
  size_t n = 9;
  CHECK(luminar_async_read(reader, buffer, sizeof buffer));
  CHECK(!luminar_async_read(reader, buffer, sizeof buffer));
  CHECK_STATUS(LUMINAR_WRONG_STATE, luminar_last_status());
  luminar_close_io(reader);
  CHECK_STATUS(LUMINAR_WRONG_STATE, luminar_last_status());
  CHECK(luminar_async_write(writer, "hello", 5));
  CHECK(luminar_await_io(writer, &n) && n == 5);
  CHECK(luminar_await_io(reader, &n) && n == 5 && memcmp(buffer, "hello", 5) == 0);
  CHECK(!luminar_await_io(reader, &n));
  CHECK_STATUS(LUMINAR_WRONG_STATE, luminar_last_status());
  close(ends[1]);
  CHECK(luminar_async_read(reader, buffer, sizeof buffer));
  CHECK(!luminar_await_io(reader, &n) && n == 0);
  CHECK_STATUS(LUMINAR_END_OF_FILE, luminar_last_status());
  luminar_close_io(writer);
  CHECK(pipe(ends) == 0);
  CHECK(luminar_async_read(luminar_open_io(ends[0], -1), buffer, 1));
  luminar_runtime_shutdown(); /* with an operation under way that will never end */
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
  close(ends[0]);
  close(ends[1]);
}

int main(void) {
  RUN_TEST(init_happens_once);
  RUN_TEST(a_pipeline_of_short_forms);
  RUN_TEST(cancel_and_shutdown);
  RUN_TEST(errors_propagate_and_collect);
  RUN_TEST(memory_and_atomics_need_no_runtime);
  RUN_TEST(async_reads_and_writes);
  return 0;
}
