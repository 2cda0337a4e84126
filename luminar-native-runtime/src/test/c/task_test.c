/* Step tasks: frames, drops, wake-ups that come early, yields, handles and results, paths of spawned tasks. */
#include "lum_test.h"

#include <stdatomic.h>

/* ---- frames ---- */

typedef struct Counting {
  _Alignas(256) int64_t result;
  _Atomic int64_t *steps, *drops;
  int yields;
} Counting;

static LuminarStep counting_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)task;
  Counting *f = frame;
  CHECK(((uintptr_t)frame & 255) == 0);
  CHECK(event == (f->result == 0 ? LUMINAR_EVENT_START : LUMINAR_EVENT_RESUME));
  atomic_fetch_add(f->steps, 1);
  f->result++;
  return f->yields-- > 0 ? LUMINAR_STEP_YIELD : LUMINAR_STEP_DONE;
}

static void counting_drop(void *frame) {
  Counting *f = frame;
  atomic_fetch_add(f->drops, 1);
}

static const LuminarFrameDescriptor counting = {.struct_size = sizeof counting,
                                                .frame_size = sizeof(Counting),
                                                .frame_alignment = 256,
                                                .step = counting_step,
                                                .drop = counting_drop,
                                                .place = {"counting", "test.lum", 1}};

static const LuminarFrameDescriptor counting_with_handle = {.struct_size = sizeof counting_with_handle,
                                                            .flags = LUMINAR_TASK_HANDLE,
                                                            .frame_size = sizeof(Counting),
                                                            .frame_alignment = 256,
                                                            .result_size = sizeof(int64_t),
                                                            .step = counting_step,
                                                            .drop = counting_drop,
                                                            .place = {"counting", "test.lum", 1}};

/* A frame is misaligned, dropped twice, never, or before its last step. */
static void every_frame_is_dropped_once(void) {
  open_runtime(3);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  _Atomic int64_t steps = 0, drops = 0;
  enum { TASKS = 5000 };
  for (int i = 0; i < TASKS; i++) {
    Counting frame = {.steps = &steps, .drops = &drops, .yields = i % 3};
    start_task(host, group, &counting, 0, (uint64_t)i, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(atomic_load(&drops) == TASKS);
  CHECK(atomic_load(&steps) == 9999); /* 1 + (i mod 3) steps each */
  outcome_of(group, LUMINAR_OK);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* A task that is given up runs, drops, or keeps the join waiting. */
static void a_discarded_task_leaves_nothing(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarTask *task;
  void *frame;
  CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, host, group, &counting, 0, 0, &task, &frame));
  CHECK_STATUS(LUMINAR_OK, hooks->task_discard(rt, task));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(outcome_of(group, LUMINAR_OK).tasks_started == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* A descriptor without a step, with two, or with a bad alignment is accepted and crashes later. */
static void bad_descriptors_are_refused(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarTask *task;
  LuminarFrameDescriptor bad = counting;
  bad.step = NULL;
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->task_create(rt, host, group, &bad, 0, 0, &task, NULL));
  bad = counting;
  bad.frame_alignment = 24;
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->task_create(rt, host, group, &bad, 0, 0, &task, NULL));
  bad = counting;
  bad.result_size = bad.frame_size + 1;
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->task_create(rt, host, group, &bad, 0, 0, &task, NULL));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->task_create(rt, NULL, group, &counting, 0, 0, &task, NULL));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->group_open(rt, host, NULL, &group));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->task_start(NULL, NULL));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* ---- results ---- */

/* A result is lost when its task ends before somebody awaits it, or the handle's frame is freed too early or never. */
static void results_outlive_their_tasks(void) {
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  _Atomic int64_t steps = 0, drops = 0;
  enum { TASKS = 200 };
  LuminarTask *tasks[TASKS];
  for (int i = 0; i < TASKS; i++) {
    Counting frame = {.steps = &steps, .drops = &drops, .yields = i % 5};
    void *memory;
    CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, host, group, &counting_with_handle, 0, (uint64_t)i, &tasks[i], &memory));
    memcpy(memory, &frame, sizeof frame);
    CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, tasks[i]));
  }
  for (int i = 0; i < TASKS; i++) {
    int64_t result = 0;
    LuminarTask *own = i % 2 == 0 ? host : NULL; /* a thread in no call may await too */
    CHECK_STATUS(LUMINAR_OK, hooks->task_await(rt, own, tasks[i], &result, LUMINAR_NO_DEADLINE));
    CHECK(result == i % 5 + 1);
    CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, tasks[i]));
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* ---- spawning tasks: a tree that counts its leaves through awaited results ---- */

typedef struct Tree {
  int64_t result;
  LuminarGroup *group;
  LuminarTask *left, *right;
  int64_t left_result, right_result;
  int depth, state;
} Tree;

static LuminarStep tree_step(LuminarTask *task, void *frame, LuminarEvent event);

static const LuminarFrameDescriptor tree = {.struct_size = sizeof tree,
                                            .flags = LUMINAR_TASK_HANDLE,
                                            .frame_size = sizeof(Tree),
                                            .result_size = sizeof(int64_t),
                                            .step = tree_step,
                                            .place = {"tree", "test.lum", 5}};

static LuminarTask *spawn_tree(LuminarTask *starter, LuminarGroup *group, int depth, uint64_t ordinal) {
  LuminarTask *task;
  void *memory;
  CHECK_STATUS(LUMINAR_OK, hooks->task_create(rt, starter, group, &tree, ordinal, 0, &task, &memory));
  *(Tree *)memory = (Tree){.group = group, .depth = depth};
  CHECK_STATUS(LUMINAR_OK, hooks->task_start(rt, task));
  return task;
}

