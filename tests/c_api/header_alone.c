/* callnorm.h alone, twice, in every language mode the tests name; each initialiser must set all
 * fields. */
#include "callnorm.h"

extern const callnorm_error test_error;
extern const callnorm_buffer test_buffer;
extern const callnorm_turn test_turn;
extern const callnorm_evaluator_options test_options;
extern const callnorm_indicator test_indicator;
extern const callnorm_measure test_measure;
extern const callnorm_parameter test_parameter;
extern const callnorm_evidence test_evidence;
extern const callnorm_act test_act;
extern const callnorm_embedder test_embedder;
extern const callnorm_uptake test_uptake;
extern const callnorm_expected_step test_expected_step;
extern const callnorm_silence test_silence;
extern const callnorm_why_not test_why_not;
extern const callnorm_condition test_condition;
extern const callnorm_move test_move;
extern const callnorm_allocator test_allocator;
extern const callnorm_identity test_identity;
extern const callnorm_timeline test_timeline;
extern const callnorm_indicator_text test_indicator_text;
extern const callnorm_uptake_match test_uptake_match;

const callnorm_error test_error = CALLNORM_ERROR_INIT;
const callnorm_buffer test_buffer = CALLNORM_BUFFER_INIT;
const callnorm_turn test_turn = CALLNORM_TURN_INIT;
const callnorm_evaluator_options test_options = CALLNORM_EVALUATOR_OPTIONS_INIT;
const callnorm_indicator test_indicator = CALLNORM_INDICATOR_INIT;
const callnorm_measure test_measure = CALLNORM_MEASURE_INIT;
const callnorm_parameter test_parameter = CALLNORM_PARAMETER_INIT;
const callnorm_evidence test_evidence = CALLNORM_EVIDENCE_INIT;
const callnorm_act test_act = CALLNORM_ACT_INIT;
const callnorm_embedder test_embedder = CALLNORM_EMBEDDER_INIT;
const callnorm_uptake test_uptake = CALLNORM_UPTAKE_INIT;
const callnorm_expected_step test_expected_step = CALLNORM_EXPECTED_STEP_INIT;
const callnorm_silence test_silence = CALLNORM_SILENCE_INIT;
const callnorm_why_not test_why_not = CALLNORM_WHY_NOT_INIT;
const callnorm_condition test_condition = CALLNORM_CONDITION_INIT;
const callnorm_move test_move = CALLNORM_MOVE_INIT;
const callnorm_allocator test_allocator = CALLNORM_ALLOCATOR_INIT;
const callnorm_identity test_identity = CALLNORM_IDENTITY_INIT;
const callnorm_timeline test_timeline = CALLNORM_TIMELINE_INIT;
const callnorm_indicator_text test_indicator_text = CALLNORM_INDICATOR_TEXT_INIT;
const callnorm_uptake_match test_uptake_match = CALLNORM_UPTAKE_MATCH_INIT;

#if CALLNORM_MAKE_VERSION(1, 2, 3) != 1002003
#error "CALLNORM_MAKE_VERSION is usable by the preprocessor"
#endif
