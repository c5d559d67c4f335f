/*
 * callnorm.h - the C interface of callnorm: judge a call-centre contact against a professional
 * competence norm and read back every verdict with its evidence.
 *
 * This is the only binary interface that is kept stable. Conventions, without exception:
 *
 *   Status     A function that can fail returns callnorm_status and takes a callnorm_error last.
 *              On failure its out parameters are untouched and `error`, when not NULL, says why;
 *              on success `error` is untouched, so one may serve many calls. A required
 *              pointer that is NULL is CALLNORM_INVALID_ARGUMENT. Any function that returns a
 *              status may also return CALLNORM_OUT_OF_MEMORY; its documentation does not repeat
 *              that.
 *   Handles    Opaque. callnorm_X_destroy() releases one and accepts NULL. A handle keeps what it
 *              was made from alive, so handles may be destroyed in any order.
 *   Strings    In: UTF-8 bytes and a size, no terminator needed (with size 0 the pointer may be
 *              anything); ids and names: terminated. Both are copied. Out: borrowed and
 *              terminated, valid until the handle they came from is destroyed, "" when there is
 *              nothing to say; or a callnorm_buffer, released with callnorm_buffer_dispose(). A
 *              borrowed string is NULL only where this file says so.
 *   Structs    Start with struct_size. Set them up with CALLNORM_X_INIT before every first use.
 *              The library reads and writes at most struct_size bytes, so programs and libraries
 *              of different age meet safely. Fields are only ever appended, and zero in a new field
 *              means what the library did before it. No struct has padding on 64-bit systems.
 *   Lists      A function that takes an index and returns a string returns NULL past the end.
 *   Units      Times are whole milliseconds from the contact's own zero, usually its connect.
 *              Positions in text are bytes of UTF-8, always between code points. Ranges are
 *              half-open: [begin, end).
 *   Threads    norm, script, contact, evaluator, evaluation and acts never change once made: any
 *              number of threads may use one at once, as long as none destroys it. A document and a
 *              live evaluation belong to one thread at a time. There is no other state but the
 *              allocator, and what saves time on a thread: stems of words, 640 KiB, and a parser,
 *              some 14 bytes for each byte of the longest text read, of at most half a MiB.
 *              The error lives with the caller.
 *   Silence    The library prints nothing, reads no environment, locale or clock, and ends no
 *              process. No C++ exception leaves it, and a callback lets none enter.
 *   Loading    A program that loads the library by name asks for libcallnorm.so.0. The functions
 *              and callbacks use the C calling convention.
 *
 * In use (errors left out; examples/c/evaluate_file.c has them):
 *
 *   callnorm_error error = CALLNORM_ERROR_INIT;
 *   callnorm_evaluator* evaluator = NULL;
 *   callnorm_evaluator_create(NULL, NULL, NULL, &evaluator, &error);
 *
 *   callnorm_contact* contact = NULL;
 *   callnorm_contact_import("auto", bytes, size, NULL, &contact, &error);
 *   callnorm_evaluation* evaluation = NULL;
 *   callnorm_evaluate(evaluator, contact, &evaluation, &error);
 *
 *   callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
 *   callnorm_evaluation_indicator(evaluation, 0, &indicator, &error);
 *   if (indicator.verdict == CALLNORM_DEMONSTRATED) { ... }
 */
#ifndef CALLNORM_H
#define CALLNORM_H

#include <stddef.h>
#include <stdint.h>

#define CALLNORM_VERSION_MAJOR 0
#define CALLNORM_VERSION_MINOR 1
#define CALLNORM_VERSION_PATCH 0
#define CALLNORM_MAKE_VERSION(major, minor, patch) ((major)*1000000 + (minor)*1000 + (patch))

#if defined(_WIN32) && !defined(CALLNORM_STATIC)
#ifdef CALLNORM_BUILDING
#define CALLNORM_API __declspec(dllexport)
#else
#define CALLNORM_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define CALLNORM_API __attribute__((visibility("default")))
#else
#define CALLNORM_API
#endif

/* On every function whose status must not be ignored. */
#if defined(__GNUC__)
#define CALLNORM_MUST_CHECK __attribute__((warn_unused_result))
#else
#define CALLNORM_MUST_CHECK
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------------------------ */

/** The library in use, as CALLNORM_MAKE_VERSION(). The CALLNORM_VERSION_ macros are the header you
 *  were compiled with; a smaller value here means the library is older than that.
 *  @since 0.1 */
CALLNORM_API int32_t callnorm_version(void);

/** The library in use, as "MAJOR.MINOR.PATCH". Never freed. @since 0.1 */
CALLNORM_API const char* callnorm_version_string(void);

/** The oldest header this library serves, as CALLNORM_MAKE_VERSION(). A program that was compiled
 *  with a header from this one to callnorm_version() finds every function and constant as it knows
 *  them; one with an older header must be compiled anew. One with a newer header works as long as
 *  it uses nothing newer: the loader refuses functions that are not there, the library fields.
 *  @since 0.1 */
CALLNORM_API int32_t callnorm_version_oldest(void);

/* ---- Status and errors -------------------------------------------------------------------- */

/** Zero is success. An int32_t rather than an enum, so that its size is nobody's compiler option.
 *  Values are never reused; expect new ones in minor versions. */
typedef int32_t callnorm_status;
enum {
  CALLNORM_OK = 0,
  CALLNORM_INVALID_ARGUMENT = 1,    /* NULL, out of range, a struct_size that cannot be */
  CALLNORM_INVALID_UTF8 = 2,        /* `where`: byte offset in JSON text, else a JSON pointer */
  CALLNORM_INVALID_JSON = 3,        /* not JSON; `where` is line:column */
  CALLNORM_INVALID_NORM = 4,        /* JSON, but not a norm; `where` is a JSON pointer */
  CALLNORM_INVALID_CONTACT = 5,     /* readable, but not a contact; `where` is a JSON pointer */
  CALLNORM_UNSUPPORTED = 6,         /* a format, language, id or option this build does not have */
  CALLNORM_PATTERN_TOO_COMPLEX = 7, /* a regular expression that could run away */
  CALLNORM_CANCELLED = 8,           /* a callback of the caller failed */
  CALLNORM_INVALID_SCRIPT = 9,      /* JSON, but not a script; `where` is a JSON pointer */
  CALLNORM_UNREADABLE = 10,         /* a file could not be read; not from this interface */
  CALLNORM_OUT_OF_MEMORY = 100,
  CALLNORM_INTERNAL = 101 /* a bug in callnorm; please report it */
};

/** Where the caller wants to be told what went wrong. Lives with the caller: no thread-local state,
 *  nothing to free, nothing a later call can overwrite behind your back. */
typedef struct callnorm_error {
  uint32_t struct_size; /**< as every struct: set by the _INIT macro. 0: nothing is written */
  callnorm_status status;
  char where[120];   /**< JSON pointer (RFC 6901), "line:column" from 1, byte offset from 0; "" for
                          the whole input or no place in it. Cut as message is. */
  char message[512]; /**< one line of UTF-8, cut between code points when too long */
} callnorm_error;
#define CALLNORM_ERROR_INIT \
  { sizeof(callnorm_error), CALLNORM_OK, "", "" }

/** A fixed English name such as "invalid norm"; "unknown status" for values this library does not
 *  have. Never NULL, never freed. @since 0.1 */
CALLNORM_API const char* callnorm_status_name(callnorm_status status);

/* ---- Memory the library takes ------------------------------------------------------------- */

/** Where the library is to get its memory from, instead of malloc() and free(): an arena, a
 *  counter, a budget. Reaches every block that callnorm's own code takes and gives back, on any
 *  thread. Not reached are the blocks that libraries below keep to themselves: the index of
 *  simdjson's parser, libstemmer's stemmers, zlib's window while data that come with the library
 *  are unpacked, and the C++ run-time's exceptions and threads.
 *
 *  Threads   both functions may be called on several threads at once, also on those that
 *            callnorm_evaluate_many() starts, and while a thread ends.
 *  Lifetime  the struct is copied; the functions and user_data must stay valid until the process
 *            ends, because what saves time is kept until then. */
