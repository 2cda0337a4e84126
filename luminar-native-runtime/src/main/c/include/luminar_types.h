/*
 * Luminar: the types that a program and a runtime share.
 *
 * Order of reading: statuses, handles, tasks, groups, channels, select, errors, atomics, I/O, parallel_for,
 * configuration, counters. Every struct that may grow begins with `struct_size`, which the side that fills it sets to
 * sizeof; the other side reads no further than that. Structs grow at their end only.
 */
#ifndef LUMINAR_TYPES_H
#define LUMINAR_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LUMINAR_ABI_MAJOR 1u
#define LUMINAR_ABI_MINOR 0u

/* ---- statuses: the only list of them; luminar_status_text() and the enum both come from it ------------------------ */

#define LUMINAR_STATUSES(X)                                                                          \
  X(LUMINAR_OK, 0, "ok")                                                                             \
  X(LUMINAR_PENDING, 1, "the operation waits: store the state, return LUMINAR_STEP_WAIT")            \
  X(LUMINAR_WOULD_BLOCK, 2, "the operation would have to wait")                                      \
  X(LUMINAR_CLOSED, 3, "the channel is closed")                                                      \
  X(LUMINAR_CANCELLED, 4, "the task or its region is cancelled; nothing was sent or received")       \
  X(LUMINAR_UNDELIVERED, 5, "cancelled while sending; the value is still in the sender's buffer")    \
  X(LUMINAR_TIMED_OUT, 6, "the deadline passed; nothing was sent or received")                       \
  X(LUMINAR_FAILED, 7, "error records are there to read")                                            \
  X(LUMINAR_DEADLOCK, 8, "nothing in this call can ever run again")                                  \
  X(LUMINAR_TASK_CANCELLED, 9, "the awaited task was cancelled and has no result")                   \
  X(LUMINAR_END_OF_FILE, 10, "the end of the file or stream was reached")                            \
  X(LUMINAR_IO_ERROR, 11, "the operating system refused to read or write")                           \
  X(LUMINAR_NOT_OFFERED, 12, "this runtime does not offer that")                                     \
  X(LUMINAR_INVALID_ARGUMENT, 13, "an argument has a value that is not allowed")                     \
  X(LUMINAR_WRONG_SIZE, 14, "the size differs from the size of the channel's elements")              \
  X(LUMINAR_WRONG_STATE, 15, "not allowed in the present state of the object")                       \
  X(LUMINAR_OUT_OF_MEMORY, 16, "out of memory")                                                      \
  X(LUMINAR_NO_THREAD, 17, "the limit of threads is reached or no thread could be created")          \
  X(LUMINAR_BUSY, 18, "calls are still running")                                                     \
  X(LUMINAR_NOT_RUNNING, 19, "the runtime is not initialised")                                       \
  X(LUMINAR_ABI_MISMATCH, 20, "the other side was made for another major version of the hook ABI")   \
  X(LUMINAR_WITHOUT_EFFECT, 21, "a setting was changed to a value that has no effect yet")

typedef enum LuminarStatus {
#define LUMINAR_STATUS_MEMBER(name, number, text) name = number,
  LUMINAR_STATUSES(LUMINAR_STATUS_MEMBER)
#undef LUMINAR_STATUS_MEMBER
      LUMINAR_STATUS_LAST_ = 0x7fffffff /* fixes the enum's width */
} LuminarStatus;

/* ---- handles ------------------------------------------------------------------------------------------------------ */

typedef struct LuminarRuntime LuminarRuntime; /* one instance; many may live in a process */
typedef struct LuminarTask LuminarTask;       /* a task, or the place of a host thread in a call */
typedef struct LuminarGroup LuminarGroup;     /* a concurrent block that runs */
typedef struct LuminarChannel LuminarChannel;
typedef struct LuminarAtomic LuminarAtomic;
typedef struct LuminarIo LuminarIo;           /* a file, pipe or socket */
typedef struct LuminarErrorCollector LuminarErrorCollector;

