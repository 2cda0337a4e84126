package dev.luminar.analyzer.lower;

import dev.luminar.model.Retry;
import dev.luminar.plan.Local;
import dev.luminar.plan.RegionErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent block on a runtime whose body is being lowered.
 *
 * @param around the block around it in the same routine
 * @param group its group
 * @param errors what becomes of errors
 * @param retry how often its tasks and items are tried again that do not say so themselves
 */
record OpenBlock(
    @Nullable OpenBlock around, Local group, RegionErrors errors, Optional<Retry> retry) {}
