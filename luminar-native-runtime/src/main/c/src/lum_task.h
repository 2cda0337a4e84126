/* Tasks and calls: who runs, inside what, and how its place in the program is written down. */
#ifndef LUM_TASK_H
#define LUM_TASK_H

#include "lum_record.h"
#include "lum_runtime.h"
#include "lum_wait.h"

/* An entry of a path that outlives its task, because tasks started below it show it in their own paths. */
typedef struct LumPathNode {
  struct LumPathNode *up;
  uint64_t region;
  LuminarPathEntry entry;
  size_t references;
} LumPathNode;

/* A wake-up that comes while the step still runs leaves NOTIFIED; the step's WAIT then queues the task at once. */
typedef enum LumTaskState {
  LUM_TASK_NEW,
  LUM_TASK_IDLE,
  LUM_TASK_QUEUED,
  LUM_TASK_RUNNING,
  LUM_TASK_NOTIFIED,
  LUM_TASK_ENDED
} LumTaskState;

typedef struct LumCall {
  LuminarRuntime *runtime;
  LumLink tasks;       /* alive, the host's included */
  size_t alive;
  size_t stuck;
  size_t deadlines;    /* of groups, still to come: nobody is stuck for good before */
  size_t channels;
  uint64_t errors;
  LumRecordList records;
} LumCall;

struct LuminarTask {
  LuminarRuntime *runtime;
  LumCall *call;                             /* null once it has ended */
  LuminarGroup *group;                       /* null: the host's task of a call, and once it has ended */
  LuminarGroup *open;                        /* the innermost group it owns */
  const LuminarFrameDescriptor *descriptor;  /* null: a host's task */
  void *frame;
  LuminarTask *ready_next;
  LumTaskState state;
  LuminarEvent event;                        /* for the next step */
  bool cancelled;
  bool noticed;                              /* an operation or task_check has told it */
  bool failed;
  bool blocking;                             /* between task_blocking_begin and _end */
  bool handle;
  uint32_t mask;
  LumWait wait;
  LumLink all_link;
  LumLink call_link;
  LumLink group_link;
  LumLink waiters;                           /* LumWait that await its end */
  LuminarStatus outcome;                     /* of an ended task: OK, FAILED, TASK_CANCELLED */
  /* path */
  LumPathNode *up;
  LumPathNode *node;                         /* `here`, made when first needed */
  uint64_t region;
  LuminarPathEntry entry;
  LuminarPathEntry here;                     /* the entry for what is inside the task; its own thread writes it */
  uint32_t depth;                            /* entries of its whole path */
  uint32_t depth_in_group;
  uint64_t regions_opened;                   /* only its own thread touches this */
};

/* ---- under the lock ---- */

bool lum_task_is_cancelled(const LuminarTask *task);

/* The same, and remembers that the task knows. */
bool lum_task_notices_cancel(LuminarTask *task);

void lum_task_cancel_locked(LuminarTask *task);

/* The task has made its last step; drop has run. May free it. */
void lum_task_end(LuminarTask *task, LuminarStatus outcome);

/* Ends the wait of the task's run and frees what the task holds. */
void lum_task_free(LuminarTask *task);

/* Prepares the parts that tasks and hosts share. */
void lum_task_init(LuminarRuntime *runtime, LuminarTask *task, LumCall *call);

/* Ends with a deadlock when nothing in the call can run any more. */
void lum_call_judge(LumCall *call);

/* Records, as an error of the group, that tasks of it still run after its grace. Under the lock. */
void lum_report_overrun(LuminarGroup *group);

/* ---- without it ---- */

/* Writes the last `depth` entries of the task's path, with their regions. */
void lum_path_write(const LuminarTask *task, size_t depth, LuminarPathEntry *path, uint64_t *regions);

LuminarStatus lum_call_enter(LuminarRuntime *runtime, const LuminarCallDescriptor *descriptor, LuminarTask **task);
LuminarStatus lum_call_leave(LuminarRuntime *runtime, LuminarTask *task);
LuminarStatus lum_call_cancel(LuminarRuntime *runtime, LuminarTask *task);
LuminarStatus lum_call_append_error(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);
LuminarStatus lum_call_error_count(LuminarRuntime *runtime, LuminarTask *task, uint64_t *errors, uint64_t *records);
LuminarStatus lum_call_error_at(LuminarRuntime *runtime, LuminarTask *task, uint64_t index, LuminarErrorRecord *record);
LuminarStatus lum_call_clear_errors(LuminarRuntime *runtime, LuminarTask *task);

LuminarStatus lum_task_create(LuminarRuntime *runtime, LuminarTask *starter, LuminarGroup *group,
                              const LuminarFrameDescriptor *descriptor, uint64_t ordinal, uint64_t position,
                              LuminarTask **task, void **frame);
LuminarStatus lum_task_start(LuminarRuntime *runtime, LuminarTask *task);
LuminarStatus lum_task_discard(LuminarRuntime *runtime, LuminarTask *task);
LuminarStatus lum_task_fail(LuminarRuntime *runtime, LuminarTask *task, const LuminarErrorRecord *record);
LuminarStatus lum_task_record_error(LuminarRuntime *runtime, LuminarTask *task, uint64_t position,
                                    const LuminarErrorRecord *record);
LuminarStatus lum_task_set_position(LuminarRuntime *runtime, LuminarTask *task, uint64_t position);
LuminarStatus lum_task_check(LuminarRuntime *runtime, LuminarTask *task);
LuminarStatus lum_task_mask(LuminarRuntime *runtime, LuminarTask *task, int32_t change);
LuminarStatus lum_task_cancel(LuminarRuntime *runtime, LuminarTask *target);
LuminarStatus lum_task_await_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result,
                                   LuminarDeadline deadline);
LuminarStatus lum_task_await_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result);
LuminarStatus lum_task_await(LuminarRuntime *runtime, LuminarTask *task, LuminarTask *target, void *result,
                             LuminarDeadline deadline);
LuminarStatus lum_task_release(LuminarRuntime *runtime, LuminarTask *target);

#endif
