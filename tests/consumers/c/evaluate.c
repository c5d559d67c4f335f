/* Judges one contact by the default norm and prints the evaluation as JSON.
 *
 *   evaluate CONTACT.json
 *   evaluate BEGUN.json live [PART.json ...]
 *
 * With `live` the contact begins as BEGUN.json says, each PART.json is pushed in turn, and the
 * number of confirmed findings goes to standard error.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "callnorm.h"

static const char usage[] =
    "usage: evaluate CONTACT.json | evaluate BEGUN.json live [PART.json ...]";

/* Fills in an error of this program's own, where the library has none. Returns 0: it failed. */
static int fail(callnorm_error* error, const char* message, const char* where) {
  snprintf(error->message, sizeof error->message, "%s", message);
  snprintf(error->where, sizeof error->where, "%s", where);
  return 0;
}

/* The whole of a file, to be freed; NULL when it cannot be read. */
static char* read_file(const char* path, size_t* size, callnorm_error* error) {
  size_t capacity = 65536;
  char* bytes = NULL;
  FILE* file = fopen(path, "rb");
  *size = 0;
  if (file == NULL) {
    fail(error, strerror(errno), path);
    return NULL;
  }
  for (;;) {
    char* larger = realloc(bytes, capacity);
    if (larger == NULL) break;
    bytes = larger;
    *size += fread(bytes + *size, 1, capacity - *size, file);
    if (ferror(file)) break;
    if (*size < capacity) {
      fclose(file);
      return bytes;
    }
    capacity *= 2;
  }
  fail(error, strerror(errno), path);
  fclose(file);
  free(bytes);
  return NULL;
}

/* Prints the evaluation's JSON; returns 0 when that failed, as all functions below do. */
static int print_json(const callnorm_evaluation* evaluation, callnorm_error* error) {
  callnorm_buffer json = CALLNORM_BUFFER_INIT;
  int done;
  if (callnorm_evaluation_to_json(evaluation, 0, &json, error) != CALLNORM_OK) return 0;
  done = fwrite(json.data, 1, json.size, stdout) == json.size && putchar('\n') != EOF &&
         fflush(stdout) == 0;
  if (!done) fail(error, strerror(errno), "standard output");
  callnorm_buffer_dispose(&json);
  return done;
}

static int evaluate(const callnorm_evaluator* evaluator, const char* bytes, size_t size,
                    callnorm_error* error) {
  callnorm_contact* contact = NULL;
  callnorm_evaluation* evaluation = NULL;
  const int done =
      callnorm_contact_import("callnorm", bytes, size, NULL, &contact, error) == CALLNORM_OK &&
      callnorm_evaluate(evaluator, contact, &evaluation, error) == CALLNORM_OK &&
      print_json(evaluation, error);
  callnorm_evaluation_destroy(evaluation);
  callnorm_contact_destroy(contact);
  return done;
}

static int32_t count_confirmed(void* user_data, int32_t finding, const callnorm_act* act) {
  size_t* confirmed = user_data;
  (void)act;
  if (finding == CALLNORM_FINDING_CONFIRMED) ++*confirmed;
  return 0;
}

static int push_file(callnorm_live* live, const char* path, callnorm_error* error) {
  size_t size;
  char* bytes = read_file(path, &size, error);
  const int done =
      bytes != NULL && callnorm_live_push_json(live, bytes, size, error) == CALLNORM_OK;
  free(bytes);
  return done;
}

static int push_files(callnorm_live* live, char** paths, callnorm_error* error) {
  for (; *paths != NULL; ++paths) {
    if (!push_file(live, *paths, error)) return 0;
  }
  return 1;
}

/* `parts` are the paths of what to push, with a NULL behind the last. */
static int evaluate_live(const callnorm_evaluator* evaluator, const char* begun, size_t size,
                         char** parts, callnorm_error* error) {
  size_t confirmed = 0;
  callnorm_live* live = NULL;
  callnorm_evaluation* evaluation = NULL;
  const int done = callnorm_live_create(evaluator, begun, size, count_confirmed, &confirmed, &live,
                                        error) == CALLNORM_OK &&
                   push_files(live, parts, error) &&
                   callnorm_live_finish(live, &evaluation, error) == CALLNORM_OK &&
                   print_json(evaluation, error);
  if (done) fprintf(stderr, "confirmed: %zu\n", confirmed);
  callnorm_evaluation_destroy(evaluation);
  callnorm_live_destroy(live);
  return done;
}

static int run(int argc, char** argv, callnorm_error* error) {
  const int live = argc >= 3 && strcmp(argv[2], "live") == 0;
  callnorm_evaluator* evaluator = NULL;
  char* bytes;
  size_t size;
  int done;
  if (argc != 2 && !live) return fail(error, usage, "arguments");
  bytes = read_file(argv[1], &size, error);
  if (bytes == NULL) return 0;
  done = callnorm_evaluator_create(NULL, NULL, NULL, &evaluator, error) == CALLNORM_OK &&
         (live ? evaluate_live(evaluator, bytes, size, argv + 3, error)
               : evaluate(evaluator, bytes, size, error));
  callnorm_evaluator_destroy(evaluator);
  free(bytes);
  return done;
}

int main(int argc, char** argv) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  if (run(argc, argv, &error)) return EXIT_SUCCESS;
  fprintf(stderr, "error: %s (%s)\n", error.message, error.where);
  return EXIT_FAILURE;
}
