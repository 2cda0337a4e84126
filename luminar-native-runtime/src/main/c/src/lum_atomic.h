/* Atomic cells behind handles. */
#ifndef LUM_ATOMIC_H
#define LUM_ATOMIC_H

#include "luminar_types.h"

LuminarStatus lum_atomic_create(LuminarRuntime *runtime, LuminarAtomicType type, uint64_t initial,
                                LuminarAtomic **atomic);
LuminarStatus lum_atomic_destroy(LuminarRuntime *runtime, LuminarAtomic *atomic);
LuminarStatus lum_atomic_load(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarOrder order, uint64_t *value);
LuminarStatus lum_atomic_store(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarOrder order, uint64_t value);
LuminarStatus lum_atomic_modify(LuminarRuntime *runtime, LuminarAtomic *atomic, LuminarAtomicOp op, LuminarOrder order,
                                uint64_t operand, uint64_t *old);
LuminarStatus lum_atomic_compare_exchange(LuminarRuntime *runtime, LuminarAtomic *atomic, bool weak,
                                          LuminarOrder success, LuminarOrder failure, uint64_t *expected,
                                          uint64_t desired, bool *done);

/* The same on a cell of the process, which belongs to no instance. */
LuminarAtomic *lum_atomic_make(LuminarRuntime *runtime, LuminarAtomicType type, uint64_t initial);
LuminarAtomicType lum_atomic_type(const LuminarAtomic *atomic);
uint64_t lum_atomic_get(LuminarAtomic *atomic);
void lum_atomic_put(LuminarAtomic *atomic, uint64_t value);
uint64_t lum_atomic_change(LuminarAtomic *atomic, LuminarAtomicOp op, LuminarOrder order, uint64_t operand);
bool lum_atomic_try(LuminarAtomic *atomic, LuminarOrder success, uint64_t *expected, uint64_t desired);

#endif
