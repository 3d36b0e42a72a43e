// Who may reach an OpenSearch Serverless collection: network policies apply to it by the names in their rules (Amazon
// OpenSearch Service Developer Guide, network access for Serverless). When several match, public access wins.

#include "analyzer/facts/collections.h"

#include "analyzer/facts/facts.h"
#include "analyzer/facts/state.h"
#include "analyzer/policy/glob.h"

namespace brn::facts {

using value::Value;

namespace {

/// Text whose holes are written as the number of their symbol between control bytes, so that equal keys are equal
/// texts.
struct Key {
  std::string text;
  bool has_symbols = false;
  bool is_known = true;
  Causes causes;  // of the holes
};

void append(Key& key, const Value& value) {
  if (value.is_string()) {
    key.text += value.as_string();
  } else if (value.is_unknown() && !value.parts().empty()) {
    for (const value::Part& part : value.parts()) {
      if (part.is_hole) append(key, part.hole);
      if (!part.is_hole) key.text += part.literal;
    }
  } else if (value.is_unknown() && value.symbol().is_valid()) {
    key.has_symbols = true;
    merge_causes(key.causes, value::causes_of(value));
    key.text += '\x01' + std::to_string(value.symbol().index) + '\x02';
  } else {
    key.is_known = false;
    merge_causes(key.causes, value::causes_of(value));
    key.text += '\x03';
  }
}

/// A pattern of a rule against `collection/NAME`.
Tri matches(const Value& pattern, const Key& name) {
  Key key;
  append(key, pattern);
  if (key.is_known && name.is_known && policy::matches_glob(key.text, name.text)) return Tri::Yes;
  const bool is_certain = key.is_known && name.is_known && !key.has_symbols && !name.has_symbols;
  if (is_certain) return Tri::No;
  // Literal heads that differ settle it whatever the holes hold.
  for (std::size_t i = 0; i < key.text.size() && i < name.text.size(); ++i) {
    const bool is_open = key.text[i] == '*' || key.text[i] < '\x04' || name.text[i] < '\x04';
    if (is_open) return Tri::Unknown;
    if (key.text[i] != name.text[i]) return Tri::No;
  }
  return Tri::Unknown;
}

/// The elements of a list; a single value is a list of one.
std::vector<Value> items_of(const Value& value) {
  if (value.is_sequence()) return {value.elements().begin(), value.elements().end()};
  return {value};
}

Tri rule_applies(const Value& rule, const Key& name, Causes& causes) {
  if (!rule.is_mapping()) {
    merge_causes(causes, value::causes_of(rule));
    return rule.is_unknown() ? Tri::Unknown : Tri::No;
  }
  const Value* type = rule.find("ResourceType");
  if (type != nullptr && type->is_string() && type->as_string() != "collection") return Tri::No;
  const Value* resources = rule.find("Resource");
  if (resources == nullptr) return Tri::No;
  Tri answer = Tri::No;
  for (const Value& pattern : items_of(*resources)) {
    const Tri one = matches(pattern, name);
    if (is_unknown(one)) {
      merge_causes(causes, value::causes_of(pattern));
      merge_causes(causes, name.causes);
    }
    answer = tri_or(answer, one);
  }
  return answer;
}

Tri set_applies(const Value& rule_set, const Key& name, Causes& causes) {
  const Value* rules = rule_set.find("Rules");
  if (rules == nullptr) return Tri::No;
  Tri answer = Tri::No;
  for (const Value& rule : items_of(*rules)) answer = tri_or(answer, rule_applies(rule, name, causes));
  return answer;
}

Tri allows_public(const Value& rule_set, Causes& causes) {
  const Value* allow = rule_set.find("AllowFromPublic");
  if (allow == nullptr) return Tri::No;
  if (allow->is_bool()) return tri(allow->as_bool());
  if (allow->is_string()) return tri(allow->as_string() == "true");
  merge_causes(causes, value::causes_of(*allow));
  return allow->is_unknown() ? Tri::Unknown : Tri::No;
}

constexpr std::string_view kBedrock = "bedrock.amazonaws.com";

Tri admits_bedrock(const Value& rule_set, Causes& causes) {
  const Value* services = rule_set.find("SourceServices");
  if (services == nullptr) return Tri::No;
  Tri answer = Tri::No;
  for (const Value& service : items_of(*services)) {
    if (service.is_string() && service.as_string() == kBedrock) return Tri::Yes;
    if (service.is_unknown()) answer = Tri::Unknown;
  }
  if (is_unknown(answer)) merge_causes(causes, value::causes_of(*services));
  return answer;
}

/// What one network policy says of a collection.
struct PolicyAnswer {
  Tri applies = Tri::No;
  Tri is_public = Tri::No;
  Tri admits = Tri::No;  // Bedrock, as a source service
  Span place;
  Causes causes;
};

PolicyAnswer ask(const graph::CollectionPolicy& policy, const Key& name) {
  PolicyAnswer answer;
  const Value* document = &policy.document;
  if (document->structure() != nullptr) document = document->structure();
  for (const Value& rule_set : items_of(*document)) {
    if (!rule_set.is_mapping()) {
      answer.applies = tri_or(answer.applies, Tri::Unknown);
      answer.is_public = tri_or(answer.is_public, Tri::Unknown);
      answer.admits = tri_or(answer.admits, Tri::Unknown);
      merge_causes(answer.causes, value::causes_of(rule_set));
      continue;
    }
    const Tri applies = set_applies(rule_set, name, answer.causes);
    answer.applies = tri_or(answer.applies, applies);
    if (is_no(applies)) continue;
    const Tri open = tri_and(applies, allows_public(rule_set, answer.causes));
    if (is_yes(open) && !answer.place.is_valid()) answer.place = rule_set.find("AllowFromPublic")->origin();
    answer.is_public = tri_or(answer.is_public, open);
    answer.admits = tri_or(answer.admits, tri_and(applies, admits_bedrock(rule_set, answer.causes)));
  }
  return answer;
}

Key name_of(const graph::Collection& collection) {
  Key key{"collection/", false, true, {}};
  const Value* name = nullptr;
  if (collection.attributes.is_mapping()) {
    name = collection.attributes.find(collection.language == config::Language::Terraform ? "name" : "Name");
  }
  if (name != nullptr) {
    append(key, *name);
  } else if (collection.name.is_known() && !collection.name.value.empty()) {
    key.text += collection.name.value;
  } else {
    key.is_known = false;
  }
  return key;
}

Cause no_policy_cause(const graph::Collection& collection) {
  return Cause{CauseKind::External, collection.address + " network policy",
               "no network policy here names " + quoted(collection.address),
               "include the configuration that holds its network policy in the run", collection.header};
}

/// The network policies that may concern a collection. Names are those of an account and Region: where its own unit has
/// a policy for it, that of another unit is for another collection of the same name.
std::vector<const graph::CollectionPolicy*> policies_for(const graph::ResourceGraph& graph,
                                                         const graph::Collection& collection, const Key& name) {
  std::vector<const graph::CollectionPolicy*> policies;
  bool has_own = false;
  for (const graph::CollectionPolicy& rules : graph.all<graph::CollectionPolicy>()) {
    if (rules.kind.is_known() && rules.kind.value != "network") continue;
    policies.push_back(&rules);
    has_own = has_own || (rules.unit == collection.unit && is_yes(ask(rules, name).applies));
  }
  if (has_own) std::erase_if(policies, [&](const auto* rules) { return rules->unit != collection.unit; });
  return policies;
}

}  // namespace

Answer collection_admits_bedrock(const Facts& facts, graph::CollectionId id) {
  const graph::Collection& collection = facts.graph().get(id);
  if (collection.is_external()) return Answer::unknown(causes_of_entity(collection));
  const Key name = name_of(collection);
  Causes causes;
  std::vector<Reason> applied;
  for (const graph::CollectionPolicy* const policy : policies_for(facts.graph(), collection, name)) {
    const graph::CollectionPolicy& rules = *policy;
    const PolicyAnswer answer = ask(rules, name);
    Tri admits = tri_and(tri_or(answer.admits, answer.is_public), rules.exists);
    if (!rules.kind.is_known()) admits = tri_and(admits, Tri::Unknown);
    if (is_yes(admits)) return Answer::yes();
    if (!is_no(answer.applies)) {
      applied.push_back({"this policy applies to it", rules.address, rules.document.origin()});
    }
    if (!is_unknown(admits) && !is_unknown(answer.applies)) continue;
    merge_causes(causes, answer.causes);
    merge_causes(causes, rules.causes);
    merge_causes(causes, rules.kind.causes);
  }
  if (!causes.empty()) return Answer::unknown(std::move(causes));
  if (applied.empty()) return Answer::unknown({no_policy_cause(collection)});
  return Answer::no(std::move(applied));
}

Answer Facts::collection_is_public(graph::CollectionId id, const graph::CollectionPolicy** found) const {
  const graph::Collection& collection = graph_->get(id);
  if (collection.is_external()) return Answer::unknown(causes_of_entity(collection));
  const Key name = name_of(collection);
  Tri applies = Tri::No;
  Causes causes;
  for (const graph::CollectionPolicy* const policy : policies_for(*graph_, collection, name)) {
    const graph::CollectionPolicy& rules = *policy;
    PolicyAnswer answer = ask(rules, name);
    if (!rules.kind.is_known()) answer.is_public = tri_and(answer.is_public, Tri::Unknown);
    answer.is_public = tri_and(answer.is_public, rules.exists);
    if (is_yes(answer.is_public)) {
      if (found != nullptr) *found = &rules;
      return Answer::yes({Reason{quoted(rules.address) + " lets everyone reach " + quoted(collection.address),
                                 rules.address, answer.place.is_valid() ? answer.place : rules.header}});
    }
    applies = tri_or(applies, answer.applies);
    if (!is_unknown(answer.is_public)) continue;
    merge_causes(causes, answer.causes);
    merge_causes(causes, rules.causes);
  }
  if (!causes.empty()) return Answer::unknown(std::move(causes));
  if (is_yes(applies)) return Answer::no();
  return Answer::unknown({no_policy_cause(collection)});
}

}  // namespace brn::facts
