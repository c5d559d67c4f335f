#include "callnorm/model/script.hpp"

#include <gtest/gtest.h>

namespace callnorm {
namespace {

ScriptNode step(std::string name) {
  ScriptNode node;
  node.name = std::move(name);
  return node;
}

ScriptDraft draft_of(ScriptNode root) {
  ScriptDraft draft;
  draft.id = "s";
  draft.version = "1";
  draft.steps = std::move(root);
  return draft;
}

std::string where(ScriptNode root) {
  const auto script = Script::create(draft_of(std::move(root)));
  return script ? "ok" : script.error().where;
}

TEST(Script, AStepNeedsANameOrSomethingThatMakesItVisible) {
  EXPECT_EQ(where(step("hello")), "ok");
  EXPECT_EQ(where(ScriptNode{}), "/steps");
}

TEST(Script, GroupsHoldStepsAndStepsHoldNone) {
  ScriptNode leaf = step("a");
  leaf.children.push_back(step("b"));
  EXPECT_EQ(where(leaf), "/steps");
  ScriptNode opt;
  opt.kind = ScriptNode::Kind::opt;
  EXPECT_EQ(where(opt), "/steps/opt");
  opt.children = {step("a"), step("b")};
  EXPECT_EQ(where(opt), "/steps/opt");
}

TEST(Script, ABranchPointsAtItsOwnSteps) {
  ScriptNode branch;
  branch.kind = ScriptNode::Kind::branch;
  branch.on = "fact";
  branch.children = {step("a"), step("b")};
  branch.cases = {{"x", 0}, {"y", 7}};
  EXPECT_EQ(where(branch), "/steps/branch/cases/y");
  branch.cases = {{"x", 0}};
  EXPECT_EQ(where(branch), "/steps/branch/cases");
  branch.cases = {{"x", 0}, {"x", 1}};
  EXPECT_EQ(where(branch), "/steps/branch/cases/x");
  branch.cases = {{"x", 0}, {"y", 1}};
  EXPECT_EQ(where(branch), "ok");
}

TEST(Script, ABranchThatCanNeverBeTakenIsWarnedOf) {
  ScriptNode inner;
  inner.kind = ScriptNode::Kind::branch;
  inner.on = "client";
  inner.children = {step("a"), step("b")};
  inner.cases = {{"new", 0}, {"old", 1}};
  ScriptNode only_new = step("welcome");
  only_new.condition = Condition{"client", "new"};
  ScriptNode seq;
  seq.kind = ScriptNode::Kind::seq;
  seq.children = {inner, only_new};
  seq.condition = Condition{"client", "new"};
  ScriptNode by_mail = step("letter");
  by_mail.condition = Condition{"channel", "email"};
  ScriptNode root;
  root.kind = ScriptNode::Kind::seq;
  root.children = {seq, by_mail, only_new};
  ScriptDraft draft = draft_of(root);
  draft.channels = {"voice", "chat"};
  const auto script = Script::create(draft);
  ASSERT_TRUE(script.ok());
  const std::vector<std::string> expected{
      "/steps/seq/0/seq/0/branch/cases/old: never reached, client is \"new\" here",
      "/steps/seq/1/if: never reached, the script is not written for email"};
  EXPECT_EQ(std::vector<std::string>(script->warnings().begin(), script->warnings().end()),
            expected);
}

TEST(Script, ADraftNestedThousandsDeepIsRefusedNotFollowed) {
  ScriptNode deep = step("a");
  for (int i = 0; i < 3000; ++i) {
    ScriptNode group;
    group.kind = ScriptNode::Kind::opt;
    group.children.push_back(std::move(deep));
    deep = std::move(group);
  }
  EXPECT_NE(where(std::move(deep)), "ok");
}

TEST(Script, CopiesShareTheirContent) {
  const auto script = Script::create(draft_of(step("hello")));
  ASSERT_TRUE(script.ok());
  const Script copy = *script;
  EXPECT_EQ(&copy.data(), &script->data());
}

}  // namespace
}  // namespace callnorm
