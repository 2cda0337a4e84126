/*
 * The two generated examples of the original design, written by hand in C: the bare-metal parallel block, and the
 * runtime-assisted concurrent block against the short forms.
 */
#include "lum_test.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- parallel_block_1: threads, a partition that loses nothing, one shared counter ---- */

enum { WORK_SIZE = 1003, THREADS = 4 };

static _Atomic int shared_counter;

static int process_item(size_t i) { return (int)(i % 7); }

static void *parallel_part(void *argument) {
  size_t t = *(const size_t *)argument;
  size_t rest = WORK_SIZE % THREADS;
  size_t start = t * (WORK_SIZE / THREADS) + (t < rest ? t : rest);
  size_t end = (t + 1) * (WORK_SIZE / THREADS) + (t + 1 < rest ? t + 1 : rest);
  for (size_t i = start; i < end; ++i) atomic_fetch_add(&shared_counter, process_item(i));
  return NULL;
}

/* The bare-metal shape of the design does not add up. */
static void parallel_block_1(void) {
  pthread_t threads[THREADS];
  size_t parts[THREADS];
  int expected = 0;
  for (size_t i = 0; i < WORK_SIZE; i++) expected += process_item(i);
  for (size_t t = 0; t < THREADS; ++t) {
    parts[t] = t;
    CHECK(pthread_create(&threads[t], NULL, parallel_part, &parts[t]) == 0);
  }
  for (size_t t = 0; t < THREADS; ++t) CHECK(pthread_join(threads[t], NULL) == 0);
  CHECK(atomic_load(&shared_counter) == expected);
}

/* ---- concurrent_block_1 ---- */

typedef struct TaskData {
  int number;
} TaskData;

static void task_function_1(void *data) {
  TaskData *own = data;
  int square = own->number * own->number;
  CHECK(luminar_send_channel(luminar_task_output_channel(), &square, sizeof square));
}

static LuminarRuntimeConfig runtime_config = LUMINAR_RUNTIME_CONFIG_DEFAULT;

/* The runtime-assisted shape of the design, with the unsynchronised flag replaced by an init that may be called often. */
static void concurrent_block_1(void) {
  CHECK(luminar_runtime_init(&runtime_config));
  LuminarChannelHandle output_ch = luminar_create_channel(100);
  CHECK(output_ch != NULL);
  LuminarTaskHandle tasks[10];
  TaskData task_data[10];
  for (int i = 0; i < 10; ++i) {
    task_data[i].number = i;
    LuminarTaskDescriptor desc = {
        .task_func = task_function_1,
        .task_data = &task_data[i],
        .output_channel = output_ch,
    };
    tasks[i] = luminar_spawn_task(&desc);
    CHECK(tasks[i] != NULL);
  }
  luminar_join_tasks(tasks, 10);
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
  luminar_close_channel(output_ch);
  int sum = 0;
  int value;
  for (int i = 0; luminar_recv_channel(output_ch, &value, sizeof value); i++) sum += value;
  CHECK_STATUS(LUMINAR_CLOSED, luminar_last_status());
  CHECK(sum == 285);
  luminar_release_channel(output_ch);
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
}

int main(void) {
  RUN_TEST(parallel_block_1);
  RUN_TEST(concurrent_block_1);
  RUN_TEST(concurrent_block_1); /* the second block finds the runtime started */
  luminar_runtime_shutdown();
  luminar_runtime_shutdown(); /* stopping twice is stopping */
  CHECK_STATUS(LUMINAR_OK, luminar_last_status());
  RUN_TEST(concurrent_block_1); /* and it can be started again */
  luminar_runtime_shutdown();
  return 0;
}
