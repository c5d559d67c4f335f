// benchmarks/random_calls.hpp - contacts of any length that read like calls: stretches of the
// invented talk in benchmarks/accuracy/data, drawn at random from a seed, with the logs of a desk.
//
// A turn has about 12 words. The same seed gives the same contact on every machine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/text/language.hpp"

namespace callnorm::bench {

struct Line {
  bool agent = false;
  std::string text;
};
using Talk = std::vector<Line>;

/// "[kind.type| words]" reads "words".
inline std::string unmarked(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bar = text[i] == '[' ? text.find('|', i) : std::string_view::npos;
    if (bar != std::string_view::npos) {
      i = bar + 1 < text.size() && text[bar + 1] == ' ' ? bar + 2 : bar + 1;
    } else {
      if (text[i] != ']') out += text[i];
      ++i;
    }
  }
  return out;
}

/// All contacts of the files benchmarks/accuracy/data/LANGUAGE-*.talk.
inline const std::vector<Talk>& talks(Language language) {
  static const auto read = [](std::string_view wanted) {
    std::vector<Talk> out;
    for (const char* part : {"a", "b"}) {
      std::ifstream in(std::string(CALLNORM_SOURCE_DIR "/benchmarks/accuracy/data/") +
                       std::string(wanted) + "-" + part + ".talk");
      std::string line;
      while (std::getline(in, line)) {
        if (line.starts_with("==")) out.emplace_back();
        if (out.empty() || (!line.starts_with("A: ") && !line.starts_with("C: "))) continue;
        out.back().push_back({line[0] == 'A', unmarked(std::string_view(line).substr(3))});
      }
    }
    if (out.empty()) {
      std::fprintf(stderr, "no talk to draw from in benchmarks/accuracy/data\n");
      std::abort();
    }
    return out;
  };
  static const std::array<std::vector<Talk>, 3> all{read("nl"), read("fr"), read("en")};
  return all[static_cast<std::size_t>(language)];
}

/// The same numbers everywhere: a multiplicative generator modulo 2^61 - 1 would do as well.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>((state_ >> 33U) % limit);
  }

 private:
  std::uint64_t state_;
};

/// Writes callnorm.contact/1 with fixed decimals.
class CallWriter {
 public:
  CallWriter(Language language, std::uint64_t seed, std::size_t turns, bool words)
      : language_(language), dice_(seed), turns_(turns), words_(words) {}

