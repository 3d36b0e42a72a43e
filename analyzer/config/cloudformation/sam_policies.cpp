// `Policies` of serverless functions and state machines: names and ARNs of managed policies, documents, and policy
// templates, which are written out.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html

#include "analyzer/aws/sam_policies.h"

#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/text_builder.h"

namespace brn::config::cloudformation {
namespace {

using value::Member;
using value::Pool;
using value::Value;

Value object_of(Pool& pool, std::span<const std::pair<std::string_view, Value>> entries, Span place) {
  std::vector<Member> members;
  for (const auto& [name, value] : entries) members.push_back(Member{pool.intern(name), value, place});
  return pool.ordered_object(members, place);
}

/// Calls `visit` with each of the words between blanks.
template <typename Visit>
void each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

void Stack::add_serverless_policy(const Value& policy, std::vector<Value>& managed,
                                  std::vector<Value>& inline_policies) {
  const auto add = [&](std::vector<Value>& list, Value (Stack::*read)(const Value&)) {
    const Value found = pool().lift({&policy, 1}, policy.origin(),
                                    [&](std::span<const Value> chosen) { return (this->*read)(chosen[0]); });
    if (!found.is_null()) list.push_back(found);
  };
  add(managed, &Stack::managed_policy);
  add(inline_policies, &Stack::inline_policy);
}

/// The ARN of a managed policy; null for a document or template.
Value Stack::managed_policy(const Value& policy) {
  const Span place = policy.origin();
  if (policy.is_mapping()) return pool().null(place);
  if (!policy.is_string() || policy.as_string().find(':') != std::string_view::npos) return policy;
  TextBuilder arn(pool());
  arn.add_literal("arn:");
  arn.add(*pseudo_parameter("AWS::Partition", place));
  arn.add_literal(":iam::aws:policy/");
  arn.add_literal(aws::managed_policy_path(policy.as_string()));
  arn.add_literal(policy.as_string());
  return arn.finish(place);
}

/// A document with a name; null for a managed policy.
Value Stack::inline_policy(const Value& policy) {
  const Span place = policy.origin();
  if (!policy.is_mapping() || policy.members().empty()) return pool().null(place);
  const bool is_document = policy.find("Statement") != nullptr;
  const Member& first = policy.members().front();
  const std::pair<std::string_view, Value> entries[] = {
      {"PolicyName", pool().string(is_document ? std::string_view("inline") : first.name, place)},
      {"PolicyDocument", is_document ? policy : policy_template(first)}};
  return object_of(pool(), entries, place);
}

/// The document of a policy template; not known where the list of them does not have the name.
Value Stack::policy_template(const Member& named) {
  const Span place = named.name_span;
  const auto rows = aws::sam_policy(named.name);
  if (rows.empty()) {
    const std::string text(named.name);
    return pool().unknown(
        Cause{CauseKind::Unsupported, text, "the actions of policy template `" + text + "` are not known", "", place},
        {}, place);
  }
  std::vector<Value> statements;
  for (const aws::SamStatement& row : rows) {
    std::vector<Value> actions;
    std::vector<Value> resources;
    each_word(row.actions, [&](std::string_view action) { actions.push_back(pool().string(action, place)); });
    each_word(row.resources,
              [&](std::string_view text) { resources.push_back(template_text(text, named.value, place)); });
    std::vector<std::pair<std::string_view, Value>> entries = {{"Effect", pool().string("Allow", place)},
                                                               {"Action", pool().tuple(actions, place)},
                                                               {"Resource", pool().tuple(resources, place)}};
    if (!row.condition_operator.empty()) {
      const std::pair<std::string_view, Value> key[] = {
          {row.condition_key, template_text(row.condition_value, named.value, place)}};
      const std::pair<std::string_view, Value> condition[] = {{row.condition_operator, object_of(pool(), key, place)}};
      entries.emplace_back("Condition", object_of(pool(), condition, place));
    }
    statements.push_back(object_of(pool(), entries, place));
  }
  const std::pair<std::string_view, Value> document[] = {{"Version", pool().string("2012-10-17", place)},
                                                         {"Statement", pool().tuple(statements, place)}};
  return object_of(pool(), document, place);
}

/// Text with `${Parameter}` of the template and `${AWS::Region}` put in.
Value Stack::template_text(std::string_view text, const Value& parameters, Span place) {
  std::vector<Value> values;
  std::vector<std::string_view> literals;  // before each value, and after the last
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${")) {
    const std::size_t close = text.find('}', at);
    const std::string_view name = text.substr(at + 2, close - at - 2);
    literals.push_back(text.substr(0, at));
    const Value* given = parameters.is_mapping() ? parameters.find(name) : nullptr;
    if (given != nullptr) {
      values.push_back(*given);
    } else if (const auto pseudo = pseudo_parameter(name, place)) {
      values.push_back(*pseudo);
    } else {
      const std::string message = "the policy template is given no `" + std::string(name) + "`";
      values.push_back(
          pool().unknown(Cause{CauseKind::Error, std::string(name), message, "", place}, pool().string_type(), place));
    }
    text.remove_prefix(close + 1);
  }
  literals.push_back(text);
  return pool().lift(values, place, [&](std::span<const Value> chosen) {
    TextBuilder builder(pool());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      builder.add_literal(literals[i]);
      builder.add(chosen[i]);
    }
    builder.add_literal(literals.back());
    return builder.finish(place);
  });
}

}  // namespace brn::config::cloudformation
