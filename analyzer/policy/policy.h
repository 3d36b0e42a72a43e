#pragma once
// IAM policy documents as statements: read from the structure that the graph keeps, so that each part has its place and
// what is not known stays visible. Nothing is decided here beyond single statements; see questions.h.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostics/cause.h"
#include "analyzer/diagnostics/tri.h"
#include "analyzer/value/value.h"

namespace brn::policy {

/// One string of a policy: an action, a resource, a value of a condition. It may have holes.
struct Text {
  /// Known text with `kHole` for each hole; empty with `is_known` false and no holes: nothing of it is known.
  std::string text;
  std::vector<value::Value> holes;
  bool is_known = true;  // without holes
  Span place;
  Causes causes;

  static constexpr char kHole = '\x01';
  /// The text as a pattern that matches whatever the holes may be.
  [[nodiscard]] std::string widened() const;
  /// Nothing of it is known, and it may be `*`: no attribute of something that is made or found.
  [[nodiscard]] bool may_be_anything() const;
  /// For people: holes as `${…}`.
  [[nodiscard]] std::string shown() const;
};

/// An element that takes one string or a list of them.
struct Texts {
  std::vector<Text> items;
  bool is_present = false;
  bool is_complete = true;  // false: the list is not known
  Span place;
  Causes causes;
};

struct Principal {
  std::string type;  // `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for everyone
  Text value;
};

struct Principals {
  std::vector<Principal> items;
  bool is_present = false;
  bool is_complete = true;
  Span place;
  Causes causes;

  /// `*` or `{"AWS": "*"}` among them.
  [[nodiscard]] bool has_everyone() const;
};

struct Condition {
  std::string operator_name;  // as written: `StringEquals`, `ForAllValues:StringLike`
  std::string key;            // as written
  Texts values;
  Span place;  // the key
};

enum class Effect : std::uint8_t { Allow, Deny, Unknown };

struct Statement {
  std::string sid;
  Effect effect = Effect::Unknown;
  Principals principals;
  Principals not_principals;
  Texts actions;
  Texts not_actions;
  Texts resources;
  Texts not_resources;
  std::vector<Condition> conditions;
  bool conditions_complete = true;  // false: the block, or an operator of it, is not known
  Span place;                       // the whole statement
  Span effect_place;
  Causes causes;  // why parts of it are not known

  [[nodiscard]] bool has_conditions() const { return !conditions.empty() || !conditions_complete; }
};

/// Something that makes the document malformed, as AWS would say on creation.
struct Problem {
  std::string message;
  Span place;
};

struct Policy {
  std::string version = "2008-10-17";  // what a document without Version has
  std::vector<Statement> statements;
  bool is_complete = true;  // false: further statements may exist that could not be read
  Causes causes;
  std::vector<Problem> problems;
  Span place;
};

/// Reads a document: an object with `Statement`, single values where lists may stand, names of elements as IAM spells
/// them. Never fails: what is malformed is in `problems`, what is not known is marked.
[[nodiscard]] Policy read_policy(const value::Value& document);

}  // namespace brn::policy
