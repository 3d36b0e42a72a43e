#include "analyzer/policy/policy.h"

#include <algorithm>

#include "analyzer/value/convert.h"

namespace brn::policy {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
           return lower(x) == lower(y);
         });
}

Text read_text(const value::Value& value) {
  Text text;
  text.place = value.origin();
  if (value.is_known()) {
    text.text = value::primitive_to_text(value).value_or(std::string());
    return text;
  }
  text.is_known = false;
  text.causes = value::causes_of(value);
  if (!value.is_unknown()) return text;
  if (value.parts().empty() && value.symbol().is_valid()) {
    text.text = Text::kHole;
    text.holes.push_back(value);
    return text;
  }
  for (const value::Part& part : value.parts()) {
    if (part.is_hole) {
      text.text += Text::kHole;
      text.holes.push_back(part.hole);
    } else {
      text.text += part.literal;
    }
  }
  return text;
}

/// An unknown that may be a whole list rather than one string.
bool may_be_list(const value::Value& value) {
  return value.is_unknown() && value.parts().empty() && value.type().kind() != value::TypeKind::String;
}

Texts read_texts(const value::Value& value) {
  Texts texts;
  texts.is_present = true;
  texts.place = value.origin();
  if (value.is_sequence()) {
    for (const value::Value& element : value.elements()) {
      if (may_be_list(element) && !element.symbol().is_valid()) texts.is_complete = false;
      texts.items.push_back(read_text(element));
      merge_causes(texts.causes, texts.items.back().causes);
    }
  } else if (may_be_list(value)) {
    texts.is_complete = false;
    texts.causes = value::causes_of(value);
  } else {
    texts.items.push_back(read_text(value));
    texts.causes = texts.items.back().causes;
  }
  return texts;
}

Principals read_principals(const value::Value& value) {
  Principals principals;
  principals.is_present = true;
  principals.place = value.origin();
  if (value.is_mapping()) {
    for (const value::Member& member : value.members()) {
      const Texts texts = read_texts(member.value);
      if (!texts.is_complete) principals.is_complete = false;
      merge_causes(principals.causes, texts.causes);
      for (const Text& text : texts.items) principals.items.push_back({std::string(member.name), text});
    }
    return principals;
  }
  const Text text = read_text(value);
  if (!text.is_known) {
    principals.is_complete = false;
    principals.causes = text.causes;
  } else {
    principals.items.push_back({"*", text});
  }
  return principals;
}

class PolicyReader {
 public:
  [[nodiscard]] Policy read(const value::Value& document) {
    policy_.place = document.origin();
    if (!document.is_mapping()) {
      note_not_readable(document);
      return std::move(policy_);
    }
    bool has_statement = false;
    for (const value::Member& member : document.members()) {
      if (same_name(member.name, "Version")) {
        if (member.value.is_string()) policy_.version = member.value.as_string();
      } else if (same_name(member.name, "Statement")) {
        has_statement = true;
        read_statements(member.value);
      } else if (!same_name(member.name, "Id")) {
        problem("`" + std::string(member.name) + "` is no element of a policy", member.name_span);
      }
    }
    if (policy_.version != "2012-10-17" && policy_.version != "2008-10-17") {
      problem("`" + policy_.version + "` is no version of the policy language", document.origin());
    }
    if (!has_statement) problem("the policy has no `Statement`", document.origin());
    return std::move(policy_);
  }

 private:
  void problem(std::string message, Span place) {
    policy_.problems.push_back({std::move(message), place.is_valid() ? place : policy_.place});
  }

  void note_not_readable(const value::Value& document) {
    if (document.is_known()) {
      problem("the policy is no JSON object", document.origin());
      return;
    }
    policy_.is_complete = false;
    policy_.causes = value::causes_of(document);
    for (const Cause& cause : policy_.causes) {
      if (cause.kind == CauseKind::Error) problem(cause.message, cause.place);
    }
  }

  void read_statements(const value::Value& value) {
    if (value.is_sequence()) {
      for (const value::Value& element : value.elements()) read_statement(element);
    } else {
      read_statement(value);
    }
  }

