// callnorm/model/act_model.hpp - one model for many kinds of acts, over named features.
//
// A sentence has features, most of them absent. For each kind of act that its speaker may do, the
// first sum is the kind's bias plus the weights of the features present (times their value). A
// second sum looks at the first ones: what else the same sentence, its turn, the other party's turn
// before, the one after and the turns earlier seem to be; a "ja" confirms only what was put to it.
// Where a second sum makes an act worth a thought, small trees over the same features and first
// sums look at what sums cannot say: "dus" and a statement together. The probability is
// 1 / (1 + exp(-sum)). File: src/data/act_models/acts.json, made by
// benchmarks/accuracy/train_acts.py.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "callnorm/engine/decision_trees.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// Names and their numbers, from 0 in the order they came.
class FeatureNames {
 public:
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
    const auto it = numbers_.find(std::string(name));
    return it == numbers_.end() ? std::nullopt : std::optional(it->second);
  }
  /// The number of a name, new or not.
  std::uint32_t add(std::string_view name) {
    const auto [it, fresh] =
        numbers_.emplace(std::string(name), static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.emplace_back(name);
    return it->second;
  }
  [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct FeatureValue {
  std::uint32_t feature = 0;
  float value = 0;
};

/// What the second sum looks at: the first sums of ...
enum class ActContext : std::uint8_t {
  own,      ///< the same sentence
  turn,     ///< other sentences of its turn, the likeliest
  before,   ///< the other party's turn before it, the likeliest sentence
  after,    ///< the other party's turn after it, the likeliest sentence
  earlier,  ///< all sentences of the eight turns before it, the likeliest
};
inline constexpr std::array<std::string_view, 5> act_context_names{"own", "turn", "before", "after",
                                                                   "earlier"};
/// Turns that count as earlier.
inline constexpr std::uint32_t earlier_turns = 8;

/// What a file says, before it is checked.
struct ActModelDraft {
  struct Kind {
    ActKind act = ActKind::question;
    bool agent = false, client = false;  ///< who may do it
    float bias = 0;                      ///< of the first sum
  };
  struct Feature {
    std::string name;
    std::string description;  ///< empty for words and cues, whose names say it
    std::string source;       ///< why it should tell
    std::vector<std::pair<std::uint32_t, float>> weights;  ///< (index of a kind, weight)
  };
  struct Second {
    float scale = 1;  ///< of the kind's own first sum
    float bias = 0;
    std::vector<std::pair<std::uint32_t, float>> weights;  ///< (context * kinds + kind, weight)
  };
  /// Second thoughts on one kind.
  struct Trees {
    std::uint32_t kind = 0;  ///< index
    float from = 0;          ///< the second sum that makes it worth asking them
    float scale = 1;         ///< of the second sum
    float bias = 0;
    /// Inputs: context * kinds + kind, as squash() gives it; from contexts * kinds on, features by
    /// their index, 0 where absent.
    std::vector<std::vector<TreeNode>> trees;
  };
  /// Where turns are cut into utterances: how likely any of `kinds` is, shared out among them. The
  /// trees' sum and the bias are that of any; `from` is about the sum of "any of them" before.
  struct Shared {
    std::vector<std::uint32_t> kinds;
    float from = 0;
    float bias = 0;
    std::vector<std::vector<TreeNode>> trees;
  };
  /// Where turns are cut into utterances the final sum of a kind is read as scale * sum + bias.
  struct Cut {
    float scale = 1;
    float bias = 0;
  };
  struct Type {
    std::uint32_t kind = 0;  ///< index
    std::string type;        ///< "upshot", "restricted_offer"
    float bias = 0;
    std::vector<std::pair<std::string, float>> weights;  ///< by feature name
  };
  std::string version;  ///< what Act::by says: "model@1"
  std::vector<Kind> kinds;
  std::vector<Feature> features;
  std::vector<Second> second;  ///< one for each kind
  std::vector<Trees> trees;    ///< at most one for each kind
  std::optional<Shared> shared;
  std::vector<Cut> cut;  ///< one for each kind, or none at all
  std::vector<Type> types;
  std::string trained_on;
  std::string calibration;
};

/// Checked and immutable.
class ActModel {
 public:
  /// Fails with invalid_argument, `where` being a JSON pointer: no version or kind, a kind, name or
  /// type twice, a kind nobody may do, an index out of range, a number that is not finite, a tree
  /// that does not lead to leaves.
  static Result<ActModel> create(ActModelDraft draft);

  [[nodiscard]] const ActModelDraft& data() const noexcept { return data_; }
  [[nodiscard]] std::span<const ActModelDraft::Kind> kinds() const noexcept { return data_.kinds; }
  [[nodiscard]] const FeatureNames& names() const noexcept { return names_; }
  [[nodiscard]] std::optional<std::size_t> index_of(ActKind kind) const noexcept;
  /// Indices of the kinds a side may do.
  [[nodiscard]] std::span<const std::uint32_t> of(Speaker speaker) const noexcept {
    return side(speaker).kinds;
  }

  /// The first sums of a sentence of `speaker`, one for each of of(speaker), into `out`, which
  /// holds at least width(speaker) floats; what lies beyond the kinds is 0.
  /// Cost: features present times kinds.
  void first_sums(Speaker speaker, std::span<const FeatureValue> features,
                  std::span<float> out) const noexcept;
  /// of(speaker).size(), rounded up to a multiple of four.
  [[nodiscard]] std::size_t width(Speaker speaker) const noexcept { return side(speaker).width; }

  /// The second sums, likewise.
  /// @param first what first_sums() gave
  /// @param context squash() of the first sums by ActContext and kind; the kind's own is not read
  void second_sums(Speaker speaker, std::span<const float> first, std::span<const float> context,
                   std::span<float> out) const noexcept;

  /// Numbers that the trees ask for.
  [[nodiscard]] std::size_t tree_inputs() const noexcept { return inputs_.size(); }
  /// Whether the trees of `kind` have something to say where the second sum is `second`.
  [[nodiscard]] bool worth_asking(std::size_t kind, float second) const noexcept {
    return !trees_[kind].trees.empty() && second >= trees_[kind].from;
  }
  /// What the trees ask for, of one sentence, into `row`, which holds tree_inputs().
  void tree_row(std::span<const FeatureValue> features, std::span<const float> context,
                std::span<float> row) const noexcept;
  /// The sum after the trees of `kind`; only where worth_asking().
  [[nodiscard]] float after_trees(std::size_t kind, float second,
                                  std::span<const float> row) const noexcept {
    const TreeTable& of = trees_[kind];
    return of.scale * second + of.bias + of.trees.sum(row);
  }
  /// The final sum where turns are cut into utterances.
  [[nodiscard]] float in_utterances(std::size_t kind, float sum) const noexcept {
    return data_.cut.empty() ? sum : data_.cut[kind].scale * sum + data_.cut[kind].bias;
  }

  /// Whether kinds that `speaker` may do are judged together where turns are cut into utterances.
  [[nodiscard]] bool judges_together(Speaker speaker) const noexcept;
  /// Puts the final sums of those kinds right by how likely any of them is; only where
  /// judges_together(), and left as they are where none of them is likely enough to ask.
  /// @param sums by of(speaker)
  /// @param row what tree_row() gave
  void share(Speaker speaker, std::span<const float> row, std::span<float> sums) const noexcept;

  /// The likeliest type of an act of kind `kind`; empty when the kind has none.
  [[nodiscard]] std::string_view type_of(std::size_t kind,
                                         std::span<const FeatureValue> features) const;

  /// What `feature` adds to the second sum of `kind` by way of the first.
  [[nodiscard]] float weight(Speaker speaker, std::size_t kind,
                             std::uint32_t feature) const noexcept;

  /// "cue reform +1.2, nl words u zit +0.8": the `most` (at most 16) parts of the second sum that
  /// weigh most. @param row what tree_row() gave, where the trees were asked; empty otherwise
  [[nodiscard]] std::string why(Speaker speaker, std::size_t kind,
                                std::span<const FeatureValue> features,
                                std::span<const float> context, std::span<const float> row,
                                std::size_t most) const;

 private:
  struct Side {
    std::vector<std::uint32_t> kinds;
    std::vector<std::uint32_t> place;  // by kind: where it stands among `kinds`
    std::size_t width = 0;
    std::vector<float> bias;
    std::vector<float> weights;  // by feature, then kind
    std::vector<float> scale;    // of the first sum
    std::vector<float> second_bias;
    std::vector<float> second;  // by context and kind, then kind
  };
  struct TypeTable {
    std::vector<std::uint32_t> types;  // indices in data_.types
    std::vector<float> bias;
    std::vector<float> weights;  // by feature, then type
  };
  struct TreeTable {
    DecisionTrees trees;  // over row
    float from = 0;
    float scale = 1;
    float bias = 0;
  };
  explicit ActModel(ActModelDraft data) : data_(std::move(data)) {}
  [[nodiscard]] const Side& side(Speaker speaker) const noexcept {
    return sides_[speaker == Speaker::agent ? 0 : 1];
  }
  void lay_out();
  [[nodiscard]] Status plant();
  [[nodiscard]] bool plant(std::span<const std::vector<TreeNode>> trees,
                           std::span<const std::uint32_t> place, DecisionTrees& out) const;

  ActModelDraft data_;
  FeatureNames names_;
  std::array<Side, 2> sides_;
  std::vector<TypeTable> types_;  // by kind
  std::vector<TreeTable> trees_;  // by kind
  DecisionTrees shared_;
  std::vector<std::uint32_t> inputs_;    // what each number of a row is, as a draft counts them
  std::vector<std::uint32_t> place_of_;  // by feature: where it stands in a row
  std::vector<std::uint32_t> context_place_;  // the same by context and kind
  std::size_t context_inputs_ = 0;            // how many numbers of a row are of the context
};

/// 0.5 + 0.5 z / (1 + |z|): a sum as the second sum reads it. Exact on every machine, unlike an
/// exponential.
[[nodiscard]] inline float squash(float sum) noexcept {
  return 0.5F + 0.5F * sum / (1.0F + (sum < 0 ? -sum : sum));
}

/// 1 / (1 + exp(-sum)), to the nearest 0.001 so that every platform writes the same.
[[nodiscard]] double act_probability(float sum) noexcept;

}  // namespace callnorm
