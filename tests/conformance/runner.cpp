// tests/conformance/runner.cpp - judges worked vectors and compares verdict, reason and measures.
//
//   callnorm_conformance [--only CCO-2.6,CCO-3.1] [--adapted OUT] FILE...
// --adapted writes what each vector becomes, a JSON object per line: {id, indicator, expect, norm,
// script, contact}. Other bindings judge the same from there (tests/conformance/through_python.py).
// Prints every failing vector with expected and found values; ends with "N passed, M failed". Exit
// 0 when none failed, 1 when some did, 2 when a file could not be read.
#include <cmath>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapter.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"

namespace {

using callnorm::conformance::Json;
constexpr double tolerance = 0.001;

template <class T>
T value_of(callnorm::Result<T> result, const char* what) {
  if (result) return std::move(result).value();
  throw std::runtime_error(std::string(what) + ": " + result.error().where + ": " +
                           result.error().message);
}

Json evaluate(const Json& vector, const callnorm::conformance::Given& given) {
  std::optional<callnorm::Script> script;
  if (given.script) script = value_of(callnorm::read_script(given.script->dump()), "script");
  const auto evaluator =
      value_of(callnorm::Evaluator::create(value_of(callnorm::read_norm(given.norm.dump()), "norm"),
                                           std::move(script)),
               "evaluator");
  const auto contact = value_of(callnorm::read_contact(given.contact.dump()), "contact");
  const auto evaluation = value_of(evaluator.evaluate(contact), "evaluation");
  const Json written = Json::parse(callnorm::write_evaluation(evaluation));
  for (const Json& indicator : written.at("indicators")) {
    if (indicator.at("id") == vector.at("indicator")) return indicator;
  }
  throw std::runtime_error("the norm has no indicator " +
                           vector.at("indicator").get<std::string>());
}

bool same(const Json& expected, const Json& found) {
  if (expected.is_number() && found.is_number()) {
    return std::fabs(expected.get<double>() - found.get<double>()) <= tolerance;
  }
  return expected == found;
}

// One line per difference; empty when the vector passes.
std::vector<std::string> differences(const Json& expect, const Json& found) {
  std::vector<std::string> out;
  const auto compare = [&](const std::string& what, const Json& wanted, const Json& got) {
    if (!same(wanted, got))
      out.push_back(what + ": expected " + wanted.dump() + ", found " + got.dump());
  };
  compare("verdict", expect.at("verdict"), found.at("verdict"));
  compare("reason", expect.at("reason"), found.at("reason"));
  for (const auto& [name, wanted] : expect.at("measures").items()) {
    if (found.at("measures").contains(name)) {
      compare(name, wanted, found.at("measures").at(name));
    } else {
      out.push_back(name + ": expected " + wanted.dump() + ", not reported");
    }
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  std::string only;
  std::ofstream adapted;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--only" && i + 1 < argc) {
      only = "," + std::string(argv[++i]) + ",";
    } else if (argument == "--adapted" && i + 1 < argc) {
      adapted.open(argv[++i], std::ios::binary | std::ios::trunc);
      if (!adapted) {
        std::cerr << argv[i] << ": cannot be written\n";
        return 2;
      }
    } else {
      files.push_back(argument);
    }
  }
  if (files.empty()) {
    std::cerr << "usage: callnorm_conformance [--only INDICATOR,...] [--adapted OUT] FILE...\n";
    return 2;
  }
  int passed = 0;
  int failed = 0;
  bool unreadable = false;
  const Json norm = Json::parse(callnorm::write_norm(*callnorm::builtin_norm()));
  for (const std::string& file : files) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    const Json vectors =
        stream ? Json::parse(text.str(), nullptr, false) : Json(Json::value_t::discarded);
    if (vectors.is_discarded() || !vectors.is_array()) {
      std::cerr << file << ": cannot be read as a list of vectors\n";
      unreadable = true;
      continue;
    }
    for (const Json& vector : vectors) {
      std::string id = "?";
      std::vector<std::string> wrong;
      try {
        id = vector.at("id").get<std::string>();
        if (!only.empty() &&
            only.find("," + vector.at("indicator").get<std::string>() + ",") == std::string::npos) {
          continue;
        }
        const auto given = callnorm::conformance::adapt(vector, norm);
        if (adapted.is_open()) {
          adapted << Json{{"id", id},
                          {"indicator", vector.at("indicator")},
                          {"expect", vector.at("expect")},
                          {"norm", given.norm},
                          {"script", given.script.value_or(Json(nullptr))},
                          {"contact", given.contact}}
                         .dump()
                  << "\n";
        }
        wrong = differences(vector.at("expect"), evaluate(vector, given));
      } catch (const std::exception& error) {
        wrong.emplace_back(error.what());
      }
      if (wrong.empty()) {
        ++passed;
        continue;
      }
      ++failed;
      std::cout << id << "\n";
      for (const std::string& line : wrong) std::cout << "  " << line << "\n";
    }
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return unreadable ? 2 : failed == 0 ? 0 : 1;
}
