#include "analysis/approved_claims.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/denial.hpp"
#include "callnorm/analysis/function_words.hpp"
#include "callnorm/text/content_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr double claim_share = 0.6;           // of a claim's content words, said in one sentence
constexpr std::size_t short_claim = 3;        // content words: of fewer, all are asked for
constexpr std::size_t most_words = 400;       // content words of a sentence looked at
constexpr std::size_t most_points = 200;      // selling points of a script looked at
constexpr std::size_t keys = 4093;            // of content words, for a quick no
constexpr std::uint32_t denial_reach = 4;     // tokens from a negation to what it denies
constexpr std::uint32_t longest_number = 12;  // tokens
constexpr std::uint32_t longest_clause = 60;  // tokens to either side
constexpr std::uint32_t longest_place = 5;    // tokens of "at your previous supplier, ..."
constexpr std::size_t digits_of_million = 7;

bool is_figure(std::string_view word) {
  return !word.empty() && is_digit(word.front());
}

constexpr std::uint64_t bit_of(std::uint32_t key) {
  return 1ULL << (key % 61);
}

/// Whether the words are enough of a claim.
bool enough(std::size_t found, std::size_t words) {
  return words <= short_claim
             ? found == words
             : static_cast<double>(found) / static_cast<double>(words) >= claim_share;
}

bool fits(const PreparedContact& contact, std::uint32_t token, const std::string& word,
          std::uint32_t key) {
  const WordType& type = contact.type_of(token);
  return (type.content_key == key && content_match(type.content, word)) ||
         (is_figure(word) && type.number_word &&
          in_digits(type.content, contact.lexicon()->language()) == word);
}

/// "Daar ligt de prijs vast": in the firm that was just named.
bool points_back(std::string_view folded) {
  return folded == "daar" || folded == "la" || folded == "la-bas" || folded == "there";
}

/// What a firm is named after.
bool says_where(std::string_view folded) {
  return folded == "bij" || folded == "chez" || folded == "at";
}

/// The firm that speaks.
bool speaks_for_own(std::string_view folded) {
  constexpr std::array<std::string_view, 10> own{"ons",   "onze", "wij", "we",  "nous",
                                                 "notre", "nos",  "us",  "our", "ours"};
  return std::find(own.begin(), own.end(), folded) != own.end();
}

/// A word that sets a clause beside another.
bool joins_clauses(Language language, std::string_view folded) {
  constexpr std::array<std::string_view, 3> dutch{"en", "maar", "want"};
  constexpr std::array<std::string_view, 3> french{"et", "mais", "car"};
  constexpr std::array<std::string_view, 2> english{"and", "but"};
  const auto is = [&](std::string_view word) { return word == folded; };
  switch (language) {
    case Language::nl: return std::any_of(dutch.begin(), dutch.end(), is);
    case Language::fr: return std::any_of(french.begin(), french.end(), is);
    case Language::en: return std::any_of(english.begin(), english.end(), is);
  }
  return false;
}

}  // namespace

std::string number_at(std::string_view text, std::size_t& at) {
  std::string whole;
  std::string fraction;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      whole += text[at++];
      continue;
    }
    const bool mark = text[at] == '.' || text[at] == ',' || text[at] == ' ';
    std::size_t digits = 0;
    while (mark && at + 1 + digits < text.size() && is_digit(text[at + 1 + digits])) ++digits;
    if (digits == 3 && !whole.empty()) {
      ++at;  // thousands
    } else if (digits > 0 && digits < 3 && text[at] != ' ' && !whole.empty()) {
      fraction = text.substr(at + 1, digits);
      at += 1 + digits;
      break;
    } else {
      break;
    }
  }
  while (whole.size() > 1 && whole.front() == '0') whole.erase(0, 1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? whole : whole + "." + fraction;
}

std::string in_digits(std::string_view word, Language language) {
  const auto value = number_word(word, language);
  return value ? std::to_string(*value) : std::string(word);
}

std::vector<std::string> claim_words(const Lexicon& lexicon, std::string_view text) {
  std::vector<std::string> out = content_words(lexicon, text);
  for (std::string& word : out) word = in_digits(word, lexicon.language());
  return out;
}

TokenRange words_of(const PreparedContact& contact, const PreparedSentence& s) {
  TokenRange out{s.first, s.last, 0};
  for (std::uint32_t k = s.first; k < s.last; ++k) {
    out.keys |= bit_of(contact.type_of(k).content_key);
  }
  return out;
}

