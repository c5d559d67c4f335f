#include "callnorm/io/import.hpp"

#include <array>

#include "callnorm/io/read.hpp"
#include "io/hash.hpp"
#include "io/importers.hpp"

namespace callnorm {

namespace {

using namespace io;

constexpr std::array<ImportFormat, 3> formats{{
    {"callnorm", "callnorm's own contacts, callnorm.contact/1"},
    {"aws-transcribe", "Amazon Transcribe Call Analytics, output after the call"},
    {"harper-valley", "HarperValley corpus, one transcript: a list of segments"},
}};

bool looks_like_callnorm(const Node& root) {
  simdjson::dom::object object;
  std::string_view format;
  return root.element().get(object) == simdjson::SUCCESS &&
         object["format"].get(format) == simdjson::SUCCESS && format.starts_with("callnorm.");
}

std::string known_formats() {
  std::string list;
  for (const ImportFormat& format : formats) {
    list += (list.empty() ? "" : ", ") + std::string(format.name);
  }
  return list;
}

/// `id` names a contact whose file carries none.
Result<Contact> read_own(std::string_view bytes, std::string_view id) {
  Result<Contact> contact = read_contact(bytes);
  if (!contact || id.empty() || !contact->id().empty()) return contact;
  ContactDraft draft = contact->data();
  draft.id = id;
  return Contact::create(std::move(draft));
}

Result<Contact> finish(Result<ContactDraft> draft, std::string_view bytes) {
  if (!draft) return std::move(draft).error();
  ContactDraft made = std::move(draft).value();
  made.hash = hash_of(bytes);
  Result<Contact> contact = Contact::create(std::move(made));
  if (contact) return contact;
  Error error = std::move(contact).error();
  error.message += " (in the contact made of this file)";
  return error;
}

}  // namespace

std::span<const ImportFormat> import_formats() noexcept {
  return formats;
}

Status check_format(std::string_view format) {
  if (format == "auto") return success();
  for (const ImportFormat& f : formats) {
    if (f.name == format) return success();
  }
  return Error{ErrorCode::unsupported,
               "unknown format " + in_quotes(format) + "; there are auto, " + known_formats(), ""};
}

Result<Contact> import_contact(std::string_view format, std::string_view bytes,
                               std::string_view id) {
  CALLNORM_CHECK(check_format(format));
  const bool guess = format == "auto";
  if (!id.empty() && !simdjson::validate_utf8(id.data(), id.size())) {
    return Error{ErrorCode::invalid_utf8, "the id given for the contact is not UTF-8", ""};
  }
  if (format == "callnorm") return read_own(bytes, id);

  CALLNORM_TRY(const auto document,
               Document::parse(bytes, ErrorCode::invalid_contact, UnknownKeys::ignore));
  const Node root = document.root();
  if (guess && looks_like_callnorm(root)) return read_own(bytes, id);
  if (format == "aws-transcribe" || (guess && looks_like_aws_transcribe(root))) {
    return finish(read_aws_transcribe(root, id), bytes);
  }
  if (format == "harper-valley" || (guess && looks_like_harper_valley(root))) {
    return finish(read_harper_valley(root, id), bytes);
  }
  return Error{ErrorCode::unsupported, "the input is none of the formats known: " + known_formats(),
               ""};
}

namespace io {

Result<Millis> as_millis(const Node& node) {
  constexpr auto limit = static_cast<std::int64_t>(max_seconds * 1000);
  CALLNORM_TRY(const std::int64_t value, node.integer(-limit, limit));
  return Millis{value};
}

void note_count(std::vector<std::string>& notes, std::size_t count, std::string_view thing,
                std::string_view what) {
  if (count == 0) return;
  notes.push_back(std::to_string(count) + " " + std::string(thing) + (count == 1 ? " " : "s ") +
                  std::string(what));
}

bool drop_bad_words(Turn& turn) {
  if (turn.words.empty() || !turn.time) return false;
  Millis since = turn.time->begin;
  for (const Word& word : turn.words) {
    if (word.time.begin < since || word.time.end < word.time.begin ||
        word.time.end > turn.time->end) {
      turn.words.clear();
      return true;
    }
    since = word.time.begin;
  }
  return false;
}

}  // namespace io

}  // namespace callnorm
