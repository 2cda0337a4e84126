/// region_errors : context
/* What one thread of a region knows about failed iterations. */
struct region_errors {
  int64_t count;          /* how many failed */
  int64_t kept;           /* how many of them were collected */
  int64_t first_failed;   /* the least of them */
  struct record failure;  /* its error, from this region inwards */
};

/// iteration_stop : region_errors record_prepend stop_at
/* on_error = stop: keeps the error of the least iteration that failed. */
static void iteration_stop(struct context *context, struct region_errors *errors, _Atomic int64_t *first_failed,
                           int64_t iteration, struct @P@_path_step step) {
  errors->count++;
  if (errors->count == 1 || iteration < errors->first_failed) {
    record_prepend(&context->error, step);
    record_drop(&errors->failure);
    errors->failure = context->error;
    errors->first_failed = iteration;
    context->error = (struct record){0};
    stop_at(first_failed, iteration);
  }
  record_drop(&context->error);
  context->failed = false;
}

/// iteration_collect : region_errors context_take record_list_add
/* on_error = collect: a thread meets its iterations in order, so the first `max` are the smallest. */
static void iteration_collect(struct context *context, struct region_errors *errors, int64_t max,
                              struct @P@_path_step step) {
  struct record record = context_take(context, &step);
  errors->count++;
  if (errors->kept < max) {
    errors->kept++;
    record_list_add(&context->collected, &record);
  } else {
    record_drop(&record);
  }
}

/// iteration_ignore : region_errors context_clear
/* on_error = ignore: the error is counted and dropped, as the program asked for. */
static void iteration_ignore(struct context *context, struct region_errors *errors) {
  errors->count++;
  context_clear(context);
}

/// region_raise : region_errors
static bool is_later(struct @P@_path_step a, struct @P@_path_step b) {
  return a.ordinal == b.ordinal ? a.position > b.position : a.ordinal > b.ordinal;
}

/* Ends a region that was stopped: raises the error of the least iteration that failed, and forgets the records that regions
 * inside later iterations collected, since whether those ran is chance. */
static void region_raise(struct context *context, int64_t start, struct record *failure) {
  int32_t depth = 0;
  for (const struct context *around = context; around != NULL; around = around->outer) {
    depth += around->is_placed ? 1 : 0;
  }
  struct record_list *list = &context->collected;
  int64_t kept = start;
  for (int64_t k = start; k < list->count; k++) {
    struct record *record = &list->items[k];
    if (record->path_length > depth && failure->path_length > 0 && is_later(record->path[depth], failure->path[0])) {
      record_drop(record);
    } else {
      list->items[kept++] = *record;
    }
  }
  list->count = kept;
  record_drop(&context->error);
  context->error = *failure;
  context->failed = true;
  *failure = (struct record){0};
}
