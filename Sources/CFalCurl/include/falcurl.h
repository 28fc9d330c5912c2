// The part of libcurl that falkit uses, loaded when the program runs.
//
// The library is on every machine, its headers are not, and Swift cannot call functions with variable arguments. So this
// declares what is needed itself: libcurl has kept its binary interface since 2006 (libcurl.so.4).
#ifndef FALCURL_H
#define FALCURL_H

#include <stddef.h>
#include <stdint.h>

// Options, infos and codes have the numbers of curl/curl.h and curl/multi.h.

enum {
  FALCURL_OPT_SSLVERSION = 32,
  FALCURL_OPT_NOPROGRESS = 43,
  FALCURL_OPT_NOBODY = 44,
  FALCURL_OPT_UPLOAD = 46,
  FALCURL_OPT_POST = 47,
  FALCURL_OPT_FOLLOWLOCATION = 52,
  FALCURL_OPT_HTTPPROXYTUNNEL = 61,
  FALCURL_OPT_SSL_VERIFYPEER = 64,
  FALCURL_OPT_SSL_VERIFYHOST = 81,
  FALCURL_OPT_HTTP_VERSION = 84,
  FALCURL_OPT_BUFFERSIZE = 98,
  FALCURL_OPT_NOSIGNAL = 99,
  FALCURL_OPT_CONNECT_ONLY = 141,
  FALCURL_OPT_CONNECTTIMEOUT_MS = 156,
  FALCURL_OPT_TCP_KEEPALIVE = 213,
  FALCURL_OPT_SUPPRESS_CONNECT_HEADERS = 265,
  FALCURL_OPT_UPLOAD_BUFFERSIZE = 280,
  FALCURL_OPT_WRITEDATA = 10001,
  FALCURL_OPT_URL = 10002,
  FALCURL_OPT_PROXY = 10004,
  FALCURL_OPT_READDATA = 10009,
  FALCURL_OPT_ERRORBUFFER = 10010,
  FALCURL_OPT_HTTPHEADER = 10023,
  FALCURL_OPT_XFERINFODATA = 10057,
  FALCURL_OPT_HEADERDATA = 10029,
  FALCURL_OPT_CUSTOMREQUEST = 10036,
  FALCURL_OPT_CAINFO = 10065,
  FALCURL_OPT_CAPATH = 10097,
  FALCURL_OPT_ACCEPT_ENCODING = 10102,
  FALCURL_OPT_PRIVATE = 10103,
  FALCURL_OPT_PROTOCOLS_STR = 10318,
  FALCURL_OPT_WRITEFUNCTION = 20011,
  FALCURL_OPT_READFUNCTION = 20012,
  FALCURL_OPT_HEADERFUNCTION = 20079,
  FALCURL_OPT_XFERINFOFUNCTION = 20219,
  FALCURL_OPT_INFILESIZE_LARGE = 30115,
  FALCURL_OPT_POSTFIELDSIZE_LARGE = 30120,
  FALCURL_OPT_CAINFO_BLOB = 40309,

  FALCURL_HTTP_VERSION_1_1 = 2,
  FALCURL_HTTP_VERSION_2TLS = 4,

  FALCURL_SSLVERSION_TLSV1_2 = 6,

  FALCURL_MULTI_OPT_MAXCONNECTS = 6,

  FALCURL_INFO_REQUEST_SIZE = 0x200000 + 12,
  FALCURL_INFO_HTTP_CONNECTCODE = 0x200000 + 22,
  FALCURL_INFO_ACTIVESOCKET = 0x500000 + 44,

  FALCURL_PAUSE_CONT = 0,
  FALCURL_WRITEFUNC_PAUSE = 0x10000001,
  FALCURL_READFUNC_ABORT = 0x10000000,
  FALCURL_READFUNC_PAUSE = 0x10000001,

  FALCURL_ERROR_SIZE = 256,
};

// What came of a transfer.
enum {
  FALCURL_OK = 0,
  FALCURL_UNSUPPORTED_PROTOCOL = 1,
  FALCURL_URL_MALFORMAT = 3,
  FALCURL_COULDNT_RESOLVE_PROXY = 5,
  FALCURL_COULDNT_RESOLVE_HOST = 6,
  FALCURL_COULDNT_CONNECT = 7,
  FALCURL_WEIRD_SERVER_REPLY = 8,
  FALCURL_OPERATION_TIMEDOUT = 28,
  FALCURL_SSL_CONNECT_ERROR = 35,
  FALCURL_ABORTED_BY_CALLBACK = 42,
  FALCURL_SSL_CERTPROBLEM = 58,
  FALCURL_SSL_CIPHER = 59,
  FALCURL_PEER_FAILED_VERIFICATION = 60,
  FALCURL_SSL_CACERT_BADFILE = 77,
  FALCURL_AGAIN = 81,
  FALCURL_SSL_ISSUER_ERROR = 83,
  FALCURL_SSL_PINNEDPUBKEYNOTMATCH = 90,
  FALCURL_SSL_INVALIDCERTSTATUS = 91,
};

typedef size_t (*falcurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
// Anything but 0 ends what is going on.
typedef int (*falcurl_progress_callback)(void *context, int64_t total, int64_t now, int64_t uploadTotal, int64_t uploadNow);

// Loads the library. Gives NULL, or a sentence that says what is wrong; the same on every call, from any thread.
const char *falcurl_load(void);

// Everything below may only be called after falcurl_load has given NULL.

const char *falcurl_version(void);

void *falcurl_easy_init(void);
void falcurl_easy_cleanup(void *easy);
void falcurl_easy_reset(void *easy);
int falcurl_easy_set_long(void *easy, int option, long value);
int falcurl_easy_set_offset(void *easy, int option, int64_t value);
int falcurl_easy_set_string(void *easy, int option, const char *value);
int falcurl_easy_set_pointer(void *easy, int option, void *value);
// The bytes are copied.
int falcurl_easy_set_blob(void *easy, int option, const void *bytes, size_t length);
int falcurl_easy_set_callback(void *easy, int option, falcurl_data_callback callback);
int falcurl_easy_set_progress_callback(void *easy, falcurl_progress_callback callback);
long falcurl_easy_get_long(void *easy, int info);
// Waits until it is done; with FALCURL_OPT_CONNECT_ONLY until there is a connection.
int falcurl_easy_perform(void *easy);
// The socket of a connection, or -1.
int falcurl_easy_socket(void *easy);
// Send and receive on a connection, without waiting: FALCURL_AGAIN when it would be needed.
int falcurl_easy_send(void *easy, const void *bytes, size_t length, size_t *sent);
int falcurl_easy_receive(void *easy, void *bytes, size_t length, size_t *received);
int falcurl_easy_pause(void *easy, int mask);
const char *falcurl_easy_strerror(int code);

void *falcurl_list_append(void *list, const char *text);
void falcurl_list_free(void *list);

void *falcurl_multi_init(void);
void falcurl_multi_cleanup(void *multi);
int falcurl_multi_set_long(void *multi, int option, long value);
int falcurl_multi_add(void *multi, void *easy);
int falcurl_multi_remove(void *multi, void *easy);
int falcurl_multi_perform(void *multi);
int falcurl_multi_poll(void *multi, int milliseconds);
int falcurl_multi_wakeup(void *multi);
// Gives the next transfer that has ended, with its code, or NULL.
void *falcurl_multi_next_done(void *multi, int *code);

#endif
