#pragma once
// The stores behind a Pool. Internal to this folder.

#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>

#include "analyzer/value/arena.h"
#include "analyzer/value/extent.h"
#include "analyzer/value/payload.h"
#include "analyzer/value/pool.h"

namespace brn::value {

struct TypeHash {
  std::size_t operator()(const TypeNode* node) const;
};
struct TypeEqual {
  bool operator()(const TypeNode* a, const TypeNode* b) const;
};

struct Pool::Impl {
  Arena arena;
  std::unordered_set<std::string_view> texts;
  std::unordered_set<const TypeNode*, TypeHash, TypeEqual> types;
  std::map<std::tuple<SymbolKind, std::string_view, std::string_view>, Symbol> symbols;
  std::map<Cause, const Cause*> causes;
  const Payload* booleans[2] = {};

  Type intern_type(const TypeNode& node);
};

/// What containers remember of their elements.
struct Summary {
  bool is_wholly_known = true;
  bool has_choice = false;
  bool has_sensitive = false;
  std::uint64_t parts = 1;
  void add(const Value& value) {
    is_wholly_known = is_wholly_known && value.is_wholly_known();
    has_choice = has_choice || value.has_choice();
    has_sensitive = has_sensitive || value.is_sensitive() || brn::value::has_sensitive(value);
    parts += brn::value::part_count(value);
  }
};

/// Terraform's order of the elements of a set: go-cty's `setRules.Less`.
[[nodiscard]] bool set_less(const Value& a, const Value& b);

}  // namespace brn::value
