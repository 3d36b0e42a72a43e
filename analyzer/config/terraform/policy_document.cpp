// `data.aws_iam_policy_document`, as the AWS provider renders it: one value becomes a string, several a list in reverse
// order, `&{` stands for `${`, statements of equal Sid replace each other.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document.

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "analyzer/config/terraform/choices.h"
#include "analyzer/config/terraform/data_sources.h"
#include "analyzer/config/terraform/json_text.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

class DocumentBuilder {
 public:
  DocumentBuilder(value::Pool& pool, Span place) : pool_(pool), place_(place) {}

  Value build(const Value& attributes);

 private:
  void merge_documents(const Value* documents);
  void merge_document(const Value& document);
  void raise_version(const Value& version);
  Value canonical(const Value& statement);
  Value with_sorted_members(const Value& value, bool sorts_lists);
  void merge_statement(const Value& statement);
  Value statement(const Value& block);
  Value principals(const Value& blocks);
  Value conditions(const Value& blocks);
  Value one_or_many(const Value& list, bool replaces_variables, bool sorts);
  Value replaced(const Value& text);
  void add_list(std::vector<value::Member>& members, std::string_view key, const Value& block, std::string_view name,
                bool replaces_variables);
  [[nodiscard]] static bool is_absent(const Value* value);
  [[nodiscard]] static std::vector<Value> blocks_of(const Value* value);

  value::Pool& pool_;
  Span place_;
  Value version_;
  Value id_;
  std::vector<Value> statements_;
};

bool DocumentBuilder::is_absent(const Value* value) {
  return value == nullptr || value->is_null() || (value->is_sequence() && value->elements().empty());
}

/// Blocks are a tuple; in JSON syntax one may stand alone.
std::vector<Value> DocumentBuilder::blocks_of(const Value* value) {
  if (is_absent(value)) return {};
  if (value->is_sequence()) return {value->elements().begin(), value->elements().end()};
  return {*value};
}

Value DocumentBuilder::replaced(const Value& text) {
  const auto replace = [](std::string_view literal) {
    std::string result(literal);
    for (std::size_t at = result.find("&{"); at != std::string::npos; at = result.find("&{", at + 2)) result[at] = '$';
    return result;
  };
  if (text.is_string()) {
    const std::string result = replace(text.as_string());
    return result == text.as_string() ? text : pool_.string(result, text.origin()).with_sensitive(text.is_sensitive());
  }
  if (!text.is_unknown() || text.parts().empty()) return text;
  std::vector<value::Part> parts(text.parts().begin(), text.parts().end());
  for (value::Part& part : parts) {
    if (!part.is_hole) part.literal = pool_.intern(replace(part.literal));
  }
  return pool_.text(parts, text.origin()).with_sensitive(text.is_sensitive());
}

Value DocumentBuilder::one_or_many(const Value& list, bool replaces_variables, bool sorts) {
  if (!list.is_sequence()) return list;
  std::vector<Value> values;
  for (const Value& element : list.elements()) {
    const value::Converted converted = value::convert(pool_, element, pool_.string_type());
    const Value* text = std::get_if<Value>(&converted);
    const Value own = text == nullptr ? element : *text;
    if (!own.is_null()) values.push_back(replaces_variables ? replaced(own) : own);
  }
  if (sorts) {
    // Values that are not known yet keep their place at the end.
    std::ranges::stable_sort(values, [](const Value& a, const Value& b) {
      if (a.is_string() != b.is_string()) return a.is_string();
      return a.is_string() && a.as_string() > b.as_string();
    });
    const auto repeated =
        std::ranges::unique(values, [](const Value& a, const Value& b) { return value::identical(a, b); });
    values.erase(repeated.begin(), repeated.end());
  }
  if (values.size() == 1) return values[0];
  return pool_.tuple(values, list.origin());
}

void DocumentBuilder::add_list(std::vector<value::Member>& members, std::string_view key, const Value& block,
                               std::string_view name, bool replaces_variables) {
  const value::Member* member = block.find_member(name);
  if (member == nullptr || is_absent(&member->value)) return;
  members.push_back({key, one_or_many(member->value, replaces_variables, true), member->name_span});
}

Value DocumentBuilder::principals(const Value& blocks) {
  std::map<std::string_view, std::vector<Value>> by_type;
  for (const Value& block : blocks_of(&blocks)) {
    if (!block.is_mapping()) return block;
    const Value* type = block.find("type");
    const Value* identifiers = block.find("identifiers");
    if (type == nullptr || identifiers == nullptr) continue;
    if (!type->is_string()) return *type;
    if (!identifiers->is_sequence()) {
      by_type[type->as_string()].push_back(*identifiers);
      continue;
    }
    for (const Value& identifier : identifiers->elements()) {
      by_type[type->as_string()].push_back(identifier);
    }
  }
  // `{"*": "*"}` alone is written as `"*"`; `{"AWS": "*"}` is something else and stays.
  const bool is_anyone = by_type.size() == 1 && by_type.contains("*") && by_type["*"].size() == 1 &&
                         by_type["*"][0].is_string() && by_type["*"][0].as_string() == "*";
  if (is_anyone) return by_type["*"][0];
  std::vector<value::Member> members;
  for (const auto& [type, identifiers] : by_type) {
    const Span place = identifiers.empty() ? place_ : identifiers.front().origin();
    members.push_back({type, one_or_many(pool_.tuple(identifiers, place), true, true), place});
  }
  return pool_.object(members, blocks.origin());
}