std::size_t words_said(const PreparedContact& contact, std::span<const std::string> words,
                       TokenRange range) {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [&](const std::string& word) {
        const std::uint32_t key = content_key(word);
        if (!is_figure(word) && (range.keys & bit_of(key)) == 0) return false;
        std::size_t looked_at = 0;
        for (std::uint32_t k = range.first; k < range.last && looked_at < most_words; ++k) {
          if (contact.type_of(k).content.empty()) continue;
          ++looked_at;
          if (fits(contact, k, word, key)) return true;
        }
        return false;
      }));
}

ApprovedClaims::ApprovedClaims(const PreparedContact& contact, const Script& script)
    : contact_(contact), script_(script), begins_(keys, false) {
  for (const WordType& type : contact.types()) begins_[type.content_key % keys] = true;
  for (const SellingPoint& point : script.data().selling_points) {
    if (points_.size() == most_points) break;
    Point& ready = points_.emplace_back();
    ready.point = &point;
    for (const std::string& text : point.claims) {
      any_ = true;
      Claim claim;
      claim.words = claim_words(*contact.lexicon(), text);
      // Of a claim with figures half may be enough to find another figure in its place.
      const std::size_t found = ever_said(claim.words);
      claim.sayable = !claim.words.empty() && enough(found, claim.words.size());
      if (!claim.sayable && (found == 0 || found * 2 < claim.words.size())) continue;
      claim.text = &text;
      for (const std::string& word : claim.words) {
        claim.bits.push_back(is_figure(word) ? ~0ULL : bit_of(content_key(word)));
      }
      if (std::any_of(claim.words.begin(), claim.words.end(),
                      [](const std::string& word) { return is_figure(word); })) {
        read_figures(claim);
      }
      if (claim.sayable || !claim.figures.empty()) ready.claims.push_back(std::move(claim));
    }
  }
}

void ApprovedClaims::read_figures(Claim& out) const {
  const std::string plain = folded(*out.text);
  std::vector<Token> tokens;
  tokenize(plain, tokens);
  std::size_t done = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text.begin < done) continue;
    const std::string_view word = slice(plain, tokens[i].text);
    Figure figure;
    std::size_t past = tokens[i].text.end;
    if (is_digit(word.front())) {
      past = tokens[i].text.begin;
      figure.number = number_at(plain, past);
    } else if (const auto value = number_word(word, language()); value && *value > 1) {
      figure.number = std::to_string(*value);
    } else {
      continue;
    }
    done = past;
    if (i > 0) figure.before = slice(plain, tokens[i - 1].text);
    std::size_t next = i + 1;
    while (next < tokens.size() && tokens[next].text.begin < past) ++next;
    if (next < tokens.size()) figure.after = slice(plain, tokens[next].text);
    out.figures.push_back(std::move(figure));
  }
}

std::size_t ApprovedClaims::ever_said(std::span<const std::string> words) const {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [&](const std::string& word) {
        return is_figure(word) || begins_[content_key(word) % keys];
      }));
}

bool ApprovedClaims::said(std::size_t point, TokenRange range) const {
  const std::vector<Claim>& claims = points_[point].claims;
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    if (!claim.sayable) return false;
    const auto possible =
        std::count_if(claim.bits.begin(), claim.bits.end(),
                      [&](std::uint64_t bits) { return (range.keys & bits) != 0; });
    return enough(static_cast<std::size_t>(possible), claim.words.size()) &&
           enough(words_said(contact_, claim.words, range), claim.words.size());
  });
}

bool ApprovedClaims::has_word(std::size_t point, std::string_view content) const {
  const std::vector<Claim>& claims = points_[point].claims;
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return std::any_of(claim.words.begin(), claim.words.end(),
                       [&](const std::string& word) { return content_match(word, content); });
  });
}

/// From the first word found to past the last.
std::optional<TokenRange> ApprovedClaims::place_of(std::span<const std::string> words,
                                                   TokenRange range) const {
  std::optional<TokenRange> out;
  for (const std::string& word : words) {
    const std::uint32_t key = content_key(word);
    for (std::uint32_t k = range.first; k < range.last; ++k) {
      if (contact_.type_of(k).content.empty() || !fits(contact_, k, word, key)) continue;
      out = out ? TokenRange{std::min(out->first, k), std::max(out->last, k + 1)}
                : TokenRange{k, k + 1};
      break;
    }
  }
  return out;
}

