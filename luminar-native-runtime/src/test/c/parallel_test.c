/* parallel_for: every iteration once, for every schedule, size and number of parts; stopping; nesting in tasks. */
#include "lum_test.h"

#include <stdatomic.h>

typedef struct Loop {
  _Atomic unsigned char *seen;
  uint64_t iterations, grain, fails_at;
  uint32_t parts;
  bool is_static;
  _Atomic uint64_t smallest_run_after_stop;
  _Atomic int busy[64]; /* per part */
} Loop;

static LuminarStatus count_chunk(void *context, uint64_t first, uint64_t end, uint32_t part) {
  Loop *loop = context;
  CHECK(first < end && end <= loop->iterations && part < loop->parts);
  CHECK(loop->is_static || first % loop->grain == 0);
  CHECK(atomic_fetch_add(&loop->busy[part], 1) == 0); /* one thread at a time has a part's number */
  for (uint64_t i = first; i < end; i++) CHECK(atomic_fetch_add(&loop->seen[i], 1) == 0);
  atomic_fetch_sub(&loop->busy[part], 1);
  return first <= loop->fails_at && loop->fails_at < end ? LUMINAR_FAILED : LUMINAR_OK;
}

/* An iteration is lost or run twice, chunks are not multiples of the grain, or two threads share a part. */
static void every_iteration_runs_once(void) {
  open_runtime(3);
  uint64_t sizes[] = {0, 1, 2, 3, 7, 64, 1000, 4097};
  for (uint32_t schedule = LUMINAR_SCHEDULE_STATIC; schedule <= LUMINAR_SCHEDULE_AUTO; schedule++) {
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
      for (uint32_t parts = 0; parts < 10; parts += 3) {
        for (uint64_t grain = 0; grain < 33; grain += 16) {
          Loop loop = {.seen = calloc((size_t)sizes[s] + 1, 1),
                       .iterations = sizes[s],
                       .grain = grain == 0 ? 1 : grain,
                       .fails_at = UINT64_MAX,
                       .parts = parts == 0 ? 3 : parts,
                       .is_static = schedule == LUMINAR_SCHEDULE_STATIC};
          LuminarParallelDescriptor descriptor = {.struct_size = sizeof descriptor,
                                                  .schedule = schedule,
                                                  .iterations = sizes[s],
                                                  .grain = grain,
                                                  .parts = parts,
                                                  .chunk = count_chunk,
                                                  .context = &loop};
          CHECK_STATUS(LUMINAR_OK, hooks->parallel_for(rt, s % 2 == 0 ? host : NULL, &descriptor));
          for (uint64_t i = 0; i < sizes[s]; i++) CHECK(atomic_load(&loop.seen[i]) == 1);
          free(loop.seen);
        }
      }
    }
  }
  close_runtime();
}

/* A failing chunk keeps chunks before it from running, so that the sequentially first error is missed. */
static void everything_before_a_failure_runs(void) {
  open_runtime(4);
  for (int round = 0; round < 200; round++) {
    enum { N = 2000 };
    Loop loop = {.seen = calloc(N, 1), .iterations = N, .grain = 8, .fails_at = (uint64_t)(round * 10), .parts = 4};
    LuminarParallelDescriptor descriptor = {.struct_size = sizeof descriptor,
                                            .schedule = LUMINAR_SCHEDULE_DYNAMIC,
                                            .iterations = N,
                                            .grain = 8,
                                            .parts = 4,
                                            .chunk = count_chunk,
                                            .context = &loop};
    CHECK_STATUS(LUMINAR_FAILED, hooks->parallel_for(rt, host, &descriptor));
    for (uint64_t i = 0; i <= loop.fails_at; i++) CHECK(atomic_load(&loop.seen[i]) == 1);
    free(loop.seen);
  }
  close_runtime();
}

/* Iteration counts near the end of u64 overflow somewhere. */
static LuminarStatus extreme_chunk(void *context, uint64_t first, uint64_t end, uint32_t part) {
  (void)part;
  _Atomic uint64_t *sum = context;
  atomic_fetch_add(sum, end - first);
  return LUMINAR_OK;
}

/* A range as long as u64 allows loses iterations or never ends. */
static void the_longest_range_is_whole(void) {
  open_runtime(2);
  for (uint32_t schedule = LUMINAR_SCHEDULE_STATIC; schedule <= LUMINAR_SCHEDULE_AUTO; schedule++) {
    _Atomic uint64_t sum = 0;
    LuminarParallelDescriptor descriptor = {.struct_size = sizeof descriptor,
                                            .schedule = schedule,
                                            .iterations = UINT64_MAX,
                                            .grain = UINT64_C(1) << 60,
                                            .parts = 7,
                                            .chunk = extreme_chunk,
                                            .context = &sum};
    CHECK_STATUS(LUMINAR_OK, hooks->parallel_for(rt, host, &descriptor));
    CHECK(atomic_load(&sum) == UINT64_MAX);
    descriptor.parts = 1025;
    CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->parallel_for(rt, host, &descriptor));
  }
  close_runtime();
}

/* ---- loops in tasks, loops in loops ---- */

static LuminarStatus inner_chunk(void *context, uint64_t first, uint64_t end, uint32_t part) {
  (void)part;
  atomic_fetch_add((_Atomic int64_t *)context, (int64_t)(end - first));
  return LUMINAR_OK;
}

static LuminarStatus outer_chunk(void *context, uint64_t first, uint64_t end, uint32_t part) {
  (void)part;
  for (uint64_t i = first; i < end; i++) {
    LuminarParallelDescriptor inner = {.struct_size = sizeof inner,
                                       .schedule = LUMINAR_SCHEDULE_GUIDED,
                                       .iterations = 100,
                                       .chunk = inner_chunk,
                                       .context = context};
    CHECK_STATUS(LUMINAR_OK, hooks->parallel_for(rt, NULL, &inner));
  }
  return LUMINAR_OK;
}

typedef struct Task {
  _Atomic int64_t *sum;
} Task;

static LuminarStep task_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)event;
  Task *f = frame;
  LuminarParallelDescriptor outer = {
      .struct_size = sizeof outer, .iterations = 20, .chunk = outer_chunk, .context = f->sum};
  CHECK_STATUS(LUMINAR_OK, hooks->parallel_for(rt, task, &outer));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor loop_task = {
    .struct_size = sizeof loop_task, .frame_size = sizeof(Task), .step = task_step, .place = {"loop", NULL, 0}};

/* Loops inside loops inside tasks wait for each other until no thread is left. */
static void loops_nest_in_tasks(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  _Atomic int64_t sum = 0;
  Task frame = {.sum = &sum};
  for (uint64_t i = 0; i < 10; i++) start_task(host, group, &loop_task, 0, i, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(atomic_load(&sum) == 10 * 20 * 100);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

int main(void) {
  RUN_TEST(every_iteration_runs_once);
  RUN_TEST(everything_before_a_failure_runs);
  RUN_TEST(the_longest_range_is_whole);
  RUN_TEST(loops_nest_in_tasks);
  return 0;
}
