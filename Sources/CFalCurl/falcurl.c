#include "falcurl.h"

#if defined(__linux__)

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// curl_multi_poll, curl_multi_wakeup: 7.68. CURLOPT_PROTOCOLS_STR: 7.85; older libraries refuse it, which is harmless,
// because addresses are checked before.
#define OLDEST_MAJOR 7
#define OLDEST_MINOR 68

typedef struct {
  int message;
  void *easy;
  union {
    void *whatever;
    int code;
  } data;
} message;

enum { MESSAGE_DONE = 1, GLOBAL_ALL = 3 };

static int (*global_init)(long);
static char *(*version)(void);
static void *(*easy_init)(void);
static void (*easy_cleanup)(void *);
static void (*easy_reset)(void *);
static int (*easy_setopt)(void *, int, ...);
static int (*easy_getinfo)(void *, int, ...);
static int (*easy_pause)(void *, int);
static int (*easy_perform)(void *);
static int (*easy_send)(void *, const void *, size_t, size_t *);
static int (*easy_recv)(void *, void *, size_t, size_t *);
static const char *(*easy_strerror)(int);
static void *(*slist_append)(void *, const char *);
static void (*slist_free_all)(void *);
static void *(*multi_init)(void);
static int (*multi_cleanup)(void *);
static int (*multi_setopt)(void *, int, ...);
static int (*multi_add_handle)(void *, void *);
static int (*multi_remove_handle)(void *, void *);
static int (*multi_perform)(void *, int *);
static int (*multi_poll)(void *, void *, unsigned int, int, int *);
static int (*multi_wakeup)(void *);
static message *(*multi_info_read)(void *, int *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *failure;

static void load(void) {
  static char text[256];
  // The second name is that of Debian's build with another TLS library, which has the same interface.
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof names / sizeof *names; i++) {
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (library == NULL) {
    failure = "libcurl is not installed; install the package libcurl4 (Debian, Ubuntu) or libcurl (Fedora, Alpine)";
    return;
  }
  struct {
    void **function;
    const char *name;
  } const functions[] = {
      {(void **)&global_init, "curl_global_init"},
      {(void **)&version, "curl_version"},
      {(void **)&easy_init, "curl_easy_init"},
      {(void **)&easy_cleanup, "curl_easy_cleanup"},
      {(void **)&easy_reset, "curl_easy_reset"},
      {(void **)&easy_setopt, "curl_easy_setopt"},
      {(void **)&easy_getinfo, "curl_easy_getinfo"},
      {(void **)&easy_pause, "curl_easy_pause"},
      {(void **)&easy_perform, "curl_easy_perform"},
      {(void **)&easy_send, "curl_easy_send"},
      {(void **)&easy_recv, "curl_easy_recv"},
      {(void **)&easy_strerror, "curl_easy_strerror"},
      {(void **)&slist_append, "curl_slist_append"},
      {(void **)&slist_free_all, "curl_slist_free_all"},
      {(void **)&multi_init, "curl_multi_init"},
      {(void **)&multi_cleanup, "curl_multi_cleanup"},
      {(void **)&multi_setopt, "curl_multi_setopt"},
      {(void **)&multi_add_handle, "curl_multi_add_handle"},
      {(void **)&multi_remove_handle, "curl_multi_remove_handle"},
      {(void **)&multi_perform, "curl_multi_perform"},
      {(void **)&multi_poll, "curl_multi_poll"},
      {(void **)&multi_wakeup, "curl_multi_wakeup"},
      {(void **)&multi_info_read, "curl_multi_info_read"},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    *functions[i].function = dlsym(library, functions[i].name);
    if (*functions[i].function == NULL) {
      snprintf(text, sizeof text, "libcurl is too old: it lacks %s; version %d.%d or newer is needed", functions[i].name,
               OLDEST_MAJOR, OLDEST_MINOR);
      failure = text;
      return;
    }
  }
  if (global_init(GLOBAL_ALL) != 0) failure = "libcurl could not be set up";
}

const char *falcurl_load(void) {
  pthread_once(&once, load);
  return failure;
}

const char *falcurl_version(void) { return version(); }

void *falcurl_easy_init(void) { return easy_init(); }

void falcurl_easy_cleanup(void *easy) { easy_cleanup(easy); }

void falcurl_easy_reset(void *easy) { easy_reset(easy); }

int falcurl_easy_set_long(void *easy, int option, long value) { return easy_setopt(easy, option, value); }

int falcurl_easy_set_offset(void *easy, int option, int64_t value) { return easy_setopt(easy, option, value); }

int falcurl_easy_set_string(void *easy, int option, const char *value) { return easy_setopt(easy, option, value); }

int falcurl_easy_set_pointer(void *easy, int option, void *value) { return easy_setopt(easy, option, value); }

int falcurl_easy_set_blob(void *easy, int option, const void *bytes, size_t length) {
  struct {
    const void *data;
    size_t length;
    unsigned int flags;
  } blob = {bytes, length, 1 /* copy */};
  return easy_setopt(easy, option, &blob);
}

int falcurl_easy_set_callback(void *easy, int option, falcurl_data_callback callback) {
  return easy_setopt(easy, option, callback);
}

long falcurl_easy_get_long(void *easy, int info) {
  long value = 0;
  return easy_getinfo(easy, info, &value) == 0 ? value : 0;
}

int falcurl_easy_set_progress_callback(void *easy, falcurl_progress_callback callback) {
  return easy_setopt(easy, FALCURL_OPT_XFERINFOFUNCTION, callback);
}

int falcurl_easy_perform(void *easy) { return easy_perform(easy); }

int falcurl_easy_socket(void *easy) {
  int number = -1;
  return easy_getinfo(easy, FALCURL_INFO_ACTIVESOCKET, &number) == 0 ? number : -1;
}

int falcurl_easy_send(void *easy, const void *bytes, size_t length, size_t *sent) {
  return easy_send(easy, bytes, length, sent);
}

int falcurl_easy_receive(void *easy, void *bytes, size_t length, size_t *received) {
  return easy_recv(easy, bytes, length, received);
}

int falcurl_easy_pause(void *easy, int mask) { return easy_pause(easy, mask); }

const char *falcurl_easy_strerror(int code) { return easy_strerror(code); }

void *falcurl_list_append(void *list, const char *text) { return slist_append(list, text); }

void falcurl_list_free(void *list) { slist_free_all(list); }

void *falcurl_multi_init(void) { return multi_init(); }

void falcurl_multi_cleanup(void *multi) { multi_cleanup(multi); }

int falcurl_multi_set_long(void *multi, int option, long value) { return multi_setopt(multi, option, value); }

int falcurl_multi_add(void *multi, void *easy) { return multi_add_handle(multi, easy); }

int falcurl_multi_remove(void *multi, void *easy) { return multi_remove_handle(multi, easy); }

int falcurl_multi_perform(void *multi) {
  int running = 0;
  return multi_perform(multi, &running);
}

int falcurl_multi_poll(void *multi, int milliseconds) { return multi_poll(multi, NULL, 0, milliseconds, NULL); }

int falcurl_multi_wakeup(void *multi) { return multi_wakeup(multi); }

void *falcurl_multi_next_done(void *multi, int *code) {
  int left = 0;
  for (message *next = multi_info_read(multi, &left); next != NULL; next = multi_info_read(multi, &left)) {
    if (next->message == MESSAGE_DONE) {
      *code = next->data.code;
      return next->easy;
    }
  }
  return NULL;
}

#endif
