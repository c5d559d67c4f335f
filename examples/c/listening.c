/* How an agent listens: the acts found in a contact with why, which turns take up what the other
 * said, and where the contact left the script.
 *
 *   listening CONTACT.json SCRIPT.json
 */
#include <stdio.h>
#include <stdlib.h>

#include "callnorm.h"

/* The whole of a file, to be freed; NULL when it cannot be read. */
static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* bytes = NULL;
  long length = -1;
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0) length = ftell(file);
  if (length >= 0) bytes = (char*)malloc((size_t)length + 1);
  if (bytes != NULL) {
    rewind(file);
    *size = fread(bytes, 1, (size_t)length, file);
  }
  fclose(file);
  return bytes;
}

static int complain(const char* what, const callnorm_error* error) {
  fprintf(stderr, "%s: %s%s%s\n", what, error->message, error->where[0] == '\0' ? "" : " at ",
          error->where);
  return 1;
}

static int show_acts(const callnorm_evaluator* evaluator, const callnorm_contact* contact,
                     callnorm_error* error) {
  callnorm_acts* acts = NULL;
  size_t i;
  if (callnorm_detect(evaluator, contact, &acts, error) != CALLNORM_OK) {
    return complain("detect", error);
  }
  printf("acts\n");
  for (i = 0; i < callnorm_acts_count(acts); ++i) {
    callnorm_act act = CALLNORM_ACT_INIT;
    if (callnorm_acts_get(acts, i, &act, error) != CALLNORM_OK) break;
    printf("  %.2f %s%s%s%s%s", act.score, act.kind, act.type[0] == '\0' ? "" : "/", act.type,
           act.step[0] == '\0' ? "" : " ", act.step);
    if (act.quote != NULL) printf(": %.*s", (int)act.quote_size, act.quote);
    printf("\n");
  }
  i = callnorm_acts_count(acts) - i; /* those that could not be read: none */
  callnorm_acts_destroy(acts);
  return i == 0 ? 0 : complain("act", error);
}

static int show_uptake(const callnorm_evaluator* evaluator, const callnorm_contact* contact,
                       callnorm_error* error) {
  callnorm_uptakes* uptakes = NULL;
  int failed = 0;
  size_t i;
  if (callnorm_uptakes_measure(evaluator, contact, &uptakes, error) != CALLNORM_OK) {
    return complain("uptake", error);
  }
  printf("uptake\n");
  for (i = 0; failed == 0 && i < callnorm_uptakes_count(uptakes); ++i) {
    callnorm_uptake uptake = CALLNORM_UPTAKE_INIT;
    callnorm_turn turn = CALLNORM_TURN_INIT;
    callnorm_uptake_match match = CALLNORM_UPTAKE_MATCH_INIT;
    size_t k;
    if (callnorm_uptakes_get(uptakes, i, &uptake, error) != CALLNORM_OK ||
        callnorm_contact_turn(contact, uptake.turn, &turn, error) != CALLNORM_OK) {
      failed = complain("uptake", error);
      continue;
    }
    printf("  %.2f %s:", uptake.score, turn.speaker);
    for (k = 0; k < uptake.match_count; ++k) {
      if (callnorm_uptakes_match(uptakes, i, k, &match, error) != CALLNORM_OK) break;
      printf(" \"%.*s\"", (int)(match.text_end - match.text_begin), turn.text + match.text_begin);
    }
    printf("\n");
  }
  callnorm_uptakes_destroy(uptakes);
  return failed;
}

static int show_script(const callnorm_evaluation* evaluation, callnorm_error* error) {
  double fitness = 0;
  const size_t count = callnorm_evaluation_move_count(evaluation, &fitness);
  size_t i;
  printf("script: fits %.2f\n", fitness);
  for (i = 0; i < count; ++i) {
    callnorm_move move = CALLNORM_MOVE_INIT;
    if (callnorm_evaluation_move(evaluation, i, &move, error) != CALLNORM_OK) {
      return complain("move", error);
    }
    switch (move.kind) {
      case CALLNORM_MOVE_MATCH: printf("  %s, %s\n", move.step, move.recognised); break;
      case CALLNORM_MOVE_EXTRA: printf("  %s, not in the script here\n", move.step); break;
      default:
        /* A step that would not have been seen is not a step that was left out. */
        printf(
            "  %s, not seen%s\n", move.step,
            (move.flags & CALLNORM_MOVE_ABSENCE_PROVABLE) != 0 ? "" : "; it might not have been");
        break;
    }
  }
  return 0;
}

int main(int argc, char** argv) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  callnorm_contact* contact = NULL;
  callnorm_script* script = NULL;
  callnorm_evaluator* evaluator = NULL;
  callnorm_evaluation* evaluation = NULL;
  char* contact_json = NULL;
  char* script_json = NULL;
  size_t contact_size = 0;
  size_t script_size = 0;
  int failed = 1;

  if (argc != 3) {
    fprintf(stderr, "usage: listening CONTACT.json SCRIPT.json\n");
    return 2;
  }
  contact_json = read_file(argv[1], &contact_size);
  script_json = read_file(argv[2], &script_size);
  if (contact_json == NULL || script_json == NULL) {
    fprintf(stderr, "%s: cannot be read\n", contact_json == NULL ? argv[1] : argv[2]);
  } else if (callnorm_contact_import("auto", contact_json, contact_size, NULL, &contact, &error) !=
             CALLNORM_OK) {
    complain(argv[1], &error);
  } else if (callnorm_script_parse(script_json, script_size, &script, &error) != CALLNORM_OK) {
    complain(argv[2], &error);
  } else if (callnorm_evaluator_create(NULL, script, NULL, &evaluator, &error) != CALLNORM_OK) {
    complain("evaluator", &error);
  } else if (callnorm_evaluate(evaluator, contact, &evaluation, &error) != CALLNORM_OK) {
    complain("evaluate", &error);
  } else {
    failed = show_acts(evaluator, contact, &error) || show_uptake(evaluator, contact, &error) ||
             show_script(evaluation, &error);
  }

  callnorm_evaluation_destroy(evaluation);
  callnorm_evaluator_destroy(evaluator);
  callnorm_script_destroy(script);
  callnorm_contact_destroy(contact);
  free(script_json);
  free(contact_json);
  return failed;
}
