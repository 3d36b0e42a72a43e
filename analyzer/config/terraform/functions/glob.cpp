#include "analyzer/config/terraform/functions/glob.h"

#include <cstddef>
#include <string>
#include <vector>

#include "parsers/source/utf8.h"

namespace brn::config::terraform::functions {

namespace {

/// The end of a `{…}` or `[…]` that starts at `at`, past its last character; npos where it is not closed.
std::size_t end_of(std::string_view pattern, std::size_t at, char open, char close) {
  int depth = 0;
  for (std::size_t i = at; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == open) {
      ++depth;
    } else if (pattern[i] == close && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

/// The alternatives of `{a,b}` without its braces, split at the commas of the outer level.
std::vector<std::string_view> alternatives(std::string_view inside) {
  std::vector<std::string_view> result;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '\\') ++i;
    if (i >= inside.size()) break;
    if (inside[i] == '{') ++depth;
    if (inside[i] == '}') --depth;
    if (inside[i] != ',' || depth != 0) continue;
    result.push_back(inside.substr(begin, i - begin));
    begin = i + 1;
  }
  result.push_back(inside.substr(begin));
  return result;
}

std::size_t character_length(std::string_view text, std::size_t at) {
  const std::size_t length = utf8::sequence_length(text, at);
  return length == 0 ? 1 : length;
}

/// `[…]` against one character; both without their frame.
bool in_class(std::string_view set, std::string_view character) {
  const bool is_negated = set.starts_with('^') || set.starts_with('!');
  if (is_negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size();) {
    if (set[i] == '\\' && i + 1 < set.size()) ++i;
    const std::string_view low = set.substr(i, character_length(set, i));
    i += low.size();
    std::string_view high = low;
    if (i + 1 < set.size() && set[i] == '-') {
      ++i;
      if (set[i] == '\\' && i + 1 < set.size()) ++i;
      high = set.substr(i, character_length(set, i));
      i += high.size();
    }
    // UTF-8 of one length orders as its code points do, and longer is greater.
    const auto less = [](std::string_view a, std::string_view b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    found = found || (!less(character, low) && !less(high, character));
  }
  return found != is_negated;
}

/// What is left to try is bounded, so that a pattern of many stars cannot hang.
class Matcher {
 public:
  bool match(std::string_view pattern, std::string_view name) {
    if (++steps_ > kMaxSteps) return false;
    while (!pattern.empty()) {
      switch (pattern[0]) {
        case '*': return match_star(pattern, name);
        case '{': {
          const std::size_t end = end_of(pattern, 0, '{', '}');
          if (end == std::string_view::npos) return false;
          return match_any(pattern.substr(1, end - 2), pattern.substr(end), name);
        }
        case '?':
          if (name.empty()) return false;
          name.remove_prefix(character_length(name, 0));
          pattern.remove_prefix(1);
          break;
        case '[': {
          const std::size_t end = end_of(pattern, 0, '[', ']');
          if (end == std::string_view::npos || name.empty()) return false;
          const std::size_t length = character_length(name, 0);
          if (!in_class(pattern.substr(1, end - 2), name.substr(0, length))) return false;
          name.remove_prefix(length);
          pattern.remove_prefix(end);
          break;
        }
        case '\\':
          if (pattern.size() > 1) pattern.remove_prefix(1);
          [[fallthrough]];
        default:
          if (!name.starts_with(pattern[0])) return false;
          name.remove_prefix(1);
          pattern.remove_prefix(1);
      }
    }
    return name.empty();
  }

 private:
  bool match_star(std::string_view pattern, std::string_view name) {
    while (pattern.starts_with('*')) pattern.remove_prefix(1);
    if (pattern.empty()) return true;
    for (std::size_t skip = 0; skip <= name.size(); ++skip) {
      if (match(pattern, name.substr(skip))) return true;
    }
    return false;
  }
  bool match_any(std::string_view inside, std::string_view rest, std::string_view name) {
    for (const std::string_view alternative : alternatives(inside)) {
      if (match(std::string(alternative) + std::string(rest), name)) return true;
    }
    return false;
  }

  static constexpr std::size_t kMaxSteps = 100'000;
  std::size_t steps_ = 0;
};

}  // namespace

bool matches_name(std::string_view pattern, std::string_view name) {
  return Matcher().match(pattern, name);
}

bool is_glob(std::string_view pattern) {
  return pattern.find_first_of("*?[{\\") != std::string_view::npos;
}

bool is_well_formed(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && ++i == pattern.size()) return false;
    if (pattern[i] == '[' || pattern[i] == '{') {
      const bool is_class = pattern[i] == '[';
      const std::size_t end = end_of(pattern, i, pattern[i], is_class ? ']' : '}');
      if (end == std::string_view::npos || (is_class && end == i + 2)) return false;
      if (is_class) i = end - 1;
    }
  }
  return true;
}

}  // namespace brn::config::terraform::functions
