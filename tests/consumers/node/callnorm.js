// What this program uses of the shared library: its structs, its functions, its errors.
import koffi from 'koffi';

const LIBRARY = 'libcallnorm.so.0';
const OK = 0;

export const FINDING_CONFIRMED = 2;

export class Failure extends Error {
  constructor(message, where) {
    super(`${message} (${where})`);
  }
}

const CallnormError = koffi.struct('callnorm_error', {
  struct_size: 'uint32_t',
  status: 'int32_t',
  where: koffi.array('char', 120),
  message: koffi.array('char', 512),
});

const CallnormBuffer = koffi.struct('callnorm_buffer', {
  struct_size: 'uint32_t',
  reserved: 'uint32_t',
  data: 'void *',
  size: 'size_t',
});

for (const name of [
  'act',
  'contact',
  'evaluation',
  'evaluator',
  'evaluator_options',
  'live',
  'norm',
  'script',
]) {
  koffi.opaque(`callnorm_${name}`);
}

const FindingFn = koffi.proto(
  'int32_t callnorm_finding_fn(void *user_data, int32_t finding, const callnorm_act *act)',
);

/** Keeps a finding callback callable until koffi.unregister(), which `unregister` is. */
export const register = (callback) => koffi.register(callback, koffi.pointer(FindingFn));
export const unregister = koffi.unregister;

/** The functions of the library. */
export function loadCallnorm() {
  try {
    return functionsOf(koffi.load(LIBRARY));
  } catch (failure) {
    throw new Failure(failure.message, LIBRARY);
  }
}

function functionsOf(library) {
  // A function that returns a status and takes a callnorm_error last, as one that throws instead.
  function checked(name, parameters) {
    const call = library.func(
      `int32_t callnorm_${name}(${parameters}, _Inout_ callnorm_error *error)`,
    );
    return (...values) => {
      const error = {
        struct_size: koffi.sizeof(CallnormError),
        status: OK,
        where: '',
        message: '',
      };
      if (call(...values, error) !== OK) throw new Failure(error.message, error.where);
    };
  }

  // A function whose last parameter but the error is a new handle, as one that returns the handle.
  function maker(name, handle, parameters) {
    const call = checked(name, `${parameters}, _Out_ ${handle} **out`);
    return (...values) => {
      const out = [null];
      call(...values, out);
      return out[0];
    };
  }

  const evaluationToJson = checked(
    'evaluation_to_json',
    'const callnorm_evaluation *evaluation, int32_t indent, _Inout_ callnorm_buffer *out',
  );
  const disposeBuffer = library.func(
    'void callnorm_buffer_dispose(_Inout_ callnorm_buffer *buffer)',
  );

  return {
    createEvaluator: maker(
      'evaluator_create',
      'callnorm_evaluator',
      'const callnorm_norm *norm, const callnorm_script *script, ' +
        'const callnorm_evaluator_options *options',
    ),
    importContact: maker(
      'contact_import',
      'callnorm_contact',
      'const char *format, const uint8_t *data, size_t data_size, const char *id',
    ),
    evaluate: maker(
      'evaluate',
      'callnorm_evaluation',
      'const callnorm_evaluator *evaluator, const callnorm_contact *contact',
    ),
    createLive: maker(
      'live_create',
      'callnorm_live',
      'const callnorm_evaluator *evaluator, const uint8_t *begun, size_t begun_size, ' +
        'callnorm_finding_fn *on_finding, void *user_data',
    ),
    pushJson: checked(
      'live_push_json',
      'callnorm_live *live, const uint8_t *json, size_t json_size',
    ),
    finishLive: maker('live_finish', 'callnorm_evaluation', 'callnorm_live *live'),

    /** The evaluation's JSON, on one line, as the bytes the library wrote. */
    toJson(evaluation) {
      const buffer = {
        struct_size: koffi.sizeof(CallnormBuffer),
        reserved: 0,
        data: null,
        size: 0,
      };
      evaluationToJson(evaluation, 0, buffer);
      try {
        return koffi.decode(buffer.data, koffi.array('uint8_t', Number(buffer.size), 'Typed'));
      } finally {
        disposeBuffer(buffer);
      }
    },

    destroyContact: library.func('void callnorm_contact_destroy(callnorm_contact *contact)'),
    destroyEvaluator: library.func(
      'void callnorm_evaluator_destroy(callnorm_evaluator *evaluator)',
    ),
    destroyEvaluation: library.func(
      'void callnorm_evaluation_destroy(callnorm_evaluation *evaluation)',
    ),
    destroyLive: library.func('void callnorm_live_destroy(callnorm_live *live)'),
  };
}