  void read_statement(const value::Value& value) {
    if (value.is_null()) return;
    if (!value.is_mapping()) {
      if (value.is_known()) return problem("a statement is no JSON object", value.origin());
      policy_.is_complete = false;
      merge_causes(policy_.causes, value::causes_of(value));
      return;
    }
    Statement statement;
    statement.place = value.origin();
    bool has_effect = false;
    for (const value::Member& member : value.members()) {
      has_effect = has_effect || same_name(member.name, "Effect");
      read_element(statement, member);
    }
    check(statement, has_effect);
    policy_.statements.push_back(std::move(statement));
  }

  void read_element(Statement& statement, const value::Member& member) {
    const value::Value& value = member.value;
    if (value.is_null()) return;
    if (same_name(member.name, "Sid")) {
      if (value.is_string()) statement.sid = value.as_string();
    } else if (same_name(member.name, "Effect")) {
      read_effect(statement, value);
    } else if (same_name(member.name, "Condition")) {
      read_conditions(statement, value);
    } else if (same_name(member.name, "Principal")) {
      statement.principals = read_principals(value);
    } else if (same_name(member.name, "NotPrincipal")) {
      statement.not_principals = read_principals(value);
    } else if (Texts* texts = texts_of(statement, member.name)) {
      *texts = read_texts(value);
    } else {
      problem("`" + std::string(member.name) + "` is no element of a statement", member.name_span);
    }
    if (!value.is_wholly_known()) merge_causes(statement.causes, value::causes_of(value));
  }

  static Texts* texts_of(Statement& statement, std::string_view name) {
    if (same_name(name, "Action")) return &statement.actions;
    if (same_name(name, "NotAction")) return &statement.not_actions;
    if (same_name(name, "Resource")) return &statement.resources;
    if (same_name(name, "NotResource")) return &statement.not_resources;
    return nullptr;
  }

  void read_effect(Statement& statement, const value::Value& value) {
    statement.effect_place = value.origin();
    if (!value.is_string()) return;
    if (value.as_string() == "Allow") statement.effect = Effect::Allow;
    if (value.as_string() == "Deny") statement.effect = Effect::Deny;
    if (statement.effect == Effect::Unknown) {
      problem("`" + std::string(value.as_string()) + "` is no effect; `Allow` and `Deny` are", value.origin());
    }
  }

  void read_conditions(Statement& statement, const value::Value& value) {
    if (!value.is_mapping()) {
      statement.conditions_complete = false;
      if (value.is_known()) problem("`Condition` is no JSON object", value.origin());
      return;
    }
    for (const value::Member& block : value.members()) {
      if (!block.value.is_mapping()) {
        statement.conditions_complete = false;
        if (block.value.is_known()) problem("a condition is no JSON object", block.value.origin());
        continue;
      }
      for (const value::Member& key : block.value.members()) {
        const Span place = key.name_span.is_valid() ? key.name_span : key.value.origin();
        statement.conditions.push_back({std::string(block.name), std::string(key.name), read_texts(key.value), place});
      }
    }
  }

  void check(const Statement& statement, bool has_effect) {
    if (!has_effect) problem("a statement has no `Effect`", statement.place);
    if (!statement.actions.is_present && !statement.not_actions.is_present) {
      problem("a statement has no `Action`", statement.place);
    }
  }

  Policy policy_;
};

}  // namespace

std::string Text::widened() const {
  if (!is_known && holes.empty()) return "*";
  std::string pattern = text;
  std::replace(pattern.begin(), pattern.end(), kHole, '*');
  return pattern;
}

std::string Text::shown() const {
  if (!is_known && holes.empty()) return "${…}";
  std::string out;
  for (const char c : text) {
    if (c == kHole) {
      out += "${…}";
    } else {
      out += c;
    }
  }
  return out;
}

bool Text::may_be_anything() const {
  if (is_known || text.find_first_not_of(kHole) != std::string::npos) return false;
  // What deployment makes or finds has a name of its own; what someone gives may be `*`.
  const auto is_made = [](const Cause& cause) {
    return cause.kind == CauseKind::Computed || cause.kind == CauseKind::DataSource ||
           cause.kind == CauseKind::External;
  };
  return (holes.empty() && causes.empty()) || !std::all_of(causes.begin(), causes.end(), is_made);
}

bool Principals::has_everyone() const {
  return std::any_of(items.begin(), items.end(), [](const Principal& principal) {
    return principal.value.is_known && principal.value.text == "*" &&
           (principal.type == "*" || principal.type == "AWS");
  });
}

Policy read_policy(const value::Value& document) {
  return PolicyReader().read(document);
}

}  // namespace brn::policy
