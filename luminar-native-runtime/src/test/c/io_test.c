/* Reading and writing files, pipes and sockets: completion, end, errors, cancellation, deadlines, many at once. */
#include "lum_test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

static LuminarIo *open_io(int descriptor, int64_t offset) {
  LuminarIo *io;
  CHECK_STATUS(LUMINAR_OK, hooks->io_open(rt, descriptor, offset, &io));
  return io;
}

static int temporary_file(void) {
  char path[] = "/tmp/luminar-io-XXXXXX";
  int file = mkstemp(path);
  CHECK(file >= 0 && unlink(path) == 0);
  return file;
}

/* A file's bytes go to the wrong place, or its end is not told. */
static void files_are_read_and_written(void) {
  open_runtime(1);
  int file = temporary_file();
  LuminarIo *writer = open_io(file, 0), *reader = open_io(file, 3);
  char buffer[16] = {0};
  size_t n;
  CHECK_STATUS(LUMINAR_OK, hooks->io_write(rt, host, writer, "abcdef", 6, &n, NULL, LUMINAR_NO_DEADLINE));
  CHECK(n == 6);
  CHECK_STATUS(LUMINAR_OK, hooks->io_write(rt, NULL, writer, "gh", 2, &n, NULL, LUMINAR_NO_DEADLINE));
  CHECK_STATUS(LUMINAR_OK, hooks->io_read(rt, host, reader, buffer, 4, &n, NULL, LUMINAR_NO_DEADLINE));
  CHECK(n == 4 && memcmp(buffer, "defg", 4) == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->io_read(rt, host, reader, buffer, 4, &n, NULL, LUMINAR_NO_DEADLINE));
  CHECK(n == 1 && buffer[0] == 'h');
  CHECK_STATUS(LUMINAR_END_OF_FILE, hooks->io_read(rt, host, reader, buffer, 4, &n, NULL, LUMINAR_NO_DEADLINE));
  CHECK(n == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->io_close(rt, writer));
  CHECK_STATUS(LUMINAR_OK, hooks->io_close(rt, reader));
  close(file);
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->io_open(rt, file, 0, &reader));
  CHECK_STATUS(LUMINAR_INVALID_ARGUMENT, hooks->io_open(rt, -1, -1, &reader));
  close_runtime();
}

/* The system's error is lost, a broken pipe kills the process, or a deadline does not end a read. */
static void errors_and_deadlines_are_told(void) {
  open_runtime(1);
  int ends[2];
  CHECK(pipe(ends) == 0);
  LuminarIo *reader = open_io(ends[0], -1), *writer = open_io(ends[1], -1);
  char byte;
  size_t n;
  int32_t error = 0;
  CHECK_STATUS(LUMINAR_TIMED_OUT, hooks->io_read(rt, host, reader, &byte, 1, &n, NULL, after_millis(10)));
  CHECK_STATUS(LUMINAR_IO_ERROR, hooks->io_read(rt, host, writer, &byte, 1, &n, &error, LUMINAR_NO_DEADLINE));
  CHECK(error == EBADF && n == 0);
  CHECK_STATUS(LUMINAR_OK, hooks->io_close(rt, reader));
  close(ends[0]);
  CHECK_STATUS(LUMINAR_IO_ERROR, hooks->io_write(rt, host, writer, "x", 1, &n, &error, LUMINAR_NO_DEADLINE));
  CHECK(error == EPIPE);
  CHECK_STATUS(LUMINAR_OK, hooks->io_close(rt, writer));
  close(ends[1]);
  close_runtime();
}

/* ---- steps that read and write ---- */

typedef struct Pump {
  LuminarIo *io;
  unsigned char *bytes;
  size_t size, at;
  bool writes;
  _Atomic int *cancelled;
} Pump;

