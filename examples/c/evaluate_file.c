/* Judges one contact by the default norm and prints each indicator with its verdict, the measure
 * that decided and the first words it rests on.
 *
 *   evaluate_file CONTACT.json [SCRIPT.json]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "callnorm.h"

/* The whole of a file, to be freed; NULL when it cannot be read. */
static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* bytes = NULL;
  size_t capacity = 0;
  *size = 0;
  if (file == NULL) return NULL;
  for (;;) {
    if (*size == capacity) {
      char* larger;
      capacity = capacity == 0 ? 65536 : capacity * 2;
      larger = (char*)realloc(bytes, capacity);
      if (larger == NULL) break;
      bytes = larger;
    }
    *size += fread(bytes + *size, 1, capacity - *size, file);
    if (*size < capacity) {
      if (ferror(file)) break;
      fclose(file);
      return bytes;
    }
  }
  fclose(file);
  free(bytes);
  return NULL;
}

/* Says what went wrong; returns 1 so that callers can add it up. */
static int complain(const char* what, const callnorm_error* error) {
  fprintf(stderr, "%s: %s: %s%s%s\n", what, callnorm_status_name(error->status), error->message,
          error->where[0] == '\0' ? "" : " at ", error->where);
  return 1;
}

static callnorm_script* load_script(const char* path, callnorm_error* error) {
  callnorm_script* script = NULL;
  size_t size = 0;
  size_t i;
  char* json = read_file(path, &size);
  if (json == NULL) {
    fprintf(stderr, "%s: cannot be read\n", path);
    return NULL;
  }
  if (callnorm_script_parse(json, size, &script, error) != CALLNORM_OK) complain(path, error);
  free(json);
  for (i = 0; i < callnorm_script_warning_count(script); ++i) {
    fprintf(stderr, "%s: %s\n", path, callnorm_script_warning(script, i));
  }
  return script;
}

static callnorm_contact* load_contact(const char* path, callnorm_error* error) {
  callnorm_contact* contact = NULL;
  size_t size = 0;
  char* json = read_file(path, &size);
  if (json == NULL) {
    fprintf(stderr, "%s: cannot be read\n", path);
    return NULL;
  }
  if (callnorm_contact_import("auto", json, size, NULL, &contact, error) != CALLNORM_OK) {
    complain(path, error);
  }
  free(json);
  return contact;
}

static int print_deciding(const callnorm_evaluation* evaluation, size_t index,
                          const callnorm_indicator* indicator, callnorm_error* error) {
  callnorm_measure measure = CALLNORM_MEASURE_INIT;
  if (indicator->deciding_measure_index == CALLNORM_NOT_FOUND) return 0;
  if (callnorm_evaluation_measure(evaluation, index, indicator->deciding_measure_index, &measure,
                                  error) != CALLNORM_OK) {
    return complain(indicator->id, error);
  }
  printf("    %s = ", measure.name);
  switch (measure.kind) {
    case CALLNORM_MEASURE_BOOLEAN: printf("%s", measure.integer ? "true" : "false"); break;
    case CALLNORM_MEASURE_INTEGER: printf("%" PRId64, measure.integer); break;
    case CALLNORM_MEASURE_NUMBER: printf("%g", measure.number); break;
    default: printf("undefined"); break;
  }
  printf(", limit %s %g%s%s\n", indicator->deciding_relation, indicator->deciding_limit,
         indicator->deciding_parameter[0] == '\0' ? "" : " ", indicator->deciding_parameter);
  return 0;
}

static int print_first_quote(const callnorm_evaluation* evaluation, size_t index,
                             const callnorm_indicator* indicator, callnorm_error* error) {
  size_t i;
  for (i = 0; i < indicator->evidence_count; ++i) {
    callnorm_evidence evidence = CALLNORM_EVIDENCE_INIT;
    if (callnorm_evaluation_evidence(evaluation, index, i, &evidence, error) != CALLNORM_OK) {
      return complain(indicator->id, error);
    }
    if (evidence.quote == NULL) continue;
    printf("    %s in turn %" PRId64 ": \"", evidence.role, evidence.turn);
    fwrite(evidence.quote, 1, evidence.quote_size, stdout);
    printf("\"\n");
    break;
  }
  return 0;
}

static int print_evaluation(const callnorm_evaluation* evaluation, callnorm_error* error) {
  const size_t count = callnorm_evaluation_indicator_count(evaluation);
  int failures = 0;
  size_t i;
  for (i = 0; i < count; ++i) {
    callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
    if (callnorm_evaluation_indicator(evaluation, i, &indicator, error) != CALLNORM_OK) {
      failures += complain("evaluation", error);
      continue;
    }
    printf("%s  %s  %s\n", indicator.id, callnorm_verdict_name(indicator.verdict),
           indicator.reason);
    failures += print_deciding(evaluation, i, &indicator, error);
    failures += print_first_quote(evaluation, i, &indicator, error);
  }
  return failures;
}

int main(int argc, char** argv) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  callnorm_script* script = NULL;
  callnorm_contact* contact = NULL;
  callnorm_evaluator* evaluator = NULL;
  callnorm_evaluation* evaluation = NULL;
  int failures = 0;

  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: evaluate_file CONTACT.json [SCRIPT.json]\n");
    return 2;
  }
  contact = load_contact(argv[1], &error);
  if (contact == NULL) ++failures;
  if (argc == 3) {
    script = load_script(argv[2], &error);
    if (script == NULL) ++failures;
  }
  if (failures == 0) {
    if (callnorm_evaluator_create(NULL, script, NULL, &evaluator, &error) != CALLNORM_OK) {
      failures += complain("evaluator", &error);
    } else if (callnorm_evaluate(evaluator, contact, &evaluation, &error) != CALLNORM_OK) {
      failures += complain(argv[1], &error);
    } else {
      failures += print_evaluation(evaluation, &error);
    }
  }
  callnorm_script_destroy(script);
  callnorm_contact_destroy(contact);
  callnorm_evaluator_destroy(evaluator);
  callnorm_evaluation_destroy(evaluation);
  return failures == 0 ? 0 : 1;
}
