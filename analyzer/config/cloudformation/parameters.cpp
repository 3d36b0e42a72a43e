// Parameters: a value that was given, else what can be enumerated, else the default, else an unknown with its name.

#include <re2/re2.h>

#include <algorithm>

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "parsers/source/utf8.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

constexpr std::string_view kOther = "(any other)";

std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> items;
  for (std::size_t at = 0;;) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    std::string_view item = text.substr(at, comma - at);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    items.push_back(item);
    if (comma == text.size()) return items;
    at = comma + 1;
  }
}

bool contains(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

/// The literals that conditions compare each parameter with, so that a parameter without value has classes.
void Stack::collect_compared_literals() {
  for (std::uint32_t index = 0; index < tree_.node_count(); ++index) {
    const auto call = call_at(tree_, NodeId{index});
    if (!call || call->function != Function::Equals || node(call->argument).kind != NodeKind::Sequence) continue;
    const auto items = tree_.items(call->argument);
    if (items.size() != 2) continue;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const auto reference = call_at(tree_, items[side]);
      const syntax::Node& literal = node(items[1 - side]);
      if (!reference || reference->function != Function::Ref || !is_scalar(node(reference->argument))) continue;
      if (!is_scalar(literal) || call_at(tree_, items[1 - side])) continue;
      std::vector<std::string>& known = compared_literals_[node(reference->argument).text];
      std::string text = scalar_text(literal);
      if (!contains(known, text)) known.push_back(std::move(text));
    }
  }
}

Value Stack::parameter_value(const ParameterEntry& entry) {
  if (is_nested()) return passed_value(entry);
  const auto given = run_->given.find(entry.name);
  const NodeId default_node = tree_.find(entry.node, "Default");
  const bool has_default =
      default_node.is_valid() && is_scalar(node(default_node)) && node(default_node).kind != NodeKind::Null;
  if (default_node.is_valid() && !is_scalar(node(default_node))) {
    error(DiagnosticKind::InvalidValue, node(default_node).span,
          "the default of a parameter is text; a list is written with commas");
  }
  std::optional<std::string> default_text;
  if (has_default) default_text = scalar_text(node(default_node));
  if (given != run_->given.end()) given->second.is_declared = true;
  if (given != run_->given.end()) check_constraints(entry, given->second.text, given->second.place, true);
  if (default_text && given == run_->given.end())
    check_constraints(entry, *default_text, node(default_node).span, false);
  if (entry.type.is_ssm) return parameter_unknown(entry);
  if (given != run_->given.end()) return parameter_from_text(entry, given->second.text, given->second.place);

  std::vector<std::string> values;
  const NodeId allowed = tree_.find(entry.node, "AllowedValues");
  if (allowed.is_valid() && node(allowed).kind == NodeKind::Sequence) {
    for (const NodeId item : tree_.items(allowed)) {
      std::string text = is_scalar(node(item)) ? scalar_text(node(item)) : std::string();
      if (!contains(values, text)) values.push_back(std::move(text));
    }
  }
  if (values.size() >= 2 && !entry.type.is_list) {
    const bool is_open = values.size() > value::kMaxAlternatives;
    return enumerated(entry, std::move(values), default_text, is_open);
  }
  if (default_text) return parameter_from_text(entry, *default_text, node(default_node).span);
  if (values.size() == 1) return parameter_from_text(entry, values.front(), node(allowed).span);
  const auto compared = compared_literals_.find(entry.name);
  if (compared != compared_literals_.end() && !entry.type.is_list) {
    return enumerated(entry, {}, std::nullopt, true);
  }
  return parameter_unknown(entry);
}

/// An input with a Choice over its values. When `is_open`, only the default and what conditions compare the parameter
/// with are told apart, and all others are one class whose value is not known.
Value Stack::enumerated(const ParameterEntry& entry, std::vector<std::string> values,
                        std::optional<std::string> default_text, bool is_open) {
  std::vector<std::string> classes = values;
  if (is_open) {
    classes.clear();
    if (default_text) classes.push_back(*default_text);
    for (const std::string& literal : compared_literals_[entry.name]) {
      const bool is_possible = values.empty() || contains(values, literal);
      if (is_possible && !contains(classes, literal) && classes.size() + 1 < value::kMaxAlternatives) {
        classes.push_back(literal);
      }
    }
    classes.emplace_back(kOther);
    if (classes.size() < 2) return parameter_unknown(entry);
  }
  guard::Input input{qualified(entry.name), classes, std::nullopt, entry.key_span};
  if (default_text) {
    const auto found = std::find(classes.begin(), classes.end(), *default_text);
    if (found != classes.end()) input.default_value = static_cast<std::uint32_t>(found - classes.begin());
  }
  const guard::InputId id = guards().add_input(std::move(input));
  std::vector<value::Alternative> alternatives;
  for (std::uint32_t i = 0; i < classes.size(); ++i) {
    const bool is_other = is_open && i + 1 == classes.size();
    const Value value = is_other ? parameter_unknown(entry) : parameter_from_text(entry, classes[i], entry.key_span);
    alternatives.push_back(value::Alternative{guards().equals(id, i), value});
  }
  return pool().choice(alternatives, entry.key_span);
}