typedef struct callnorm_allocator {
  uint32_t struct_size;
  uint32_t reserved; /**< 0 */
  void* user_data;   /**< handed to both functions as it is; may be NULL */
  /** Returns `size` bytes, at least 1, at a multiple of `alignment`, a power of two; NULL when
   *  there are none: the call under way then returns CALLNORM_OUT_OF_MEMORY. Must not call
   *  callnorm, throw or longjmp. */
  void* (*allocate)(void* user_data, size_t size, size_t alignment);
  /** Takes back what allocate() gave, never NULL. Must not call callnorm, throw or longjmp. */
  void (*release)(void* user_data, void* block);
} callnorm_allocator;
#define CALLNORM_ALLOCATOR_INIT \
  { sizeof(callnorm_allocator), 0, NULL, NULL, NULL }

/** Sets the allocator of the whole process, before any other function of this library but the
 *  callnorm_version..., callnorm_status_name() and callnorm_verdict_name(): a block must go back
 *  where it came from.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when a function is NULL, or when the library has taken memory
 *          already, also from an allocator set before; nothing has changed then.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_set_allocator(const callnorm_allocator* allocator, callnorm_error* error);

/* ---- Memory handed to the caller ---------------------------------------------------------- */

/** Bytes the library allocated for you. A function that fills a buffer replaces what it held, so
 *  one buffer may serve many calls; it must hold either nothing or what this library put there. */
typedef struct callnorm_buffer {
  uint32_t struct_size;
  uint32_t reserved; /**< 0 */
  char* data;        /**< terminated; the terminator is not counted in size; yours to change. Not
                          NULL once filled. JSON ends without a line break. */
  size_t size;
} callnorm_buffer;
#define CALLNORM_BUFFER_INIT \
  { sizeof(callnorm_buffer), 0, NULL, 0 }

/** Frees the contents, not the struct, and empties it. Safe to call twice and with NULL.
 *  @since 0.1 */
CALLNORM_API void callnorm_buffer_dispose(callnorm_buffer* buffer);

/* ---- What comes with the library ---------------------------------------------------------- */

/*
 *   for (size_t i = 0; (id = callnorm_builtin_norm_id(i)) != NULL; ++i) puts(id);
 *
 * These strings live as long as the library is loaded. Should memory run out when one of these
 * lists is first asked for, it reads as empty then and is tried again at the next call.
 */

/** Ids of the built-in norms, sorted. @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_builtin_norm_id(size_t index);

/** Ids of the built-in scripts, sorted. @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_builtin_script_id(size_t index);

/** Ids of the built-in example contacts, sorted. @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_builtin_contact_id(size_t index);

/** Names callnorm_contact_import() takes besides "auto", in the order "auto" tries them.
 *  @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_format_name(size_t index);

/** One line on the format callnorm_format_name(index) names. @return NULL past the end.
 *  @since 0.1 */
CALLNORM_API const char* callnorm_format_description(size_t index);

/** The JSON Schema (2020-12) of a file format.
 *
 *  @param name "norm", "script", "contact" or "evaluation", terminated.
 *  @param size set to the bytes before the terminator, 0 when there is no such schema; may be NULL.
 *  @return NULL when there is no schema of that name or `name` is NULL; never freed.
 *  @since 0.1 */
CALLNORM_API const char* callnorm_schema(const char* name, size_t* size);

/* ---- Documents ---------------------------------------------------------------------------- */

/*
 * Norms, scripts, contacts and parts of contacts, put together field by field: for a program whose
 * calls lie in tables, not in files. The fields are those of the formats callnorm_schema()
 * describes, so every one of them can be set, and what is wrong is told with its place.
 *
 *   callnorm_document* call = NULL;
 *   callnorm_document_create(&call, &error);
 *   callnorm_document_text(call, "format", "callnorm.contact/1", SIZE_MAX, &error);
 *   callnorm_document_text(call, "channel", "voice", SIZE_MAX, &error);
 *   callnorm_document_list(call, "turns", &error);
 *   while (next_row(rows)) {
 *     callnorm_document_object(call, NULL, &error);
 *     callnorm_document_text(call, "speaker", row.is_agent ? "agent" : "client", SIZE_MAX, &error);
 *     callnorm_document_text(call, "text", row.words, row.words_size, &error);
 *     callnorm_document_time(call, "start", row.begin_ms, &error);
 *     callnorm_document_time(call, "end", row.end_ms, &error);
 *     callnorm_document_close(call, &error);
 *   }
 *   callnorm_document_close(call, &error);
 *   if (callnorm_document_json(call, &json, &json_size, &error) != CALLNORM_OK) { ... }
 *   callnorm_contact_import("callnorm", json, json_size, NULL, &contact, &error);
 *   callnorm_document_destroy(call);
 *
 * The same text serves callnorm_norm_parse(), callnorm_script_parse(), callnorm_live_create() and
 * callnorm_live_push_json().
 *
 * A document that failed once stays failed: each later call changes nothing and returns the same
 * failure, until callnorm_document_clear(). So it is enough to look at the last status.
 */

/** One JSON object being written. */
typedef struct callnorm_document callnorm_document;

/** Begins a document: an object without members.
 *
 *  @param out set to a document to be released with callnorm_document_destroy().
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_document_create(callnorm_document** out,
                                                                          callnorm_error* error);

/** Puts an object at the end of the object or list that is open, and opens it.
 *
 *  @param key name of the member, terminated; NULL in a list. Members keep the order they are put
 *             in; a key that was put before in the same object is refused.
 *  @return CALLNORM_INVALID_ARGUMENT for a key in a list, none in an object or one twice, and when
 *          it would nest more than 128 deep; CALLNORM_INVALID_UTF8 for a key. `where` is a JSON
 *          pointer into the document, for this and all functions below.
 *  @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_object(callnorm_document* document, const char* key,
                                                      callnorm_error* error);

/** Puts a list at the end of what is open, and opens it. As callnorm_document_object(). A log that
 *  is there and empty says that nothing was done; one that is not there was not kept.
 *  @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_list(callnorm_document* document, const char* key,
                                                    callnorm_error* error);

/** Closes the object or list opened last.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when only the document itself is open.
 *  @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_close(callnorm_document* document,
                                                     callnorm_error* error);

/** Puts a text.
 *
 *  @param key       as for callnorm_document_object().
 *  @param text      UTF-8, copied; NULL only when text_size is 0.
 *  @param text_size bytes; SIZE_MAX when the text is terminated.
 *  @return as for callnorm_document_object(); CALLNORM_INVALID_UTF8 for the text.
 *  @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_text(callnorm_document* document, const char* key,
                                                    const char* text, size_t text_size,
                                                    callnorm_error* error);

/** Puts a whole number. As callnorm_document_object(). @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_integer(callnorm_document* document, const char* key,
                                                       int64_t value, callnorm_error* error);

/** Puts a number, with as many digits as it takes to read the same one back.
 *
 *  @return as for callnorm_document_object(); CALLNORM_INVALID_ARGUMENT for what is not finite.
 *  @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_number(callnorm_document* document, const char* key,
                                                      double value, callnorm_error* error);

/** Puts a time, which the formats write in seconds: 12345 becomes 12.345, exactly within the 31
 *  days a contact may last. As callnorm_document_object(). @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_time(callnorm_document* document, const char* key,
                                                    int64_t milliseconds, callnorm_error* error);

/** Puts true, or false when `value` is 0. As callnorm_document_object(). @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_boolean(callnorm_document* document, const char* key,
                                                       int32_t value, callnorm_error* error);

/** Puts null. As callnorm_document_object(). @since 0.1 */
CALLNORM_API callnorm_status callnorm_document_null(callnorm_document* document, const char* key,
                                                    callnorm_error* error);

/** The whole document as JSON on one line.
 *
 *  @param json set to the text, terminated, borrowed from the document until it is changed.
 *  @param size set to its bytes; may be NULL.
 *  @return the first failure since the document was begun or cleared; CALLNORM_INVALID_ARGUMENT,
 *          which it gets over, when something is open still, with the place of it.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_document_json(callnorm_document* document, const char** json, size_t* size,
                       callnorm_error* error);

/** Begins anew, forgets a failure, and keeps the memory. Accepts NULL. @since 0.1 */
CALLNORM_API void callnorm_document_clear(callnorm_document* document);