  std::string write() {
    out_ = R"({"format":"callnorm.contact/1","id":"bench","channel":"voice","language":")";
    out_ += language_ == Language::nl ? "nl-BE" : language_ == Language::fr ? "fr-BE" : "en-GB";
    out_ += R"(","connect":0.0,"turns":[)";
    talk();
    out_ += "]";
    desk();
    out_ += R"(,"duration":)" + decimal(at_ + 0.5);
    out_ += R"(,"ending":{"by":"client","hangup":)" + decimal(at_ + 0.4) + "}";
    out_ += R"(,"quality":{"clock":"common","transcript":")";
    out_ += words_ ? "asr" : "human";
    out_ += R"("},"assessor":{"intonation":"adapted"}})";
    return std::move(out_);
  }

 private:
  static std::string decimal(double seconds) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3f", seconds);
    return buffer.data();
  }
  void text(std::string_view value) {
    for (const char c : value) {
      if (c == '"' || c == '\\') out_ += '\\';
      out_ += c;
    }
  }
  double share() { return dice_.below(1000) / 1000.0; }

  void talk() {
    const auto& from = talks(language_);
    std::size_t written = 0;
    while (written < turns_) {
      const Talk& talk = from[dice_.below(static_cast<std::uint32_t>(from.size()))];
      if (talk.empty()) continue;
      std::size_t i = dice_.below(static_cast<std::uint32_t>(talk.size()));
      const std::size_t end = std::min<std::size_t>(talk.size(), i + 6 + dice_.below(10));
      for (; i < end && written < turns_; ++i) turn(talk[i], written++);
    }
  }

  void turn(const Line& line, std::size_t index) {
    const auto count =
        static_cast<std::size_t>(1 + std::count(line.text.begin(), line.text.end(), ' '));
    at_ += 0.2 + 0.8 * share() + (dice_.below(20) == 0 ? 6.0 : 0.0);
    const double length = 0.33 * static_cast<double>(count);
    out_ += index == 0 ? "" : ",";
    out_ += R"({"id":"t)" + std::to_string(index + 1) + R"(","speaker":")";
    out_ += line.agent ? "agent" : "client";
    out_ += R"(","start":)" + decimal(at_) + R"(,"end":)" + decimal(at_ + length);
    out_ += R"(,"text":")";
    text(line.text);
    out_ += '"';
    if (words_) {
      out_ += R"(,"words":[)";
      double word_at = at_;
      bool first = true;
      for (std::size_t from = 0; from < line.text.size();) {
        const std::size_t to = std::min(line.text.find(' ', from), line.text.size());
        std::string_view word(line.text.data() + from, to - from);
        while (!word.empty() && std::string_view(".,?!;:").find(word.back()) != word.npos) {
          word.remove_suffix(1);
        }
        if (!word.empty()) {
          out_ += first ? "" : ",";
          out_ += R"({"text":")";
          text(word);
          out_ += R"(","start":)" + decimal(word_at) + R"(,"end":)" + decimal(word_at + 0.3);
          out_ += R"(,"confidence":0.)" + std::to_string(7000 + dice_.below(3000)) + "}";
          first = false;
          word_at += 0.33;
        }
        from = to + 1;
      }
      out_ += "]";
    }
    out_ += "}";
    at_ += length;
  }

  // What the desk records of a call of ten minutes, whatever the length of the talk.
  void desk() {
    out_ += R"(,"headset":[{"start":0.0,"end":)" + decimal(at_ + 0.4) + "}]";
    out_ += R"(,"hold":[],"mute":[],"screen":{"items":[)";
    for (int i = 0; i < 4; ++i) {
      out_ += i == 0 ? "" : ",";
      out_ += R"({"id":"screen)" + std::to_string(i) + R"(","shown":)" + decimal(20.0 + 30 * i) +
              R"(,"keys":["Wouters","1248)" + std::to_string(i) + R"("],"relevant":true})";
    }
    out_ += R"(],"views":[]},"input":[)";
    for (int i = 0; i < 8; ++i) {
      out_ += i == 0 ? "" : ",";
      out_ += R"({"start":)" + decimal(15.0 + 20 * i) + R"(,"end":)" + decimal(19.5 + 20 * i) +
              R"(,"device":"keyboard","effective":true})";
    }
    out_ += R"(],"tools":[{"tool":"crm","at":15.0,"interactions":9}])";
    out_ += R"(,"requests":[{"id":"q1","at":40.0,"answered":66.0,"allowed":["kb","tariff"],)"
            R"("ordered":true,"needs_lookup":true}])";
    out_ += R"(,"lookups":[{"source":"kb","at":50.0,"request":"q1","viewed":5.5},)"
            R"({"source":"tariff","at":58.0,"request":"q1","viewed":6.0}])";
    out_ += R"(,"edits":[)";
    constexpr std::array<std::array<const char*, 3>, 5> fields{{{"klantnummer", "204118736", "id"},
                                                                {"naam", "Marleen Wouters", "text"},
                                                                {"adres", "Kapelstraat 14", "text"},
                                                                {"datum", "04/05/2026", "date"},
                                                                {"stand", "12480", "number"}}};
    const auto list = [&](const char* more) {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        out_ += i == 0 ? "" : ",";
        out_ += R"({"file":"klant","field":")" + std::string(fields[i][0]) + R"(","value":")" +
                fields[i][1] + R"(","at":)" + decimal(20.0 + 20.0 * static_cast<double>(i)) + more +
                "}";
      }
    };
    list(R"(,"how":"typed")");
    out_ += R"(],"record":[)";
    list("");
    out_ += R"(],"obtained":[)";
    for (std::size_t i = 0; i < fields.size(); ++i) {
      out_ += i == 0 ? "" : ",";
      out_ += R"({"file":"klant","field":")" + std::string(fields[i][0]) + R"(","value":")" +
              fields[i][1] + R"(","type":")" + fields[i][2] + R"(","required":true})";
    }
    out_ += R"(],"report":{"machine_written":false,"fields":{"outcome":"geregistreerd",)"
            R"("samenvatting":"Contract mee naar Kapelstraat 14 vanaf 04/05/2026, stand 12480."}})";
    out_ += R"(,"typing":[{"presented":")" + prose(0) + R"(","typed":")" + prose(100) +
            R"(","erased":6,"took":400.0}])";
    out_ += R"(,"histories":[{"field":"stand","truth":"12480","history":["12840","12480"],)"
            R"("signalled":true,"type":"number"}])";
    out_ += R"(,"facts":{"client_accepted":true})";
  }

  /// 2 KB; every `error`-th letter is another.
  static std::string prose(std::size_t error) {
    constexpr std::string_view words =
        "het contract loopt vanaf mei verder op het nieuwe adres en ";
    std::string out;
    while (out.size() < 2048) out += words;
    for (std::size_t i = error; error != 0 && i < out.size(); i += error) out[i] = 'q';
    return out;
  }

  Language language_;
  Dice dice_;
  std::size_t turns_;
  bool words_;
  std::string out_;
  double at_ = 1.0;
};

/// A contact as callnorm.contact/1.
/// @param words whether every word has its time and the recogniser's confidence.
inline std::string random_call(Language language, std::uint64_t seed, std::size_t turns,
                               bool words) {
  return CallWriter(language, seed, turns, words).write();
}

struct UsualCall {
  Language language = Language::nl;
  std::string json;
};

/// Ten calls of ten minutes in each language, the languages by turns.
inline std::vector<UsualCall> usual_calls(bool words) {
  std::vector<UsualCall> out;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    for (const Language language : all_languages) {
      out.push_back({language, random_call(language, seed, 120, words)});
    }
  }
  return out;
}

/// The parts between `at`, without empty ones.
inline std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace callnorm::bench
