// Any bytes as the calls of somebody who puts a document together: what comes out is JSON that the
// readers take, or the first failure stays.
#include "fuzz.hpp"

namespace {

/// One byte says what to do, the next ones are its key and text.
class Calls {
 public:
  explicit Calls(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool more() const { return !rest_.empty(); }
  char next() {
    const char c = rest_.empty() ? '\0' : rest_.front();
    rest_.remove_prefix(std::min<std::size_t>(rest_.size(), 1));
    return c;
  }
  /// The bytes up to the next line break.
  std::string line() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string out(rest_.substr(0, end));
    rest_.remove_prefix(std::min(rest_.size(), end + 1));
    return out;
  }

 private:
  std::string_view rest_;
};

callnorm_status put(callnorm_document* to, Calls& calls) {
  const char what = calls.next();
  const std::string key = calls.next() == '-' ? std::string() : calls.line();
  const char* name = key.empty() ? nullptr : key.c_str();
  switch (what) {
    case '{': return callnorm_document_object(to, name, nullptr);
    case '[': return callnorm_document_list(to, name, nullptr);
    case ')': return callnorm_document_close(to, nullptr);
    case '1': return callnorm_document_boolean(to, name, 1, nullptr);
    case '0': return callnorm_document_null(to, name, nullptr);
    case 't': {
      const std::string text = calls.line();
      return callnorm_document_text(to, name, text.data(), text.size(), nullptr);
    }
    default: break;
  }
  const std::string digits = calls.line();
  const double number = std::strtod(digits.c_str(), nullptr);
  if (what == 'n') return callnorm_document_number(to, name, number, nullptr);
  const auto whole = static_cast<std::int64_t>(std::strtoll(digits.c_str(), nullptr, 10));
  if (what == 's') return callnorm_document_time(to, name, whole, nullptr);
  return callnorm_document_integer(to, name, whole, nullptr);
}

}  // namespace

int run_target(std::string_view bytes) {
  callnorm_document* document = nullptr;
  fuzz::require(callnorm_document_create(&document, nullptr) == CALLNORM_OK, "a document");
  Calls calls(bytes);
  callnorm_status failed = CALLNORM_OK;
  while (calls.more()) {
    const callnorm_status status = put(document, calls);
    if (failed != CALLNORM_OK) fuzz::require(status == failed, "a failure stays");
    failed = status;
  }
  const char* json = nullptr;
  std::size_t size = 0;
  const callnorm_status status = callnorm_document_json(document, &json, &size, nullptr);
  if (failed != CALLNORM_OK) {
    fuzz::require(status == failed && json == nullptr, "a failed document gives nothing");
  } else if (status == CALLNORM_OK) {
    callnorm_contact* contact = nullptr;
    const callnorm_status read =
        callnorm_contact_import("callnorm", json, size, nullptr, &contact, nullptr);
    fuzz::require(read != CALLNORM_INVALID_JSON && read != CALLNORM_INVALID_UTF8,
                  "what a document gives is JSON");
    callnorm_contact_destroy(contact);
  }
  callnorm_document_destroy(document);
  return 0;
}
