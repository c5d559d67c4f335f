/* A call that lies in tables, not in a file: put together field by field, judged, and read back
 * without JSON. The library takes its memory from a budget of the program's own.
 *
 *   from_rows
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "callnorm.h"

/* As a database might give them. */
static const struct {
  const char* speaker;
  int64_t begin_ms;
  int64_t end_ms;
  const char* text;
} turns[] = {
    {"agent", 0, 2900, "Good morning, Anna speaking, how can I help you?"},
    {"client", 3300, 7400, "Hi, I paid a bill twice and I would like one payment back."},
    {"agent", 7900, 11200, "Do you mean the bill of May or the one of June?"},
    {"client", 11500, 12600, "The one of June."},
    {"agent", 13000, 17400, "So you paid the bill of June two times, and one of them may go back."},
    {"client", 17800, 18500, "Yes, exactly."},
    {"agent", 18900, 21000, "One moment please, I will look it up for you."},
    {"agent", 37000, 43500, "Thank you for waiting. The second payment will be back in a week."},
    {"client", 44000, 47100, "Great. Is there anything I have to do for that?"},
    {"agent", 47600, 55000, "No, nothing at all, it goes back to the account it came from."},
    {"client", 55400, 57000, "All right, thank you."},
    {"agent", 57500, 61000, "You're welcome. Have a nice day, goodbye."},
};
static const struct {
  const char* field;
  const char* value;
  int64_t at_ms;
} edits[] = {{"reason", "paid twice", 14900}, {"refund", "49.90", 33500}};

/* ---- Memory: malloc, counted, with an end to it */

static struct {
  size_t blocks;
  size_t most;
} budget = {0, 2000000};

static void* take(void* user_data, size_t size, size_t alignment) {
  (void)user_data;
  /* A program whose evaluators serve several threads would count with atomics. malloc() gives
   * what any type of C needs, which is all the library asks for; be sure all the same. */
  if (alignment > 16 || budget.blocks >= budget.most) return NULL;
  ++budget.blocks;
  return malloc(size);
}

static void give_back(void* user_data, void* block) {
  (void)user_data;
  --budget.blocks;
  free(block);
}

/* ---- The call */

static int complain(const char* what, const callnorm_error* error) {
  fprintf(stderr, "%s: %s%s%s\n", what, error->message, error->where[0] == '\0' ? "" : " at ",
          error->where);
  return 1;
}

/* Only the last status is looked at: a document that failed once stays failed. */
static callnorm_status put_call(callnorm_document* call, const char** json, size_t* size,
                                callnorm_error* error) {
  size_t i;
  callnorm_document_text(call, "format", "callnorm.contact/1", SIZE_MAX, error);
  callnorm_document_text(call, "id", "call-4711", SIZE_MAX, error);
  callnorm_document_text(call, "channel", "voice", SIZE_MAX, error);
  callnorm_document_text(call, "language", "en", SIZE_MAX, error);
  callnorm_document_list(call, "turns", error);
  for (i = 0; i < sizeof turns / sizeof turns[0]; ++i) {
    callnorm_document_object(call, NULL, error);
    callnorm_document_text(call, "speaker", turns[i].speaker, SIZE_MAX, error);
    callnorm_document_time(call, "start", turns[i].begin_ms, error);
    callnorm_document_time(call, "end", turns[i].end_ms, error);
    callnorm_document_text(call, "text", turns[i].text, SIZE_MAX, error);
    callnorm_document_close(call, error);
  }
  callnorm_document_close(call, error);
  callnorm_document_object(call, "events", error);
  callnorm_document_list(call, "edits", error);
  for (i = 0; i < sizeof edits / sizeof edits[0]; ++i) {
    callnorm_document_object(call, NULL, error);
    callnorm_document_text(call, "field", edits[i].field, SIZE_MAX, error);
    callnorm_document_text(call, "value", edits[i].value, SIZE_MAX, error);
    callnorm_document_time(call, "at", edits[i].at_ms, error);
    callnorm_document_text(call, "how", "typed", SIZE_MAX, error);
    callnorm_document_close(call, error);
  }
  callnorm_document_close(call, error);        /* edits */
  callnorm_document_list(call, "hold", error); /* kept, and empty: the agent never pressed hold */
  callnorm_document_close(call, error);
  callnorm_document_close(call, error); /* events */
  return callnorm_document_json(call, json, size, error);
}

