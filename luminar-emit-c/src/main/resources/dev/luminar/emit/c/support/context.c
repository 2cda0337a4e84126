/// context : <stdlib.h> <string.h> <stdbool.h>
/* An error before its message is written out. It owns its path, outermost region first. */
struct record {
  int32_t site; /* which of the error_sites; in a record that a runtime made, -1 */
  int32_t path_length;
  int64_t code;
  int64_t arguments[2];
  struct @P@_path_step *path;
//rt  int32_t foreign_line;
//rt  char *foreign; /* of a record with site -1: message, type, file, one behind the other */
};

struct record_list {
  struct record *items;
  int64_t count;
  int64_t capacity;
  int64_t lost; /* records for which there was no memory */
};

/* What a call carries along: the error that is on its way, the records collected so far, and where the code is. */
struct context {
  const struct context *outer; /* of the code that runs the region which this context serves; null in a call's own */
  struct @P@_path_step here;   /* the iteration that runs */
  bool is_placed;              /* whether `here` says something */
  bool failed;                 /* whether `error` holds an error */
  struct record error;
  struct record_list collected;
//rt  LuminarTask *task; /* the place of this code in the runtime's call; null before the first use of the runtime */
//rt  int32_t open_groups; /* blocks that a thread of the host has open in that call */
};

static void record_drop(struct record *record) {
  free(record->path);
  record->path = NULL;
  record->path_length = 0;
//rt  free(record->foreign);
//rt  record->foreign = NULL;
}

/// raise_error : context
/* Puts an error on its way, in place of one that a handler had not dealt with yet. */
static void raise_error(struct context *context, int32_t site, int64_t code, int64_t argument0, int64_t argument1) {
  record_drop(&context->error);
  context->failed = true;
  context->error.site = site;
  context->error.code = code;
  context->error.arguments[0] = argument0;
  context->error.arguments[1] = argument1;
}

/// context_clear : context
/* The error was dealt with. */
static void context_clear(struct context *context) {
  record_drop(&context->error);
  context->failed = false;
}

/// error_take : context
/* A handler takes the error that is on its way. */
static void error_take(struct context *context, struct record *into) {
  record_drop(into);
  *into = context->error;
  context->error = (struct record){0};
  context->failed = false;
}

/// error_raise : context
/* Puts an error that a handler took on its way again, unchanged. */
static void error_raise(struct context *context, struct record *error) {
  record_drop(&context->error);
  context->error = *error;
  context->failed = true;
  *error = (struct record){0};
}

/// record_prepend : context
/* Puts one more region in front of the path. Without memory the path stays shorter than it should be. */
static void record_prepend(struct record *record, struct @P@_path_step step) {
  struct @P@_path_step *path = realloc(record->path, ((size_t)record->path_length + 1) * sizeof *path);
  if (path == NULL) {
    return;
  }
  memmove(path + 1, path, (size_t)record->path_length * sizeof *path);
  path[0] = step;
  record->path = path;
  record->path_length++;
}

/// record_list_add : context
/* Moves a record into a list. */
static void record_list_add(struct record_list *list, struct record *record) {
  if (list->count == list->capacity) {
    const int64_t capacity = list->capacity == 0 ? 8 : 2 * list->capacity;
    struct record *items = NULL;
    if ((uint64_t)capacity <= SIZE_MAX / sizeof *items) {
      items = realloc(list->items, (size_t)capacity * sizeof *items);
    }
    if (items == NULL) {
      list->lost++;
      record_drop(record);
      return;
    }
    list->items = items;
    list->capacity = capacity;
  }
  list->items[list->count++] = *record;
  *record = (struct record){0};
}

/// context_take : context record_prepend
/* Takes the error out of the context, with the iteration `step` and all regions around it in front of its path. */
static struct record context_take(struct context *context, const struct @P@_path_step *step) {
  struct record record = context->error;
  context->error = (struct record){0};
  context->failed = false;
  record_prepend(&record, *step);
  for (const struct context *around = context->outer; around != NULL; around = around->outer) {
    if (around->is_placed) {
      record_prepend(&record, around->here);
    }
  }
  return record;
}

/// context_place : context
/* Says which iteration runs, for the paths of regions inside it. */
static void context_place(struct context *context, int32_t ordinal, int64_t position, int64_t value) {
  context->here = (struct @P@_path_step){.ordinal = ordinal, .position = position, .value = value};
  context->is_placed = true;
}

/// record_list_sort : context
static int path_compare(const struct record *a, const struct record *b) {
  for (int32_t k = 0; k < a->path_length && k < b->path_length; k++) {
    if (a->path[k].ordinal != b->path[k].ordinal) {
      return a->path[k].ordinal < b->path[k].ordinal ? -1 : 1;
    }
    if (a->path[k].position != b->path[k].position) {
      return a->path[k].position < b->path[k].position ? -1 : 1;
    }
  }
  return (a->path_length > b->path_length) - (a->path_length < b->path_length);
}

/* Sorts the records from `start` on by their paths. Those of one path keep their order, in which they were made. Mostly
 * they are sorted already, since parts of a range are joined in order. */
