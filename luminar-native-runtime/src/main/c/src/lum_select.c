/* Select: try all arms in the order of the policy, else wait in the queues of all of them. */
#include "lum_channel.h"

/* One select as it was asked for. */
typedef struct Selection {
  LuminarRuntime *runtime;
  LuminarTask *task; /* may be null */
  LuminarSelectArm *arms;
  uint32_t count;
  LuminarSelectPolicy policy;
  uint64_t seed;
  uint32_t *chosen;
  uint64_t *ordinal;
  LuminarDeadline deadline;
} Selection;

static bool selection_valid(const Selection *selection) {
  if (selection->runtime == NULL || selection->chosen == NULL) return false;
  if (selection->count != 0 && selection->arms == NULL) return false;
  if (selection->policy < LUMINAR_SELECT_ORDERED || selection->policy > LUMINAR_SELECT_SEEDED) return false;
  uint32_t on = 0;
  for (uint32_t i = 0; i < selection->count; i++) {
    const LuminarSelectArm *arm = &selection->arms[i];
    if (arm->channel == NULL) continue;
    if (arm->kind > LUMINAR_SELECT_RECEIVE || arm->data == NULL) return false;
    on++;
  }
  return on != 0 || selection->deadline != LUMINAR_NO_DEADLINE;
}

/* The finishing step of splitmix64 (Steele, Lea, Flood 2014): spreads a seed over all bits. */
static uint64_t mixed(uint64_t seed) {
  seed += UINT64_C(0x9e3779b97f4a7c15);
  seed = (seed ^ (seed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  seed = (seed ^ (seed >> 27)) * UINT64_C(0x94d049bb133111eb);
  return seed ^ (seed >> 31);
}

static uint32_t first_arm(const Selection *selection) {
  if (selection->count == 0 || selection->policy == LUMINAR_SELECT_ORDERED) return 0;
  uint64_t turn = selection->policy == LUMINAR_SELECT_SEEDED ? mixed(selection->seed) : selection->seed;
  return (uint32_t)(turn % selection->count);
}

static LuminarStatus try_arm(LuminarSelectArm *arm, uint64_t *ordinal) {
  if (arm->kind == LUMINAR_SELECT_SEND) return lum_channel_try_send(arm->channel, arm->data);
  return lum_channel_try_receive(arm->channel, arm->data, ordinal);
}

/* Everything that needs no waiting; WOULD_BLOCK after linking all arms. Under the lock. */
static LuminarStatus select_link(const Selection *selection, LumWait *wait) {
  if (selection->task != NULL && lum_task_notices_cancel(selection->task)) return LUMINAR_CANCELLED;
  uint32_t first = first_arm(selection);
  for (uint32_t i = 0; i < selection->count; i++) {
    uint32_t at = (uint32_t)(((uint64_t)first + i) % selection->count);
    if (selection->arms[at].channel == NULL) continue;
    LuminarStatus status = try_arm(&selection->arms[at], selection->ordinal);
    if (status == LUMINAR_WOULD_BLOCK) continue;
    *selection->chosen = at;
    return status;
  }
  if (selection->deadline != LUMINAR_NO_DEADLINE && selection->deadline <= lum_now()) return LUMINAR_TIMED_OUT;
  lum_wait_begin(selection->runtime, wait, selection->task, LUM_WAIT_SELECT, selection->deadline);
  wait->arms = selection->arms;
  wait->arm_count = selection->count;
  for (uint32_t i = 0; i < selection->count; i++) {
    selection->arms[i].index = i;
    selection->arms[i].reserved[2] = NULL;
    if (selection->arms[i].channel != NULL) lum_arm_link(&selection->arms[i], wait);
  }
  return LUMINAR_WOULD_BLOCK;
}

static void select_tell(const LumWait *wait, LuminarStatus status, uint32_t *chosen, uint64_t *ordinal) {
  if (status != LUMINAR_OK && status != LUMINAR_CLOSED) return;
  *chosen = wait->chosen;
  if (status == LUMINAR_OK && ordinal != NULL) *ordinal = wait->ordinal;
}

LuminarStatus lum_select_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                               LuminarSelectPolicy policy, uint64_t seed, uint32_t *chosen, uint64_t *ordinal,
                               LuminarDeadline deadline) {
  Selection selection = {runtime, task, arms, count, policy, seed, chosen, ordinal, deadline};
  if (task == NULL || !selection_valid(&selection)) return LUMINAR_INVALID_ARGUMENT;
  lum_lock(runtime);
  LuminarStatus status = select_link(&selection, &task->wait);
  if (status == LUMINAR_WOULD_BLOCK) status = lum_wait_in_step(&task->wait);
  lum_unlock(runtime);
  return status;
}

LuminarStatus lum_select_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                                uint32_t *chosen, uint64_t *ordinal) {
  if (runtime == NULL || task == NULL || chosen == NULL) return LUMINAR_INVALID_ARGUMENT;
  if (task->wait.arms != arms || task->wait.arm_count != count) return LUMINAR_INVALID_ARGUMENT;
  LuminarStatus status = lum_wait_finish(&task->wait, LUM_WAIT_SELECT);
  select_tell(&task->wait, status, chosen, ordinal);
  return status;
}

LuminarStatus lum_select_wait(LuminarRuntime *runtime, LuminarTask *task, LuminarSelectArm *arms, uint32_t count,
                              LuminarSelectPolicy policy, uint64_t seed, uint32_t *chosen, uint64_t *ordinal,
                              LuminarDeadline deadline) {
  Selection selection = {runtime, task, arms, count, policy, seed, chosen, ordinal, deadline};
  if (!selection_valid(&selection)) return LUMINAR_INVALID_ARGUMENT;
  LumWait own;
  LumWait *wait = task == NULL ? &own : &task->wait;
  lum_lock(runtime);
  LuminarStatus status = select_link(&selection, wait);
  if (status == LUMINAR_WOULD_BLOCK) {
    status = lum_wait_in_thread(wait);
    select_tell(wait, status, chosen, ordinal);
  }
  lum_unlock(runtime);
  return status;
}
