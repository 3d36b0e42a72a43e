#pragma once
// Texts of policies that name an entity of the graph: by a reference to one of its attributes, or by a literal id.

#include "analyzer/graph/graph.h"
#include "analyzer/policy/policy.h"

namespace brn::facts {

/// Whether a text stands for the entity and nothing else. A literal id is none of something that is made in this run,
/// because nobody knows it before.
[[nodiscard]] Tri stands_for(const graph::ResourceGraph& graph, const policy::Text& text, const graph::Entity& entity);

/// Whether a principal's ARN or account takes in a role: itself, its account as a whole, or a pattern of its name.
[[nodiscard]] Tri names_role(const graph::ResourceGraph& graph, const policy::Text& text, const graph::Role& role);

}  // namespace brn::facts