static void record_list_sort(struct record_list *list, int64_t start) {
  const int64_t count = list->count - start;
  if (count < 2) { /* and an empty list may have no memory */
    return;
  }
  struct record *items = list->items + start;
  int64_t sorted = 1;
  while (sorted < count && path_compare(&items[sorted - 1], &items[sorted]) <= 0) {
    sorted++;
  }
  if (sorted >= count) {
    return;
  }
  struct record *other = malloc((size_t)count * sizeof *other);
  if (other == NULL) { /* slower, and needs no memory */
    for (int64_t k = sorted; k < count; k++) {
      const struct record moved = items[k];
      int64_t to = k;
      for (; to > 0 && path_compare(&items[to - 1], &moved) > 0; to--) {
        items[to] = items[to - 1];
      }
      items[to] = moved;
    }
    return;
  }
  for (int64_t width = 1; width < count; width = width > count / 2 ? count : 2 * width) {
    for (int64_t low = 0; low < count; low += 2 * width) {
      const int64_t middle = count - low < width ? count : low + width;
      const int64_t high = count - middle < width ? count : middle + width;
      int64_t left = low;
      int64_t right = middle;
      for (int64_t to = low; to < high; to++) {
        const bool take_left = left < middle && (right >= high || path_compare(&items[left], &items[right]) <= 0);
        other[to] = take_left ? items[left++] : items[right++];
      }
    }
    memcpy(items, other, (size_t)count * sizeof *items);
  }
  free(other);
}

/// record_list_cut : context
/* Keeps the first `max` of the records from `start` on. */
static void record_list_cut(struct record_list *list, int64_t start, int64_t max) {
  while (list->count - start > max) {
    record_drop(&list->items[--list->count]);
  }
}

/// record_list_move : context record_list_add
/* Moves all records of `from` to the end of `to`. */
static void record_list_move(struct record_list *to, struct record_list *from) {
  for (int64_t k = 0; k < from->count; k++) {
    record_list_add(to, &from->items[k]);
  }
  to->lost += from->lost;
  free(from->items);
  *from = (struct record_list){0};
}

/// error_sites
/* The places that can raise an error. */
struct error_site {
  const char *type;
  const char *message;
  const char *file;
  int32_t line;
};

@SITES@

/// error_is : context error_sites <string.h>
/* Whether an error has a type. */
static bool error_is(const struct record *error, const char *type) {
//rt  if (error->site < 0) { /* its type stands behind its message */
//rt    return error->foreign != NULL && strcmp(error->foreign + strlen(error->foreign) + 1, type) == 0;
//rt  }
  return strcmp(error_sites[error->site].type, type) == 0;
}

/// errors_report : context error_sites <stdio.h> <inttypes.h>
/* Writes the message of a record, with {0} and {1} replaced and doubled braces made single; null without memory. */
static char *message_text(const char *message, const int64_t arguments[2]) {
  const size_t room = strlen(message) + 1;
  size_t braces = 0;
  for (const char *c = message; *c != '\0'; c++) {
    braces += *c == '{';
  }
  char *text = malloc(room + 20 * braces);
  if (text == NULL) {
    return NULL;
  }
  char *to = text;
  for (const char *c = message; *c != '\0'; c++) {
    if (c[0] == '{' && (c[1] == '0' || c[1] == '1') && c[2] == '}') {
      to += snprintf(to, 21, "%" PRId64, arguments[c[1] - '0']);
      c += 2;
    } else {
      *to++ = *c;
      c += (c[0] == '{' && c[1] == '{') || (c[0] == '}' && c[1] == '}');
    }
  }
  *to = '\0';
  return text;
}

/* Moves a record to the host's list. */
static void errors_add(struct @P@_errors *errors, struct record *record) {
  char *message;
  const char *type = "error";
  const char *file = "";
  int32_t line = 0;
  if (record->site >= 0) {
    const struct error_site *site = &error_sites[record->site];
    type = site->type;
    file = site->file;
    line = site->line;
    message = message_text(site->message, record->arguments);
  } else {
    message = NULL;
//rt    message = record->foreign; /* with the other strings behind it, which are freed with it */
//rt    record->foreign = NULL;
//rt    type = message == NULL ? type : message + strlen(message) + 1;
//rt    file = message == NULL ? file : type + strlen(type) + 1;
//rt    line = record->foreign_line;
  }
  if (message == NULL) {
    errors->lost++;
    record_drop(record);
    return;
  }
  errors->items[errors->count++] = (struct @P@_error){
      .type = type,
      .code = record->code,
      .message = message,
      .file = file,
      .line = line,
      .path_length = record->path_length,
      .path = record->path,
  };
  record->path = NULL; /* the host's from here on */
  record_drop(record);
}

static void context_drop(struct context *context) {
  record_drop(&context->error);
  for (int64_t k = 0; k < context->collected.count; k++) {
    record_drop(&context->collected.items[k]);
  }
}

/* Ends a call: hands all records to the host, the one that made the call fail first. */
static LumStatus context_leave(struct context *context, struct @P@_errors *errors) {
  const LumStatus status = context->failed ? LUM_FAILED : LUM_OK;
  const size_t count = (size_t)context->collected.count + (context->failed ? 1 : 0);
  if (errors != NULL) {
    *errors = (struct @P@_errors){.lost = context->collected.lost};
    errors->items = count == 0 ? NULL : calloc(count, sizeof *errors->items);
  }
  if (errors != NULL && errors->items != NULL) {
    if (context->failed) {
      errors_add(errors, &context->error);
    }
    for (int64_t k = 0; k < context->collected.count; k++) {
      errors_add(errors, &context->collected.items[k]);
    }
  } else {
    if (errors != NULL) {
      errors->lost += (int64_t)count;
    }
    context_drop(context);
  }
  free(context->collected.items);
  return status;
}

