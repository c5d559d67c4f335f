// bindings/c/document.cpp - callnorm_document: a JSON object written field by field, for callers
// who have no JSON. What its fields mean is decided by who reads it.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "boundary.hpp"
#include "io/json_output.hpp"
#include "message.hpp"

namespace cn = callnorm;
using cn::Error;
using cn::Status;
using cn::success;
using cn::c::at_boundary;
using cn::c::invalid_argument;
using cn::c::null_argument;

namespace {

constexpr std::size_t deepest = 128;  // what the readers take

/// An object or a list that is open still.
struct Open {
  bool list = false;
  std::string place;                          // JSON pointer
  std::size_t count = 0;                      // members or entries put
  std::set<std::string, std::less<>> keys{};  // of an object
};

}  // namespace

struct callnorm_document {
  cn::io::JsonWriter out;  // without the brackets that are open still
  std::string shown;       // the whole, for who asked last
  std::vector<Open> open;
  std::optional<Error> failure;
  bool starved = false;  // memory ran out: the failure that takes no memory to keep

  callnorm_document() { begin(); }

  void begin() {
    failure.reset();
    starved = false;
    out = cn::io::JsonWriter();
    out.open('{');
    open.clear();
    open.emplace_back();
  }

  /// Where a value with this key would stand; the object itself when the key it needs is NULL.
  [[nodiscard]] std::string place_of(const char* key) const {
    const Open& in = open.back();
    if (in.list) return cn::at(in.place, in.count);
    return key == nullptr ? in.place : cn::at(in.place, std::string_view(key));
  }

  /// Writes what comes before a value: in an object the key.
  [[nodiscard]] Status start_value(const char* key) {
    Open& in = open.back();
    if (in.list) {
      if (key != nullptr) return invalid_argument("a list takes no key", place_of(key));
    } else {
      if (key == nullptr) {
        return invalid_argument("a member of an object needs a key", place_of(key));
      }
      if (cn::first_invalid_utf8(key)) {
        return Error{cn::ErrorCode::invalid_utf8, "the key is not UTF-8", place_of(key)};
      }
      if (!in.keys.emplace(key).second) {
        return invalid_argument("the object has a member \"" + std::string(key) + "\" already",
                                place_of(key));
      }
      out.key(std::string_view(key));
    }
    ++in.count;
    return success();
  }

  template <class T>
  [[nodiscard]] Status put(const char* key, const T& value) {
    if (Status status = start_value(key); !status) return status;
    out.value(value);
    return success();
  }

  [[nodiscard]] Status start(const char* key, bool list) {
    std::string place = place_of(key);
    if (open.size() >= deepest) {
      return invalid_argument("more than 128 objects and lists within each other",
                              std::move(place));
    }
    if (Status status = start_value(key); !status) return status;
    out.open(list ? '[' : '{');
    open.push_back({list, std::move(place)});
    return success();
  }

  [[nodiscard]] Status close() {
    if (open.size() == 1) return invalid_argument("nothing is open but the document itself");
    out.close(open.back().list ? ']' : '}');
    open.pop_back();
    return success();
  }

  [[nodiscard]] Status whole() {
    if (open.size() > 1) {
      return invalid_argument(
          open.back().list ? "the list is not closed" : "the object is not closed",
          open.back().place);
    }
    shown = out.text();
    shown += '}';
    return success();
  }
};

namespace {

/// Runs `change` on a document that has not failed, and keeps its failure.
template <class Change>
callnorm_status changed(callnorm_document* document, callnorm_error* error, Change&& change) {
  const callnorm_status status = at_boundary(error, [&]() -> Status {
    if (document == nullptr) return null_argument("document");
    if (document->starved) throw std::bad_alloc();
    if (document->failure) return *document->failure;
    Status done = change(*document);
    if (!done) document->failure = done.error();
    return done;
  });
  if (status == CALLNORM_OUT_OF_MEMORY && document != nullptr) document->starved = true;
  return status;
}

}  // namespace

callnorm_status callnorm_document_create(callnorm_document** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (out == nullptr) return null_argument("out");
    *out = new callnorm_document;
    return success();
  });
}

callnorm_status callnorm_document_object(callnorm_document* document, const char* key,
                                         callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) { return to.start(key, false); });
}

callnorm_status callnorm_document_list(callnorm_document* document, const char* key,
                                       callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) { return to.start(key, true); });
}

callnorm_status callnorm_document_close(callnorm_document* document, callnorm_error* error) {
  return changed(document, error, [](callnorm_document& to) { return to.close(); });
}

callnorm_status callnorm_document_text(callnorm_document* document, const char* key,
                                       const char* text, std::size_t text_size,
                                       callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) -> Status {
    if (text == nullptr && text_size != 0) {
      return invalid_argument("text is NULL", to.place_of(key));
    }
    std::string_view value;
    if (text != nullptr) value = text_size == SIZE_MAX ? text : std::string_view(text, text_size);
    if (const auto bad = cn::first_invalid_utf8(value)) {
      return Error{cn::ErrorCode::invalid_utf8,
                   "the text is not UTF-8 at byte " + std::to_string(*bad), to.place_of(key)};
    }
    return to.put(key, value);
  });
}

callnorm_status callnorm_document_integer(callnorm_document* document, const char* key,
                                          std::int64_t value, callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) { return to.put(key, value); });
}

callnorm_status callnorm_document_number(callnorm_document* document, const char* key, double value,
                                         callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) -> Status {
    if (!std::isfinite(value)) {
      return invalid_argument("the number is not finite", to.place_of(key));
    }
    return to.put(key, value);
  });
}

callnorm_status callnorm_document_time(callnorm_document* document, const char* key,
                                       std::int64_t milliseconds, callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) {
    return to.put(key, cn::seconds(cn::Millis{milliseconds}));
  });
}

callnorm_status callnorm_document_boolean(callnorm_document* document, const char* key,
                                          std::int32_t value, callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) { return to.put(key, value != 0); });
}

callnorm_status callnorm_document_null(callnorm_document* document, const char* key,
                                       callnorm_error* error) {
  return changed(document, error, [&](callnorm_document& to) { return to.put(key, nullptr); });
}

callnorm_status callnorm_document_json(callnorm_document* document, const char** json,
                                       std::size_t* size, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (document == nullptr) return null_argument("document");
    if (json == nullptr) return null_argument("json");
    if (document->starved) throw std::bad_alloc();
    if (document->failure) return *document->failure;
    if (Status status = document->whole(); !status) return status;
    *json = document->shown.c_str();
    if (size != nullptr) *size = document->shown.size();
    return success();
  });
}

void callnorm_document_clear(callnorm_document* document) {
  if (document != nullptr) document->begin();
}

void callnorm_document_destroy(callnorm_document* document) {
  delete document;
}
