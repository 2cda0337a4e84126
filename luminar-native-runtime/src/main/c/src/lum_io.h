/* Reading and writing on a small pool of threads that never sleep in an operation for long. */
#ifndef LUM_IO_H
#define LUM_IO_H

#include "lum_task.h"

/* One operation. A thread that finds it not ready puts it back and turns to the next, so no operation starves another. */
struct LumIoOp {
  LumLink link; /* in the queue, unless a thread works on it */
  LuminarIo *io;
  LumWait *wait; /* null: the slot is free */
  bool writing;
  bool started;
  bool stop;
  LuminarStatus stop_status;
  LuminarEvent stop_event;
  unsigned char *buffer;
  size_t size;
  size_t done;
};

struct LuminarIo {
  LuminarRuntime *runtime;
  int64_t descriptor;
  int64_t offset; /* for the next operation; -1: the descriptor's own */
  LumIoKind kind;
  LumIoOp reading;
  LumIoOp writing;
};

/* ---- under the lock ---- */

/* The wait has ended or was taken back. */
void lum_io_forget(LumIoOp *op);

/* True: a thread works on it and will end the wait soon. False: the caller may end it. */
bool lum_io_interrupt(LumIoOp *op, LuminarStatus status, LuminarEvent event);

/* ---- without it ---- */

void lum_io_end(LuminarRuntime *runtime);

LuminarStatus lum_io_open(LuminarRuntime *runtime, int64_t descriptor, int64_t offset, LuminarIo **io);
LuminarStatus lum_io_close(LuminarRuntime *runtime, LuminarIo *io);
LuminarStatus lum_io_read_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, void *buffer, size_t size,
                                LuminarDeadline deadline);
LuminarStatus lum_io_write_begin(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, const void *buffer,
                                 size_t size, LuminarDeadline deadline);
LuminarStatus lum_io_finish(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, size_t *transferred,
                            int32_t *error);
LuminarStatus lum_io_read_wait(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, void *buffer, size_t size,
                               size_t *transferred, int32_t *error, LuminarDeadline deadline);
LuminarStatus lum_io_write_wait(LuminarRuntime *runtime, LuminarTask *task, LuminarIo *io, const void *buffer,
                                size_t size, size_t *transferred, int32_t *error, LuminarDeadline deadline);

#endif
