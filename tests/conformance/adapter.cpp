#include "adapter.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace callnorm::conformance {
namespace {

/// Given, and not null.
bool listed(const Json& object, const char* key) {
  return object.contains(key) && !object.at(key).is_null();
}

std::string speaker(const Json& turn) {
  return turn.at("who").get<std::string>() == "A" ? "agent" : "client";
}

Json script_with(const Json& input, Json steps) {
  Json script{{"id", "vector"}, {"version", "1"}, {"lang", input.value("lang", "en")}};
  script["steps"] = std::move(steps);
  return script;
}

Json one_step() {
  return Json{{"seq", Json::array({"step"})}};
}

Json turns_of(const Json& input) {
  Json turns = Json::array();
  for (const Json& turn : input.value("turns", Json::array())) {
    turns.push_back({{"id", turn.at("id")},
                     {"speaker", speaker(turn)},
                     {"start", turn.at("t0")},
                     {"end", turn.at("t1")},
                     {"text", turn.value("text", "")}});
  }
  return turns;
}

Json contact_of(const Json& vector) {
  const Json& input = vector.at("input");
  Json contact{{"format", "callnorm.contact/1"},
               {"id", vector.at("id")},
               {"channel", input.value("channel", "voice")}};
  if (vector.contains("lang")) contact["language"] = vector.at("lang");
  if (input.contains("lang")) contact["language"] = input.at("lang");
  if (input.contains("turns") && !input.at("turns").empty()) contact["turns"] = turns_of(input);
  return contact;
}

void annotation_complete(const Json& input, const char* kind, Json& contact) {
  if (input.value("annotation_complete", false)) {
    contact["quality"]["annotation_complete"] = Json::array({kind});
  }
}

// ---- CCO-2.6: a script and the trace of its steps
// ---------------------------------------------------------------

Json mark(const Json& node, const std::set<std::string>& hard, const std::set<std::string>& soft) {
  if (node.is_string()) {
    const auto step = node.get<std::string>();
    Json out{{"step", step}};
    if (hard.count(step) != 0) out["hard"] = true;
    if (soft.count(step) != 0) out["recognise"] = "paraphrase";
    return out;
  }
  Json out = Json::object();
  for (const auto& [key, value] : node.items()) {
    if (key == "seq" || key == "alt" || key == "any") {
      out[key] = Json::array();
      for (const Json& child : value) out[key].push_back(mark(child, hard, soft));
    } else if (key == "opt" || key == "loop") {
      out[key] = mark(value, hard, soft);
      if (key == "loop" && !node.contains("max")) out["max"] = 3;
    } else {
      out[key] = value;
    }
  }
  return out;
}

std::set<std::string> names(const Json& input, const char* key) {
  std::set<std::string> out;
  for (const Json& name : input.value(key, Json::array())) out.insert(name.get<std::string>());
  return out;
}

void script_steps(const Json& input, Given& given) {
  given.script = script_with(
      input, mark(input.at("script"), names(input, "hard"), names(input, "paraphrase_only")));
  Json acts = Json::array();
  for (const Json& step : input.at("trace")) acts.push_back({{"kind", "step"}, {"step", step}});
  given.contact["acts"] = acts;
  given.contact["acts_given"] = Json::array({"step"});
}

// ---- CCO-3.1, 3.2: from text
// ------------------------------------------------------------------------------------

void reformulation(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  (*given.script)["objective"] = {{"id", "vector"},
                                  {"keywords", input.value("objective", Json::array())}};
  annotation_complete(input, "reformulation", given.contact);
}

void clarification(const Json& input, Given& given) {
  given.contact["quality"]["punctuated"] = input.value("punctuated", true);
  Json data_questions = Json::array();
  for (const Json& turn : input.at("turns")) {
    if (turn.value("data_question", false)) {
      data_questions.push_back({{"kind", "data_question"}, {"turn", turn.at("id")}});
    }
  }
  if (!data_questions.empty()) given.contact["acts"] = data_questions;
  if (input.contains("ambiguities"))
    given.contact["scenario"] = {{"ambiguities", input.at("ambiguities")}};
  annotation_complete(input, "clarification", given.contact);
}

// ---- CCO-3.5: counts or sentences
// -------------------------------------------------------------------------------

void sentences(const Json& input, Given& given) {
  Json turns = Json::array();
  double at = 0;
  const auto say = [&](const std::string& text) {
    turns.push_back({{"speaker", "agent"}, {"start", at}, {"end", at + 1}, {"text", text}});
    at += 1;
  };
  for (const Json& count : input.value("counts", Json::array())) {
    std::string text;
    for (int i = 0; i < count.get<int>(); ++i) {
      text += (i == 0 ? "" : " ") + std::string("woord") + static_cast<char>('a' + i % 26) +
              (i >= 26 ? "z" : "");
    }
    say(text + ".");
  }
  for (const Json& sentence : input.value("sentences", Json::array()))
    say(sentence.get<std::string>());
  given.contact["turns"] = turns;
  given.contact["quality"]["punctuated"] = true;
  if (input.contains("min_n")) given.overrides["min_sentences"] = input.at("min_n");
}

// ---- CCO-3.6: times and acts
// ------------------------------------------------------------------------------------

void silence(const Json& input, Given& given) {
  given.contact["connect"] = input.at("connect");
  given.contact["duration"] = input.at("end").get<double>() - input.at("connect").get<double>();
  Json acts = Json::array();
  for (const Json& turn : input.at("turns")) {
    const std::string act = turn.value("act", "");
    if (act == "pausing") {
      Json hold{{"kind", "hold"}, {"turn", turn.at("id")}};
      if (turn.contains("announced_s")) hold["announced"] = turn.at("announced_s");
      acts.push_back(hold);
    }
    if (act == "question") acts.push_back({{"kind", "question"}, {"turn", turn.at("id")}});
    if (turn.value("ack", false))
      acts.push_back({{"kind", "acknowledge"}, {"turn", turn.at("id")}});
    if (turn.value("filler_only", false))
      acts.push_back({{"kind", "filler"}, {"turn", turn.at("id")}});
  }
  given.contact["acts"] = acts;
  given.contact["acts_given"] = Json::array({"hold", "question", "acknowledge", "filler"});
  if (input.contains("hold")) {
    given.contact["hold"] = Json::array();
    for (const Json& hold : input.at("hold"))
      given.contact["hold"].push_back({{"start", hold[0]}, {"end", hold[1]}});
  }
  if (input.value("clock_skew_unknown", false)) given.contact["quality"]["clock"] = "unknown";
}

// ---- CCO-3.7: closing
// -------------------------------------------------------------------------------------------

void closing(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  (*given.script)["closing"] = input.at("required");
  static const std::map<std::string, std::string> kinds{{"summary", "summary_of_actions"},
                                                        {"anything_else", "anything_else"},
                                                        {"next_step", "next_step"},
                                                        {"thanks", "thanks"},
                                                        {"wish", "wish"},
                                                        {"goodbye", "goodbye"}};
  Json& contact = given.contact;
  double end = 0;
  for (const Json& turn : input.value("turns", Json::array()))
    end = std::max(end, turn.at("t1").get<double>());
  double goodbye_end = end;
  if (input.contains("found")) {
    Json acts = Json::array();
    for (const Json& element : input.at("found")) {
      const std::string turn = "found" + std::to_string(acts.size());
      contact["turns"].push_back(
          {{"id", turn}, {"speaker", "agent"}, {"start", end}, {"end", end + 1}, {"text", ""}});
      acts.push_back({{"kind", kinds.at(element.get<std::string>())}, {"turn", turn}});
      end += 1;
      if (element == "goodbye") goodbye_end = end;
    }
    contact["acts"] = acts;
    contact["acts_given"] = Json::array();
    for (const auto& [tag, kind] : kinds) contact["acts_given"].push_back(kind);
  }
  Json ending = Json::object();
  ending["by"] = input.value("ended_by", "agent");
  if (input.contains("hangup_after_agent_goodbye") &&
      input.at("hangup_after_agent_goodbye").is_number()) {
    ending["hangup"] = goodbye_end + input.at("hangup_after_agent_goodbye").get<double>();
  }
  if (input.contains("client_goodbye_before_hangup")) {
    ending["client_goodbye"] = input.at("client_goodbye_before_hangup");
  }
  contact["ending"] = ending;
}

// ---- CCO-1.1, 1.2: the screen beside the talk
// -----------------------------------------------------------------------

void screen(const Json& input, Given& given) {
  for (const Json& message : input.value("messages", Json::array())) {
    given.contact["messages"].push_back({{"sender", speaker(message)},
                                         {"sent", message.at("t")},
                                         {"text", message.value("text", "")}});
  }
  if (listed(input, "items")) {
    Json items = Json::array();
    for (const Json& item : input.at("items")) {
      items.push_back({{"id", item.at("id")},
                       {"shown", item.at("t")},
                       {"keys", item.value("keys", Json::array())}});
    }
    given.contact["screen"]["items"] = items;
  }
  if (listed(input, "views")) {
    Json views = Json::array();
    for (const Json& view : input.at("views")) {
      Json out{{"item", view.at("item")}, {"start", view.at("t0")}};
      if (view.contains("t1")) out["end"] = view.at("t1");
      views.push_back(out);
    }
    given.contact["screen"]["views"] = views;
  }
}

// ---- CCO-1.3, 1.4: hands and speech
// ---------------------------------------------------------------------------------

void input_and_headset(const Json& input, Given& given) {
  Json& contact = given.contact;
  if (listed(input, "talk")) {
    contact["connect"] = input.at("talk")[0];
    contact["end"] = input.at("talk")[1];
  }
  if (listed(input, "speech")) {
    std::vector<Json> speech(input.at("speech").begin(), input.at("speech").end());
    std::stable_sort(speech.begin(), speech.end(), [](const Json& a, const Json& b) {
      return a[0].get<double>() < b[0].get<double>();
    });
    for (std::size_t i = 0; i < speech.size(); ++i) {
      contact["turns"].push_back({{"speaker", i % 2 == 0 ? "client" : "agent"},
                                  {"start", speech[i][0]},
                                  {"end", speech[i][1]},
                                  {"text", ""}});
    }
  }
  for (const char* channel : {"input", "headset"}) {
    if (!listed(input, channel)) continue;
    contact[channel] = Json::array();
    for (const Json& span : input.at(channel)) {
      contact[channel].push_back({{"start", span[0]}, {"end", span[1]}});
    }
  }
}

void dictation(const Json& input, Given& given) {
  if (!listed(input, "segments")) return;
  Json dictations = Json::array();
  for (const Json& segment : input.at("segments")) {
    Json out{{"said_end", segment.at("end")},
             {"commit", segment.at("commit")},
             {"repeat_for_typing", segment.value("repeat", false)}};
    const auto copy = [&](const char* from, const char* to) {
      if (listed(segment, from)) out[to] = segment.at(from);
    };
    copy("chars", "typed_chars");
    copy("chars", "said_chars");
    copy("said_chars", "said_chars");
    copy("said_dur", "said_took");
    copy("type_dur", "typing_took");
    dictations.push_back(out);
  }
  given.contact["dictations"] = dictations;
}

// ---- CCO-2.1, 2.2: tools and sources
// --------------------------------------------------------------------------------

void period(const Json& input, Json& contact) {
  if (listed(input, "connect")) contact["connect"] = input.at("connect");
  if (listed(input, "end")) {
    if (!contact.contains("connect")) contact["connect"] = 0;
    contact["end"] = input.at("end");
  }
}

void tools(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  for (const char* list : {"required", "optional", "forbidden"}) {
    (*given.script)["tools"][list] = input.value(list, Json::array());
  }
  if (listed(input, "unavailable")) given.contact["tools_unavailable"] = input.at("unavailable");
  if (listed(input, "used")) {
    Json used = Json::array();
    for (const Json& use : input.at("used")) {
      used.push_back({{"tool", use.at("tool")}, {"at", use.at("t")}, {"interactions", 1}});
    }
    given.contact["tools"] = used;
  }
  period(input, given.contact);
}

void lookups(const Json& input, Given& given) {
  if (listed(input, "requests")) {
    Json requests = Json::array();
    for (const Json& request : input.at("requests")) {
      Json out{{"id", request.at("id")},
               {"at", request.at("t")},
               {"allowed", request.value("allowed", Json::array())},
               {"ordered", request.value("ordered", false)},
               {"needs_lookup", request.value("needs_lookup", true)}};
      if (listed(request, "t_answer")) out["answered"] = request.at("t_answer");
      requests.push_back(out);
    }
    given.contact["requests"] = requests;
  }
  if (listed(input, "lookups")) {
    Json list = Json::array();
    for (const Json& lookup : input.at("lookups")) {
      Json out{{"source", lookup.at("source")}, {"at", lookup.at("t")}};
      if (listed(lookup, "req")) out["request"] = lookup.at("req");
      list.push_back(out);
    }
    given.contact["lookups"] = list;
  }
}

// ---- CCO-2.3, 2.4, 2.5, 2.7: what was written down
// ------------------------------------------------------------------

void entry(const Json& input, Given& given) {
  if (listed(input, "obtained")) given.contact["obtained"] = input.at("obtained");
  if (listed(input, "crm")) {
    Json record = Json::array();
    for (const auto& [place, state] : input.at("crm").items()) {
      const auto dot = place.find('.');
      Json out{{"file", dot == std::string::npos ? "" : place.substr(0, dot)},
               {"field", dot == std::string::npos ? place : place.substr(dot + 1)},
               {"value", state.at("v")}};
      if (listed(state, "t")) out["at"] = state.at("t");
      record.push_back(out);
    }
    given.contact["record"] = record;
  }
  period(input, given.contact);
  if (listed(input, "acw")) given.overrides["after_work"] = input.at("acw");
}

void correction(const Json& input, Given& given) {
  if (listed(input, "histories")) given.contact["histories"] = input.at("histories");
}

void typing(const Json& input, Given& given) {
  Json pairs = Json::array();
  for (const Json& pair : input.value("pairs", Json::array())) {
    pairs.push_back({{"presented", pair.at("P")}, {"typed", pair.at("T")}});
  }
  if (listed(input, "counts")) {
    // Two letters: every wrong one costs exactly one substitution.
    const auto errors = input.at("counts")[0].get<std::size_t>();
    const auto chars = input.at("counts")[1].get<std::size_t>();
    if (errors > chars) throw std::runtime_error("more errors than characters");
    pairs.push_back({{"presented", std::string(chars, 'a')},
                     {"typed", std::string(errors, 'b') + std::string(chars - errors, 'a')}});
  }
  if (!pairs.empty() && listed(input, "IF")) pairs[0]["erased"] = input.at("IF");
  if (listed(input, "pairs") || listed(input, "counts")) given.contact["typing"] = pairs;
  if (listed(input, "min_chars")) given.overrides["min_chars"] = input.at("min_chars");
}

void report(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  if (listed(input, "template")) (*given.script)["report"] = input.at("template");
  if (listed(input, "consistency")) (*given.script)["consistency"] = input.at("consistency");
  if (listed(input, "report")) given.contact["report"] = {{"fields", input.at("report")}};
  if (listed(input, "facts")) given.contact["facts"] = input.at("facts");
}

// ---- CCO-3.3, 3.8: acts of an annotator
// -----------------------------------------------------------------------------

void objections(const Json& input, Given& given) {
  static const std::map<std::string, std::string> kinds{
      {"objection", "objection"},       {"acknowledge", "acknowledge_objection"},
      {"clarify", "clarification"},     {"rebuttal", "rebuttal"},
      {"refusal_firm", "firm_refusal"}, {"accept", "accept"}};
  static const std::set<std::string> client{"objection", "refusal_firm", "accept"};
  std::vector<Json> list;
  for (const Json& act : input.value("acts", Json::array())) list.push_back(act);
  const bool timed =
      std::all_of(list.begin(), list.end(), [](const Json& act) { return listed(act, "t"); });
  if (timed) {
    std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) {
      return a.at("t").get<double>() < b.at("t").get<double>();
    });
  }
  // One turn per act; acts of one speaker at one time share theirs.
  Json acts = Json::array();
  Json turns = Json::array();
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& act = list[i];
    const auto name = act.at("act").get<std::string>();
    const std::string who = client.count(name) != 0 ? "client" : "agent";
    const double at = timed ? act.at("t").get<double>() : static_cast<double>(i);
    if (turns.empty() || turns.back().at("speaker") != who ||
        turns.back().at("start").get<double>() != at) {
      turns.push_back({{"id", "v" + std::to_string(turns.size())},
                       {"speaker", who},
                       {"start", at},
                       {"end", at},
                       {"text", ""}});
    }
    const auto kind = kinds.find(name);
    if (kind == kinds.end()) throw std::runtime_error("unknown act " + name);
    Json out{{"kind", kind->second}, {"turn", turns.back().at("id")}};
    for (const char* key : {"id", "to", "type"}) {
      if (listed(act, key)) out[key] = act.at(key);
    }
    acts.push_back(out);
  }
  if (!turns.empty()) given.contact["turns"] = turns;
  given.contact["acts"] = acts;
  given.contact["acts_given"] = Json::array();
  for (const auto& [name, kind] : kinds) given.contact["acts_given"].push_back(kind);
  if (listed(input, "r_max")) given.overrides["max_counters"] = input.at("r_max");
  const auto reading = input.value("reading", "per_contact");
  given.reading = reading == "per_contact"     ? "counter_per_contact"
                  : reading == "per_objection" ? "counter_per_objection"
                                               : reading;
}