/** Releases a document and what was borrowed from it; accepts NULL. @since 0.1 */
CALLNORM_API void callnorm_document_destroy(callnorm_document* document);

/* ---- Norm --------------------------------------------------------------------------------- */

/** A validated competence norm: competences, their indicators, and how each is measured. */
typedef struct callnorm_norm callnorm_norm;

/** Reads a norm from JSON as described by callnorm_schema("norm"). Its patterns are compiled here;
 *  those that could run away on some later text are refused here.
 *
 *  @param json UTF-8, nested at most 128 deep; NULL only when json_size is 0. Read during the call.
 *  @param out  set to a norm to be released with callnorm_norm_destroy().
 *  @return CALLNORM_INVALID_UTF8, CALLNORM_INVALID_JSON, CALLNORM_INVALID_NORM, or
 *          CALLNORM_PATTERN_TOO_COMPLEX with `where` a JSON pointer into the input.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_norm_parse(const char* json,
                                                                     size_t json_size,
                                                                     callnorm_norm** out,
                                                                     callnorm_error* error);

/** A norm that comes with the library.
 *
 *  @param id  one of callnorm_builtin_norm_id(), terminated; NULL for the default norm.
 *  @param out set to a norm to be released with callnorm_norm_destroy().
 *  @return CALLNORM_UNSUPPORTED when there is none of that id; the message lists those there are.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_norm_builtin(const char* id,
                                                                       callnorm_norm** out,
                                                                       callnorm_error* error);

/** The norm's id, borrowed from it. @return NULL when `norm` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_norm_id(const callnorm_norm* norm);

/** The norm's version, borrowed from it. @return NULL when `norm` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_norm_version(const callnorm_norm* norm);

/** Number of indicators. 0 when `norm` is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_norm_indicator_count(const callnorm_norm* norm);

/** What an indicator asks, for a report. Pointers are borrowed from the norm. */
typedef struct callnorm_indicator_text {
  uint32_t struct_size;
  uint32_t reserved;             /**< 0 */
  const char* id;                /**< "CCO-3.1", as in callnorm_indicator */
  const char* key;               /**< "comm.reformulate": a stable name for programs */
  const char* text;              /**< what it asks, in the language asked for */
  const char* literal;           /**< the words of the certificate itself, which alone have force */
  const char* literal_language;  /**< BCP 47 */
  const char* competence;        /**< id of the competence it belongs to */
  const char* competence_text;   /**< in the language asked for */
} callnorm_indicator_text;
#define CALLNORM_INDICATOR_TEXT_INIT \
  { sizeof(callnorm_indicator_text), 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/** What one indicator asks. Indicators are in the order of the norm, as in an evaluation.
 *
 *  @param language "nl", "fr", "en", ..., terminated; where the norm has no words in it, or NULL,
 *                  the first translation there is, or the literal words.
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_norm_indicator(const callnorm_norm* norm, size_t index, const char* language,
                        callnorm_indicator_text* out, callnorm_error* error);

/** The norm as callnorm_norm_parse() reads it, keys in fixed order.
 *
 *  @param indent spaces per level, 0 to 16; 0: everything on one line.
 *  @param out    filled; dispose of it with callnorm_buffer_dispose().
 *  @return CALLNORM_INVALID_ARGUMENT when `indent` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_norm_to_json(const callnorm_norm* norm,
                                                                       int32_t indent,
                                                                       callnorm_buffer* out,
                                                                       callnorm_error* error);

/** Releases the caller's hold on a norm; evaluators made from it keep theirs. @since 0.1 */
CALLNORM_API void callnorm_norm_destroy(callnorm_norm* norm);

/* ---- Script ------------------------------------------------------------------------------- */

/** What the agent is to say and do, in which order. Indicators about the script need one; without
 *  it they are CALLNORM_NOT_APPLICABLE or CALLNORM_INSUFFICIENT_EVIDENCE. */
typedef struct callnorm_script callnorm_script;

/** Reads a script from JSON as described by callnorm_schema("script").
 *
 *  @param json UTF-8, nested at most 128 deep; NULL only when json_size is 0. Read during the call.
 *  @param out  set to a script to be released with callnorm_script_destroy().
 *  @return CALLNORM_INVALID_UTF8, CALLNORM_INVALID_JSON, CALLNORM_INVALID_SCRIPT, or
 *          CALLNORM_PATTERN_TOO_COMPLEX with `where` a JSON pointer into the input.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_script_parse(const char* json,
                                                                       size_t json_size,
                                                                       callnorm_script** out,
                                                                       callnorm_error* error);

/** A script that comes with the library.
 *
 *  @param id  one of callnorm_builtin_script_id(), terminated. There is no default script.
 *  @param out set to a script to be released with callnorm_script_destroy().
 *  @return CALLNORM_UNSUPPORTED when there is none of that id; the message lists those there are.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_script_builtin(const char* id,
                                                                         callnorm_script** out,
                                                                         callnorm_error* error);

/** The script's id, borrowed from it. @return NULL when `script` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_script_id(const callnorm_script* script);

/** The script's version, borrowed from it. @return NULL when `script` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_script_version(const callnorm_script* script);

/** The script as callnorm_script_parse() reads it, keys in fixed order: the steps, the data to be
 *  collected with the file and field they go into, the report's fields.
 *
 *  @param indent spaces per level, 0 to 16; 0: everything on one line.
 *  @param out    filled; dispose of it with callnorm_buffer_dispose().
 *  @return CALLNORM_INVALID_ARGUMENT when `indent` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_script_to_json(
    const callnorm_script* script, int32_t indent, callnorm_buffer* out, callnorm_error* error);

/** Number of warnings: what is allowed but odd. 0 when `script` is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_script_warning_count(const callnorm_script* script);

/** One line with its place, borrowed from the script. @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_script_warning(const callnorm_script* script, size_t index);

/** Releases the caller's hold on a script; evaluators made from it keep theirs. @since 0.1 */
CALLNORM_API void callnorm_script_destroy(callnorm_script* script);

/* ---- Contact ------------------------------------------------------------------------------ */

/** One contact as it was recorded: talk, screens, keys, records. */
typedef struct callnorm_contact callnorm_contact;

/** Reads a contact from a file's bytes. Its evaluations carry the BLAKE2b-256 of all these bytes as
 *  "/contact/hash".
 *
 *  @param format "callnorm" for callnorm.contact/1, another of callnorm_format_name(), or "auto" to
 *                recognise any of them by what it holds; terminated. A string, so that a new
 *                importer changes no header.
 *  @param data   the whole file; NULL only when data_size is 0. Read during the call.
 *  @param id     names a contact whose file carries no id, terminated; NULL or "" for none.
 *  @param out    set to a contact to be released with callnorm_contact_destroy().
 *  @return CALLNORM_UNSUPPORTED for an unknown format, also when "auto" recognises nothing;
 *          CALLNORM_INVALID_UTF8, CALLNORM_INVALID_JSON or CALLNORM_INVALID_CONTACT with `where`
 *          in the input.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_contact_import(const char* format, const char* data, size_t data_size, const char* id,
                        callnorm_contact** out, callnorm_error* error);

/** An example contact that comes with the library.
 *
 *  @param id  one of callnorm_builtin_contact_id(), terminated.
 *  @param out set to a contact to be released with callnorm_contact_destroy().
 *  @return CALLNORM_UNSUPPORTED when there is none of that id; the message lists those there are.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_contact_builtin(const char* id,
                                                                          callnorm_contact** out,
                                                                          callnorm_error* error);

/** The contact's id, borrowed from it; "" when it has none. @return NULL when `contact` is NULL.
 *  @since 0.1 */
CALLNORM_API const char* callnorm_contact_id(const callnorm_contact* contact);

/** "voice", "chat" or "email". @return NULL when `contact` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_contact_channel(const callnorm_contact* contact);

/** The language the contact names, BCP 47, borrowed from it; "" when it names none.
 *  @return NULL when `contact` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_contact_language(const callnorm_contact* contact);

/** "blake2b-256:" and 64 hexadecimal digits of the bytes the contact was read from, borrowed from
 *  it; "" for one that was not read as a whole. @return NULL when `contact` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_contact_hash(const callnorm_contact* contact);

/** What a reader of the contact should know, one line each, borrowed from it: keys that nobody
 *  knows (a slip of the pen is one), what could not be read. @return NULL past the end.
 *  @since 0.1 */
CALLNORM_API const char* callnorm_contact_note(const callnorm_contact* contact, size_t index);

/** Names of fields that were refused on purpose, sentiment and emotion, borrowed from the contact.
 *  @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_contact_dropped(const callnorm_contact* contact, size_t index);

/** Number of turns of a voice contact, or of messages of a chat or e-mail.
 *  @return 0 when `contact` is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_contact_turn_count(const callnorm_contact* contact);

enum {
  CALLNORM_TURN_HAS_TIME = 1 /* time_begin_ms and time_end_ms are known */
};

