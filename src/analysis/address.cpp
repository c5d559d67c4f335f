#include "callnorm/analysis/address.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/quotations.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

struct Found {
  std::uint32_t first = 0;  // tokens
  std::uint32_t last = 0;
  std::optional<AddressForm> form;  // none: addresses nobody
  bool weak = false;
  std::uint32_t sentence = 0;
};

std::optional<AddressForm> form_of(std::string_view tag) {
  if (tag == "V") return AddressForm::formal;
  if (tag == "T") return AddressForm::familiar;
  if (tag == "VT") return AddressForm::either;
  return std::nullopt;
}

/// Phrases that show who is spoken to and are no form themselves: what they span may hold one.
bool tells_of_others(std::string_view tag) {
  return tag == "quote" || tag == "reported" || tag == "hands_over" || tag == "takes_over";
}

/// Forms written together with another word: "avez-vous", "as-tu", "t'appelle".
std::optional<AddressForm> form_joined(const Lexicon& lexicon, std::string_view word) {
  const auto look_up = [&](std::string_view part) -> std::optional<AddressForm> {
    const PatternWord number = lexicon.patterns().word(part);
    if (number == 0) return std::nullopt;
    std::vector<PatternMatch> found;
    lexicon.patterns().scan(std::span(&number, 1), false, found);
    for (const PatternMatch& match : found) {
      const Cue& cue = lexicon.cues()[lexicon.pattern_cues()[match.pattern]];
      if (cue.cue_class != CueClass::address || cue.weak) continue;
      if (const auto form = form_of(cue.tag)) return form;
    }
    return std::nullopt;
  };
  const std::size_t hyphen = word.rfind('-');
  if (hyphen != std::string_view::npos && hyphen > 0) {
    if (const auto form = look_up(word.substr(hyphen + 1))) return form;
  }
  const std::size_t apostrophe = word.find('\'');
  if (apostrophe == std::string_view::npos || apostrophe + 1 == word.size()) return std::nullopt;
  return look_up(word.substr(0, apostrophe + 1));
}

class Reader {
 public:
  explicit Reader(const PreparedContact& contact) : contact_(contact) {
    by_type_.resize(contact.types().size());
    for (std::size_t t = 0; t < by_type_.size(); ++t) {
      const WordType& type = contact.types()[t];
      if (type.joined) by_type_[t] = form_joined(*contact.lexicon(), type.folded);
    }
  }

  void read(std::uint32_t turn, const std::vector<bool>& aside, std::vector<AddressUse>& out) {
    collect(turn);
    const std::string& text = contact_.contact().turns()[turn].text;
    const std::vector<TextRange> quoted =
        found_.empty() ? std::vector<TextRange>{} : quotations(text);
    auto quotation = quoted.begin();
    const bool colon = !found_.empty() && text.find(':') != std::string::npos;
    const std::size_t from = out.size();
    std::array<bool, 3> strong{};
    sentences_.clear();
    for (const Found& f : found_) {
      const TextRange range{contact_.tokens()[f.first].text.begin,
                            contact_.tokens()[f.last - 1].text.end};
      if (!f.form || is_hour(f, turn) || (f.first < aside.size() && aside[f.first])) continue;
      if (is_name(f) || (colon && put_in_mouth(f, turn))) continue;
      while (quotation != quoted.end() && quotation->end < range.end) ++quotation;
      if (quotation != quoted.end() && quotation->begin < range.begin) continue;
      if (!f.weak) strong[static_cast<std::size_t>(*f.form)] = true;
      out.push_back({*f.form, f.weak, turn, f.first, f.last, range});
      sentences_.push_back(f.sentence);
    }
    std::size_t kept = from;
    for (std::size_t i = from; i < out.size(); ++i) {
      const AddressUse& use = out[i];
      const bool company = strong[static_cast<std::size_t>(use.form)] ||
                           (use.form == AddressForm::either &&
                            strong[static_cast<std::size_t>(AddressForm::formal)]);
      if (use.weak && !company && !contact_.sentences()[sentences_[i - from]].question) continue;
      out[kept++] = out[i];
    }
    out.resize(kept);
  }

