#include "callnorm/detect/model_acts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "callnorm/analysis/client_window.hpp"
#include "callnorm/analysis/named_wait.hpp"
#include "callnorm/analysis/sentence_features.hpp"
#include "callnorm/text/number_words.hpp"

namespace callnorm {

struct ActDetector::Impl {
  ActModel model;
  SentenceFeatures features;
};

namespace {

constexpr std::size_t reasons_shown = 4;
constexpr std::uint32_t window_turns = 3;  // of the client, what an agent may take up
constexpr Millis window_time{60'000};
constexpr std::uint32_t answer_turns = 8;  // back to the objection an argument answers
// Of a turn without marks that is longer, only the words that speak for the act are quoted.
constexpr std::uint32_t long_sentence = 14;
constexpr float cost_of_a_word = 0.12F;
constexpr std::uint32_t margin = 2;  // words quoted on either side of those
constexpr float weight_of_said_again = 0.6F;
constexpr std::uint32_t most_words = 400;  // of the client's turn compared with; bounds the cost

constexpr std::uint32_t no_turn = ContactFeatures::none;

bool takes_up(ActKind kind) {
  return kind == ActKind::reformulation || kind == ActKind::read_back || kind == ActKind::repeat ||
         kind == ActKind::clarification;
}

bool answers_objection(ActKind kind) {
  return kind == ActKind::rebuttal || kind == ActKind::acknowledge_objection;
}

class Finder {
 public:
  Finder(const ActModel& model, const SentenceFeatures& features, const PreparedContact& contact,
         std::span<const Act> rules, std::vector<Act>& out)
      : model_(model),
        reader_(features),
        contact_(contact),
        rules_(rules),
        out_(out),
        kinds_(model.kinds().size()),
        features_(features.read(contact)) {}

  void run(double min_score) {
    first_sums();
    turn_maxima();
    // Below it no probability needs to be computed.
    const double floor = std::clamp(min_score, lowest_score, 1.0);
    const double below = floor - 0.001;  // scores are rounded to a thousandth
    const auto least = static_cast<float>(std::log(below / (1.0 - below)));
    std::vector<float> sums(std::max(model_.width(Speaker::agent), model_.width(Speaker::client)));
    row_.assign(model_.tree_inputs(), 0.0F);
    asked_.assign(kinds_, 0);
    context_.assign(act_context_names.size() * kinds_, 0.0F);
    for (std::uint32_t s = 0; s < contact_.sentences().size(); ++s) {
      const PreparedSentence& sentence = contact_.sentences()[s];
      if (sentence.first == sentence.last) continue;
      const Speaker speaker = contact_.turns()[sentence.turn].speaker;
      read_context(s);
      model_.second_sums(speaker, first_of(s), context_, sums);
      const auto kinds = model_.of(speaker);
      second_thoughts(s, speaker, sums);
      for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (sums[i] < least) continue;
        const double score = act_probability(sums[i]);
        if (score < floor) continue;
        add(s, kinds[i], score);
      }
    }
  }

 private:
  // From the second sums of a sentence to the final ones.
  void second_thoughts(std::uint32_t s, Speaker speaker, std::span<float> sums) {
    const auto kinds = model_.of(speaker);
    bool row_read = false;
    const auto row = [&]() -> std::span<const float> {
      if (!row_read) model_.tree_row(features_.of(s), context_, row_);
      row_read = true;
      return row_;
    };
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const std::uint32_t k = kinds[i];
      asked_[k] = model_.worth_asking(k, sums[i]);
      if (asked_[k] != 0) sums[i] = model_.after_trees(k, sums[i], row());
      if (features_.in_utterances) sums[i] = model_.in_utterances(k, sums[i]);
    }
    if (features_.in_utterances && model_.judges_together(speaker)) {
      model_.share(speaker, row(), sums);
    }
  }

  std::span<const float> first_of(std::uint32_t s) const {
    return std::span(first_).subspan(s * width_, width_);
  }