Value Stack::parameter_from_text(const ParameterEntry& entry, std::string_view text, Span origin) {
  const NodeId no_echo = tree_.find(entry.node, "NoEcho");
  const bool is_sensitive = no_echo.is_valid() && scalar_text(node(no_echo)) == "true";
  if (!entry.type.is_list) return pool().string(text, origin).with_sensitive(is_sensitive);
  std::vector<Value> elements;
  for (const std::string_view item : split_list(text)) {
    elements.push_back(pool().string(item, origin).with_sensitive(is_sensitive));
  }
  return pool().tuple(elements, origin);
}

Value Stack::parameter_unknown(const ParameterEntry& entry) {
  const std::string name(entry.name);
  Cause cause{CauseKind::Parameter, name, "parameter `" + name + "` has no value",
              "give `" + name + "` in a --parameters file", entry.key_span};
  if (entry.type.is_ssm) {
    cause.message = "parameter `" + name + "` is read from Systems Manager when the stack is made";
    cause.settle.clear();
  }
  const value::Type type = entry.type.is_list ? pool().list_of(pool().string_type()) : pool().string_type();
  return pool().unknown(cause, type, entry.key_span, pool().symbol(value::SymbolKind::Input, scope_, entry.name));
}

/// CloudFormation refuses a value that breaks a constraint; a default only when nothing else is given, so that is a
/// warning.
void Stack::check_constraints(const ParameterEntry& entry, std::string_view text, Span place, bool is_given) {
  const std::string subject =
      (is_given ? "the value given for parameter `" : "the default of parameter `") + std::string(entry.name) + "`";
  const auto scalar = [&](std::string_view name) -> std::optional<std::string> {
    const NodeId found = tree_.find(entry.node, name);
    if (!found.is_valid() || !is_scalar(node(found))) return std::nullopt;
    return scalar_text(node(found));
  };
  const auto refuse = [&](const std::string& why) {
    if (is_given) return error(DiagnosticKind::InvalidValue, place, subject + " " + why);
    warning(DiagnosticKind::InvalidValue, place, subject + " " + why);
  };
  const auto items = entry.type.is_list ? split_list(text) : std::vector<std::string_view>{text};
  const NodeId allowed = tree_.find(entry.node, "AllowedValues");
  if (allowed.is_valid() && node(allowed).kind == NodeKind::Sequence) {
    for (const std::string_view item : items) {
      const auto members = tree_.items(allowed);
      const bool is_allowed = std::any_of(members.begin(), members.end(), [&](NodeId id) {
        return is_scalar(node(id)) && (node(id).text == item || scalar_text(node(id)) == item);
      });
      if (!is_allowed) refuse("is not among its `AllowedValues`");
    }
  }
  if (entry.type.is_ssm) return;
  if (entry.type.is_number) {
    const auto least = scalar("MinValue");
    const auto most = scalar("MaxValue");
    for (const std::string_view item : items) {
      const auto number = value::Number::parse(item);
      if (!number) return refuse("is not a number");
      const auto low = least ? value::Number::parse(*least) : std::nullopt;
      const auto high = most ? value::Number::parse(*most) : std::nullopt;
      if (low && *number < *low) return refuse("is less than `MinValue`");
      if (high && *number > *high) return refuse("is more than `MaxValue`");
    }
    return;
  }
  if (entry.type.is_list) return;
  const auto length = static_cast<std::int64_t>(utf8::code_point_count(text));
  const auto least = value::Number::parse(scalar("MinLength").value_or(""));
  const auto most = value::Number::parse(scalar("MaxLength").value_or(""));
  if (least && value::Number(length) < *least) return refuse("is shorter than `MinLength`");
  if (most && value::Number(length) > *most) return refuse("is longer than `MaxLength`");
  const auto pattern = scalar("AllowedPattern");
  if (!pattern) return;
  const re2::RE2 expression(*pattern, re2::RE2::Quiet);
  if (expression.ok() && !re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), expression)) {
    refuse("does not match `AllowedPattern`");
  }
}

}  // namespace brn::config::cloudformation
