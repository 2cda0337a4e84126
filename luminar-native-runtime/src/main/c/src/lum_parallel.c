/* The one loop behind all schedules. */
#include "lum_parallel.h"

#include <stdatomic.h>

#include "lum_scheduler.h"
#include "lum_task.h"

typedef struct ParallelJob {
  LumLink link; /* in the pool's list while it wants threads */
  LuminarRuntime *runtime;
  LuminarTask *task;
  const LuminarParallelDescriptor *descriptor;
  LuminarSchedule schedule;
  uint64_t grain;
  uint32_t parts;
  uint32_t joined;           /* threads that have come, under the lock */
  uint32_t running;          /* helpers at work, under the lock */
  LumCond done;
  _Atomic uint64_t next;     /* static: the next part; else: the next iteration */
  _Atomic uint64_t stop_at;  /* no chunk that begins after this iteration is begun */
  _Atomic bool failed;
  _Atomic bool left_out;
} ParallelJob;

/* Part p of n: the first r parts have one iteration more. Cannot overflow: p < n, so p * q <= iterations. */
static uint64_t part_begin(uint64_t iterations, uint64_t parts, uint64_t part) {
  uint64_t quotient = iterations / parts;
  uint64_t rest = iterations % parts;
  return part * quotient + (part < rest ? part : rest);
}

static uint64_t chunk_size(const ParallelJob *job, uint64_t left) {
  uint64_t size = job->grain;
  if (job->schedule == LUMINAR_SCHEDULE_GUIDED) {
    uint64_t share = left / ((uint64_t)job->parts * 2);
    if (share > size) size = share - share % job->grain;
  }
  return size < left ? size : left;
}

/* Takes the next chunk; false: none is left. The counter only hands out numbers, each once; what the chunks write reaches the
 * caller through the instance's lock, so relaxed suffices for it. */
static bool take_chunk(ParallelJob *job, uint32_t *part, uint64_t *first, uint64_t *end) {
  uint64_t iterations = job->descriptor->iterations;
  uint64_t at = atomic_load_explicit(&job->next, memory_order_relaxed); /* partner: the exchange below checks it */
  for (;;) { /* bound: some other thread took a chunk each time round */
    bool is_static = job->schedule == LUMINAR_SCHEDULE_STATIC;
    if (at >= (is_static ? job->parts : iterations)) return false;
    uint64_t size = is_static ? 1 : chunk_size(job, iterations - at);
    if (!atomic_compare_exchange_weak_explicit(&job->next, &at, at + size, memory_order_relaxed, memory_order_relaxed)) {
      continue; /* partner: the same exchange on the other threads */
    }
    if (is_static) *part = (uint32_t)at;
    *first = is_static ? part_begin(iterations, job->parts, at) : at;
    *end = is_static ? part_begin(iterations, job->parts, at + 1) : at + size;
    return true;
  }
}

/* Lowers the stop mark to `first`; partner: the relaxed load before each chunk, where late news only costs a chunk. */
static void stop_after(ParallelJob *job, uint64_t first) {
  uint64_t mark = atomic_load_explicit(&job->stop_at, memory_order_relaxed);
  while (first < mark && !atomic_compare_exchange_weak_explicit(&job->stop_at, &mark, first, memory_order_relaxed,
                                                                memory_order_relaxed)) {
    /* bound: the mark only falls */
  }
  atomic_store(&job->failed, true);
}

static void run_chunks(ParallelJob *job, uint32_t part) {
  const LuminarParallelDescriptor *descriptor = job->descriptor;
  uint64_t first;
  uint64_t end;
  while (take_chunk(job, &part, &first, &end)) { /* bound: the number of chunks */
    if (first == end) continue;
    /* Chunks are taken in ascending order, so nothing is left after the mark. Partner: stop_after. */
    if (first > atomic_load_explicit(&job->stop_at, memory_order_relaxed)) return;
    if (job->task != NULL && lum_task_check(job->runtime, job->task) == LUMINAR_CANCELLED) {
      atomic_store(&job->left_out, true);
      return;
    }
    if (descriptor->chunk(descriptor->context, first, end, part) != LUMINAR_OK) stop_after(job, first);
  }
}

bool lum_parallel_help(LuminarRuntime *runtime) {
  LumLink *link = lum_list_first(&runtime->pool.jobs);
  if (link == NULL) return false;
  ParallelJob *job = LUM_OWNER(link, ParallelJob, link);
  uint32_t part = job->joined++;
  job->running++;
  if (job->joined == job->parts) lum_link_remove(&job->link);
  lum_unlock(runtime);
  run_chunks(job, part);
  lum_lock(runtime);
  job->running--;
  lum_link_remove(&job->link); /* nothing is left to take */
  if (job->running == 0) lum_cond_signal(&job->done);
  return true;
}

static void job_run(ParallelJob *job) {
  LuminarRuntime *runtime = job->runtime;
  bool alone = job->parts == 1 || !lum_cond_init(&job->done);
  if (!alone) {
    lum_lock(runtime);
    lum_list_append(&runtime->pool.jobs, &job->link);
    lum_scheduler_call_for_help(runtime, job->parts - 1);
    lum_unlock(runtime);
  }
  run_chunks(job, 0);
  if (!alone) {
    lum_lock(runtime);
    lum_link_remove(&job->link);
    while (job->running != 0) lum_cond_wait(&job->done, &runtime->lock, LUMINAR_NO_DEADLINE);
    lum_unlock(runtime);
    lum_cond_destroy(&job->done);
  }
}

static bool descriptor_valid_for_loop(const LuminarParallelDescriptor *descriptor) {
  return descriptor->struct_size >= sizeof *descriptor && descriptor->chunk != NULL && descriptor->parts <= 1024 &&
         descriptor->schedule <= LUMINAR_SCHEDULE_AUTO && descriptor->flags == 0;
}

static void job_settle_schedule(ParallelJob *job) {
  const LuminarParallelDescriptor *descriptor = job->descriptor;
  job->parts = descriptor->parts == 0 ? (uint32_t)job->runtime->pool.target : descriptor->parts;
  job->grain = descriptor->grain == 0 ? 1 : descriptor->grain;
  job->schedule = (LuminarSchedule)descriptor->schedule;
  if (job->schedule != LUMINAR_SCHEDULE_AUTO) return;
  uint64_t share = descriptor->iterations / ((uint64_t)job->parts * 8); /* some slack to even out uneven chunks */
  if (share > job->grain) job->grain = share - share % job->grain;
  job->schedule = LUMINAR_SCHEDULE_DYNAMIC;
}

LuminarStatus lum_parallel_for(LuminarRuntime *runtime, LuminarTask *task, const LuminarParallelDescriptor *descriptor) {
  if (runtime == NULL || descriptor == NULL || !descriptor_valid_for_loop(descriptor)) return LUMINAR_INVALID_ARGUMENT;
  ParallelJob job = {.runtime = runtime, .task = task, .descriptor = descriptor, .joined = 1};
  lum_link_init(&job.link);
  atomic_init(&job.next, 0);
  atomic_init(&job.stop_at, UINT64_MAX);
  atomic_init(&job.failed, false);
  atomic_init(&job.left_out, false);
  job_settle_schedule(&job);
  job_run(&job);
  if (atomic_load(&job.failed)) return LUMINAR_FAILED;
  return atomic_load(&job.left_out) ? LUMINAR_CANCELLED : LUMINAR_OK;
}
