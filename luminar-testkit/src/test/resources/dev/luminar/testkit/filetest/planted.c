/* Bugs that sanitizers must find: without them, finding nothing would mean nothing. */
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int shared;

static void *add(void *unused) {
  for (int k = 0; k < 1000; k++) {
    shared++;
  }
  return unused;
}

int main(int count, char **words) {
  const char *bug = count > 1 ? words[1] : "";
  /* A length that the compiler cannot know. */
  size_t length = (size_t)count * 4;
  char *volatile block = malloc(length);
  memset(block, 0, length);
  int bad = 0;
  if (strcmp(bug, "overrun") == 0) {
    bad = block[length];
  } else if (strcmp(bug, "overflow") == 0) {
    bad = INT_MAX - 1 + count;
  } else if (strcmp(bug, "leak") == 0) {
    block = NULL;
  } else if (strcmp(bug, "race") == 0) {
    pthread_t other;
    pthread_create(&other, NULL, add, NULL);
    add(NULL);
    pthread_join(other, NULL);
    bad = shared;
  }
  printf("@ended %d\n", bad);
  free(block);
  return 0;
}