void promotions(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  Json points = Json::array();
  const Json selling_points = input.value("selling_points", Json::object());
  for (const auto& [id, tags] : selling_points.items()) {
    points.push_back({{"id", id}, {"interest", tags}});
  }
  (*given.script)["selling_points"] = points;
  if (listed(input, "promo_mode")) (*given.script)["promo_mode"] = input.at("promo_mode");
  Json scenario = Json::object();
  if (listed(input, "interests")) scenario["interests"] = input.at("interests");
  if (input.value("client_opt_out", false)) scenario["client_opt_out"] = true;
  given.contact["scenario"] = scenario;
  Json acts = Json::array();
  for (const Json& promo : input.value("promos", Json::array())) {
    const std::string turn = "v" + std::to_string(acts.size());
    const auto at = static_cast<double>(acts.size());
    given.contact["turns"].push_back(
        {{"id", turn}, {"speaker", "agent"}, {"start", at}, {"end", at + 1}, {"text", ""}});
    Json act{{"kind", "promotion"}, {"turn", turn}};
    if (listed(promo, "sp")) act["type"] = promo.at("sp");
    if (promo.value("false_claim", false)) act["claim"] = "unapproved";
    acts.push_back(act);
  }
  given.contact["acts"] = acts;
  given.contact["acts_given"] = Json::array({"promotion"});
  annotation_complete(input, "promotion", given.contact);
}