  void first_sums() {
    width_ = std::max(model_.width(Speaker::agent), model_.width(Speaker::client));
    const std::size_t count = contact_.sentences().size();
    first_.assign(count * width_, 0.0F);
    for (std::uint32_t s = 0; s < count; ++s) {
      const Speaker speaker = contact_.turns()[contact_.sentences()[s].turn].speaker;
      model_.first_sums(speaker, features_.of(s), std::span(first_).subspan(s * width_, width_));
    }
  }

  // By turn and kind: the highest of its sentences, the second highest, and whose the highest is.
  void turn_maxima() {
    const std::size_t turns = contact_.turns().size();
    high_.assign(turns * kinds_, 0.0F);
    next_.assign(turns * kinds_, 0.0F);
    whose_.assign(turns * kinds_, no_turn);
    for (std::uint32_t s = 0; s < contact_.sentences().size(); ++s) {
      const PreparedSentence& sentence = contact_.sentences()[s];
      if (sentence.first == sentence.last) continue;
      const auto kinds = model_.of(contact_.turns()[sentence.turn].speaker);
      const auto sums = first_of(s);
      for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::size_t at = sentence.turn * kinds_ + kinds[i];
        const float value = squash(sums[i]);
        if (value > high_[at]) {
          next_[at] = high_[at];
          high_[at] = value;
          whose_[at] = s;
        } else {
          next_[at] = std::max(next_[at], value);
        }
      }
    }
  }

  void read_context(std::uint32_t s) {
    const std::uint32_t turn = contact_.sentences()[s].turn;
    const auto kinds = model_.of(contact_.turns()[turn].speaker);
    float* const own = context_.data();
    std::fill(own, own + kinds_, 0.0F);
    const auto sums = first_of(s);
    for (std::size_t i = 0; i < kinds.size(); ++i) own[kinds[i]] = squash(sums[i]);
    float* const same = own + kinds_;
    for (std::size_t k = 0; k < kinds_; ++k) {
      const std::size_t at = turn * kinds_ + k;
      same[k] = whose_[at] == s ? next_[at] : high_[at];
    }
    if (turn == turn_at_) return;  // the rest is the same for a whole turn
    turn_at_ = turn;
    const auto [before, after] = features_.around[turn];
    copy_turn(before, same + kinds_);
    copy_turn(after, same + 2 * kinds_);
    float* const earlier = same + 3 * kinds_;
    std::fill(earlier, earlier + kinds_, 0.0F);
    for (std::uint32_t t = turn > earlier_turns ? turn - earlier_turns : 0; t < turn; ++t) {
      for (std::size_t k = 0; k < kinds_; ++k) {
        earlier[k] = std::max(earlier[k], high_[t * kinds_ + k]);
      }
    }
  }

  void copy_turn(std::uint32_t turn, float* to) const {
    if (turn == no_turn) {
      std::fill(to, to + kinds_, 0.0F);
    } else {
      std::copy_n(high_.data() + turn * kinds_, kinds_, to);
    }
  }

  void add(std::uint32_t s, std::uint32_t k, double score) {
    const PreparedSentence& sentence = contact_.sentences()[s];
    const ActKind kind = model_.kinds()[k].act;
    const bool found = score >= operating_point;
    if (found && by_rule(sentence, kind, k, s, score)) return;
    const std::size_t previous = last_[k];
    if (found && kind != ActKind::question && previous != none_ &&
        out_[previous].turn == sentence.turn && last_sentence_[k] + 1 == s &&
        out_[previous].score >= operating_point) {
      Act& act = out_[previous];
      act.text.end = std::max(act.text.end, sentence.text.end);
      if (score > act.score) {
        act.score = score;
        explain(act, s, k);
      }
      last_sentence_[k] = s;
      return;
    }
    Act act = make(sentence, kind, score);
    act.text = found ? quote(s, k) : sentence.text;
    act.type = model_.type_of(k, features_.of(s));
    explain(act, s, k);
    if (found) relate(act, s);
    last_[k] = out_.size();
    last_sentence_[k] = s;
    out_.push_back(std::move(act));
  }

