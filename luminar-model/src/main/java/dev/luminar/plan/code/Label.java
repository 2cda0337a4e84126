package dev.luminar.plan.code;

/**
 * The name of a loop or of a labelled statement, the target of jumps out of it.
 *
 * @param id unique in its routine
 * @param name the role, such as {@code exit} or {@code next_item}
 */
public record Label(int id, String name) {}
