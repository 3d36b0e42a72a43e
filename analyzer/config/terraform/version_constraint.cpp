#include "analyzer/config/terraform/version_constraint.h"

#include <algorithm>

namespace brn::config::terraform {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/// Of prerelease and build identifiers.
bool is_identifier(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '~';
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

/// `a.b.c` of identifiers, none of them empty.
bool are_identifiers(std::string_view text) {
  const bool has_empty = text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos;
  return !has_empty && std::ranges::all_of(text, [](char c) { return is_identifier(c) || c == '.'; });
}

/// `v1.2.3-beta.1+build`, as the pattern of hashicorp/go-version has it.
bool is_version(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  const std::size_t numbers = std::min(text.find_first_not_of("0123456789."), text.size());
  std::string_view core = text.substr(0, numbers);
  const bool is_core = !core.empty() && core.front() != '.' && core.back() != '.' && core.find("..") == core.npos;
  if (!is_core) return false;
  text.remove_prefix(numbers);
  if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
    if (!are_identifiers(text.substr(plus + 1))) return false;
    text = text.substr(0, plus);
  }
  if (text.empty()) return true;
  if (text.starts_with('-')) text.remove_prefix(1);
  return are_identifiers(text);
}

/// The version of one constraint, without its operator.
std::string_view version_of(std::string_view constraint) {
  std::string_view text = trimmed(constraint);
  for (const std::string_view op : {"!=", ">=", "<=", "~>", "=", ">", "<"}) {
    if (text.starts_with(op)) return trimmed(text.substr(op.size()));
  }
  return text;
}

template <typename Predicate>
bool all_constraints(std::string_view text, const Predicate& predicate) {
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    if (!predicate(version_of(text.substr(0, comma)))) return false;
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

bool is_version_constraint(std::string_view text) {
  return all_constraints(text, is_version);
}

bool has_prerelease(std::string_view text) {
  return !all_constraints(text, [](std::string_view version) {
    return version.substr(0, version.find('+')).find('-') == std::string_view::npos;
  });
}

}  // namespace brn::config::terraform
