/* parallel_for: the caller and as many pool threads as come take chunks until none is left. */
#ifndef LUM_PARALLEL_H
#define LUM_PARALLEL_H

#include "lum_runtime.h"

/* Called by a pool thread under the lock: helps with one job, if there is one. */
bool lum_parallel_help(LuminarRuntime *runtime);

LuminarStatus lum_parallel_for(LuminarRuntime *runtime, LuminarTask *task, const LuminarParallelDescriptor *descriptor);

#endif
