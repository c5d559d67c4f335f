// callnorm/indicator/promotion.hpp - CCO-3.8: the organisation presented to advantage, to the
// client's interest and by script.
//
// NORM CCO-3.8. The interest is what the scenario fixes, else what the client's own words mention
// of the script's interest tags (AN-18); what they mention besides what the scenario fixes lets
// nobody fail. A statement matches when its selling point shares a tag with it, or another name of
// the same concept of the script. An agent told not to sell cannot fail, by the script, the
// scenario or the client's words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// What the client cares for, as a tag, and where it was said.
struct ClientInterest {
  std::string tag;                    ///< as the script or the scenario writes it
  std::optional<std::uint32_t> turn;  ///< absent: the scenario fixes it
  TextRange text;
  bool beside = false;  ///< said, where the scenario fixes others
};

/// The scenario's interests, then the tags of the script's selling points that the client mentions
/// and nowhere says not to care for, each at its first mention. Cost: client words times tags.
[[nodiscard]] std::vector<ClientInterest> client_interests(const PreparedContact& contact,
                                                           const Script* script);

/// One promotional statement.
struct PromotionRecord {
  const Act* act = nullptr;             ///< never null
  const SellingPoint* point = nullptr;  ///< null: none of the script's, or not told which
  std::optional<std::size_t> interest;  ///< the first interest it matches
  bool false_claim = false;             ///< claims what the script does not say
  bool to_check = false;                ///< makes a claim a person has to look at
  bool open = false;                    ///< and one that shows nothing before it is looked at
};

/// A statement of no labelled selling point has the one whose claim it says.
/// @param acts must outlive the records, as must the script.
[[nodiscard]] std::vector<PromotionRecord> promotions(const PreparedContact& contact,
                                                      std::span<const Act> acts,
                                                      const Script* script,
                                                      std::span<const ClientInterest> interests);

/// @param complete whether the promotions given with the contact are all there are.
void judge_promotions(const PreparedContact& contact, std::span<const Act> acts,
                      const Script* script, bool complete, const Parameters& parameters,
                      IndicatorResult& result);

}  // namespace callnorm