Value DocumentBuilder::conditions(const Value& blocks) {
  std::map<std::string_view, std::map<std::string_view, std::vector<Value>>> by_test;
  std::map<std::string_view, Span> places;
  for (const Value& block : blocks_of(&blocks)) {
    if (!block.is_mapping()) return block;
    const Value* test = block.find("test");
    const Value* variable = block.find("variable");
    const Value* values = block.find("values");
    if (test == nullptr || variable == nullptr || values == nullptr) continue;
    if (!test->is_string()) return *test;
    if (!variable->is_string()) return *variable;
    std::vector<Value>& all = by_test[test->as_string()][variable->as_string()];
    places[test->as_string()] = block.origin();
    if (values->is_sequence()) {
      all.insert(all.end(), values->elements().begin(), values->elements().end());
    } else {
      all.push_back(*values);
    }
  }
  std::vector<value::Member> tests;
  for (const auto& [test, variables] : by_test) {
    std::vector<value::Member> members;
    for (const auto& [variable, values] : variables) {
      const Span place = values.empty() ? places[test] : values.front().origin();
      members.push_back({variable, one_or_many(pool_.tuple(values, place), true, false), places[test]});
    }
    tests.push_back({test, pool_.object(members, places[test]), places[test]});
  }
  return pool_.object(tests, blocks.origin());
}

Value DocumentBuilder::statement(const Value& block) {
  if (!block.is_mapping()) return block;
  std::vector<value::Member> members;
  const value::Member* sid = block.find_member("sid");
  if (sid != nullptr && !sid->value.is_null() && !(sid->value.is_string() && sid->value.as_string().empty())) {
    members.push_back({"Sid", sid->value, sid->name_span});
  }
  const value::Member* effect = block.find_member("effect");
  const bool has_effect = effect != nullptr && !effect->value.is_null();
  members.push_back({"Effect", has_effect ? effect->value : pool_.string("Allow", block.origin()),
                     has_effect ? effect->name_span : block.origin()});
  add_list(members, "Action", block, "actions", false);
  add_list(members, "NotAction", block, "not_actions", false);
  add_list(members, "Resource", block, "resources", true);
  add_list(members, "NotResource", block, "not_resources", true);
  constexpr std::pair<std::string_view, std::string_view> kPrincipals[] = {{"Principal", "principals"},
                                                                           {"NotPrincipal", "not_principals"}};
  for (const auto& [key, name] : kPrincipals) {
    const value::Member* given = block.find_member(name);
    if (given != nullptr && !is_absent(&given->value))
      members.push_back({key, principals(given->value), given->name_span});
  }
  const value::Member* condition = block.find_member("condition");
  if (condition != nullptr && !is_absent(&condition->value)) {
    members.push_back({"Condition", conditions(condition->value), condition->name_span});
  }
  return pool_.ordered_object(members, block.origin());
}

void DocumentBuilder::merge_statement(const Value& statement) {
  const Value* sid = statement.is_mapping() ? statement.find("Sid") : nullptr;
  if (sid != nullptr && sid->is_string() && !sid->as_string().empty()) {
    for (Value& existing : statements_) {
      const Value* own = existing.is_mapping() ? existing.find("Sid") : nullptr;
      if (own == nullptr || !value::identical(*own, *sid)) continue;
      existing = statement;
      return;
    }
  }
  statements_.push_back(statement);
}

/// A document that is merged can raise the version, not lower it.
void DocumentBuilder::raise_version(const Value& version) {
  const bool is_known = version.is_string() && version_.is_string();
  if (version.is_null() || (is_known && version.as_string() <= version_.as_string())) return;
  version_ = version;
}

/// The elements of a statement that was read, in the order and form in which the provider writes them.
Value DocumentBuilder::canonical(const Value& statement) {
  constexpr std::string_view kElements[] = {"Sid",         "Effect",    "Action",       "NotAction", "Resource",
                                            "NotResource", "Principal", "NotPrincipal", "Condition"};
  if (!statement.is_mapping()) return statement;
  std::vector<value::Member> members;
  for (const std::string_view name : kElements) {
    for (const value::Member& member : statement.members()) {
      if (member.name != name || member.value.is_null()) continue;
      if (name == "Sid" && member.value.is_string() && member.value.as_string().empty()) continue;
      members.push_back(member);
      if (name.ends_with("Principal")) members.back().value = with_sorted_members(member.value, true);
      if (name == "Condition") members.back().value = with_sorted_members(member.value, false);
    }
  }
  return pool_.ordered_object(members, statement.origin());
}

