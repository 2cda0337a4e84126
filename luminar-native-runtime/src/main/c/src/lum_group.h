/* Groups: the concurrent blocks that run, their errors, and their end. */
#ifndef LUM_GROUP_H
#define LUM_GROUP_H

#include "lum_task.h"

struct LuminarGroup {
  LuminarRuntime *runtime;
  LumCall *call;
  LuminarTask *owner;
  LuminarGroup *outer;  /* the next group of the same owner */
  LuminarGroup *parent; /* the group around it, of whoever */
  uint32_t depth;
  uint64_t sequence;    /* among the regions its owner opened */
  LuminarErrorStrategy strategy;
  LuminarPlace place;
  LumLink tasks;        /* alive */
  size_t pending;       /* made and not ended */
  uint64_t started;
  uint64_t finished;
  bool cancelled;
  bool timed_out;
  bool deadlock;
  uint64_t errors;
  LumRecordList records;
  LumWait *joiner;
  LumTimer timer;       /* the deadline, then the end of the grace */
  int64_t grace;        /* ns; 0: none */
};

/* ---- under the lock ---- */

void lum_group_cancel_locked(LuminarGroup *group);

/* Moves the records, behind the owner's path, into the call's list. */
void lum_group_hand_over(LuminarGroup *group);

/* Takes the record over, counts the error, and stops the group when its strategy says so. */
void lum_group_add_error(LuminarGroup *group, LumRecord record);

/* The group whose body or task the task is in; null: the host thread outside every group. */
LuminarGroup *lum_group_around(const LuminarTask *task);

/* ---- without it ---- */

/* Shows the record to the handler when the group's strategy is RUNTIME. */
void lum_group_show_error(LuminarGroup *group, const LuminarErrorRecord *record);

LuminarStatus lum_group_open(LuminarRuntime *runtime, LuminarTask *owner, const LuminarGroupDescriptor *descriptor,
                             LuminarGroup **group);
LuminarStatus lum_group_cancel(LuminarRuntime *runtime, LuminarGroup *group);
LuminarStatus lum_group_fail(LuminarRuntime *runtime, LuminarGroup *group, const LuminarErrorRecord *record);
LuminarStatus lum_group_join_begin(LuminarRuntime *runtime, LuminarTask *owner, LuminarGroup *group);
LuminarStatus lum_group_join(LuminarRuntime *runtime, LuminarTask *owner, LuminarGroup *group);
LuminarStatus lum_group_outcome(LuminarRuntime *runtime, LuminarGroup *group, LuminarGroupOutcome *outcome);
LuminarStatus lum_group_error_at(LuminarRuntime *runtime, LuminarGroup *group, uint64_t index,
                                 LuminarErrorRecord *record);
LuminarStatus lum_group_close(LuminarRuntime *runtime, LuminarGroup *group);

#endif