/* The seed's handles; each is the pointer above it. */
typedef void *LuminarTaskHandle;
typedef void *LuminarChannelHandle;
typedef void *LuminarAtomicHandle;
typedef void *LuminarIOHandle;

/* Absolute time in nanoseconds of the runtime's monotonic clock (`time_now`). A deadline in the past means: at once. */
typedef int64_t LuminarDeadline;
#define LUMINAR_NO_DEADLINE INT64_MAX

/* What reports call an object and where the user wrote it. Strings are copied. Any pointer may be null. */
typedef struct LuminarPlace {
  const char *name;
  const char *file;
  int32_t line;
} LuminarPlace;

/* ---- calls and tasks ---------------------------------------------------------------------------------------------- */

typedef enum LuminarStep {
  LUMINAR_STEP_DONE = 0,  /* the task has ended; its result lies at the start of the frame */
  LUMINAR_STEP_YIELD = 1, /* run others first, then come back with LUMINAR_EVENT_RESUME */
  LUMINAR_STEP_WAIT = 2,  /* an operation said LUMINAR_PENDING; come back when it ends */
  LUMINAR_STEP_FAILED = 3 /* the task has ended after task_fail */
} LuminarStep;

typedef enum LuminarEvent {
  LUMINAR_EVENT_START = 0,
  LUMINAR_EVENT_RESUME = 1,  /* the operation ended: its finish tells how */
  LUMINAR_EVENT_CANCEL = 2,  /* leave: finish tells whether the operation was done after all */
  LUMINAR_EVENT_TIMEOUT = 3  /* the operation's deadline passed: finish tells whether it was done after all */
} LuminarEvent;

typedef LuminarStep (*LuminarStepFunction)(LuminarTask *task, void *frame, LuminarEvent event);
typedef void (*LuminarRunFunction)(LuminarTask *task, void *frame);
typedef void (*LuminarDropFunction)(void *frame);

/* What all tasks of one statement have in common. It must live as long as the runtime (in a program: static const). */
typedef struct LuminarFrameDescriptor {
  uint32_t struct_size;
  uint32_t flags;           /* LUMINAR_TASK_...; 0 unless noted */
  size_t frame_size;        /* at least result_size; 0 gives a null frame */
  size_t frame_alignment;   /* a power of two up to 4096; 0 means that of max_align_t */
  size_t result_size;       /* that many bytes at the frame's start are the result; 0 when there is none */
  LuminarStepFunction step; /* a resumable task; exactly one of step and run is set */
  LuminarRunFunction run;   /* a task that runs to its end and uses the blocking forms */
  LuminarDropFunction drop; /* may be null; runs exactly once after the last step, may not touch the result */
  LuminarPlace place;
} LuminarFrameDescriptor;

/* The starter keeps the task's handle and must give it up by task_release (else the runtime frees the task itself). */
#define LUMINAR_TASK_HANDLE 1u

/* A call: one visit of a host thread to a program. Deadlock is judged per call. */
typedef struct LuminarCallDescriptor {
  uint32_t struct_size;
  uint32_t flags;        /* 0 */
  uint64_t errors_max;   /* bound of the call's list of collected records; 0 means 1024, UINT64_MAX unbounded */
  LuminarPlace place;
} LuminarCallDescriptor;

/* ---- groups ------------------------------------------------------------------------------------------------------- */

typedef enum LuminarErrorStrategy {
  LUMINAR_ERROR_STOP = 0,    /* cancel the others; keep the record with the smallest path */
  LUMINAR_ERROR_COLLECT = 1, /* go on; keep the collect_max records with the smallest paths, and the true count */
  LUMINAR_ERROR_IGNORE = 2,  /* go on; count */
  LUMINAR_ERROR_RUNTIME = 3  /* as COLLECT, and the error handler of the runtime sees each record */
} LuminarErrorStrategy;

