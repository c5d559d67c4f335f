// callnorm/text/embedder.hpp - where a program plugs in its own model of what a text means.
//
// callnorm has none. A host that runs a sentence encoder anyway can lend it; callnorm compares its
// vectors by their angle, and only within one contact, so any encoder will do.
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace callnorm {

/// Writes the vector of `text` (UTF-8, not empty) to all of `out` and returns true, or returns
/// false: the call that needed it then fails with cancelled. Called on the thread of that call, so
/// by several at once when an evaluator is shared; must not throw. The same text must give the same
/// vector, or results differ from run to run.
using Embedder = std::function<bool(std::string_view text, std::span<float> out)>;

}  // namespace callnorm