/// "Le prix ne change pas": a claim that says no itself.
bool ApprovedClaims::negative(const Claim& claim) const {
  const std::string plain = folded(*claim.text);
  std::vector<Token> tokens;
  tokenize(plain, tokens);
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    const auto small = function_word(language(), slice(plain, token.text));
    return small.has_value() && small.value() == FunctionWord::negation;
  });
}

TokenRange ApprovedClaims::clause_of(const PreparedSentence& s, std::uint32_t token) const {
  const std::string_view text = contact_.contact().turns()[s.turn].text;
  // Whether a clause ends between a token and the next. The comma of "2,000" ends none.
  const auto ends_after = [&](std::uint32_t k) {
    if (joins_clauses(language(), contact_.type_of(k + 1).folded)) return true;
    const std::uint32_t begin = contact_.tokens()[k].text.end;
    const std::uint32_t end = contact_.tokens()[k + 1].text.begin;
    return text.substr(begin, end - begin).find_first_of(",;:") != std::string_view::npos &&
           !(end - begin == 1 && is_digit(text[begin - 1]) && is_digit(text[end]));
  };
  TokenRange out{token, token + 1};
  const std::uint32_t first = std::max(s.first, token - std::min(token, longest_clause));
  const std::uint32_t last = std::min(s.last, token + longest_clause);
  while (out.first > first && !ends_after(out.first - 1)) --out.first;
  while (out.last < last && !ends_after(out.last - 1)) ++out.last;
  return out;
}

bool ApprovedClaims::has_content(TokenRange range) const {
  for (std::uint32_t k = range.first; k < range.last; ++k) {
    if (!contact_.type_of(k).content.empty()) return true;
  }
  return false;
}

/// "Gratis omruilen is afgeschaft", "l'installation gratuite, c'est fini": said of the claim in
/// its own clause, or in one that names nothing itself.
bool ApprovedClaims::ended(const PreparedSentence& s, const CueHit& hit, TokenRange claim) const {
  const TokenRange own = clause_of(s, hit.first);
  return (own.first < claim.last && claim.first < own.last) || !has_content({own.first, hit.first});
}

/// "No, sorry, that's for new clients"; not the apology for the wait in "no, sorry you had to wait,
/// it's free".
bool ApprovedClaims::refused(const PreparedSentence& s, TokenRange claim) const {
  const auto hits = contact_.hits_of(s);
  const bool no = std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return hit.cue_class == CueClass::disconfirm && hit.first == s.first;
  });
  return no && std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
           if (hit.cue_class != CueClass::apology &&
               !contact_.is_cue(hit, CueClass::claim, "regret")) {
             return false;
           }
           const TokenRange own = clause_of(s, hit.first);
           if (own.first < claim.last && claim.first < own.last) return true;
           for (std::uint32_t k = own.first; k < own.last; ++k) {
             if (is_denial(language(), contact_.type_of(k).folded)) return true;
           }
           return !has_content({hit.last, std::max(hit.last, own.last)});
         });
}

/// "Niet gratis omruilen", "gratis omruilen kan niet".
bool ApprovedClaims::negated(const PreparedSentence& s, TokenRange claim) const {
  const std::string_view text = contact_.contact().turns()[s.turn].text;
  const auto hits = contact_.hits_of(s);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    if (!contact_.is_cue(hit, CueClass::objection, "negation")) return false;
    if (hit.first >= claim.first) return hit.first < claim.last;
    if (claim.first - hit.last > denial_reach) return false;
    const std::string_view between =
        text.substr(hit.text.end, contact_.tokens()[claim.first].text.begin - hit.text.end);
    return between.find_first_of(",;:") == std::string_view::npos;
  });
}

/// A name of the firm that speaks: in the script, or in what the agent says first.
bool ApprovedClaims::is_own_name(std::string_view folded_name) const {
  constexpr std::size_t opening = 2;  // turns of the agent
  const auto has = [&](std::string_view text) {
    const std::string plain = folded(text);
    std::vector<Token> tokens;
    tokenize(plain, tokens);
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const Token& token) { return slice(plain, token.text) == folded_name; });
  };
  if (has(script_.data().title) || has(script_.data().id)) return true;
  std::size_t turns = 0;
  for (const PreparedTurn& turn : contact_.turns()) {
    if (turn.speaker != Speaker::agent) continue;
    if (++turns > opening) break;
    for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
      const bool named_elsewhere =
          k > turn.first_token && says_where(contact_.type_of(k - 1).folded);
      if (contact_.type_of(k).folded == folded_name && !named_elsewhere) return true;
    }
  }
  return false;
}

