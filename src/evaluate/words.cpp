#include <memory>
#include <mutex>
#include <utility>

#include "callnorm/io/act_models.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/text/lexicon.hpp"
#include "evaluate/evaluator_impl.hpp"
#include "try.hpp"

namespace callnorm {

Result<std::vector<Lexicon>> Words::read(bool notions) const {
  std::vector<Lexicon> out;
  for (const Language language : all_languages) {
    CALLNORM_TRY(LexiconFile file, builtin_lexicon(language, notions));
    auto lexicon = Lexicon::create(std::move(file), more_);
    if (!lexicon) {
      Error error = std::move(lexicon).error();
      if (error.code == ErrorCode::invalid_argument) error.code = ErrorCode::invalid_norm;
      return error;
    }
    out.push_back(*std::move(lexicon));
  }
  return out;
}

Result<std::shared_ptr<const Words>> Words::create(std::vector<Cue> more) {
  std::shared_ptr<Words> out(new Words(std::move(more)));
  CALLNORM_TRY(out->cues_, out->read(false));
  return std::shared_ptr<const Words>(std::move(out));
}

Result<const std::vector<Lexicon>*> Words::notions() const {
  return notions_.get([this] { return read(true); });
}

Result<const ActDetector*> Words::detector() const {
  return detector_.get([this]() -> Result<ActDetector> {
    CALLNORM_TRY(const std::vector<Lexicon>* const lexicons, notions());
    CALLNORM_TRY(ActModel model, builtin_act_model("acts"));
    return ActDetector::create(*lexicons, std::move(model));
  });
}

// Evaluators that live at the same time share them; with the last one they go.
Result<std::shared_ptr<const Words>> Words::shared(const std::vector<Cue>& more) {
  if (!more.empty()) return Words::create(more);
  static std::mutex mutex;
  static std::weak_ptr<const Words> alive;
  const std::lock_guard lock(mutex);
  if (auto words = alive.lock()) return words;
  CALLNORM_TRY(auto words, Words::create({}));
  alive = words;
  return words;
}

}  // namespace callnorm
