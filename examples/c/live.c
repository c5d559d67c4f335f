/* A call judged while it goes on: what was found in each turn, what the script expects next, how
 * long it is silent; in the end the verdicts of the whole call.
 *
 *   live CONTACT.json SCRIPT.json
 *
 * A real program would push turns as a recogniser gives them; here they come from a contact that
 * was recorded before.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Acts and steps as they are seen. Confirmed ones were told before, so they are not shown here. */
static int32_t on_finding(void* user_data, int32_t finding, const callnorm_act* act) {
  size_t* told = (size_t*)user_data;
  ++*told;
  if (finding == CALLNORM_FINDING_CONFIRMED) return 0;
  printf("    %s %s%s%s", finding == CALLNORM_FINDING_WITHDRAWN ? "no:" : "seen:", act->kind,
         act->step[0] == '\0' ? "" : " ", act->step);
  if (act->quote != NULL) printf(": %.*s", (int)act->quote_size, act->quote);
  printf("\n");
  return 0;
}

/* The first step that is needed next. */
static void show_next(callnorm_live* live) {
  size_t count = 0;
  callnorm_expected_step step = CALLNORM_EXPECTED_STEP_INIT;
  if (callnorm_live_expected_count(live, &count, NULL, NULL) != CALLNORM_OK || count == 0) return;
  if (callnorm_live_expected(live, 0, &step, NULL) != CALLNORM_OK) return;
  if ((step.flags & CALLNORM_EXPECTED_NEEDED) == 0) return;
  printf("    next: %s%s%s\n", step.step, step.wording[0] == '\0' ? "" : " - ", step.wording);
}

static int push_turns(callnorm_live* live, const callnorm_contact* contact, callnorm_error* error) {
  size_t i;
  for (i = 0; i < callnorm_contact_turn_count(contact); ++i) {
    callnorm_turn turn = CALLNORM_TURN_INIT;
    callnorm_silence silence = CALLNORM_SILENCE_INIT;
    if (callnorm_contact_turn(contact, i, &turn, error) != CALLNORM_OK) {
      return complain("turn", error);
    }
    /* How long it was silent when this turn began. */
    if (callnorm_live_silence(live, turn.time_begin_ms, &silence, error) != CALLNORM_OK) {
      return complain("silence", error);
    }
    if (silence.counted_ms > 0) {
      printf("    %.1f s of silence count\n", (double)silence.counted_ms / 1000.0);
    }
    printf("%s: %s\n", turn.speaker, turn.text);
    if (callnorm_live_push_turn(live, &turn, error) != CALLNORM_OK) return complain("push", error);
    if (strcmp(turn.speaker, "agent") == 0) show_next(live);
  }
  return 0;
}

static int show_verdicts(const callnorm_evaluation* evaluation, callnorm_error* error) {
  size_t i;
  for (i = 0; i < callnorm_evaluation_indicator_count(evaluation); ++i) {
    callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
    if (callnorm_evaluation_indicator(evaluation, i, &indicator, error) != CALLNORM_OK) {
      return complain("indicator", error);
    }
    printf("%-8s %-22s %s\n", indicator.id, callnorm_verdict_name(indicator.verdict),
           indicator.reason);
  }
  return 0;
}

int main(int argc, char** argv) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  callnorm_contact* contact = NULL;
  callnorm_script* script = NULL;
  callnorm_evaluator* evaluator = NULL;
  callnorm_live* live = NULL;
  callnorm_evaluation* evaluation = NULL;
  char* contact_json = NULL;
  char* script_json = NULL;
  size_t contact_size = 0;
  size_t script_size = 0;
  size_t told = 0;
  int failed = 1;

  if (argc != 3) {
    fprintf(stderr, "usage: live CONTACT.json SCRIPT.json\n");
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
  } else if (callnorm_live_create(evaluator, NULL, 0, on_finding, &told, &live, &error) !=
             CALLNORM_OK) {
    complain("live", &error);
  } else if (push_turns(live, contact, &error) == 0) {
    if (callnorm_live_finish(live, &evaluation, &error) != CALLNORM_OK) {
      complain("finish", &error);
    } else {
      printf("\n%zu findings told\n", told);
      failed = show_verdicts(evaluation, &error);
    }
  }

  callnorm_evaluation_destroy(evaluation);
  callnorm_live_destroy(live);
  callnorm_evaluator_destroy(evaluator);
  callnorm_script_destroy(script);
  callnorm_contact_destroy(contact);
  free(script_json);
  free(contact_json);
  return failed;
}
