#include "analyzer/facts/named_entities.h"

#include "analyzer/policy/glob.h"
#include "analyzer/value/pool.h"

namespace brn::facts {

using policy::Text;

namespace {

/// The resource whose attribute the first hole of a text is; empty when it is something else.
std::string_view owner_of_hole(const graph::ResourceGraph& graph, const Text& text) {
  if (text.holes.empty() || graph.configuration == nullptr) return {};
  const value::Value& hole = text.holes.front();
  if (!hole.is_unknown() || !hole.symbol().is_valid()) return {};
  const value::SymbolData& data = graph.configuration->pool->symbol_data(hole.symbol());
  return data.kind == value::SymbolKind::ResourceAttribute ? data.owner : std::string_view();
}

bool is_data_source(std::string_view address) {
  return address.starts_with("data.") || address.find(".data.") != std::string_view::npos;
}

bool has_account_hole(const graph::ResourceGraph& graph, const Text& text) {
  if (graph.configuration == nullptr) return false;
  for (const value::Value& hole : text.holes) {
    if (!hole.is_unknown() || !hole.symbol().is_valid()) continue;
    if (graph.configuration->pool->symbol_data(hole.symbol()).kind == value::SymbolKind::Account) return true;
  }
  return false;
}

/// The name that the source gives a role; empty where AWS chooses it or it is not known.
std::string name_of(const graph::Role& role) {
  for (const std::string_view key : {"name", "RoleName"}) {
    const value::Value* name = role.attributes.is_mapping() ? role.attributes.find(key) : nullptr;
    if (name != nullptr && name->is_string()) return std::string(name->as_string());
  }
  return {};
}

}  // namespace

Tri stands_for(const graph::ResourceGraph& graph, const Text& text, const graph::Entity& entity) {
  if (text.is_known) {
    if (!entity.is_external()) return Tri::No;
    return text.text == entity.address ? Tri::Yes : Tri::Unknown;
  }
  const std::string_view owner = owner_of_hole(graph, text);
  if (owner.empty() || text.holes.size() != 1) return Tri::Unknown;
  if (owner == entity.address) return Tri::Yes;
  return is_data_source(owner) || entity.is_external() ? Tri::Unknown : Tri::No;
}

Tri names_role(const graph::ResourceGraph& graph, const Text& text, const graph::Role& role) {
  if (text.is_known && text.text == "*") return Tri::Yes;
  const std::string_view owner = owner_of_hole(graph, text);
  if (!owner.empty() && owner == role.address) return Tri::Yes;
  const bool is_other_role = !owner.empty() && !is_data_source(owner) && text.text.starts_with(Text::kHole);
  if (is_other_role) return role.is_external() ? Tri::Unknown : Tri::No;
  constexpr std::string_view kRole = ":role/";
  if (text.text.find(kRole) == std::string::npos) {
    // The account as a whole.
    return has_account_hole(graph, text) && !text.text.ends_with('*') ? Tri::Yes : Tri::Unknown;
  }
  const std::string name = name_of(role);
  const std::string pattern = text.widened();
  if (name.empty()) return Tri::Unknown;
  const bool is_named = policy::matches_glob(pattern.substr(pattern.rfind('/') + 1), name) ||
                        policy::matches_glob(pattern.substr(pattern.find(kRole) + kRole.size()), name);
  if (!is_named) return Tri::No;
  return has_account_hole(graph, text) && text.holes.size() == 1 ? Tri::Yes : Tri::Unknown;
}

}  // namespace brn::facts