/// "Bij Luminus".
bool ApprovedClaims::names_another_firm(const PreparedSentence& s, TokenRange range) const {
  const std::string_view text = contact_.contact().turns()[s.turn].text;
  for (std::uint32_t k = range.first; k + 1 < range.last; ++k) {
    if (!says_where(contact_.type_of(k).folded)) continue;
    const char first = text[contact_.tokens()[k + 1].text.begin];
    const std::string_view name = contact_.type_of(k + 1).folded;
    if (first >= 'A' && first <= 'Z' && !contact_.type_of(k + 1).content.empty() &&
        !is_own_name(name)) {
      return true;
    }
  }
  return false;
}

/// "Bij Luminus ligt de prijs vast", "dat hadden wij vroeger, toen lag de prijs vast", "u moet bij
/// Engie zijn, daar ligt de prijs vast"; not "anders dan bij Luminus", nor what is said of the own
/// firm in the same clause.
bool ApprovedClaims::of_another_firm(const PreparedSentence& s, TokenRange clause) const {
  const auto placed = [&](const PreparedSentence& in, TokenRange range, std::string_view tag) {
    const auto hits = contact_.hits_of(in);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return contact_.is_cue(hit, CueClass::claim, tag) && hit.first < range.last &&
             range.first < hit.last;
    });
  };
  const auto another = [&](const PreparedSentence& in, TokenRange range) {
    return placed(in, range, "elsewhere") || names_another_firm(in, range);
  };
  if (placed(s, clause, "past")) return true;
  if (placed(s, clause, "unlike")) return false;
  const auto hits = contact_.hits_of(s);
  for (std::uint32_t k = clause.first; k < clause.last; ++k) {
    if (!speaks_for_own(contact_.type_of(k).folded)) continue;
    if (std::none_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
          return contact_.is_cue(hit, CueClass::claim, "elsewhere") && hit.first <= k &&
                 k < hit.last;
        })) {
      return false;
    }
  }
  if (another(s, clause)) return true;
  // "Chez Luminus, ...": the clause before is nothing but where.
  const TokenRange before_it{s.first, clause.first};
  if (clause.first > s.first && clause.first - s.first <= longest_place &&
      !placed(s, before_it, "unlike") &&
      (says_where(contact_.type_of(s.first).folded)
           ? another(s, before_it)
           : placed(s, {s.first, s.first + 2}, "elsewhere"))) {
    return true;
  }
  std::uint32_t opens = clause.first;
  while (opens + 1 < clause.last && joins_clauses(language(), contact_.type_of(opens).folded)) {
    ++opens;
  }
  if (!points_back(contact_.type_of(opens).folded)) return false;
  if (clause.first > s.first) return another(s, {s.first, clause.first});
  if (&s == contact_.sentences().data()) return false;
  const PreparedSentence& before = *(&s - 1);
  return before.turn == s.turn && another(before, {before.first, before.last});
}

bool ApprovedClaims::denied(std::size_t point, const PreparedSentence& s) const {
  const TokenRange range{s.first, s.last};
  const auto hits = contact_.hits_of(s);
  bool any = false;
  for (const Claim& claim : points_[point].claims) {
    const std::size_t found = words_said(contact_, claim.words, range);
    const bool said = claim.sayable && enough(found, claim.words.size());
    // With another figure in its place half of a claim's words are enough to find it.
    if (!said && (claim.figures.empty() || found * 2 < claim.words.size())) continue;
    const auto place = place_of(claim.words, range);
    if (!place) continue;
    any = true;
    if (std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
          return contact_.is_cue(hit, CueClass::claim, "ended") && ended(s, hit, *place);
        })) {
      return true;
    }
    if (refused(s, *place) || (!negative(claim) && negated(s, *place))) return true;
    const TokenRange clause{clause_of(s, place->first).first, clause_of(s, place->last - 1).last};
    if (of_another_firm(s, clause)) return true;
  }
  // What praises in other words than the claims' has no place: all of the sentence is of it.
  return !any && (refused(s, range) || of_another_firm(s, range) ||
                  std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
                    return contact_.is_cue(hit, CueClass::claim, "ended");
                  }));
}

bool ApprovedClaims::approved_there(std::size_t point, std::string_view number,
                                    std::string_view before, std::string_view after) const {
  const std::vector<Claim>& claims = points_[point].claims;
  return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return std::any_of(claim.figures.begin(), claim.figures.end(), [&](const Figure& figure) {
      return figure.number == number && (figure.before == before || figure.after == after);
    });
  });
}