  // Where rules name the words, those are quoted; one act for each type (organisation, name).
  bool by_rule(const PreparedSentence& sentence, ActKind kind, std::uint32_t k, std::uint32_t s,
               double score) {
    const std::size_t from = out_.size();
    for (const Act& rule : acts_of_turn(rules_, sentence.turn)) {
      if (rule.kind != kind || rule.text.begin < sentence.text.begin ||
          rule.text.end > sentence.text.end) {
        continue;
      }
      const auto same = std::find_if(out_.begin() + static_cast<std::ptrdiff_t>(from), out_.end(),
                                     [&](const Act& earlier) { return earlier.type == rule.type; });
      if (same != out_.end()) {
        same->text.begin = std::min(same->text.begin, rule.text.begin);
        same->text.end = std::max(same->text.end, rule.text.end);
        if (!same->announced) same->announced = rule.announced;
        continue;
      }
      Act act = rule;
      act.score = score;
      act.by = model_.data().version;
      explain(act, s, k);
      out_.push_back(std::move(act));
    }
    return out_.size() > from;
  }

  Act make(const PreparedSentence& sentence, ActKind kind, double score) const {
    Act act;
    act.kind = kind;
    act.turn = sentence.turn;
    act.score = score;
    act.by = model_.data().version;
    return act;
  }

  void explain(Act& act, std::uint32_t s, std::uint32_t k) const {
    std::erase_if(act.details, [](const auto& detail) { return detail.first == "why"; });
    const Speaker speaker = contact_.turns()[contact_.sentences()[s].turn].speaker;
    act.details.emplace_back(
        "why", model_.why(speaker, k, features_.of(s), context_,
                          asked_[k] != 0 ? std::span<const float>(row_) : std::span<const float>(),
                          reasons_shown));
  }

  // A turn without marks is one sentence: of a long one the stretch whose words weigh most.
  TextRange quote(std::uint32_t s, std::uint32_t k) const {
    const PreparedSentence& sentence = contact_.sentences()[s];
    const std::uint32_t length = sentence.last - sentence.first;
    if (contact_.punctuated() || length <= long_sentence) return sentence.text;
    const Speaker speaker = contact_.turns()[sentence.turn].speaker;
    std::vector<float> weight(length, -cost_of_a_word);
    for (const PlacedFeature& placed : reader_.placed(contact_, s)) {
      const std::uint32_t words = std::max<std::uint32_t>(1, placed.last - placed.first);
      const float each = model_.weight(speaker, k, placed.feature) / static_cast<float>(words);
      for (std::uint32_t at = placed.first; at < placed.last; ++at) {
        weight[at - sentence.first] += each;
      }
    }
    if (model_.kinds()[k].act == ActKind::read_back) weigh_data_said_again(sentence, weight);
    // The stretch of the largest sum (Bentley 1984).
    float best = 0;
    float sum = 0;
    std::uint32_t begin = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    for (std::uint32_t i = 0; i < length; ++i) {
      if (sum <= 0) {
        sum = 0;
        begin = i;
      }
      sum += weight[i];
      if (sum > best) {
        best = sum;
        from = begin;
        to = i + 1;
      }
    }
    if (to == 0) return sentence.text;
    from = sentence.first + (from > margin ? from - margin : 0);
    to = std::min(sentence.last, sentence.first + to + margin);
    return {contact_.tokens()[from].text.begin, contact_.tokens()[to - 1].text.end};
  }

  // What reads data back says them again: which words those are, no weight of the model's knows.
  void weigh_data_said_again(const PreparedSentence& sentence, std::vector<float>& weight) const {
    const std::uint32_t before = features_.around[sentence.turn].before;
    if (before == no_turn) return;
    const PreparedTurn& client = contact_.turns()[before];
    const auto said = std::span(contact_.tokens())
                          .subspan(client.first_token,
                                   std::min(client.last_token - client.first_token, most_words));
    for (std::uint32_t at = sentence.first; at < sentence.last; ++at) {
      const std::uint32_t type = contact_.tokens()[at].type;
      if (may_be_data(contact_.types()[type]) &&
          std::any_of(said.begin(), said.end(),
                      [&](const PreparedToken& token) { return token.type == type; })) {
        weight[at - sentence.first] += weight_of_said_again;
      }
    }
  }