typedef struct LuminarGroupDescriptor {
  uint32_t struct_size;
  uint32_t strategy;          /* LuminarErrorStrategy */
  uint64_t collect_max;       /* COLLECT, RUNTIME: 0 means 1024, UINT64_MAX unbounded */
  LuminarPlace place;
  LuminarDeadline deadline;   /* at this time the group is cancelled and timed_out is set; LUMINAR_NO_DEADLINE */
  int64_t grace;              /* ns: tasks that run so much longer are reported by a record of type "grace_exceeded", once;
                                 0: never */
} LuminarGroupDescriptor;

typedef struct LuminarGroupOutcome {
  uint32_t struct_size;
  uint32_t cancelled;      /* 1: the group was cancelled, for whatever reason */
  uint32_t timed_out;      /* 1: because of its deadline */
  uint32_t deadlock;       /* 1: because nothing could run any more; the record is among the records */
  uint64_t error_count;    /* true number of errors */
  uint64_t record_count;   /* how many of them group_error_at can show, smallest path first */
  uint64_t tasks_started;
  uint64_t tasks_finished; /* ended neither failed nor cancelled */
} LuminarGroupOutcome;

/* ---- channels and select ------------------------------------------------------------------------------------------ */

/* The host holds an end and may use it at any time: tasks that wait for it are never part of a deadlock. */
#define LUMINAR_CHANNEL_HOST_END 1u

typedef struct LuminarChannelDescriptor {
  uint32_t struct_size;
  uint32_t flags;       /* LUMINAR_CHANNEL_... */
  size_t element_size;  /* bytes per message, at least 1 */
  size_t capacity;      /* 0 is a rendezvous; LUMINAR_DEFAULT_CAPACITY takes the configured one */
  LuminarPlace place;
} LuminarChannelDescriptor;

#define LUMINAR_DEFAULT_CAPACITY SIZE_MAX

typedef enum LuminarSelectKind { LUMINAR_SELECT_SEND = 0, LUMINAR_SELECT_RECEIVE = 1 } LuminarSelectKind;

typedef enum LuminarSelectPolicy {
  LUMINAR_SELECT_ORDERED = 0,  /* the first arm that is ready */
  LUMINAR_SELECT_ROTATING = 1, /* begins at the arm of number seed, modulo the count: the caller's turn */
  LUMINAR_SELECT_SEEDED = 2    /* begins at the arm that splitmix64 makes of the seed */
} LuminarSelectPolicy;

/* One arm. The array must stay where it is until select_finish; `reserved` is the runtime's. */
typedef struct LuminarSelectArm {
  LuminarChannel *channel; /* null: this arm is off */
  void *data;              /* the message, or room for it */
  uint32_t kind;           /* LuminarSelectKind */
  uint32_t index;          /* the runtime's */
  void *reserved[4];
} LuminarSelectArm;

typedef struct LuminarChannelState {
  uint32_t struct_size;
  uint32_t closed;
  size_t element_size;
  size_t capacity;
  size_t length;            /* messages stored now */
  size_t length_max;        /* the high-water mark */
  uint64_t sent;
  uint64_t received;
  uint64_t senders_waiting;
  uint64_t receivers_waiting;
} LuminarChannelState;

/* ---- errors ------------------------------------------------------------------------------------------------------- */

/* One entry of an error's path: which task statement of the region, and how many-th task (or which item) of it. */
typedef struct LuminarPathEntry {
  uint64_t ordinal;
  uint64_t position;
} LuminarPathEntry;

/*
 * An error record. A record made at its site owns nothing: static strings, path_length 0, storage null. A runtime copies
 * all strings and the path when it takes a record. A record from a runtime is borrowed (each hook says until when) or,
 * from error_copy, owned: give it back by error_release.
 */
typedef struct LuminarErrorRecord {
  uint32_t struct_size;
  int32_t line;
  const char *type;
  const char *message;          /* with argument_count > 0, `{0}` and `{1}` stand for arguments; luminar_error_message */
  const char *file;
  int64_t code;
  int64_t arguments[2];
  uint32_t argument_count;      /* 0 to 2 */
  uint32_t site;                /* the program's number of the place; carried along */
  const LuminarPathEntry *path; /* outermost region first */
  size_t path_length;
  void *user_data;              /* carried along */
  void *storage;                /* the runtime's; null when the record owns nothing */
} LuminarErrorRecord;

