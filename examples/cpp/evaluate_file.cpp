// Judges one contact by the default norm and prints each indicator with its verdict, the measure
// that decided and the first words it rests on.
//
//   evaluate_file CONTACT.json [SCRIPT.json]
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/import.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/text/utf8.hpp"

namespace {

std::optional<std::string> read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

int complain(std::string_view what, const callnorm::Error& error) {
  std::cerr << what << ": " << callnorm::name(error.code) << ": " << error.message
            << (error.where.empty() ? "" : " at ") << error.where << '\n';
  return 1;
}

void print(const callnorm::MeasureValue& value) {
  std::visit(
      [](const auto& v) {
        using V = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<V, std::monostate>) {
          std::cout << "undefined";
        } else if constexpr (std::is_same_v<V, bool>) {
          std::cout << (v ? "true" : "false");
        } else {
          std::cout << v;
        }
      },
      value);
}

void print(const callnorm::IndicatorResult& result, const callnorm::Contact& contact) {
  std::cout << result.id << "  " << callnorm::name(result.verdict) << "  " << result.reason << '\n';
  if (result.deciding) {
    if (const auto* value = result.measure(result.deciding->measure)) {
      std::cout << "    " << result.deciding->measure << " = ";
      print(*value);
      const std::string& limit = result.deciding->parameter;
      std::cout << ", limit " << result.deciding->relation << ' ' << result.deciding->limit
                << (limit.empty() ? "" : " ") << limit << '\n';
    }
  }
  const auto quoted =
      std::find_if(result.evidence.begin(), result.evidence.end(),
                   [](const callnorm::Evidence& e) { return e.turn && !e.text.empty(); });
  if (quoted != result.evidence.end()) {
    const std::string& text = contact.turns()[*quoted->turn].text;
    std::cout << "    " << quoted->role << " in turn " << *quoted->turn << ": \""
              << callnorm::slice(text, quoted->text) << "\"\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "usage: evaluate_file CONTACT.json [SCRIPT.json]\n";
    return 2;
  }
  const std::optional<std::string> contact_file = read_file(argv[1]);
  if (!contact_file) {
    std::cerr << argv[1] << ": cannot be read\n";
    return 1;
  }
  const auto contact = callnorm::import_contact("auto", *contact_file);
  if (!contact) return complain(argv[1], contact.error());

  std::optional<callnorm::Script> script;
  if (argc == 3) {
    const std::optional<std::string> script_file = read_file(argv[2]);
    if (!script_file) {
      std::cerr << argv[2] << ": cannot be read\n";
      return 1;
    }
    const auto read = callnorm::read_script(*script_file);
    if (!read) return complain(argv[2], read.error());
    for (const std::string& warning : read->warnings()) {
      std::cerr << argv[2] << ": " << warning << '\n';
    }
    script = *read;
  }

  const auto norm = callnorm::builtin_norm();
  if (!norm) return complain("norm", norm.error());
  const auto evaluator = callnorm::Evaluator::create(*norm, script);
  if (!evaluator) return complain("evaluator", evaluator.error());
  const auto evaluation = evaluator->evaluate(*contact);
  if (!evaluation) return complain(argv[1], evaluation.error());

  for (const callnorm::IndicatorResult& result : evaluation->indicators) {
    print(result, evaluation->contact);
  }
  return 0;
}