/** One stretch of talk, or one message. Pointers are borrowed from the contact. */
typedef struct callnorm_turn {
  uint32_t struct_size;
  uint32_t flags;        /**< CALLNORM_TURN_HAS_... */
  const char* id;        /**< unique in the contact */
  const char* speaker;   /**< "agent" or "client" */
  const char* text;      /**< as the source wrote it */
  size_t text_size;      /**< bytes; text may hold zero bytes before its terminator */
  int64_t time_begin_ms; /**< 0 without CALLNORM_TURN_HAS_TIME */
  int64_t time_end_ms;
} callnorm_turn;
#define CALLNORM_TURN_INIT \
  { sizeof(callnorm_turn), 0, NULL, NULL, NULL, 0, 0, 0 }

/** Turns are in order of begin.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_contact_turn(
    const callnorm_contact* contact, size_t index, callnorm_turn* out, callnorm_error* error);

/** The contact as callnorm.contact/1, whichever format it was read from.
 *
 *  @param indent spaces per level, 0 to 16; 0: everything on one line.
 *  @param out    filled; dispose of it with callnorm_buffer_dispose().
 *  @return CALLNORM_INVALID_ARGUMENT when `indent` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_contact_to_json(
    const callnorm_contact* contact, int32_t indent, callnorm_buffer* out, callnorm_error* error);

/** Releases the caller's hold on a contact; evaluations of it keep theirs. @since 0.1 */
CALLNORM_API void callnorm_contact_destroy(callnorm_contact* contact);

/* ---- Evaluator ---------------------------------------------------------------------------- */

/** A norm and a script made ready to judge contacts. Costly to make (it compiles lexicons and
 *  patterns), cheap to use: make one, share it between threads. */
typedef struct callnorm_evaluator callnorm_evaluator;

/** A program's own model of what a text means, for callnorm_uptakes_measure(): no act and no
 *  verdict leans on it. callnorm compares vectors by their angle and only within one contact, so
 *  the scale of an encoder does not matter.
 *
 *  Threads   embed() runs on the thread that called callnorm_uptakes_measure(), so on several at
 *            once when an evaluator is shared.
 *  Lifetime  the struct is copied; user_data must stay valid until the evaluator is destroyed.
 *  Errors    embed() returns 0 on success and anything else to make the call that needed it fail
 *            with CALLNORM_CANCELLED. It must not throw, longjmp or destroy the evaluator. */
typedef struct callnorm_embedder {
  uint32_t struct_size;
  uint32_t dimension; /**< numbers in a vector, 1 to 8192 */
  void* user_data;    /**< handed to embed() as it is; may be NULL */
  /** Writes the vector of `text` to `out`, all `dimension` numbers, each finite. The text is UTF-8
   *  of `text_size` bytes, NOT terminated, never empty. The same text must give the same vector. */
  int32_t (*embed)(void* user_data, const char* text, size_t text_size, float* out,
                   size_t dimension);
} callnorm_embedder;
#define CALLNORM_EMBEDDER_INIT \
  { sizeof(callnorm_embedder), 0, NULL, NULL }

/** How an evaluator is to judge. */
typedef struct callnorm_evaluator_options {
  uint32_t struct_size;
  uint32_t reserved;    /**< 0 */
  const char* language; /**< BCP 47, terminated; overrides every contact's own; NULL or "": the
                             contact's, else the script's, else looked up in the words */
  const callnorm_embedder* embedder; /**< NULL for none; copied */
  const char* detectors; /**< who finds acts, terminated: "model@1", "rules@1"; NULL or "":
                              callnorm_detect() uses model@1, callnorm_evaluate() whom the norm's
                              operationalisations name, because their limits were set with it */
} callnorm_evaluator_options;
#define CALLNORM_EVALUATOR_OPTIONS_INIT \
  { sizeof(callnorm_evaluator_options), 0, NULL, NULL, NULL }

/** Makes an evaluator; norm and script may be destroyed right after.
 *
 *  @param norm    NULL for the default norm.
 *  @param script  NULL for none.
 *  @param options NULL for the defaults; read during the call only.
 *  @param out     set to an evaluator to be released with callnorm_evaluator_destroy().
 *  @return CALLNORM_UNSUPPORTED when options->language has no lexicon, when there are no
 *          options->detectors of that name, or when options come from a newer program and ask for
 *          what this library does not have; CALLNORM_INVALID_ARGUMENT for an embedder without
 *          function or dimension; CALLNORM_INVALID_NORM or CALLNORM_PATTERN_TOO_COMPLEX for a cue
 *          that does not compile.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluator_create(
    const callnorm_norm* norm, const callnorm_script* script,
    const callnorm_evaluator_options* options, callnorm_evaluator** out, callnorm_error* error);

/** Must not run while another thread uses the same evaluator; results made with it stay valid.
 *  @since 0.1 */
CALLNORM_API void callnorm_evaluator_destroy(callnorm_evaluator* evaluator);

/* ---- Evaluation --------------------------------------------------------------------------- */

/** What was found about one contact. */
typedef struct callnorm_evaluation callnorm_evaluation;

/** Judges one contact. The same norm, script, options and contact give the same JSON, byte for
 *  byte, on every platform. Cost: linear in turns, and in script size per turn.
 *
 *  @param out set to an evaluation to be released with callnorm_evaluation_destroy().
 *  @return CALLNORM_UNSUPPORTED when the contact holds text in a language without a lexicon;
 *          CALLNORM_PATTERN_TOO_COMPLEX when an expression gives up on a turn, with `where`
 *          "/turns/N".
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluate(const callnorm_evaluator* evaluator, const callnorm_contact* contact,
                  callnorm_evaluation** out, callnorm_error* error);

/** Gives the next contact of many. Runs on the thread that called callnorm_evaluate_many(). It must
 *  not throw, longjmp or destroy the evaluator.
 *
 *  @param data,size set to the bytes of one contact, which must stay valid until the next call of
 *                   this function or the end of callnorm_evaluate_many(), whichever comes first.
 *  @return 1 when there is one, 0 at the end, anything else to stop: callnorm_evaluate_many() then
 *          returns CALLNORM_CANCELLED, after the results of the contacts before. */
typedef int32_t (*callnorm_next_fn)(void* user_data, const char** data, size_t* size);

/** Takes one result of many, in the order in which the contacts came; the same thread as above.
 *
 *  @param index      of the contact, from 0.
 *  @param evaluation valid during the call only; NULL when the contact could not be read or judged.
 *  @param error      why not; NULL beside an evaluation. Stops nothing.
 *  @return 0 to go on; anything else ends callnorm_evaluate_many() with CALLNORM_CANCELLED. */
typedef int32_t (*callnorm_result_fn)(void* user_data, size_t index,
                                      const callnorm_evaluation* evaluation,
                                      const callnorm_error* error);

/** Judges many contacts on several threads. Each result is the one callnorm_evaluate() gives,
 *  whatever the number of threads. At most four contacts for each thread are under way, so memory
 *  does not grow with how many there are.
 *
 *  Memory that runs out ends the call, after all threads have; any other error is one contact's.
 *
 *  @param format    of the bytes, as for callnorm_contact_import(); NULL for "auto".
 *  @param user_data handed to both functions as it is.
 *  @param threads   that read and judge; 0: as many as the machine runs at once; more than 1024
 *                   are 1024. With 1 everything runs on the calling thread.
 *  @return CALLNORM_CANCELLED when one of the functions asked to stop; CALLNORM_UNSUPPORTED for an
 *          unknown format, before `next` is called.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluate_many(
    const callnorm_evaluator* evaluator, const char* format, callnorm_next_fn next,
    callnorm_result_fn result, void* user_data, uint32_t threads, callnorm_error* error);

/** Releases an evaluation and every string borrowed from it; accepts NULL. @since 0.1 */
CALLNORM_API void callnorm_evaluation_destroy(callnorm_evaluation* evaluation);