/* The seed's error context. */
typedef struct LuminarErrorContext {
  const char *error_type;
  const char *message;
  const char *file;
  int line;
  void *user_data;
} LuminarErrorContext;

/* Called once per error, by the thread that has the error, never two at a time for one runtime. May not block. */
typedef void (*LuminarErrorHandler)(LuminarErrorContext *ctx);

/* The seed's task descriptor: a task that runs to its end. */
typedef struct LuminarTaskDescriptor {
  void (*task_func)(void *data);
  void *task_data;
  LuminarChannelHandle output_channel; /* luminar_task_output_channel() gives it back inside the task */
  LuminarErrorHandler error_handler;   /* for this task's errors instead of the handler of the runtime */
} LuminarTaskDescriptor;

/* ---- atomics ------------------------------------------------------------------------------------------------------ */

typedef enum LuminarOrder {
  LUMINAR_RELAXED = 0,
  LUMINAR_ACQUIRE = 1,
  LUMINAR_RELEASE = 2,
  LUMINAR_ACQ_REL = 3,
  LUMINAR_SEQ_CST = 4
} LuminarOrder;

/* Values travel as 64 bits: integers sign- or zero-extended, f64 as its bits, bool as 0 or 1. */
typedef enum LuminarAtomicType {
  LUMINAR_ATOMIC_U8 = 0,
  LUMINAR_ATOMIC_U16 = 1,
  LUMINAR_ATOMIC_U32 = 2,
  LUMINAR_ATOMIC_U64 = 3,
  LUMINAR_ATOMIC_I32 = 4,
  LUMINAR_ATOMIC_I64 = 5,
  LUMINAR_ATOMIC_F64 = 6,
  LUMINAR_ATOMIC_BOOL = 7
} LuminarAtomicType;

typedef enum LuminarAtomicOp {
  LUMINAR_ATOMIC_EXCHANGE = 0,
  LUMINAR_ATOMIC_ADD = 1,
  LUMINAR_ATOMIC_SUB = 2,
  LUMINAR_ATOMIC_AND = 3,
  LUMINAR_ATOMIC_OR = 4,
  LUMINAR_ATOMIC_XOR = 5,
  LUMINAR_ATOMIC_MIN = 6,
  LUMINAR_ATOMIC_MAX = 7
} LuminarAtomicOp;

/* ---- parallel_for ------------------------------------------------------------------------------------------------- */

typedef enum LuminarSchedule {
  LUMINAR_SCHEDULE_STATIC = 0,  /* part p of n is [p*q + min(p, r), ...) with q = iterations / n, r = the rest */
  LUMINAR_SCHEDULE_DYNAMIC = 1, /* chunks of `grain` iterations, taken in ascending order */
  LUMINAR_SCHEDULE_GUIDED = 2,  /* chunks shrink from iterations / (2 * parts) down to `grain` */
  LUMINAR_SCHEDULE_AUTO = 3     /* the runtime's choice */
} LuminarSchedule;

/* Runs iterations [first, end) for part `part`. Returns LUMINAR_OK, or LUMINAR_FAILED to ask that no chunk that begins
 * after `first` is begun. May not wait. */
typedef LuminarStatus (*LuminarChunkFunction)(void *context, uint64_t first, uint64_t end, uint32_t part);

typedef struct LuminarParallelDescriptor {
  uint32_t struct_size;
  uint32_t schedule;          /* LuminarSchedule */
  uint64_t iterations;
  uint64_t grain;             /* least size of a chunk, and every boundary is a multiple of it (static: no); 0 means 1 */
  uint32_t parts;             /* 1 to 1024; 0 means as many as the runtime has threads */
  uint32_t flags;             /* 0 */
  LuminarChunkFunction chunk;
  void *context;
  LuminarPlace place;
} LuminarParallelDescriptor;

