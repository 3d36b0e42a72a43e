#include "analyzer/config/cloudformation/scalar.h"

#include <algorithm>
#include <array>
#include <optional>

#include "analyzer/value/number.h"

namespace brn::config::cloudformation {
namespace {

using syntax::Node;
using syntax::NodeKind;
using syntax::ScalarStyle;

constexpr std::array<std::string_view, 9> kTrue = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"};
constexpr std::array<std::string_view, 9> kFalse = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_string_tag(std::string_view tag) {
  return tag == "tag:yaml.org,2002:str" || tag == "!!str";
}

bool is_plain(const Node& node) {
  return node.kind == NodeKind::Scalar && node.style == ScalarStyle::Plain && !is_string_tag(node.tag);
}

std::optional<bool> plain_bool(const Node& node) {
  if (!is_plain(node)) return std::nullopt;
  if (is_one_of(kTrue, node.text)) return true;
  if (is_one_of(kFalse, node.text)) return false;
  return std::nullopt;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits without leading zero, and a fraction without trailing zero: what prints as it was written.
bool is_canonical_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  if (text.empty() || text.size() > 18 || !is_digit(text.front()) || !is_digit(text.back())) return false;
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  if (whole.size() > 1 && whole.front() == '0') return false;
  if (!std::all_of(whole.begin(), whole.end(), is_digit)) return false;
  if (dot == std::string_view::npos) return true;
  const std::string_view fraction = text.substr(dot + 1);
  return fraction.back() != '0' && std::all_of(fraction.begin(), fraction.end(), is_digit);
}

}  // namespace

bool is_scalar(const Node& node) {
  return node.kind != NodeKind::Sequence && node.kind != NodeKind::Mapping;
}

bool is_null_scalar(const Node& node) {
  if (node.kind == NodeKind::Null) return true;
  return is_plain(node) && is_one_of(kNull, node.text);
}

value::Value scalar_value(value::Pool& pool, const Node& node) {
  if (is_null_scalar(node)) return pool.null(node.span);
  if (node.kind == NodeKind::Bool) return pool.boolean(node.bool_value, node.span);
  if (const auto boolean = plain_bool(node)) return pool.boolean(*boolean, node.span);
  if (node.kind == NodeKind::Number || (is_plain(node) && is_canonical_number(node.text))) {
    if (const auto number = value::Number::parse(node.text)) return pool.number(*number, node.span);
  }
  return pool.string(node.text, node.span);
}

std::string scalar_text(const Node& node) {
  if (is_null_scalar(node)) return "";
  if (node.kind == NodeKind::Bool) return node.bool_value ? "true" : "false";
  if (const auto boolean = plain_bool(node)) return *boolean ? "true" : "false";
  return std::string(node.text);
}

}  // namespace brn::config::cloudformation