/** The evaluation as callnorm.evaluation/1, with all there is: also the timeline and the alignment
 *  with the script. Keys in fixed order.
 *
 *  @param indent spaces per level, 0 to 16; 0: everything on one line.
 *  @param out    filled; dispose of it with callnorm_buffer_dispose().
 *  @return CALLNORM_INVALID_ARGUMENT when `indent` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_to_json(const callnorm_evaluation* evaluation, int32_t indent,
                            callnorm_buffer* out, callnorm_error* error);

/** Language of the lexicon used: "nl", "fr", "en", or "" when no text was read.
 *  @return NULL when `evaluation` is NULL. @since 0.1 */
CALLNORM_API const char* callnorm_evaluation_language(const callnorm_evaluation* evaluation);

/** What a reader should know before the verdicts, one line each, borrowed from the evaluation.
 *  @return NULL past the end. @since 0.1 */
CALLNORM_API const char* callnorm_evaluation_note(const callnorm_evaluation* evaluation,
                                                  size_t index);

/** What something is called, in which version, and the hash of its bytes. Pointers are borrowed
 *  from the evaluation. */
typedef struct callnorm_identity {
  uint32_t struct_size;
  uint32_t reserved; /**< 0 */
  const char* id;
  const char* version;
  const char* hash; /**< "blake2b-256:" and 64 hexadecimal digits */
} callnorm_identity;
#define CALLNORM_IDENTITY_INIT \
  { sizeof(callnorm_identity), 0, NULL, NULL, NULL }

/** The norm that was judged by. @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_norm(
    const callnorm_evaluation* evaluation, callnorm_identity* out, callnorm_error* error);

/** The script that was judged by; every field "" when there was none. @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_script(
    const callnorm_evaluation* evaluation, callnorm_identity* out, callnorm_error* error);

/** The contact that was judged: its turns are those evidence points at. Nothing is copied.
 *
 *  @param out set to a contact to be released with callnorm_contact_destroy(). The evaluation may
 *             be destroyed before it.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_contact(
    const callnorm_evaluation* evaluation, callnorm_contact** out, callnorm_error* error);

enum {
  CALLNORM_TIMELINE_HAS_TIME = 1,    /* the contact carries times */
  CALLNORM_TIMELINE_HAS_RESPONSE = 2 /* response_median_ms and response_max_ms are set */
};

/** Who spoke when, in totals. Times are 0 without CALLNORM_TIMELINE_HAS_TIME. */
typedef struct callnorm_timeline {
  uint32_t struct_size;
  uint32_t flags; /**< CALLNORM_TIMELINE_HAS_... */
  int64_t duration_ms;
  int64_t agent_talk_ms;
  int64_t client_talk_ms;
  int64_t overlap_ms; /**< both speak */
  int64_t silence_ms; /**< nobody speaks, hold included */
  int64_t hold_ms;    /**< as the telephone recorded it */
  int64_t longest_silence_ms;
  int64_t response_median_ms; /**< from the client's end to the agent's begin; below 0: overlap */
  int64_t response_max_ms;
  uint32_t responses; /**< how often the agent spoke after the client */
  uint32_t agent_turns;
  uint32_t client_turns;
  uint32_t agent_words;
  uint32_t client_words;
  uint32_t reserved; /**< 0 */
} callnorm_timeline;
#define CALLNORM_TIMELINE_INIT \
  { sizeof(callnorm_timeline), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** Who spoke when, in totals. @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_timeline(
    const callnorm_evaluation* evaluation, callnorm_timeline* out, callnorm_error* error);

/* ---- Indicators --------------------------------------------------------------------------- */

/** Four values on purpose: "no occasion" and "cannot tell" are not "failed". Expect no others. */
typedef int32_t callnorm_verdict;
enum {
  CALLNORM_DEMONSTRATED = 1,
  CALLNORM_NOT_DEMONSTRATED = 2,
  CALLNORM_INSUFFICIENT_EVIDENCE = 3, /* cannot tell from what was recorded */
  CALLNORM_NOT_APPLICABLE = 4         /* there was no occasion to show it */
};

/** A fixed English name such as "not_demonstrated", the one JSON uses; "unknown verdict" for other
 *  values. Never NULL, never freed. @since 0.1 */
CALLNORM_API const char* callnorm_verdict_name(callnorm_verdict verdict);

/** An index that points at nothing; every function that takes an index refuses it. */
#define CALLNORM_NOT_FOUND SIZE_MAX

enum {
  CALLNORM_INDICATOR_HAS_DECIDING = 1 /* the deciding_... fields are set */
};

/** The verdict on one indicator. Pointers are borrowed from the evaluation. */
typedef struct callnorm_indicator {
  uint32_t struct_size;
  callnorm_verdict verdict;
  uint32_t flags;                 /**< CALLNORM_INDICATOR_HAS_... */
  uint32_t reserved;              /**< 0 */
  const char* id;                 /**< from the norm: "CCO-3.1" */
  const char* reason;             /**< code such as "OK", "BORDERLINE", "CHANNEL" */
  const char* operationalisation; /**< which one decided, with version: "CCO-3.1/op-1@1.0.0" */
  size_t measure_count;
  size_t parameter_count;
  size_t evidence_count;
  /* What the verdict hinged on: the measure and the limit it was held against, whether the relation
     holds (a limit of "not demonstrated" that was passed) or not (one of "demonstrated" that was
     missed). Without CALLNORM_INDICATOR_HAS_DECIDING: NULL, CALLNORM_NOT_FOUND and NaN. */
  const char* deciding_measure;   /**< name; "" when none was computed */
  size_t deciding_measure_index;  /**< among the measures, or CALLNORM_NOT_FOUND */
  const char* deciding_relation;  /**< ">=", "<=", ">" or "<" */
  const char* deciding_parameter; /**< name; "" for a limit of the norm itself */
  double deciding_limit;
} callnorm_indicator;
#define CALLNORM_INDICATOR_INIT \
  { sizeof(callnorm_indicator), 0, 0, 0, NULL, NULL, NULL, 0, 0, 0, NULL, 0, NULL, NULL, 0.0 }

/** Number of indicators, those of the norm. 0 when `evaluation` is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_evaluation_indicator_count(const callnorm_evaluation* evaluation);

/** Indicators are in the order of the norm.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_indicator(const callnorm_evaluation* evaluation, size_t index,
                              callnorm_indicator* out, callnorm_error* error);

/** The index of the indicator with this id (terminated), or CALLNORM_NOT_FOUND, also when an
 *  argument is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_evaluation_find_indicator(const callnorm_evaluation* evaluation,
                                                       const char* id);

enum {
  CALLNORM_MEASURE_UNDEFINED = 0, /* a share of nothing; JSON null */
  CALLNORM_MEASURE_BOOLEAN = 1,
  CALLNORM_MEASURE_INTEGER = 2,
  CALLNORM_MEASURE_NUMBER = 3
};

/** One measured value. Pointers are borrowed from the evaluation. */
typedef struct callnorm_measure {
  uint32_t struct_size;
  int32_t kind; /**< CALLNORM_MEASURE_... */
  const char* name;
  const char* unit; /**< "s", "1" (a share), "word", "turn", ... */
  int64_t integer;  /**< value of a boolean (0, 1) or integer, else 0 */
  double number;    /**< value whatever its kind; NaN when undefined */
} callnorm_measure;
#define CALLNORM_MEASURE_INIT \
  { sizeof(callnorm_measure), CALLNORM_MEASURE_UNDEFINED, NULL, NULL, 0, 0.0 }