  // A number, a letter that is spelt, a name; not "and".
  bool may_be_data(const WordType& type) const {
    return type.kind == TokenKind::number || type.folded.size() == 1 || !type.content.empty() ||
           number_word(type.folded, contact_.lexicon()->language()).has_value();
  }

  // What it takes up, answers or announces.
  void relate(Act& act, std::uint32_t s) {
    const PreparedSentence& sentence = contact_.sentences()[s];
    if (act.kind == ActKind::hold) {
      act.announced = named_wait(contact_, s);
    } else if (takes_up(act.kind)) {
      about(act, sentence);
    } else if (answers_objection(act.kind)) {
      for (std::size_t i = out_.size(); i-- > 0;) {
        const Act& earlier = out_[i];
        if (*earlier.turn + answer_turns < sentence.turn) break;
        if (earlier.kind != ActKind::objection || earlier.score < operating_point) continue;
        act.about_turn = earlier.turn;
        act.about = earlier.text;
        break;
      }
    }
  }

  // The client turn with most of the matched words, from the first to the last of them; without a
  // match the client's last words before.
  void about(Act& act, const PreparedSentence& sentence) {
    const Overlap overlap = client_.overlap(sentence.turn, sentence.first, sentence.last);
    const auto taken = most_taken_up(contact_, overlap.matches);
    if (!taken) {
      const std::uint32_t before = features_.around[sentence.turn].before;
      if (before == no_turn) return;
      act.about_turn = before;
      act.about = {0, static_cast<std::uint32_t>(contact_.contact().turns()[before].text.size())};
      return;
    }
    std::string words;
    for (const ContentMatch& match : overlap.matches) {
      if (match.client_turn != taken->turn) continue;
      if (!words.empty()) words += ", ";
      words += contact_.type_of(match.token).folded;
    }
    act.about_turn = taken->turn;
    act.about = taken->text;
    act.details.emplace_back("matched", words);
  }

  static constexpr std::size_t none_ = std::numeric_limits<std::size_t>::max();

  const ActModel& model_;
  const SentenceFeatures& reader_;
  const PreparedContact& contact_;
  ClientWindow client_{contact_, window_turns, window_time};
  std::span<const Act> rules_;
  std::vector<Act>& out_;
  std::size_t kinds_;
  ContactFeatures features_;
  std::size_t width_ = 0;
  std::vector<float> first_;  // [sentences, width]
  std::vector<float> high_, next_;
  std::vector<std::uint32_t> whose_;
  std::vector<float> context_;
  std::vector<float> row_;   // what trees ask for
  std::vector<char> asked_;  // by kind: whether its trees had a say in the sums at hand
  std::uint32_t turn_at_ = no_turn;
  std::vector<std::size_t> last_ = std::vector<std::size_t>(kinds_, none_);  // act by kind
  std::vector<std::uint32_t> last_sentence_ = std::vector<std::uint32_t>(kinds_, 0);
};

}  // namespace

ActDetector ActDetector::create(std::span<const Lexicon> lexicons, ActModel model) {
  SentenceFeatures features = SentenceFeatures::create(lexicons, model.names());
  return ActDetector(std::make_shared<const Impl>(Impl{std::move(model), std::move(features)}));
}

void ActDetector::detect(const PreparedContact& contact, std::span<const Act> rules,
                         double min_score, std::vector<Act>& out) const {
  if (contact.lexicon() == nullptr) return;
  std::vector<Act> found;
  Finder(impl_->model, impl_->features, contact, rules, found).run(min_score);
  out.insert(out.end(), std::make_move_iterator(found.begin()),
             std::make_move_iterator(found.end()));
}

const ActModel& ActDetector::model() const noexcept {
  return impl_->model;
}

}  // namespace callnorm