static LuminarStep tree_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)event;
  Tree *f = frame;
  LuminarStatus status;
  switch (f->state) {
    case 0:
      if (f->depth == 0) {
        f->result = 1;
        return LUMINAR_STEP_DONE;
      }
      f->left = spawn_tree(task, f->group, f->depth - 1, 0);
      f->right = spawn_tree(task, f->group, f->depth - 1, 1);
      f->state = 1;
      status = hooks->task_await_begin(rt, task, f->left, &f->left_result, LUMINAR_NO_DEADLINE);
      if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
      CHECK_STATUS(LUMINAR_OK, status);
      goto left_done;
    case 1:
      CHECK_STATUS(LUMINAR_OK, hooks->task_await_finish(rt, task, f->left, &f->left_result));
    left_done:
      f->state = 2;
      status = hooks->task_await_begin(rt, task, f->right, &f->right_result, LUMINAR_NO_DEADLINE);
      if (status == LUMINAR_PENDING) return LUMINAR_STEP_WAIT;
      CHECK_STATUS(LUMINAR_OK, status);
      break;
    default:
      CHECK_STATUS(LUMINAR_OK, hooks->task_await_finish(rt, task, f->right, &f->right_result));
  }
  hooks->task_release(rt, f->left);
  hooks->task_release(rt, f->right);
  f->result = f->left_result + f->right_result;
  return LUMINAR_STEP_DONE;
}

/* Tasks that spawn and await tasks lose one, or a wake-up that comes while the awaiting step still runs. */
static void a_tree_of_tasks_adds_up(void) {
  open_runtime(4);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  LuminarTask *root = spawn_tree(host, group, 12, 0);
  int64_t leaves = 0;
  CHECK_STATUS(LUMINAR_OK, hooks->task_await(rt, host, root, &leaves, LUMINAR_NO_DEADLINE));
  CHECK(leaves == 4096);
  CHECK_STATUS(LUMINAR_OK, hooks->task_release(rt, root));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

/* ---- blocking code inside a step ---- */

typedef struct Foreign {
  _Atomic int *inside, *together;
  int wanted;
} Foreign;

static LuminarStep foreign_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)event;
  Foreign *f = frame;
  CHECK_STATUS(LUMINAR_OK, hooks->task_blocking_begin(rt, task));
  atomic_fetch_add(f->inside, 1);
  while (atomic_load(f->inside) < f->wanted) { /* foreign code that waits for all the others to be inside too */
    CHECK_STATUS(LUMINAR_OK, hooks->time_sleep(rt, NULL, after_millis(1)));
  }
  atomic_fetch_add(f->together, 1);
  CHECK_STATUS(LUMINAR_OK, hooks->task_blocking_end(rt, task));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor foreign = {
    .struct_size = sizeof foreign, .frame_size = sizeof(Foreign), .step = foreign_step, .place = {"foreign", "test.lum", 7}};

/* Foreign code that blocks keeps the pool's only thread, so that whoever it waits for never runs. */
static void blocking_steps_get_substitutes(void) {
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  _Atomic int inside = 0, together = 0;
  Foreign frame = {.inside = &inside, .together = &together, .wanted = 10};
  for (int i = 0; i < 10; i++) start_task(host, group, &foreign, 0, (uint64_t)i, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(atomic_load(&together) == 10);
  CHECK(counters().substitutes_started >= 9);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

static LuminarStep limited_step(LuminarTask *task, void *frame, LuminarEvent event) {
  (void)event;
  Foreign *f = frame;
  LuminarStatus status = hooks->task_blocking_begin(rt, task);
  if (status == LUMINAR_NO_THREAD) {
    atomic_fetch_add(f->together, 1);
    return LUMINAR_STEP_DONE;
  }
  CHECK_STATUS(LUMINAR_OK, status);
  atomic_fetch_add(f->inside, 1);
  while (atomic_load(f->together) == 0) CHECK_STATUS(LUMINAR_OK, hooks->time_sleep(rt, NULL, after_millis(1)));
  CHECK_STATUS(LUMINAR_OK, hooks->task_blocking_end(rt, task));
  return LUMINAR_STEP_DONE;
}

static const LuminarFrameDescriptor limited = {
    .struct_size = sizeof limited, .frame_size = sizeof(Foreign), .step = limited_step, .place = {"limited", NULL, 0}};

/* Beyond the limit of substitutes the pool starves silently instead of saying so. */
static void the_limit_of_substitutes_is_a_status(void) {
  LuminarRuntimeConfig config = LUMINAR_RUNTIME_CONFIG_DEFAULT;
  config.max_threads = 1;
  config.substitute_threads_max = 2;
  CHECK_STATUS(LUMINAR_OK, hooks->runtime_open(&config, &rt));
  CHECK_STATUS(LUMINAR_OK, hooks->call_enter(rt, NULL, &host));
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  _Atomic int inside = 0, refused = 0;
  Foreign frame = {.inside = &inside, .together = &refused};
  for (int i = 0; i < 3; i++) start_task(host, group, &limited, 0, (uint64_t)i, &frame, sizeof frame);
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(atomic_load(&inside) == 2 && atomic_load(&refused) == 1);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  close_runtime();
}

int main(void) {
  RUN_TEST(every_frame_is_dropped_once);
  RUN_TEST(a_discarded_task_leaves_nothing);
  RUN_TEST(bad_descriptors_are_refused);
  RUN_TEST(results_outlive_their_tasks);
  RUN_TEST(a_tree_of_tasks_adds_up);
  RUN_TEST(blocking_steps_get_substitutes);
  RUN_TEST(the_limit_of_substitutes_is_a_status);
  return 0;
}
