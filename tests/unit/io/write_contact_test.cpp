#include <random>

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::Succeeds;

/// Small random contacts that use every field, with the texts that trip writers up.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  bool coin() { return below(2) == 0; }
  Millis time() { return Millis{static_cast<std::int64_t>(below(2'000'000)) - 1000}; }
  Millis length() { return Millis{below(50'000)}; }
  TimeSpan span() {
    const Millis begin = time();
    return {begin, begin + length()};
  }
  double share() { return static_cast<double>(below(1'000'001)) / 1'000'000.0; }
  double number() { return (static_cast<double>(below(1'000'000)) - 5e5) / 777.0; }
  std::string text() {
    static const std::vector<std::string> parts{"a",
                                                "an",
                                                "banana",
                                                " ",
                                                "één",
                                                "€",
                                                "\"",
                                                "\\",
                                                "\n",
                                                "😀",
                                                "/",
                                                "~",
                                                std::string(1, '\0'),
                                                "true",
                                                "null",
                                                "\u2028"};
    std::string out;
    for (std::uint32_t i = below(6); i > 0; --i) out += parts[below(16)];
    return out;
  }
  std::string name() { return "n" + text(); }
  std::string unique() { return text() + "#" + std::to_string(++count_); }
  ActKind kind() { return static_cast<ActKind>(below(act_kind_names.size())); }

  template <class T, class Make>
  std::optional<std::vector<T>> channel(Make make) {
    if (coin()) return std::nullopt;
    std::vector<T> out(below(4));
    for (T& item : out) item = make();
    return out;
  }
  template <class Make>
  auto maybe(Make make) -> std::optional<decltype(make())> {
    if (coin()) return std::nullopt;
    return make();
  }

  Contact contact();

 private:
  Turn turn(Channel channel, bool timed, Millis& clock);

  std::mt19937 engine_;
  std::uint32_t count_ = 0;
};

Turn Random::turn(Channel channel, bool timed, Millis& clock) {
  Turn turn;
  if (coin()) turn.id = unique();
  turn.speaker = coin() ? Speaker::agent : Speaker::client;
  turn.text = text() + text();
  if (!timed) return turn;
  clock += Millis{below(3000)};
  if (channel != Channel::voice) {
    turn.time = TimeSpan{clock - (coin() ? length() : Millis{0}), clock};
    return turn;
  }
  turn.time = TimeSpan{clock, clock + length()};
  std::size_t at = 0;
  Millis since = turn.time->begin;
  while (at < turn.text.size() && coin()) {
    Word word;
    word.text.begin = static_cast<std::uint32_t>(at);
    do ++at;
    while (at < turn.text.size() &&
           ((static_cast<unsigned char>(turn.text[at]) & 0xC0U) == 0x80U || coin()));
    word.text.end = static_cast<std::uint32_t>(at);
    word.time = {since, turn.time->end};
    if (coin()) word.confidence = share();
    if (coin()) turn.words.push_back(word);  // leaving some out makes the search for words miss
  }
  return turn;
}

Contact Random::contact() {
  ContactDraft d;
  d.id = text();
  d.channel = static_cast<Channel>(below(3));
  d.language = coin() ? "nl-BE" : "";
  const bool timed = coin();
  Millis clock{below(1000)};
  for (std::uint32_t i = below(5); i > 0; --i) d.turns.push_back(turn(d.channel, timed, clock));
  if (coin()) d.connect = Millis{-static_cast<std::int64_t>(below(5000))};
  if (coin()) d.end = Millis{1'000'000 + below(1000)};
  d.screen_items = channel<ScreenItem>([&] {
    return ScreenItem{unique(), time(),
                      coin() ? std::vector<std::string>{text()} : std::vector<std::string>{},
                      coin()};
  });
  d.screen_views = channel<ScreenView>([&] { return ScreenView{name(), span()}; });
  d.input = channel<InputBurst>([&] { return InputBurst{span(), coin() ? "mouse" : "", coin()}; });
  d.headset = channel<TimeSpan>([&] { return span(); });
  d.hold = channel<TimeSpan>([&] { return span(); });
  d.mute = channel<TimeSpan>([&] { return span(); });
  d.tools = channel<ToolUse>([&] { return ToolUse{name(), time(), below(3)}; });
  if (coin()) d.tools_unavailable = {name()};
  d.requests = channel<Request>([&] {
    Request request{coin() ? unique() : "", time(), {}, {}, coin(), coin()};
    if (coin()) request.answered = request.at + length();
    if (coin()) request.allowed = {name(), name()};
    return request;
  });
  d.lookups = channel<LookUp>([&] {
    return LookUp{name(), time(), maybe([&] { return name(); }), maybe([&] { return length(); })};
  });
  d.edits = channel<FieldEdit>([&] {
    return FieldEdit{text(), name(), text(), maybe([&] { return time(); }), coin() ? "pasted" : ""};
  });
  d.record = channel<RecordField>([&] {
    return RecordField{text(), name(), text(), maybe([&] { return time(); })};
  });
  d.report = channel<ReportEntry>([&] { return ReportEntry{unique(), text()}; });
  d.report_machine_written = d.report && coin();
  d.typing = channel<TypingPair>([&] {
    return TypingPair{text(),
                      text(),
                      below(9),
                      maybe([&] { return below(99); }),
                      maybe([&] { return length(); }),
                      coin() ? "autofilled" : ""};
  });
  d.dictations = channel<Dictation>([&] {
    const auto some = [&] { return maybe([&] { return below(99); }); };
    const auto span_of = [&] { return maybe([&] { return length(); }); };
    return Dictation{time(), time(),    coin(),    some(),
                     some(), span_of(), span_of(), coin() ? "typed" : ""};
  });
  d.obtained = channel<ObtainedValue>([&] {
    return ObtainedValue{text(), name(), text(), coin() ? "iban" : "text", coin()};
  });
  d.histories = channel<FieldHistory>([&] {
    return FieldHistory{name(), text(), {text(), text()}, coin(), coin() ? "date" : "text"};
  });
  if (!d.turns.empty()) {
    const auto turns = static_cast<std::uint32_t>(d.turns.size());
    const auto some = [&] { return maybe([&] { return number(); }); };
    d.prosody = channel<Prosody>([&] { return Prosody{below(turns), some(), some(), some()}; });
    for (std::uint32_t i = below(4); i > 0; --i) {
      Act act;
      act.kind = kind();
      act.turn = below(turns);
      if (act.kind == ActKind::step || coin()) act.step = name();
      if (coin()) act.id = unique();
      if (coin()) act.time = span();
      act.score = share();
      act.type = text();
      act.to = text();
      act.announced = maybe([&] { return length(); });
      act.by = text();
      d.acts.push_back(act);
    }
  }
  for (std::uint32_t i = below(3); i > 0; --i) d.acts_given.push_back(kind());
  for (std::uint32_t i = 1 + below(3); i > 0; --i) {
    d.facts.emplace_back(unique(), coin() ? "true" : text());
  }
  if (coin()) {
    const auto some = [&] { return maybe([&] { return below(5); }); };
    d.scenario = Scenario{text(), some(), some(), some(), {name()}, coin()};
  }
  d.ending.by = static_cast<Ending::By>(below(5));
  d.ending.hangup = maybe([&] { return time(); });
  d.ending.client_goodbye = maybe([&] { return coin(); });
  d.quality.clock = static_cast<Quality::Clock>(below(2));
  d.quality.transcript = static_cast<Quality::Transcript>(below(3));
  d.quality.punctuated = maybe([&] { return coin(); });
  d.quality.word_error = maybe([&] { return share(); });
  if (coin()) d.quality.annotation_complete = {kind(), kind()};
  if (coin()) {
    d.accommodations = {{name(), name(), 0.5 + share(), name(), coin() ? "motor" : ""}};
  }
  d.assessor_intonation = coin() ? "not_adapted" : "";
  d.concurrency = 1 + below(3);
  d.source = {coin() ? "elsewhere" : "",
              {text()},
              coin() ? std::vector<std::string>{text()} : std::vector<std::string>{}};
  Result<Contact> contact = Contact::create(std::move(d));
  EXPECT_THAT(contact, Succeeds());
  return std::move(contact).value();
}

bool same(const Turn& a, const Turn& b) {
  if (a.id != b.id || a.speaker != b.speaker || a.time != b.time || a.text != b.text ||
      a.words.size() != b.words.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    if (a.words[i].text != b.words[i].text || a.words[i].time != b.words[i].time ||
        a.words[i].confidence != b.words[i].confidence) {
      return false;
    }
  }
  return true;
}

bool same(const Act& a, const Act& b) {
  return a.kind == b.kind && a.id == b.id && a.turn == b.turn && a.text == b.text &&
         a.time == b.time && a.score == b.score && a.type == b.type && a.to == b.to &&
         a.step == b.step && a.announced == b.announced && a.by == b.by;
}

TEST(WriteContact, WhatIsWrittenReadsBackEqual) {
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    const Contact contact = Random(seed).contact();
    const std::string written = write_contact(contact);
    const auto back = read_contact(written);
    ASSERT_THAT(back, Succeeds()) << written;
    const ContactDraft& a = contact.data();
    const ContactDraft& b = back->data();
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.channel, b.channel);
    EXPECT_EQ(a.connect, b.connect) << written;
    EXPECT_EQ(a.end, b.end) << written;
    ASSERT_EQ(a.turns.size(), b.turns.size());
    for (std::size_t i = 0; i < a.turns.size(); ++i) {
      EXPECT_TRUE(same(a.turns[i], b.turns[i])) << written;
    }
    ASSERT_EQ(a.acts.size(), b.acts.size());
    for (std::size_t i = 0; i < a.acts.size(); ++i) {
      EXPECT_TRUE(same(a.acts[i], b.acts[i])) << written;
    }
    EXPECT_EQ(a.facts, b.facts) << written;
    EXPECT_EQ(a.report_machine_written, b.report_machine_written);
    EXPECT_EQ(a.screen_items.has_value(), b.screen_items.has_value()) << written;
    EXPECT_EQ(a.tools.has_value(), b.tools.has_value());
    EXPECT_EQ(a.source.notes, b.source.notes);
    EXPECT_EQ(a.source.format, b.source.format);
    // Every other field is in the text, so equal text means equal fields.
    EXPECT_EQ(write_contact(*back), written);
    EXPECT_EQ(write_contact(*read_contact(write_contact(*back, 2)), 0), written);
  }
}

