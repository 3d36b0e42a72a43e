#pragma once
// Recognises a call of an intrinsic function in the tree, in both spellings: `!Sub text` and `{"Fn::Sub": "text"}`. All
// other code of this folder sees calls only in this form.

#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/syntax/tree.h"

namespace brn::config::cloudformation {

enum class Function : std::uint8_t {
  Ref,
  GetAtt,
  Sub,
  Join,
  Split,
  Select,
  FindInMap,
  GetAZs,
  Cidr,
  Base64,
  ImportValue,
  If,
  And,
  Or,
  Not,
  Equals,
  Condition,
  Transform,
  Length,
  ToJsonString,
  ForEach,
  Contains,
  EachMemberEquals,
  EachMemberIn,
  RefAll,
  ValueOf,
  ValueOfAll,
  GetStackOutput,
  Unknown,
};

/// `argument` is the node itself for the short spelling; then its tag is the function's and is to be ignored.
struct Call {
  Function function = Function::Unknown;
  syntax::NodeId argument;
  std::string_view name;  // `Fn::Sub`, `!Sub`, as written
  Span span;              // the whole call
  bool is_short = false;
};

/// The call at a node, or nothing. `{"Condition": name}` counts only where `in_conditions`: elsewhere it is a property.
[[nodiscard]] std::optional<Call> call_at(const syntax::Tree& tree, syntax::NodeId node, bool in_conditions = false);
/// The same without regard to the node's tag: the long call that is the argument of a short one.
[[nodiscard]] std::optional<Call> long_call_at(const syntax::Tree& tree, syntax::NodeId node,
                                               bool in_conditions = false);

inline constexpr std::string_view kForEachPrefix = "Fn::ForEach::";

}  // namespace brn::config::cloudformation