/** One measure of one indicator.
 *
 *  @param indicator index of the indicator. @param index below its measure_count.
 *  @return CALLNORM_INVALID_ARGUMENT when either is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_measure(const callnorm_evaluation* evaluation, size_t indicator, size_t index,
                            callnorm_measure* out, callnorm_error* error);

enum {
  CALLNORM_PARAMETER_HAS_WAS = 1 /* a user's norm changed the library's value */
};

/** One limit the verdict rested on. Pointers are borrowed from the evaluation. */
typedef struct callnorm_parameter {
  uint32_t struct_size;
  uint32_t flags; /**< CALLNORM_PARAMETER_HAS_... */
  const char* name;
  const char* unit;       /**< as for a measure */
  const char* origin;     /**< "norm", "literature", "industry", "measured" or "convention" */
  const char* source;     /**< short reference, or "" */
  const char* decided_by; /**< who signed a change; "" when unchanged */
  double value;
  double was; /**< the library's value; NaN without CALLNORM_PARAMETER_HAS_WAS */
} callnorm_parameter;
#define CALLNORM_PARAMETER_INIT \
  { sizeof(callnorm_parameter), 0, NULL, NULL, NULL, NULL, NULL, 0.0, 0.0 }

/** One limit of one indicator.
 *
 *  @param indicator index of the indicator. @param index below its parameter_count.
 *  @return CALLNORM_INVALID_ARGUMENT when either is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_parameter(const callnorm_evaluation* evaluation, size_t indicator, size_t index,
                              callnorm_parameter* out, callnorm_error* error);

enum {
  CALLNORM_EVIDENCE_HAS_TURN = 1, /* turn, text_begin and text_end are set */
  CALLNORM_EVIDENCE_HAS_TIME = 2  /* time_begin_ms and time_end_ms are set */
};

/** One thing observed, or looked for, and where. Pointers are borrowed from the evaluation. */
typedef struct callnorm_evidence {
  uint32_t struct_size;
  uint32_t flags;      /**< CALLNORM_EVIDENCE_HAS_... */
  const char* role;    /**< "reformulation", "confirmation", "silence", "step", ... */
  const char* channel; /**< where it was seen: a log of callnorm.contact/1 ("turns", "edits",
                            "hold", ...), or "log" for the logs together */
  int64_t turn;        /**< index of the turn, or -1 */
  uint32_t text_begin; /**< bytes within the turn; 0 without a turn */
  uint32_t text_end;
  int64_t time_begin_ms; /**< of the words where their times are known, else of the turn; an
                              instant where begin is end. 0 without CALLNORM_EVIDENCE_HAS_TIME */
  int64_t time_end_ms;
  const char* quote; /**< the words themselves, NOT terminated; NULL when there are none */
  size_t quote_size; /**< bytes */
  const char* note;  /**< one line in English for programs and logs, or "" */
  size_t detail_count;
} callnorm_evidence;
#define CALLNORM_EVIDENCE_INIT \
  { sizeof(callnorm_evidence), 0, NULL, NULL, -1, 0, 0, 0, 0, NULL, 0, NULL, 0 }

/** One piece of evidence of one indicator.
 *
 *  @param indicator index of the indicator. @param index below its evidence_count.
 *  @return CALLNORM_INVALID_ARGUMENT when either is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_evidence(const callnorm_evaluation* evaluation, size_t indicator, size_t index,
                             callnorm_evidence* out, callnorm_error* error);

/** More about one piece of evidence, as a key ("cue", "rule", ...) and its value, both borrowed
 *  from the evaluation.
 *
 *  @param evidence index of the evidence. @param index below its detail_count.
 *  @param key,value set together; either may be NULL.
 *  @return CALLNORM_INVALID_ARGUMENT when an index is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_evidence_detail(
    const callnorm_evaluation* evaluation, size_t indicator, size_t evidence, size_t index,
    const char** key, const char** value, callnorm_error* error);

/** What is worth a look but changes nothing: codes such as "AT_UPPER_LIMIT".
 *  @return NULL past the end, or when `indicator` is out of range. @since 0.1 */
CALLNORM_API const char* callnorm_evaluation_indicator_flag(const callnorm_evaluation* evaluation,
                                                            size_t indicator, size_t index);

/** Who produced the acts that were counted: "rules@1", "annotation", ...
 *  @return NULL past the end, or when `indicator` is out of range. @since 0.1 */
CALLNORM_API const char* callnorm_evaluation_indicator_acts_by(
    const callnorm_evaluation* evaluation, size_t indicator, size_t index);

enum {
  CALLNORM_WHY_NOT_HAS_NEAREST = 1, /* nearest_evidence is set */
  CALLNORM_WHY_NOT_HAS_FLIP = 2     /* flip_verdict and flip_count are set */
};

/** Why a verdict is not CALLNORM_DEMONSTRATED. Pointers are borrowed from the evaluation. */
typedef struct callnorm_why_not {
  uint32_t struct_size;
  uint32_t flags;          /**< CALLNORM_WHY_NOT_HAS_... */
  const char* looked_for;  /**< one line in English: what would have shown the indicator */
  size_t where_count;      /**< for callnorm_evaluation_why_not_where() */
  size_t nearest_evidence; /**< index of the evidence that came closest, or CALLNORM_NOT_FOUND */
  callnorm_verdict flip_verdict; /**< the verdict the smallest change of measures would give */
  uint32_t flip_count;           /**< for callnorm_evaluation_why_not_change() */
} callnorm_why_not;
#define CALLNORM_WHY_NOT_INIT \
  { sizeof(callnorm_why_not), 0, NULL, 0, 0, 0, 0 }

/** Why one indicator is not demonstrated.
 *
 *  @param indicator index of the indicator.
 *  @return CALLNORM_INVALID_ARGUMENT when it is out of range, or demonstrated.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_why_not(const callnorm_evaluation* evaluation, size_t indicator,
                            callnorm_why_not* out, callnorm_error* error);

/** A channel that was looked through ("turns", "agent_turns", "client_turns" or a log), and how
 *  many entries it held. The channel is borrowed from the evaluation.
 *
 *  @param index below the where_count of the indicator's callnorm_why_not.
 *  @param channel,entries set together; either may be NULL.
 *  @return CALLNORM_INVALID_ARGUMENT when an index is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_why_not_where(
    const callnorm_evaluation* evaluation, size_t indicator, size_t index, const char** channel,
    size_t* entries, callnorm_error* error);

/** A condition on a measure. Pointers are borrowed from the evaluation. */
typedef struct callnorm_condition {
  uint32_t struct_size;
  uint32_t reserved;     /**< 0 */
  const char* measure;   /**< name of the measure */
  const char* relation;  /**< ">=", "<=", ">" or "<" */
  const char* parameter; /**< name of the parameter that holds the limit; "" for one of the norm */
  double limit;
} callnorm_condition;
#define CALLNORM_CONDITION_INIT \
  { sizeof(callnorm_condition), 0, NULL, NULL, NULL, 0.0 }

/** What a measure would have to come to for another verdict; all of them together.
 *
 *  @param index below the flip_count of the indicator's callnorm_why_not.
 *  @return CALLNORM_INVALID_ARGUMENT when an index is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_why_not_change(const callnorm_evaluation* evaluation, size_t indicator,
                                   size_t index, callnorm_condition* out, callnorm_error* error);

/** All that CALLNORM_DEMONSTRATED asks of an indicator's measures, met or not.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when an index is out of range: ask until then.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_evaluation_need(const callnorm_evaluation* evaluation, size_t indicator, size_t index,
                         callnorm_condition* out, callnorm_error* error);

/* ---- Script alignment --------------------------------------------------------------------- */

enum {
  CALLNORM_MOVE_MATCH = 1,  /* a step of the script was seen in its place */
  CALLNORM_MOVE_EXTRA = 2,  /* seen, and not in the script there */
  CALLNORM_MOVE_SKIPPED = 3 /* in the script, and not seen */
};
enum {
  CALLNORM_MOVE_HAS_TIME = 1,        /* time_ms is set */
  CALLNORM_MOVE_HARD = 2,            /* the step may never be left out */
  CALLNORM_MOVE_ABSENCE_PROVABLE = 4 /* a skipped step would have been seen */
};

