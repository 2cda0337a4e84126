/* A circular, doubly linked list whose links lie in the members. An unlinked link points to itself. */
#ifndef LUM_LIST_H
#define LUM_LIST_H

#include <stdbool.h>
#include <stddef.h>

typedef struct LumLink {
  struct LumLink *next;
  struct LumLink *prev;
} LumLink;

/* The struct of type `Type` whose member `member` is `*link`. */
#define LUM_OWNER(link, Type, member) ((Type *)(void *)((char *)(link)-offsetof(Type, member)))

static inline void lum_link_init(LumLink *link) { link->next = link->prev = link; }

static inline void lum_list_append(LumLink *list, LumLink *link) {
  link->prev = list->prev;
  link->next = list;
  list->prev->next = link;
  list->prev = link;
}

static inline void lum_link_remove(LumLink *link) {
  link->prev->next = link->next;
  link->next->prev = link->prev;
  lum_link_init(link);
}

/* The first link, or null when the list is empty. */
static inline LumLink *lum_list_first(LumLink *list) { return list->next == list ? NULL : list->next; }

/* Walks the list; the body may remove `link` but no other member. */
#define LUM_FOR_EACH(link, list)                                                                     \
  for (LumLink *link = (list)->next, *link##_next = link->next; link != (list);                      \
       link = link##_next, link##_next = link->next)

#endif
