#include "io/read_lexicon.hpp"

namespace callnorm::io {

namespace {

constexpr auto lexicon_keys = keys("language", "version", "stopwords", "abbreviations", "cues");
constexpr auto concepts_keys = keys("format", "concepts");
constexpr auto concept_keys = keys("id", "nl", "fr", "en", "note");
constexpr auto cue_keys = keys("pattern", "regex", "weak", "tag", "note", "unlearned");

}  // namespace

Status read_cues(const Node& node, CueClass cue_class, Language language, std::vector<Cue>& out) {
  return node.each([&](const Node& item) -> Status {
    CALLNORM_TRY(const auto in, members(item, cue_keys));
    Cue cue;
    cue.cue_class = cue_class;
    cue.language = language;
    CALLNORM_TRY(cue.pattern, in.value("pattern", as_name));
    CALLNORM_TRY(cue.regex, in.value("regex", as_name));
    CALLNORM_TRY(cue.weak, in.value("weak", as_bool));
    CALLNORM_TRY(cue.unlearned, in.value("unlearned", as_bool));
    CALLNORM_TRY(cue.tag, in.value("tag", as_string));
    CALLNORM_TRY(cue.note, in.value("note", as_string));
    if (cue.pattern.empty() == cue.regex.empty()) {
      return item.error("a cue has either \"pattern\" or \"regex\"");
    }
    out.push_back(std::move(cue));
    return success();
  });
}

Result<CueClass> read_cue_class(std::string_view key, const Node& value) {
  if (const auto known = cue_class(key)) return *known;
  return value.error("unknown cue class " + in_quotes(key) + "; expected " +
                     one_of(cue_class_names));
}

Result<LexiconFile> read_lexicon(std::string_view json) {
  CALLNORM_TRY(const auto document,
               Document::parse(json, ErrorCode::invalid_norm, UnknownKeys::reject));
  const Node root = document.root();
  CALLNORM_TRY(const auto in, members(root, lexicon_keys));
  LexiconFile lexicon;
  CALLNORM_TRY(const std::string tag, in.need("language", as_name));
  const auto language = language_of(tag);
  if (!language) return root.error_at("language", "no lexicon language: " + in_quotes(tag));
  lexicon.language = *language;
  CALLNORM_TRY(lexicon.version, in.need("version", as_name));
  CALLNORM_TRY(lexicon.stopwords, in.need("stopwords", list_of(as_name)));
  CALLNORM_TRY(lexicon.abbreviations, in.value("abbreviations", list_of(as_name)));
  if (const auto cues = in.find("cues")) {
    CALLNORM_CHECK(cues->each_member([&](std::string_view key, const Node& list) -> Status {
      CALLNORM_TRY(const CueClass which, read_cue_class(key, list));
      return read_cues(list, which, lexicon.language, lexicon.cues);
    }));
  }
  return lexicon;
}

Result<std::vector<Cue>> read_concepts(std::string_view json, Language language) {
  CALLNORM_TRY(const auto document,
               Document::parse(json, ErrorCode::invalid_norm, UnknownKeys::reject));
  const Node root = document.root();
  CALLNORM_TRY(const auto in, members(root, concepts_keys));
  CALLNORM_CHECK(need_format(root, in, "callnorm.concepts/1"));
  std::vector<Cue> out;
  const auto list = in.find("concepts");
  if (!list) return root.missing("concepts");
  CALLNORM_CHECK(list->each([&](const Node& item) -> Status {
    CALLNORM_TRY(const auto entry, members(item, concept_keys));
    CALLNORM_TRY(const std::string id, entry.need("id", as_name));
    CALLNORM_TRY(const auto phrases, entry.value(name(language), list_of(as_name)));
    for (const std::string& phrase : phrases) {
      Cue cue;
      cue.cue_class = CueClass::notion;
      cue.language = language;
      cue.pattern = phrase;
      cue.weak = true;
      cue.tag = id;
      out.push_back(std::move(cue));
    }
    return success();
  }));
  return out;
}

}  // namespace callnorm::io
