#include "callnorm/engine/alignment.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../../reference/script_fragments.hpp"

namespace callnorm {
namespace {

using reference::alt;
using reference::any;
using reference::compile;
using reference::Fragment;
using reference::loop;
using reference::opt;
using reference::seq;

/// Steps and events are letters, so that a case reads at a glance.
constexpr Symbol symbol(char letter) {
  return letter - 'a';
}

Fragment step(char letter) {
  return reference::step(symbol(letter));
}
Fragment free_step(char letter) {
  return reference::step(symbol(letter), true);
}

Fragment steps(const std::string& letters) {
  std::vector<Fragment> out;
  for (const char letter : letters) out.push_back(step(letter));
  return seq(std::move(out));
}

/// Capital letters are events that may be ignored.
std::vector<TraceEvent> events(const std::string& letters) {
  std::vector<TraceEvent> out;
  for (const char letter : letters) {
    const bool ignorable = letter >= 'A' && letter <= 'Z';
    out.push_back({symbol(ignorable ? static_cast<char>(letter - 'A' + 'a') : letter), ignorable});
  }
  return out;
}

/// "a" matched, "+a" extra, "-a" skipped; in brackets when it is free of cost.
std::string moves(const AlignmentResult& result) {
  std::string out;
  for (const Move& move : result.moves) {
    if (!out.empty()) out += ' ';
    std::string text(1, static_cast<char>('a' + move.symbol));
    if (move.kind == Move::Kind::extra) text.insert(0, 1, '+');
    if (move.kind == Move::Kind::skip) text.insert(0, 1, '-');
    out += move.free_of_cost ? "(" + text + ")" : text;
  }
  return out;
}

std::vector<bool> important(const std::string& letters) {
  std::vector<bool> out(26);
  for (const char letter : letters) out[static_cast<std::size_t>(symbol(letter))] = true;
  return out;
}

AlignmentResult aligned(const Fragment& fragment, const std::string& trace,
                        const std::string& hard = "") {
  return align(compile(fragment), events(trace), important(hard)).value();
}

double fitness_of(const Fragment& fragment, const std::string& trace) {
  const AlignmentResult result = aligned(fragment, trace);
  return fitness(result.cost, trace.size(), result.shortest_path);
}

TEST(Alignment, AConformingTraceCostsNothing) {
  const AlignmentResult result = aligned(steps("abcd"), "abcd");
  EXPECT_EQ(moves(result), "a b c d");
  EXPECT_EQ(result.cost, 0U);
  EXPECT_EQ(result.shortest_path, 4U);
  EXPECT_EQ(fitness_of(steps("abcd"), "abcd"), 1.0);
}

TEST(Alignment, AMissingStepCostsOne) {
  const AlignmentResult result = aligned(steps("abcd"), "abd");
  EXPECT_EQ(moves(result), "a b -c d");
  EXPECT_EQ(result.cost, 1U);
  EXPECT_DOUBLE_EQ(fitness_of(steps("abcd"), "abd"), 1.0 - 1.0 / 7.0);
}

TEST(Alignment, AnExtraEventCostsOne) {
  EXPECT_EQ(moves(aligned(steps("abc"), "axbc")), "a +x b c");
  EXPECT_EQ(aligned(steps("abc"), "axbc").cost, 1U);
}

TEST(Alignment, ARepeatedStepIsMatchedTheFirstTime) {
  EXPECT_EQ(moves(aligned(steps("ab"), "aab")), "a +a b");
}

TEST(Alignment, SwappingTwoNeighboursCostsTwo) {
  EXPECT_EQ(aligned(steps("abcd"), "acbd").cost, 2U);
}

TEST(Alignment, AnIgnorableEventCostsNothingWhenLeftOut) {
  const AlignmentResult result = aligned(steps("ab"), "aXb");
  EXPECT_EQ(moves(result), "a (+x) b");
  EXPECT_EQ(result.cost, 0U);
}

TEST(Alignment, AnIgnorableEventIsStillMatchedWhereItFits) {
  EXPECT_EQ(moves(aligned(steps("ab"), "aB")), "a b");
  EXPECT_EQ(moves(aligned(seq({step('a'), opt(step('x')), step('b')}), "aXb")), "a x b");
}

TEST(Alignment, AFreeStepIsSkippedAtNoCostButMatchedWhenSeen) {
  const Fragment script = seq({step('a'), free_step('b'), step('c')});
  EXPECT_EQ(moves(aligned(script, "ac")), "a (-b) c");
  EXPECT_EQ(aligned(script, "ac").cost, 0U);
  EXPECT_EQ(aligned(script, "ac").shortest_path, 2U);
  EXPECT_EQ(moves(aligned(script, "abc")), "a b c");
}

TEST(Alignment, AnOptionalStepLeavesNoMoveWhenNotTaken) {
  const Fragment script = seq({step('a'), opt(step('b')), step('c')});
  EXPECT_EQ(moves(aligned(script, "ac")), "a c");
  EXPECT_EQ(moves(aligned(script, "abc")), "a b c");
}

TEST(Alignment, AlternativesTakeTheOneObserved) {
  const Fragment script = seq({step('a'), alt({steps("bc"), steps("de")}), step('f')});
  EXPECT_EQ(moves(aligned(script, "adef")), "a d e f");
  EXPECT_EQ(moves(aligned(script, "acf")), "a -b c f");
}

TEST(Alignment, WithNothingToChooseByTheFirstAlternativeIsTaken) {
  EXPECT_EQ(moves(aligned(alt({step('b'), step('a')}), "")), "-b");
  EXPECT_EQ(moves(aligned(any({step('c'), step('a'), step('b')}), "")), "-c -a -b");
}

TEST(Alignment, AnyOrderGroupAcceptsEveryOrder) {
  const Fragment script = seq({step('x'), any({step('a'), steps("bc"), step('d')}), step('y')});
  for (const char* order : {"abcd", "adbc", "bcad", "bcda", "dabc", "dbca"}) {
    const std::string trace = "x" + std::string(order) + "y";
    EXPECT_EQ(aligned(script, trace).cost, 0U) << trace;
  }
  EXPECT_EQ(aligned(script, "xbdcay").cost, 2U);  // a group's own sequence stays together
}

TEST(Alignment, ALoopTurnsBetweenItsMinimumAndMaximum) {
  const Fragment script = seq({step('a'), loop(step('q'), 1, 3), step('z')});
  EXPECT_EQ(aligned(script, "az").cost, 1U);
  EXPECT_EQ(aligned(script, "aqz").cost, 0U);
  EXPECT_EQ(aligned(script, "aqqqz").cost, 0U);
  EXPECT_EQ(aligned(script, "aqqqqz").cost, 1U);
  EXPECT_EQ(aligned(script, "aqz").shortest_path, 3U);
}

TEST(Alignment, AmongEqualCostsAnImportantStepIsNotTheOneSkipped) {
  // Both orders cost 2: either step can be the one that stays in place.
  EXPECT_EQ(moves(aligned(steps("ab"), "ba", "a")), "+b a -b");
  EXPECT_EQ(moves(aligned(steps("ab"), "ba", "b")), "-a b +a");
  EXPECT_EQ(aligned(steps("ab"), "ba", "b").important_skipped, 0U);
  EXPECT_EQ(aligned(steps("ab"), "ba", "ab").important_skipped, 1U);
}

TEST(Alignment, AnImportantStepNeverOutweighsCost) {
  const AlignmentResult result = aligned(alt({step('h'), steps("abc")}), "", "h");
  EXPECT_EQ(moves(result), "-h");
  EXPECT_EQ(result.important_skipped, 1U);
}

TEST(Alignment, AFreeSkipOfAnImportantStepIsCounted) {
  const AlignmentResult result = aligned(alt({free_step('h'), free_step('a')}), "", "h");
  EXPECT_EQ(moves(result), "(-a)");
  EXPECT_EQ(aligned(free_step('h'), "", "h").important_skipped, 1U);
}

TEST(Alignment, AmongEqualCostsTheOneThatMatchesMoreIsTaken) {
  // The ignorable event fits only the second alternative; both cost nothing.
  EXPECT_EQ(moves(aligned(alt({free_step('a'), free_step('b')}), "B")), "b");
}

TEST(Alignment, ASkipNamesTheNextEvent) {
  const AlignmentResult result = aligned(steps("abc"), "c");
  ASSERT_EQ(result.moves.size(), 3U);
  EXPECT_EQ(result.moves[0], (Move{Move::Kind::skip, symbol('a'), 0, false}));
  EXPECT_EQ(result.moves[2], (Move{Move::Kind::match, symbol('c'), 0, false}));
  EXPECT_EQ(aligned(steps("a"), "").moves[0].event, 0U);
}

TEST(Alignment, AnEmptyTraceSkipsTheShortestPath) {
  const AlignmentResult result = aligned(alt({steps("abc"), steps("de")}), "");
  EXPECT_EQ(moves(result), "-d -e");
  EXPECT_EQ(result.cost, 2U);
  EXPECT_EQ(result.shortest_path, 2U);
}

TEST(Alignment, AnAutomatonOfOneStateAcceptsNothingButTheEmptyTrace) {
  const Automaton automaton;
  EXPECT_EQ(align(automaton, {})->cost, 0U);
  EXPECT_TRUE(align(automaton, {})->moves.empty());
  EXPECT_EQ(moves(*align(automaton, events("ab"))), "+a +b");
}

TEST(Alignment, WithoutAWayToTheEndThereIsNoAlignment) {
  Automaton automaton;
  automaton.accept = automaton.add_state();
  EXPECT_FALSE(align(automaton, events("a")).has_value());
  automaton.add_arc(automaton.accept, {0, symbol('a'), false});  // the wrong way round
  EXPECT_FALSE(align(automaton, events("a")).has_value());
}

TEST(Alignment, DeadEndsAreNeverEntered) {
  Automaton automaton;
  automaton.accept = automaton.add_state();
  const std::uint32_t dead = automaton.add_state();
  automaton.add_arc(0, {dead, symbol('a'), true});
  automaton.add_arc(dead, {dead, symbol('b'), true});
  automaton.add_arc(0, {automaton.accept, symbol('c'), false});
  EXPECT_EQ(moves(*align(automaton, events("abc"))), "+a +b c");
}

TEST(Alignment, ACycleIsWalkedAsOftenAsObserved) {
  Automaton automaton;
  const std::uint32_t middle = automaton.add_state();
  automaton.accept = automaton.add_state();
  automaton.add_arc(0, {middle, symbol('a'), false});
  automaton.add_arc(middle, {0, symbol('b'), false});
  automaton.add_arc(middle, {automaton.accept, symbol('z'), false});
  EXPECT_EQ(moves(*align(automaton, events("ababaz"))), "a b a b a z");
  EXPECT_EQ(moves(*align(automaton, events("abaaz"))), "a b a -b a z");
  EXPECT_EQ(align(automaton, events("aaaaz"))->cost, 3U);
}

TEST(Alignment, ACycleWithoutSymbolsEnds) {
  Automaton automaton;
  const std::uint32_t middle = automaton.add_state();
  automaton.accept = automaton.add_state();
  automaton.add_arc(0, {0, no_symbol, false});
  automaton.add_arc(0, {middle, no_symbol, false});
  automaton.add_arc(middle, {0, symbol('f'), true});
  automaton.add_arc(middle, {automaton.accept, symbol('a'), false});
  EXPECT_EQ(moves(*align(automaton, events("a"))), "a");
  EXPECT_EQ(moves(*align(automaton, events("ffa"))), "f f a");
}

TEST(Alignment, TheEndMayBeLeftAndReachedAgain) {
  Automaton automaton;  // accepts any number of "a", starting at the end already
  automaton.add_arc(0, {0, symbol('a'), false});
  EXPECT_EQ(moves(*align(automaton, events("aaba"))), "a a +b a");
}

TEST(Alignment, ANegativeEventMatchesNoArc) {
  Automaton automaton;
  automaton.accept = automaton.add_state();
  automaton.add_arc(0, {automaton.accept, no_symbol, false});
  const std::vector<TraceEvent> trace{{no_symbol, false}};
  const auto result = align(automaton, trace);
  EXPECT_EQ(result->cost, 1U);
  ASSERT_EQ(result->moves.size(), 1U);
  EXPECT_EQ(result->moves[0].kind, Move::Kind::extra);
}

TEST(Alignment, LargeSymbolsNeedNoLargeTable) {
  Automaton automaton;
  automaton.accept = automaton.add_state();
  const Symbol large = 2'000'000'000;
  automaton.add_arc(0, {automaton.accept, large, false});
  automaton.add_arc(0, {automaton.accept, large - 2, false});
  const std::vector<TraceEvent> trace{{large - 2, false}, {large - 1, false}};
  const auto result = align(automaton, trace);
  EXPECT_EQ(result->cost, 1U);
  EXPECT_EQ(result->moves[0].symbol, large - 2);
}

TEST(Alignment, ALongTraceNeedsLittleTimeAndMemory) {
  std::string letters;
  for (int i = 0; i < 26; ++i) letters += static_cast<char>('a' + i);
  const Automaton automaton = compile(steps(letters));
  std::vector<TraceEvent> trace;
  for (std::uint32_t i = 0; i < 200'000; ++i) trace.push_back({static_cast<Symbol>(i % 31), false});
  const auto result = align(automaton, trace);
  EXPECT_EQ(result->cost, 200'000U - 26U);
}

TEST(Alignment, WeightsTooLargeForOneIntegerAreComparedInParts) {
  // A cycle and half a million events: the bound on important skips alone takes some 40 bits.
  Automaton automaton;
  while (automaton.size() < 40'000) {
    const auto from = static_cast<std::uint32_t>(automaton.size() - 1);
    automaton.add_arc(from, {automaton.add_state(), static_cast<Symbol>(from % 7), from % 3 == 0});
  }
  automaton.accept = static_cast<std::uint32_t>(automaton.size() - 1);
  automaton.add_arc(automaton.accept, {0, symbol('a'), false});
  const std::vector<TraceEvent> trace(500'000, TraceEvent{symbol('z'), false});
  const auto result = align(automaton, trace, important("b"));
  EXPECT_EQ(result->cost, 500'000U + result->shortest_path);
  EXPECT_EQ(result->shortest_path, 26'666U);
  EXPECT_EQ(result->important_skipped, 5'714U);
}

TEST(Alignment, TheWorkedExampleOfTheEnergyScript) {
  // NORM 6.1: recording announced, an any-order group, an offer with an objection, the end.
  const Fragment script =
      seq({step('a'), step('b'), step('c'), step('d'), any({step('e'), step('f'), step('g')}),
           step('h'), step('i'), opt(step('j')), opt(seq({step('k'), loop(steps("lm"), 0, 2)})),
           step('n')});
  EXPECT_EQ(aligned(script, "abcdefghijklmn").cost, 0U);
  const AlignmentResult without = aligned(script, "acdefghijklmn");
  EXPECT_EQ(without.cost, 1U);
  EXPECT_EQ(without.shortest_path, 10U);
  EXPECT_NEAR(fitness(without.cost, 13, without.shortest_path), 0.957, 0.001);
}

TEST(Alignment, FitnessOfNothingAgainstNothingIsOne) {
  EXPECT_EQ(fitness(0, 0, 0), 1.0);
  EXPECT_EQ(fitness(4, 2, 2), 0.0);
}

}  // namespace
}  // namespace callnorm