/* ---- The verdicts */

static int show(const callnorm_evaluation* evaluation, callnorm_error* error) {
  callnorm_identity norm = CALLNORM_IDENTITY_INIT;
  callnorm_timeline timeline = CALLNORM_TIMELINE_INIT;
  size_t i;
  if (callnorm_evaluation_norm(evaluation, &norm, error) != CALLNORM_OK ||
      callnorm_evaluation_timeline(evaluation, &timeline, error) != CALLNORM_OK) {
    return complain("evaluation", error);
  }
  printf("judged by %s %s\n", norm.id, norm.version);
  printf("%.1f s, of which the agent spoke %.1f, the client %.1f, and nobody %.1f\n",
         (double)timeline.duration_ms / 1000.0, (double)timeline.agent_talk_ms / 1000.0,
         (double)timeline.client_talk_ms / 1000.0, (double)timeline.silence_ms / 1000.0);
  for (i = 0; i < callnorm_evaluation_indicator_count(evaluation); ++i) {
    callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
    callnorm_evidence evidence = CALLNORM_EVIDENCE_INIT;
    callnorm_why_not why = CALLNORM_WHY_NOT_INIT;
    size_t k;
    if (callnorm_evaluation_indicator(evaluation, i, &indicator, error) != CALLNORM_OK) {
      return complain("indicator", error);
    }
    /* "No occasion" and "cannot tell" are not "failed": this program shows what was seen. */
    if (indicator.verdict != CALLNORM_DEMONSTRATED &&
        indicator.verdict != CALLNORM_NOT_DEMONSTRATED) {
      continue;
    }
    printf("%-8s %s\n", indicator.id, callnorm_verdict_name(indicator.verdict));
    for (k = 0; k < indicator.evidence_count; ++k) {
      if (callnorm_evaluation_evidence(evaluation, i, k, &evidence, error) != CALLNORM_OK) {
        return complain("evidence", error);
      }
      if (evidence.quote == NULL) continue;
      printf("         %s: %.*s\n", evidence.role, (int)evidence.quote_size, evidence.quote);
    }
    if (indicator.verdict == CALLNORM_DEMONSTRATED) continue;
    if (callnorm_evaluation_why_not(evaluation, i, &why, error) != CALLNORM_OK) {
      return complain("why not", error);
    }
    printf("         looked for: %s\n", why.looked_for);
  }
  return 0;
}

int main(void) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  callnorm_allocator allocator = CALLNORM_ALLOCATOR_INIT;
  callnorm_document* call = NULL;
  callnorm_contact* contact = NULL;
  callnorm_evaluator* evaluator = NULL;
  callnorm_evaluation* evaluation = NULL;
  const char* json = NULL;
  size_t size = 0;
  int failed = 1;

  allocator.allocate = take;
  allocator.release = give_back;
  if (callnorm_set_allocator(&allocator, &error) != CALLNORM_OK) { /* before anything else */
    return complain("allocator", &error);
  }
  if (callnorm_document_create(&call, &error) != CALLNORM_OK ||
      put_call(call, &json, &size, &error) != CALLNORM_OK) {
    complain("document", &error);
  } else if (callnorm_contact_import("callnorm", json, size, NULL, &contact, &error) !=
             CALLNORM_OK) {
    complain("contact", &error);
  } else if (callnorm_evaluator_create(NULL, NULL, NULL, &evaluator, &error) != CALLNORM_OK) {
    complain("evaluator", &error);
  } else if (callnorm_evaluate(evaluator, contact, &evaluation, &error) != CALLNORM_OK) {
    complain("evaluate", &error);
  } else {
    failed = show(evaluation, &error);
    printf("%zu blocks of memory in use\n", budget.blocks);
  }

  callnorm_evaluation_destroy(evaluation);
  callnorm_evaluator_destroy(evaluator);
  callnorm_contact_destroy(contact);
  callnorm_document_destroy(call);
  printf("%zu kept until the process ends\n", budget.blocks);
  return failed;
}
