package dev.luminar.runtime;

/**
 * What a runtime counted at one moment. After {@link TaskHooks#groupClose} of the last group and the release of the last
 * channel, everything "alive" or "open" is 0.
 *
 * @param tasks step tasks and run-to-end tasks started so far
 * @param steps steps taken so far
 * @param framesAlive frames spawned and not yet dropped
 * @param channelsAlive channels created and not yet released
 * @param groupsOpen groups opened and not yet closed
 * @param runTasksAlive run-to-end tasks that have not ended
 * @param threads pool threads that exist, substitutes included
 * @param substitutes substitutes started so far for pool threads that went into a blocking extern
 */
public record Counters(
    long tasks,
    long steps,
    long framesAlive,
    long channelsAlive,
    long groupsOpen,
    long runTasksAlive,
    int threads,
    long substitutes) {}
