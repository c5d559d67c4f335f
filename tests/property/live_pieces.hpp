// tests/property/live_pieces.hpp - a contact cut into what a host would push while it goes on.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "callnorm/model/contact.hpp"
#include "model/contact_lists.hpp"
#include "property/random_talk.hpp"

namespace callnorm::property {

namespace live_pieces {

template <class T>
std::vector<T>* items(std::optional<std::vector<T>>& list) {
  return list ? &*list : nullptr;
}
template <class T>
std::vector<T>* items(std::vector<T>& list) {
  return &list;
}
template <class T>
void put(std::optional<std::vector<T>>& list, T item) {
  if (!list) list.emplace();
  list->push_back(std::move(item));
}
template <class T>
void put(std::vector<T>& list, T item) {
  list.push_back(std::move(item));
}

}  // namespace live_pieces

/// What is known at the beginning: all but lists, which are there and empty, and the end.
inline ContactDraft begun(ContactDraft whole) {
  for_each_list(whole, whole, [](auto& list, auto&) {
    if (auto* items = live_pieces::items(list)) items->clear();
  });
  whole.end.reset();
  whole.ending = {};
  whole.scenario.reset();
  whole.report_machine_written = false;
  whole.assessor_intonation.clear();
  return whole;
}

/// Pieces that together are the contact: every list in its order, cut and mixed at random; an act
/// not before its turn. The last holds what is known at the end.
inline std::vector<ContactDraft> pieces(const ContactDraft& whole, Random& random) {
  const auto many = 1 + random.below(static_cast<std::uint32_t>(whole.turns.size()) + 4);
  std::vector<ContactDraft> out(many);
  std::vector<std::uint32_t> piece_of_turn;
  for_each_list(out[0], const_cast<ContactDraft&>(whole), [&](auto& first, auto& list) {
    auto* items = live_pieces::items(list);
    if (items == nullptr) return;
    // Ascending places, so that the order stays.
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < items->size(); ++i) places.push_back(random.below(many));
    std::sort(places.begin(), places.end());
    const bool turns = static_cast<const void*>(&first) == static_cast<const void*>(&out[0].turns);
    if (turns) piece_of_turn = places;
    std::size_t i = 0;
    for (const auto& item : *items) {
      std::uint32_t piece = places[i++];
      if constexpr (std::is_same_v<std::decay_t<decltype(item)>, Act>) {
        if (item.turn) piece = std::max(piece, piece_of_turn[*item.turn]);
        for (std::size_t k = i; k < places.size(); ++k) places[k] = std::max(places[k], piece);
      }
      ContactDraft& into = out[piece];
      // The same list of another piece.
      for_each_list(out[0], into, [&](auto& own, auto& same) {
        if constexpr (std::is_same_v<std::decay_t<decltype(own)>, std::decay_t<decltype(first)>>) {
          if (static_cast<const void*>(&own) == static_cast<const void*>(&first)) {
            live_pieces::put(same, item);
          }
        }
      });
    }
  });
  ContactDraft& last = out.back();
  last.end = whole.end;
  last.ending = whole.ending;
  last.scenario = whole.scenario;
  last.report_machine_written = whole.report_machine_written;
  last.assessor_intonation = whole.assessor_intonation;
  return out;
}

}  // namespace callnorm::property