// ---- CCO-3.4: counts become words
// -----------------------------------------------------------------------------------

std::size_t words_in(const std::string& text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c != ' ' && !inside) ++words;
    inside = c != ' ';
  }
  return words;
}

void vocabulary(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  Json& script = *given.script;
  Json& contact = given.contact;
  const auto total = input.value("agent_words", std::size_t{0});
  const auto jargon = input.value("jargon_unexplained", std::size_t{0});
  const Json forms = input.value("forms", Json::array({0, 0}));
  const auto right = forms[0].get<std::size_t>();
  const auto wrong = forms[1].get<std::size_t>();
  std::string language = contact.value("language", "nl");
  // English has one form of address: its forms are said in Dutch.
  if (right + wrong > 0 && language.rfind("en", 0) == 0) language = "nl";
  contact["language"] = language;
  script["lang"] = language;
  script["address_form"] = "V";
  const bool french = language.rfind("fr", 0) == 0;

  Json turns = Json::array();
  Json prosody = Json::array();
  double at = 0;
  const auto say = [&](const char* who, const std::string& text) {
    turns.push_back({{"id", "v" + std::to_string(turns.size())},
                     {"speaker", who},
                     {"start", at},
                     {"end", at + 1},
                     {"text", text}});
    at += 1;
    return turns.back().at("id").get<std::string>();
  };

  script["concepts"] = Json::array();
  std::size_t said = 0;
  for (const Json& pair : input.value("concepts", Json::array())) {
    const auto clients = pair[0].get<std::string>();
    const auto agents = pair[1].get<std::string>();
    Json words = Json::array({clients});
    // A set of words for one thing has two at least.
    words.push_back(agents != clients ? agents : "anders" + std::to_string(turns.size()));
    script["concepts"].push_back(words);
    say("client", clients);
    say("agent", agents);
    said += words_in(agents);
  }
  std::vector<std::string> words;
  script["jargon"] = Json::array({{{"term", "ongebruikt"}, {"plain", "niet gebruikt"}}});
  for (std::size_t i = 0; i < jargon; ++i) {
    // Terms that no rule of inflection takes for one another.
    std::string term = "jargon";
    for (std::size_t rest = i + 1; rest > 0; rest /= 26) {
      term.insert(term.begin(), static_cast<char>('a' + rest % 26));
    }
    script["jargon"].push_back({{"term", term}, {"plain", "gewoon"}});
    words.push_back(term);
  }
  for (std::size_t i = 0; i < right; ++i) words.emplace_back(french ? "vous" : "u");
  for (std::size_t i = 0; i < wrong; ++i) words.emplace_back(french ? "tu" : "jij");
  said += words.size();
  if (said > total) throw std::runtime_error("more forms, terms and concepts than agent_words");
  words.resize(words.size() + total - said, "woord");
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  if (!text.empty()) say("agent", text);

  if (listed(input, "prosody")) {
    for (const auto& [feature, pairs] : input.at("prosody").items()) {
      const std::string key =
          feature.find("rate") != std::string::npos ? "rate_wpm"
          : feature.find("f0") != std::string::npos || feature.find("pitch") != std::string::npos
              ? "f0_semitones"
              : "intensity_db";
      for (const Json& pair : pairs) {
        prosody.push_back({{"turn", say("client", "")}, {key, pair[0]}});
        prosody.push_back({{"turn", say("agent", "")}, {key, pair[1]}});
      }
    }
    contact["prosody"] = prosody;
  }
  contact["turns"] = turns;
  if (listed(input, "assessor_intonation")) {
    contact["assessor"] = {{"intonation", input.at("assessor_intonation")}};
  }
}