/* ---- configuration and counters ----------------------------------------------------------------------------------- */

/* Where a runtime's memory comes from (frames, channels, shared memory), with use_custom_allocator. */
typedef struct LuminarMemoryHooks {
  uint32_t struct_size;
  uint16_t abi_major;
  uint16_t abi_minor;
  uint64_t features;
  void *context;
  void *(*allocate)(void *context, size_t size, size_t alignment); /* null: out of memory */
  void (*deallocate)(void *context, void *memory, size_t size, size_t alignment);
} LuminarMemoryHooks;

/* How a runtime reads and writes; called on its I/O threads, may block. Results: bytes, 0 at the end, or minus errno. */
typedef struct LuminarIOHooks {
  uint32_t struct_size;
  uint16_t abi_major;
  uint16_t abi_minor;
  uint64_t features;
  void *context;
  int64_t (*read)(void *context, int64_t descriptor, int64_t offset, void *buffer, size_t size);
  int64_t (*write)(void *context, int64_t descriptor, int64_t offset, const void *buffer, size_t size);
} LuminarIOHooks;

/*
 * The seed's configuration, with its defaults in LUMINAR_RUNTIME_CONFIG_DEFAULT. A field changed to a value that would
 * have no effect in this version is refused with LUMINAR_WITHOUT_EFFECT. What each default means today stands beside it.
 */
typedef struct LuminarRuntimeConfig {
  uint32_t struct_size;
  size_t max_threads;              /* 0: one per available processor; 1 to 1024 */
  bool use_work_stealing;          /* true: an idle thread takes any ready task (one shared queue). false is refused */
  bool enable_numa_awareness;      /* false: memory comes from wherever. true is refused */
  size_t default_channel_capacity; /* 100: for channels made with LUMINAR_DEFAULT_CAPACITY */
  bool use_lock_free_channels;     /* true: the fastest channels there are, today with a lock. false is refused */
  bool collect_error_statistics;   /* false. true: luminar_error_collector_count_of counts by error type */
  bool enable_error_recovery;      /* true: programs may handle and retry. false is refused */
  bool use_custom_allocator;       /* false: malloc. true: memory_hooks, which must be there */
  size_t shared_memory_pool_size;  /* 0: no pool. Others are refused */
  bool enable_profiling;           /* false. true is refused */
  bool enable_task_tracing;        /* false. true is refused */
  /* not in the seed */
  size_t substitute_threads_max;   /* how many threads may stand in for blocked ones; 0 means 256 */
  size_t io_threads;               /* threads for reading and writing, started when needed; 0 means 4 */
  const LuminarMemoryHooks *memory_hooks; /* null: malloc; used, and copied, with use_custom_allocator */
  const LuminarIOHooks *io_hooks;         /* null: the system's; copied */
} LuminarRuntimeConfig;

/* clang-format off */
#define LUMINAR_RUNTIME_CONFIG_DEFAULT                                                                   \
  { (uint32_t)sizeof(LuminarRuntimeConfig), 0, true, false, 100, true, false, true, false, 0, false, false, 0, 0, NULL, NULL }
/* clang-format on */

typedef struct LuminarCounters {
  uint32_t struct_size;
  uint32_t threads;         /* pool threads alive, substitutes included */
  uint64_t runtime_starts;  /* how often this process has opened a runtime */
  uint64_t calls_alive;
  uint64_t tasks_started;
  uint64_t tasks_finished;  /* ended in any way */
  uint64_t tasks_failed;
  uint64_t tasks_cancelled;
  uint64_t frames_alive;
  uint64_t groups_alive;
  uint64_t channels_alive;
  uint64_t channels_created;
  uint64_t steps;
  uint64_t substitutes_started;
  uint64_t deadlocks;
  uint64_t threads_target;  /* so many threads run tasks when there is enough to do */
  uint64_t tasks_ready;     /* waiting for a thread */
} LuminarCounters;

#ifdef __cplusplus
}
#endif
#endif