 private:
  // The longest entry at each place, from the left.
  void collect(std::uint32_t turn) {
    found_.clear();
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.cue_class != CueClass::address || hit.first == hit.last) continue;
      const Cue& cue = contact_.cue_of(hit);
      if (tells_of_others(cue.tag)) continue;
      found_.push_back({hit.first, hit.last, form_of(cue.tag), cue.weak, hit.sentence});
    }
    for (const PreparedSentence& s : contact_.sentences_of(turn)) {
      const auto number = static_cast<std::uint32_t>(&s - contact_.sentences().data());
      for (std::uint32_t k = s.first; k < s.last; ++k) {
        if (const auto form = by_type_[contact_.tokens()[k].type]) {
          found_.push_back({k, k + 1, form, false, number});
        }
      }
    }
    // Of entries of one length the lexicon's own comes before a word taken apart.
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (kept == 0 || found_[kept - 1].last <= found_[i].first) found_[kept++] = found_[i];
    }
    found_.resize(kept);
  }

  static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

  /// Whether a token begins with a capital and goes on without, with nothing but a blank between it
  /// and another of its sentence.
  bool capital_inside(std::uint32_t token, const PreparedSentence& s) const {
    if (token <= s.first) return false;
    const std::string_view text = contact_.contact().turns()[s.turn].text;
    const TextRange own = contact_.tokens()[token].text;
    const TextRange before = contact_.tokens()[token - 1].text;
    return own.end - own.begin > 1 && is_capital(text[own.begin]) &&
           !is_capital(text[own.begin + 1]) &&
           text.substr(before.end, own.begin - before.end) == " ";
  }

  /// "U duwt op Je contract", "choisissez Ton modem, puis Teste ta ligne": what stands on a button.
  /// Nobody writes a familiar form with a capital within a sentence; after such a name in its turn
  /// other words with a capital begin names too.
  bool is_name(const Found& f) {
    if (f.form != AddressForm::familiar) return false;
    const PreparedSentence& s = contact_.sentences()[f.sentence];
    if (capital_inside(f.first, s)) {
      named_in_ = s.turn;
      return true;
    }
    const std::string_view text = contact_.contact().turns()[s.turn].text;
    return named_in_ == s.turn && f.first > s.first && capital_inside(f.first - 1, s) &&
           text.substr(contact_.tokens()[f.first - 1].text.end, 1) == " ";
  }

  /// "U zegt hem gewoon: kan je eens kijken": what the client is to say to somebody else; "mijn
  /// collega zei: kan jij haar bellen": what somebody else was told, unless it was the client ("ik
  /// heb u gezegd: ..."). From the colon after a verb of saying on, to the end of the sentence.
  bool put_in_mouth(const Found& f, std::uint32_t turn) const {
    constexpr std::uint32_t near = 4;  // tokens from the verb to the colon
    const std::string_view text = contact_.contact().turns()[turn].text;
    const auto hits = contact_.hits_of(contact_.sentences()[f.sentence]);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      const bool reported = contact_.is_cue(hit, CueClass::address, "reported");
      if ((!reported && !contact_.is_cue(hit, CueClass::address, "quote")) || hit.last > f.first) {
        return false;
      }
      const std::uint32_t end = std::min(f.first, hit.last + near);
      const std::string_view between =
          text.substr(hit.text.end, contact_.tokens()[end].text.begin - hit.text.end);
      const std::size_t colon = between.find(':');
      return colon != std::string_view::npos &&
             !(reported && addressed_within(hit.first, hit.text.end + colon));
    });
  }

  /// Whether the listener is named from a token on, before a place in the text.
  bool addressed_within(std::uint32_t first, std::size_t end) const {
    const auto from = std::partition_point(found_.begin(), found_.end(),
                                           [&](const Found& found) { return found.first < first; });
    for (auto found = from; found != found_.end(); ++found) {
      if (contact_.tokens()[found->first].text.begin >= end) break;
      if (found->form) return true;
    }
    return false;
  }

  // "om 14 u", "14.30 u": an hour or minutes, then "u".
  bool is_hour(const Found& f, std::uint32_t turn) const {
    if (contact_.lexicon()->language() != Language::nl || f.last != f.first + 1 ||
        contact_.type_of(f.first).folded != "u" || f.first == contact_.turns()[turn].first_token) {
      return false;
    }
    const std::string_view text = contact_.contact().turns()[turn].text;
    const PreparedToken& before = contact_.tokens()[f.first - 1];
    const PreparedToken& own = contact_.tokens()[f.first];
    if (contact_.types()[before.type].kind != TokenKind::number ||
        before.text.end - before.text.begin > 2) {
      return false;
    }
    return text.substr(before.text.end, own.text.begin - before.text.end) == " ";
  }

  const PreparedContact& contact_;
  std::vector<std::optional<AddressForm>> by_type_;
  std::vector<Found> found_;
  std::optional<std::uint32_t> named_in_;  // turn with the name of a button
  std::vector<std::uint32_t> sentences_;   // of the uses kept so far in one turn
};

}  // namespace

std::vector<AddressUse> address_uses(const PreparedContact& contact,
                                     const std::vector<bool>& aside) {
  std::vector<AddressUse> out;
  if (contact.lexicon() == nullptr || contact.lexicon()->cues_of(CueClass::address).empty()) {
    return out;
  }
  Reader reader(contact);
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) reader.read(t, aside, out);
  return out;
}

}  // namespace callnorm