using Adapter = std::function<void(const Json&, Given&)>;
const std::map<std::string, Adapter>& adapters() {
  static const std::map<std::string, Adapter> table{
      {"CCO-1.1", screen},        {"CCO-1.2", screen},     {"CCO-1.3", input_and_headset},
      {"CCO-1.4", dictation},     {"CCO-2.1", tools},      {"CCO-2.2", lookups},
      {"CCO-2.3", entry},         {"CCO-2.4", correction}, {"CCO-2.5", typing},
      {"CCO-2.6", script_steps},  {"CCO-2.7", report},     {"CCO-3.1", reformulation},
      {"CCO-3.2", clarification}, {"CCO-3.3", objections}, {"CCO-3.4", vocabulary},
      {"CCO-3.5", sentences},     {"CCO-3.6", silence},    {"CCO-3.7", closing},
      {"CCO-3.8", promotions}};
  return table;
}

Json& operationalisation_of(Json& norm, const std::string& indicator) {
  for (Json& competence : norm.at("competences")) {
    for (Json& candidate : competence.at("indicators")) {
      if (candidate.at("id") == indicator) return candidate.at("operationalisation");
    }
  }
  throw std::runtime_error("the norm has no indicator " + indicator);
}

}  // namespace

Given adapt(const Json& vector, const Json& norm) {
  const auto indicator = vector.at("indicator").get<std::string>();
  Given given{norm, std::nullopt, contact_of(vector), Json::object(), ""};
  const auto adapter = adapters().find(indicator);
  if (adapter == adapters().end()) throw std::runtime_error("unknown indicator " + indicator);
  adapter->second(vector.at("input"), given);
  // Nothing recorded at all is no contact; what every contact may carry keeps it one.
  if (!given.contact.contains("turns") && !given.contact.contains("messages") &&
      !given.contact.contains("acts_given") && !given.contact.contains("headset") &&
      !given.contact.contains("facts")) {
    given.contact["hold"] = Json::array();
  }

  Json& operationalisation = operationalisation_of(given.norm, indicator);
  if (!given.reading.empty()) operationalisation["reading"] = given.reading;
  const Json given_parameters = vector.value("params", Json::object());
  for (const auto& [name, value] : given_parameters.items()) given.overrides[name] = value;
  Json& parameters = operationalisation.at("parameters");
  for (const auto& [name, value] : given.overrides.items()) {
    if (!parameters.contains(name)) {
      throw std::runtime_error(indicator + " has no parameter " + name);
    }
    parameters[name]["value"] = value;
  }
  return given;
}

}  // namespace callnorm::conformance