/** One move of the contact laid beside the script. Pointers are borrowed from the evaluation. */
typedef struct callnorm_move {
  uint32_t struct_size;
  uint32_t flags;         /**< CALLNORM_MOVE_HAS_..., CALLNORM_MOVE_HARD, ... */
  int32_t kind;           /**< CALLNORM_MOVE_MATCH, ... */
  uint32_t reserved;      /**< 0 */
  const char* step;       /**< label */
  const char* recognised; /**< "verbatim", "event", "act", "paraphrase", "annotation" or "" */
  int64_t turn;           /**< index of the turn, or -1 */
  int64_t time_ms;        /**< 0 without CALLNORM_MOVE_HAS_TIME */
} callnorm_move;
#define CALLNORM_MOVE_INIT \
  { sizeof(callnorm_move), 0, 0, 0, NULL, NULL, -1, 0 }

/** Number of moves; 0 without a script, and when `evaluation` is NULL.
 *
 *  @param fitness set to how well the contact fits the script, 0 to 1, NaN without an alignment;
 *                 may be NULL.
 *  @since 0.1 */
CALLNORM_API size_t callnorm_evaluation_move_count(const callnorm_evaluation* evaluation,
                                                   double* fitness);

/** One move, in order.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_evaluation_move(
    const callnorm_evaluation* evaluation, size_t index, callnorm_move* out, callnorm_error* error);

/* ---- Acts --------------------------------------------------------------------------------- */

/** What stretches of talk do: ask, reformulate, announce a wait, ... */
typedef struct callnorm_acts callnorm_acts;

/** The acts of a contact: those given with it for their kinds, detected ones for the rest, in order
 *  of turn, then of position, then of kind. Detected ones score 0.5 or more, from where on an act
 *  counts as found.
 *
 *  @param out set to acts to be released with callnorm_acts_destroy().
 *  @return as for callnorm_evaluate().
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_detect(const callnorm_evaluator* evaluator, const callnorm_contact* contact,
                callnorm_acts** out, callnorm_error* error);

/** The same with a limit of the caller's own on the score of detected acts.
 *
 *  @param min_score 0 gives every candidate there is, to rank them; 0.5 is callnorm_detect().
 *  @return as for callnorm_detect(); CALLNORM_INVALID_ARGUMENT for a limit outside 0 to 1.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_detect_scored(const callnorm_evaluator* evaluator, const callnorm_contact* contact,
                       double min_score, callnorm_acts** out, callnorm_error* error);

/** Number of acts. 0 when `acts` is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_acts_count(const callnorm_acts* acts);

enum {
  CALLNORM_ACT_HAS_TURN = 1,     /* turn, text_begin and text_end are set */
  CALLNORM_ACT_HAS_TIME = 2,     /* time_begin_ms and time_end_ms are set */
  CALLNORM_ACT_HAS_ANNOUNCED = 4 /* announced_ms is set */
};

/** One act. Pointers are borrowed from the acts. */
typedef struct callnorm_act {
  uint32_t struct_size;
  uint32_t flags;      /**< CALLNORM_ACT_HAS_... */
  const char* kind;    /**< "reformulation", "hold", "greeting", ...; see docs/acts.md */
  const char* id;      /**< unique in the contact, or "" */
  const char* type;    /**< finer kind: "gist", "price", ..., or "" */
  const char* to;      /**< id of the act answered, or "" */
  const char* step;    /**< script label, for kind "step", else "" */
  const char* by;      /**< who says so: "rules@1", a model, an annotator, or "" */
  int64_t turn;        /**< index of the turn, or -1 for a step done outside the talk */
  uint32_t text_begin; /**< bytes within the turn; 0 without a turn */
  uint32_t text_end;
  int64_t time_begin_ms; /**< of the act, or of its turn when nothing finer is known; else 0 */
  int64_t time_end_ms;
  int64_t announced_ms; /**< the wait a hold announcement names, else 0 */
  double score;         /**< 0..1; 1 for an act a person annotated */
  const char* quote;    /**< the words themselves, NOT terminated; NULL when there are none */
  size_t quote_size;    /**< bytes */
} callnorm_act;
#define CALLNORM_ACT_INIT \
  { sizeof(callnorm_act), 0, NULL, NULL, NULL, NULL, NULL, NULL, -1, 0, 0, 0, 0, 0, 0.0, NULL, 0 }

/** One act.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_acts_get(const callnorm_acts* acts,
                                                                   size_t index, callnorm_act* out,
                                                                   callnorm_error* error);

/** Releases acts and every string borrowed from them; accepts NULL. @since 0.1 */
CALLNORM_API void callnorm_acts_destroy(callnorm_acts* acts);

/* ---- Live evaluation ---------------------------------------------------------------------- */

/** One contact in progress, told piece by piece: acts and script steps are reported as they are
 *  seen, and in the end the contact is judged as a whole. One thread at a time; any number may
 *  share an evaluator. Acts are found by whom callnorm_evaluate() reads (the evaluator's option
 *  `detectors`, else whom the norm names), not by the default of callnorm_detect().
 *
 *  Each push looks at the last 24 turns and no further, so it costs the same in a long contact as
 *  in a short one. Kept in memory: what was pushed, and about 300 bytes for each act found. */
typedef struct callnorm_live callnorm_live;

/** What became of an act. */
enum {
  CALLNORM_FINDING_PROVISIONAL = 1, /* seen; what follows may still change it */
  CALLNORM_FINDING_CONFIRMED = 2,   /* the turns around it can no longer change it */
  CALLNORM_FINDING_WITHDRAWN = 3    /* reported before, and not so */
};

/** Told about acts, and about script steps as acts of kind "step". Runs on the thread inside
 *  callnorm_live_create(), _push_turn(), _push_json() or _finish(), before that returns. `act` and
 *  its strings are valid during the call only. It must not throw, longjmp or use the live
 *  evaluation. The first report of an act is provisional or confirmed, the last confirmed or
 *  withdrawn; one that was withdrawn may be seen again and is then reported anew. After
 *  callnorm_live_finish() those whose last report was confirmed are the acts callnorm_detect()
 *  gives for the whole contact by the same detectors. Two reports are of the same act when kind,
 *  turn, text_begin, text_end, type and step are equal, and time_begin_ms for a step done outside
 *  the talk; `by` and `score` are those of the moment, and an annotation pushed after an act was
 *  confirmed is not reported.
 *
 *  @return 0 to go on; anything else makes the running call return CALLNORM_CANCELLED. What was
 *          pushed is kept then. */
typedef int32_t (*callnorm_finding_fn)(void* user_data, int32_t finding, const callnorm_act* act);

/** Begins a contact.
 *
 *  @param begun      what is known at the beginning, as a part of callnorm.contact/1: any of its
 *                    keys, such as id, channel, language, facts, quality; and an empty list for
 *                    each log that will be kept, because a log that is there and empty says that
 *                    nothing was done. A whole contact that was recorded before belongs here. May
 *                    be NULL when begun_size is 0: a voice contact in the evaluator's or script's
 *                    language. Read during the call.
 *  @param on_finding may be NULL. @param user_data handed to it as it is; must stay valid until the
 *                    live evaluation is destroyed.
 *  @param out        set to a live evaluation to be released with callnorm_live_destroy(). The
 *                    evaluator may be destroyed before it.
 *  @return CALLNORM_INVALID_UTF8, CALLNORM_INVALID_JSON or CALLNORM_INVALID_CONTACT with `where` in
 *          the input; as callnorm_live_push_json() when it holds turns.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_create(
    const callnorm_evaluator* evaluator, const char* begun, size_t begun_size,
    callnorm_finding_fn on_finding, void* user_data, callnorm_live** out, callnorm_error* error);

/** Appends one turn, or one message of a chat or e-mail.
 *
 *  @param turn `speaker` is "agent" or "client"; `id` NULL or "" for none; `text` of text_size
 *              bytes; times with CALLNORM_TURN_HAS_TIME, on every turn or on none, and not before
 *              the begin of the turn before. Copied.
 *  @return CALLNORM_INVALID_ARGUMENT for a speaker that is neither; CALLNORM_INVALID_CONTACT or
 *          CALLNORM_INVALID_UTF8 for a turn that is not valid or out of order or has an id that was
 *          given before; CALLNORM_UNSUPPORTED for a language without a lexicon or a flag this
 *          library does not know; CALLNORM_PATTERN_TOO_COMPLEX when an expression gives up on a
 *          turn: nothing has changed then, and pushing may go on. CALLNORM_INVALID_ARGUMENT after
 *          callnorm_live_finish().
 *          After CALLNORM_OUT_OF_MEMORY the turn was not taken, and an act may be reported twice or
 *          not at all until callnorm_live_finish(), which judges all that was taken.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_push_turn(callnorm_live* live,
                                                                         const callnorm_turn* turn,
                                                                         callnorm_error* error);

/** Appends whatever a part of callnorm.contact/1 holds: turns or messages with word times, events
 *  of every log, acts, facts. Lists are appended; what there is one of (end, ending, scenario, the
 *  assessor's intonation) replaces what was there; id, channel, language, connect, quality and
 *  concurrency stay as the contact began: given again they must be the same, so a chat or e-mail
 *  must have said so in callnorm_live_create(); of source, new notes are appended. Acts name turns
 *  by id as in a whole contact. A fact, a field of the report and an id are given once, in
 *  whichever part; "duration" needs a "connect" the contact began with. A part that the whole
 *  contact would be refused for is refused, and nothing has changed then.
 *
 *  @param json UTF-8, nested at most 128 deep; NULL only when json_size is 0. Read during the call.
 *  @return as for callnorm_live_push_turn(); CALLNORM_INVALID_JSON with `where` line:column.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_push_json(callnorm_live* live,
                                                                         const char* json,
                                                                         size_t json_size,
                                                                         callnorm_error* error);

enum {
  CALLNORM_EXPECTED_NEEDED = 1 /* the script is not through without it, or another needed here */
};

