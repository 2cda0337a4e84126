/*
 * Waiting: the one operation of a task (or foreign thread) that has not ended yet.
 *
 * A wait is begun (it is linked to what it waits for), parked (its step has returned WAIT, or its thread sleeps), and ended
 * by whoever comes first: partner, close, cancellation, deadline, deadlock. All of it happens under the instance's lock.
 */
#ifndef LUM_WAIT_H
#define LUM_WAIT_H

#include "lum_list.h"
#include "lum_platform.h"
#include "lum_timer.h"

typedef enum LumWaitKind {
  LUM_WAIT_NONE,
  LUM_WAIT_SEND,
  LUM_WAIT_RECEIVE,
  LUM_WAIT_SELECT,
  LUM_WAIT_AWAIT,
  LUM_WAIT_JOIN,
  LUM_WAIT_SLEEP,
  LUM_WAIT_IO
} LumWaitKind;

typedef struct LumIoOp LumIoOp;

typedef struct LumWait {
  LumWaitKind kind;
  bool pending; /* begun and not ended */
  bool parked;
  bool stuck;   /* parked, and only its own call could end it: counts towards deadlock */
  LuminarStatus status;
  LuminarEvent event;
  LuminarRuntime *runtime;
  LuminarTask *task; /* null: a thread that is in no call */
  LumCond *sleeper;  /* where a thread sleeps for it; null for a step */
  LuminarDeadline deadline;
  LumTimer timer;
  /* channels */
  LuminarSelectArm own_arm;
  LuminarSelectArm *arms;
  uint32_t arm_count;
  uint32_t chosen;
  uint64_t ordinal;
  /* the others */
  LumLink target_link; /* in the awaited task's list */
  LuminarTask *target;
  LuminarGroup *group;
  LumIoOp *io;
} LumWait;

/* Prepares a wait that is not pending; the caller then links it to what it waits for. */
void lum_wait_begin(LuminarRuntime *runtime, LumWait *wait, LuminarTask *task, LumWaitKind kind,
                    LuminarDeadline deadline);

/* After linking, for a step: sets the timer. Not LUMINAR_PENDING: the wait is ended and unlinked again. */
LuminarStatus lum_wait_in_step(LumWait *wait);

/* After linking, for a thread: sleeps until the wait has ended and gives its status. */
LuminarStatus lum_wait_in_thread(LumWait *wait);

/* Ends a pending wait: unlinks it everywhere and wakes its task or thread. */
void lum_wait_end(LumWait *wait, LuminarStatus status, LuminarEvent event);

/* Asks a pending wait to end: as lum_wait_end, but for I/O under way, which ends when its thread sees it. */
void lum_wait_interrupt(LumWait *wait, LuminarStatus status, LuminarEvent event);

/* Unlinks a pending wait as if it had never begun; gives `status` back. */
LuminarStatus lum_wait_take_back(LumWait *wait, LuminarStatus status);

/* Interrupts for cancellation; a join goes on waiting. */
void lum_wait_cancel(LumWait *wait);

/* The wait's step has returned WAIT or its thread is about to sleep. May find a deadlock and end the wait. */
void lum_wait_park(LumWait *wait);

/* Looks again at whether a parked wait is stuck. Does not judge the call. */
void lum_wait_recount(LumWait *wait);

/* The status of an ended wait of this kind, which is then forgotten; WRONG_STATE when there is none. */
LuminarStatus lum_wait_finish(LumWait *wait, LumWaitKind kind);

#endif