static LuminarStep pump_step(LuminarTask *task, void *frame, LuminarEvent event) {
  Pump *f = frame;
  if (event != LUMINAR_EVENT_START) {
    size_t n = 0;
    LuminarStatus status = hooks->io_finish(rt, task, f->io, &n, NULL);
    if (status == LUMINAR_CANCELLED) {
      atomic_fetch_add(f->cancelled, 1);
      return LUMINAR_STEP_DONE;
    }
    CHECK_STATUS(LUMINAR_OK, status);
    f->at += n;
  }
  if (f->at == f->size) return LUMINAR_STEP_DONE;
  LuminarStatus status =
      f->writes ? hooks->io_write_begin(rt, task, f->io, f->bytes + f->at, f->size - f->at, LUMINAR_NO_DEADLINE)
                : hooks->io_read_begin(rt, task, f->io, f->bytes + f->at, f->size - f->at, LUMINAR_NO_DEADLINE);
  if (status == LUMINAR_CANCELLED) {
    atomic_fetch_add(f->cancelled, 1);
    return LUMINAR_STEP_DONE;
  }
  CHECK_STATUS(LUMINAR_PENDING, status);
  return LUMINAR_STEP_WAIT;
}

static const LuminarFrameDescriptor pump = {
    .struct_size = sizeof pump, .frame_size = sizeof(Pump), .step = pump_step, .place = {"pump", NULL, 0}};

/* More streams than I/O threads wait for each other for ever, or bytes get lost or mixed. */
static void more_streams_than_threads(void) {
  enum { PAIRS = 12, SIZE = 200000 };
  open_runtime(2);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  int ends[PAIRS][2];
  LuminarIo *ios[PAIRS][2];
  unsigned char *sent = malloc(SIZE), *got[PAIRS];
  for (size_t i = 0; i < SIZE; i++) sent[i] = (unsigned char)(i * 7 + i / 256);
  for (int p = 0; p < PAIRS; p++) {
    CHECK(p % 2 == 0 ? pipe(ends[p]) == 0 : socketpair(AF_UNIX, SOCK_STREAM, 0, ends[p]) == 0);
    got[p] = calloc(SIZE, 1);
    for (int e = 0; e < 2; e++) ios[p][e] = open_io(ends[p][e], -1);
    Pump reads = {.io = ios[p][0], .bytes = got[p], .size = SIZE};
    start_task(host, group, &pump, 0, (uint64_t)p, &reads, sizeof reads);
  }
  for (int p = 0; p < PAIRS; p++) { /* the writers come last: the readers must not keep all threads */
    Pump writes = {.io = ios[p][1], .bytes = sent, .size = SIZE, .writes = true};
    start_task(host, group, &pump, 1, (uint64_t)p, &writes, sizeof writes);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  outcome_of(group, LUMINAR_OK);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  for (int p = 0; p < PAIRS; p++) {
    CHECK(memcmp(sent, got[p], SIZE) == 0);
    free(got[p]);
    for (int e = 0; e < 2; e++) {
      CHECK_STATUS(LUMINAR_OK, hooks->io_close(rt, ios[p][e]));
      close(ends[p][e]);
    }
  }
  free(sent);
  close_runtime();
}

/* Cancellation does not reach a task that waits for a quiet pipe. */
static void cancel_reaches_reads(void) {
  enum { PIPES = 9 };
  open_runtime(1);
  LuminarGroup *group = open_group(host, LUMINAR_ERROR_STOP, 0);
  _Atomic int cancelled = 0;
  int ends[PIPES][2];
  LuminarIo *ios[PIPES];
  unsigned char byte[PIPES];
  for (int p = 0; p < PIPES; p++) {
    CHECK(pipe(ends[p]) == 0);
    ios[p] = open_io(ends[p][0], -1);
    Pump frame = {.io = ios[p], .bytes = &byte[p], .size = 1, .cancelled = &cancelled};
    start_task(host, group, &pump, 0, (uint64_t)p, &frame, sizeof frame);
  }
  CHECK_STATUS(LUMINAR_OK, hooks->time_sleep(rt, host, after_millis(30)));
  CHECK_STATUS(LUMINAR_OK, hooks->group_cancel(rt, group));
  CHECK_STATUS(LUMINAR_OK, hooks->group_join(rt, host, group));
  CHECK(atomic_load(&cancelled) == PIPES);
  CHECK_STATUS(LUMINAR_OK, hooks->group_close(rt, group));
  for (int p = 0; p < PIPES; p++) {
    CHECK_STATUS(LUMINAR_OK, hooks->io_close(rt, ios[p]));
    close(ends[p][0]);
    close(ends[p][1]);
  }
  close_runtime();
}

int main(void) {
  RUN_TEST(files_are_read_and_written);
  RUN_TEST(errors_and_deadlines_are_told);
  RUN_TEST(more_streams_than_threads);
  RUN_TEST(cancel_reaches_reads);
  return 0;
}
