package dev.luminar.runtime.hook;

/**
 * What a runtime counted up to one moment. When no call runs, everything "alive" is 0, channels
 * after their release.
 *
 * @param threads pool threads alive, substitutes included
 * @param callsAlive calls entered and not left
 * @param tasksStarted step tasks and run-to-end tasks
 * @param tasksFinished tasks that ended in any way
 * @param tasksFailed those of them that failed
 * @param framesAlive frames started and not yet dropped
 * @param groupsAlive groups opened and not closed
 * @param channelsAlive channels created and not released
 * @param channelsCreated channels created
 * @param runTasksAlive run-to-end tasks that have not ended
 * @param steps steps taken
 * @param substitutesStarted threads started while another was blocked in an extern
 * @param deadlocks deadlocks found
 */
public record Counters(
    int threads,
    long callsAlive,
    long tasksStarted,
    long tasksFinished,
    long tasksFailed,
    long framesAlive,
    long groupsAlive,
    long channelsAlive,
    long channelsCreated,
    long runTasksAlive,
    long steps,
    long substitutesStarted,
    long deadlocks) {}