/** A step that can follow without leaving the script. Pointers are borrowed from the live
 *  evaluation, until the next push or callnorm_live_expected_count(). */
typedef struct callnorm_expected_step {
  uint32_t struct_size;
  uint32_t flags;      /**< CALLNORM_EXPECTED_... */
  const char* step;    /**< its label */
  const char* wording; /**< its text or first example; "" when it is not said */
} callnorm_expected_step;
#define CALLNORM_EXPECTED_STEP_INIT \
  { sizeof(callnorm_expected_step), 0, NULL, NULL }

/** Works out what the script expects next, from all steps seen so far.
 *
 *  @param count   set to the number of steps for callnorm_live_expected().
 *  @param may_end set to 1 when the contact may end here without leaving a step out, else to 0; may
 *                 be NULL.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_expected_count(
    callnorm_live* live, size_t* count, int32_t* may_end, callnorm_error* error);

/** One step of those callnorm_live_expected_count() worked out, needed ones first.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_expected(const callnorm_live* live,
                                                                        size_t index,
                                                                        callnorm_expected_step* out,
                                                                        callnorm_error* error);

enum {
  CALLNORM_SILENCE_RUNS = 1,   /* nobody speaks; the other fields are set */
  CALLNORM_SILENCE_AGENTS = 2, /* the agent is to speak; without it the client, who was asked */
};

/** The silence at a moment. */
typedef struct callnorm_silence {
  uint32_t struct_size;
  uint32_t flags;        /**< CALLNORM_SILENCE_... */
  int64_t time_begin_ms; /**< end of the last words */
  int64_t counted_ms;    /**< what would count for the agent if somebody spoke now: less what was
                              announced, 0 below the norm's shortest silence */
} callnorm_silence;
#define CALLNORM_SILENCE_INIT \
  { sizeof(callnorm_silence), 0, 0, 0 }

/** The silence that runs at `now_ms`, which is not before the end of the last turn. Without
 *  CALLNORM_SILENCE_RUNS in flags: somebody speaks, or nobody has yet, or turns carry no times.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_silence(const callnorm_live* live,
                                                                       int64_t now_ms,
                                                                       callnorm_silence* out,
                                                                       callnorm_error* error);

/** The contact as far as it was pushed.
 *
 *  @param out set to a contact to be released with callnorm_contact_destroy().
 *  @return CALLNORM_INVALID_CONTACT when nothing was recorded yet.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_contact(const callnorm_live* live,
                                                                       callnorm_contact** out,
                                                                       callnorm_error* error);

/** Ends the contact: confirms or withdraws every act reported, and judges it. The evaluation is,
 *  byte for byte as JSON, what callnorm_evaluate() gives for callnorm_live_contact(); its
 *  "/contact/hash" is of that contact's callnorm_contact_to_json() with indent 0. Costs as much.
 *
 *  @param out set to an evaluation to be released with callnorm_evaluation_destroy().
 *  @return as for callnorm_evaluate(); CALLNORM_INVALID_CONTACT when the contact as a whole is not
 *          valid: pushing may go on then. CALLNORM_INVALID_ARGUMENT the second time.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_live_finish(callnorm_live* live,
                                                                      callnorm_evaluation** out,
                                                                      callnorm_error* error);

/** Releases a live evaluation, finished or not; accepts NULL. @since 0.1 */
CALLNORM_API void callnorm_live_destroy(callnorm_live* live);

/* ---- Uptake ------------------------------------------------------------------------------- */

/** How far turns take up what the other party just said. Lists turns of either party that answer
 *  one of the other, in order. No verdict leans on it; docs/models/uptake.md has its figures. */
typedef struct callnorm_uptakes callnorm_uptakes;

/** Measures uptake in one contact, with the evaluator's embedder when it has one.
 *
 *  @param out set to uptakes to be released with callnorm_uptakes_destroy().
 *  @return as for callnorm_evaluate(); CALLNORM_CANCELLED when the embedder fails,
 *          CALLNORM_INVALID_ARGUMENT when it writes what is not finite, `where` being "/turns/N".
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_uptakes_measure(const callnorm_evaluator* evaluator, const callnorm_contact* contact,
                         callnorm_uptakes** out, callnorm_error* error);

/** Number of turns graded. 0 when `uptakes` is NULL. @since 0.1 */
CALLNORM_API size_t callnorm_uptakes_count(const callnorm_uptakes* uptakes);

/** One turn's uptake. Pointers are borrowed from the uptakes. */
typedef struct callnorm_uptake {
  uint32_t struct_size;
  uint32_t reserved; /**< 0 */
  size_t turn;       /**< index of the turn that is graded */
  size_t about_turn; /**< index of the other party's turn it answers */
  double score;      /**< 0..1 */
  double meaning;    /**< 0..1, how near in meaning by the embedder; NaN without or when it cannot
                          tell */
  const char* why;   /**< the largest contributions: "share_of_other +0.2, asks +0.2" */
  const char* by;    /**< the model: "model@1" */
  size_t match_count;
} callnorm_uptake;
#define CALLNORM_UPTAKE_INIT \
  { sizeof(callnorm_uptake), 0, 0, 0, 0.0, 0.0, NULL, NULL, 0 }

/** One turn's uptake.
 *
 *  @return CALLNORM_INVALID_ARGUMENT when `index` is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status callnorm_uptakes_get(
    const callnorm_uptakes* uptakes, size_t index, callnorm_uptake* out, callnorm_error* error);

/** Words taken up: bytes within the turn, and those they answer within the other's turn. */
typedef struct callnorm_uptake_match {
  uint32_t struct_size;
  uint32_t reserved; /**< 0 */
  uint32_t text_begin;
  uint32_t text_end;
  uint32_t about_begin;
  uint32_t about_end;
} callnorm_uptake_match;
#define CALLNORM_UPTAKE_MATCH_INIT \
  { sizeof(callnorm_uptake_match), 0, 0, 0, 0, 0 }

/** One match of one turn, in order of the turn.
 *
 *  @param index as of callnorm_uptakes_get(). @param match below its match_count.
 *  @return CALLNORM_INVALID_ARGUMENT when either is out of range.
 *  @since 0.1 */
CALLNORM_MUST_CHECK CALLNORM_API callnorm_status
callnorm_uptakes_match(const callnorm_uptakes* uptakes, size_t index, size_t match,
                       callnorm_uptake_match* out, callnorm_error* error);

/** Releases uptakes and every string borrowed from them; accepts NULL. @since 0.1 */
CALLNORM_API void callnorm_uptakes_destroy(callnorm_uptakes* uptakes);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* CALLNORM_H */