TEST(WriteContact, WhatTheExamplesHoldSurvives) {
  for (const std::string_view id : builtin_contacts()) {
    const auto contact = builtin_contact(id);
    ASSERT_THAT(contact, Succeeds());
    const std::string written = write_contact(*contact, 2);
    const auto back = read_contact(written);
    ASSERT_THAT(back, Succeeds()) << id;
    EXPECT_EQ(write_contact(*back, 2), written) << id;
    EXPECT_EQ(back->extent(), contact->extent());
  }
}

TEST(WriteContact, AWordTheSearchWouldFindTooEarlyCarriesItsPlace) {
  ContactDraft draft;
  draft.turns.push_back({"t1", Speaker::agent, TimeSpan{Millis{0}, Millis{900}}, "banana an", {}});
  draft.turns[0].words.push_back({{7, 9}, {Millis{500}, Millis{900}}, std::nullopt});
  const auto contact = Contact::create(std::move(draft));
  ASSERT_THAT(contact, Succeeds());
  const std::string written = write_contact(*contact);
  EXPECT_NE(written.find("\"text_begin\":7"), std::string::npos) << written;
  EXPECT_EQ(read_contact(written)->turns()[0].words[0].text, (TextRange{7, 9}));
}

TEST(WriteContact, OneLineHasNoLineEndAndIndentedTextHas) {
  const Contact contact = Random(1).contact();
  EXPECT_EQ(write_contact(contact).find('\n'), std::string::npos);
  EXPECT_EQ(write_contact(contact, 2).back(), '\n');
}

}  // namespace
}  // namespace callnorm