bool ApprovedClaims::is_numeric(std::uint32_t token) const {
  const WordType& type = contact_.type_of(token);
  if (type.kind == TokenKind::number) return true;
  if (!type.number_word || type.content.empty()) return false;  // "een" counts nothing
  const auto value = number_word(type.folded, language());
  return !value || *value > 1;
}

ApprovedClaims::SpokenFigure ApprovedClaims::figure_at(std::uint32_t turn, std::uint32_t token,
                                                       std::uint32_t first,
                                                       std::uint32_t last) const {
  SpokenFigure out;
  const std::string_view text = contact_.contact().turns()[turn].text;
  out.past = token + 1;
  while (out.past < last && out.past - token < longest_number && is_numeric(out.past)) ++out.past;
  out.text = {contact_.tokens()[token].text.begin, contact_.tokens()[out.past - 1].text.end};
  std::size_t at = out.text.begin;
  out.number = number_at(text, at);
  if (out.number.empty()) {
    const auto value = number_word(contact_.type_of(token).folded, language());
    const bool alone = out.past == token + 1;
    out.number = alone && value
                     ? std::to_string(*value)
                     : spoken_digits(folded(slice(text, out.text)), language()).value_or("");
    // "Half a million".
    out.readable = !out.number.empty() && !(alone && out.number.size() >= digits_of_million);
  } else {
    out.readable = contact_.type_of(out.past - 1).kind == TokenKind::number;  // "0,5 million"
  }
  if (token > first) out.before = contact_.type_of(token - 1).folded;
  if (out.past < last) out.after = contact_.type_of(out.past).folded;
  return out;
}

/// Whether the agent says the script's own figure anywhere: another beside the same word may then
/// be that of something else, an option or the present contract.
bool ApprovedClaims::figure_said(const Claim& claim) const {
  if (claim.figure_said) return *claim.figure_said;
  bool found = false;
  for (const PreparedSentence& s : contact_.sentences()) {
    if (found || contact_.turns()[s.turn].speaker != Speaker::agent) continue;
    for (std::uint32_t k = s.first; k < s.last && !found; ++k) {
      if (!is_numeric(k)) continue;
      const SpokenFigure spoken = figure_at(s.turn, k, s.first, s.last);
      found = std::any_of(claim.figures.begin(), claim.figures.end(), [&](const Figure& figure) {
        return figure.number == spoken.number && beside_same(figure, spoken);
      });
      k = spoken.past - 1;
    }
  }
  claim.figure_said = found;
  return found;
}

std::optional<ApprovedClaims::OtherFigure> ApprovedClaims::other_figure(
    std::size_t point, const PreparedSentence& s) const {
  const TokenRange range{s.first, s.last};
  const std::vector<Claim>& claims = points_[point].claims;
  bool any = false;  // most points and most sentences have none
  for (const Claim& claim : claims) any = any || !claim.figures.empty();
  if (!any) return std::nullopt;
  any = false;
  for (std::uint32_t k = s.first; k < s.last && !any; ++k) any = is_numeric(k);
  if (!any) return std::nullopt;
  for (const Claim& claim : claims) {
    if (claim.figures.empty()) continue;
    std::vector<std::string> others = claim.words;
    std::erase_if(others, [](const std::string& word) { return is_figure(word); });
    const std::size_t found = words_said(contact_, others, range);
    if (found == 0 || found * 2 < others.size()) continue;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      if (!is_numeric(k)) continue;
      SpokenFigure spoken = figure_at(s.turn, k, s.first, s.last);
      const bool there =
          std::any_of(claim.figures.begin(), claim.figures.end(), [&](const Figure& figure) {
            return figure.number != spoken.number && beside_same(figure, spoken);
          });
      if (there && !approved_there(point, spoken.number, spoken.before, spoken.after) &&
          !is_denial(language(), spoken.before)) {
        // "Half a million" is hard to read, and what else of the claim is said in another clause
        // may have another figure: "gratis omruilen, en het nieuwe is binnen 5 dagen bij u".
        const bool sure = spoken.readable &&
                          words_said(contact_, others, clause_of(s, k)) == others.size() &&
                          !figure_said(claim);
        return OtherFigure{std::move(spoken.number), spoken.text, sure};
      }
      k = spoken.past - 1;
    }
  }
  return std::nullopt;
}

bool ApprovedClaims::beside_same(const Figure& figure, const SpokenFigure& spoken) {
  return (!spoken.before.empty() && figure.before == spoken.before) ||
         (!spoken.after.empty() && figure.after == spoken.after);
}

}  // namespace callnorm