/// Members by name, at both levels of a condition; identifiers of principals from the last to the first.
Value DocumentBuilder::with_sorted_members(const Value& value, bool sorts_lists) {
  if (!value.is_mapping()) return value;
  std::vector<value::Member> members(value.members().begin(), value.members().end());
  for (value::Member& member : members) {
    if (member.value.is_mapping()) {
      member.value = with_sorted_members(member.value, sorts_lists);
    } else if (sorts_lists && member.value.is_sequence() && member.value.elements().size() > 1) {
      member.value = one_or_many(member.value, false, true);
    }
  }
  return pool_.object(members, value.origin());
}

void DocumentBuilder::merge_document(const Value& document) {
  const Value* structure = document.structure();
  std::optional<Value> parsed;
  if (structure == nullptr && document.is_string()) {
    if (document.as_string().empty()) return;
    parsed = read_json_text(pool_, document.as_string(), document.origin());
    if (parsed) structure = &*parsed;
  }
  if (structure == nullptr || !structure->is_mapping()) {
    // Its statements are not known: one that is not known stands for them.
    if (!document.is_null()) statements_.push_back(document);
    return;
  }
  if (const Value* version = structure->find("Version")) raise_version(*version);
  const Value* id = structure->find("Id");
  if (id != nullptr && !(id->is_string() && id->as_string().empty())) id_ = *id;
  const Value* statements = structure->find("Statement");
  for (const Value& statement : blocks_of(statements)) merge_statement(canonical(statement));
}

void DocumentBuilder::merge_documents(const Value* documents) {
  if (documents == nullptr || documents->is_null()) return;
  if (!documents->is_sequence()) {
    statements_.push_back(*documents);
    return;
  }
  for (const Value& document : documents->elements()) merge_document(document);
}

Value DocumentBuilder::build(const Value& attributes) {
  const Value* version = attributes.find("version");
  version_ = is_absent(version) ? pool_.string("2012-10-17", place_) : *version;
  merge_documents(attributes.find("source_policy_documents"));
  if (const Value* source = attributes.find("source_json"); !is_absent(source)) merge_document(*source);
  if (const Value* id = attributes.find("policy_id"); !is_absent(id)) id_ = *id;
  for (const Value& block : blocks_of(attributes.find("statement"))) merge_statement(statement(block));
  merge_documents(attributes.find("override_policy_documents"));
  if (const Value* over = attributes.find("override_json"); !is_absent(over)) merge_document(*over);
  std::vector<value::Member> members = {{"Version", version_, place_}};
  if (!id_.is_null()) members.push_back({"Id", id_, place_});
  if (!statements_.empty()) members.push_back({"Statement", pool_.tuple(statements_, place_), place_});
  return pool_.ordered_object(members, place_);
}

/// CRC-32, of which the provider makes the id.
std::uint32_t checksum(std::string_view text) {
  constexpr std::uint32_t kPolynomial = 0xEDB88320U;
  std::uint32_t sum = 0xffffffffU;
  for (const char c : text) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? kPolynomial : 0U);
  }
  return ~sum;
}

/// Two statements of one document cannot have the same Sid: the provider refuses it.
void report_repeated_sids(Run& run, const Value& attributes) {
  const Value* statements = attributes.is_mapping() ? attributes.find("statement") : nullptr;
  if (statements == nullptr || !statements->is_sequence()) return;
  std::set<std::string_view> seen;
  for (const Value& statement : statements->elements()) {
    const Value* sid = statement.is_mapping() ? statement.find("sid") : nullptr;
    if (sid == nullptr || !sid->is_string() || sid->as_string().empty()) continue;
    if (seen.insert(sid->as_string()).second) continue;
    run.configuration.diagnostics.error(DiagnosticKind::InvalidValue, sid->origin(),
                                        "another statement has the Sid `" + std::string(sid->as_string()) + "`");
  }
}

}  // namespace

std::vector<value::Member> answer_policy_document(Run& run, const DataSourceCall& call) {
  const auto rendered = [&](unsigned indent) {
    return for_each_choice(run.pool, call.attributes, [&](const Value& attributes) {
      const Value structure = DocumentBuilder(run.pool, call.place).build(attributes);
      return write_json_text(run.pool, structure, indent, call.place);
    });
  };
  report_repeated_sids(run, call.attributes);
  constexpr unsigned kProviderIndent = 2;
  const Value json = rendered(kProviderIndent);
  std::vector<value::Member> answer = {{"json", json, call.place}, {"minified_json", rendered(0), call.place}};
  if (json.is_string()) {
    answer.push_back({"id", run.pool.string(std::to_string(checksum(json.as_string())), call.place), call.place});
  }
  if (const Value* version = call.attributes.find("version"); version == nullptr || version->is_null()) {
    answer.push_back({"version", run.pool.string("2012-10-17", call.place), call.place});
  }
  return answer;
}

}  // namespace brn::config::terraform
