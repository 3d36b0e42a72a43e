#include "analyzer/policy/glob.h"

#include <algorithm>
#include <vector>

#include "analyzer/diagnostics/names.h"

namespace brn::policy {

namespace {

template <typename SameCharacter>
bool matches(std::string_view pattern, std::string_view text, SameCharacter same) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last `*` and the text position tried for it
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || same(pattern[p], text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  return matches(pattern, text, [](char a, char b) { return a == b; });
}

bool matches_glob_ignoring_case(std::string_view pattern, std::string_view text) {
  return matches(pattern, text, [](char a, char b) { return lower_case(a) == lower_case(b); });
}

bool globs_intersect(std::string_view a, std::string_view b) {
  // reachable[j]: some text has been read by a[0, i) and by b[0, j).
  std::vector<char> reachable(b.size() + 1, 0);
  reachable[0] = 1;
  for (std::size_t j = 0; j < b.size() && b[j] == '*'; ++j) reachable[j + 1] = 1;
  for (const char c : a) {
    std::vector<char> next(b.size() + 1, 0);
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (c == '*' && reachable[j] != 0) next[j] = 1;                     // `*` reads nothing
      if (c == '*' && j > 0 && next[j - 1] != 0) next[j] = 1;             // or what b reads
      if (j < b.size() && b[j] == '*' && reachable[j] != 0) next[j] = 1;  // b's `*` reads what a reads
      if (j > 0 && b[j - 1] == '*' && (next[j - 1] != 0 || reachable[j] != 0)) next[j] = 1;
      if (j > 0 && c != '*' && b[j - 1] != '*' && reachable[j - 1] != 0 &&
          (c == b[j - 1] || c == '?' || b[j - 1] == '?')) {
        next[j] = 1;
      }
    }
    reachable = std::move(next);
  }
  return reachable[b.size()] != 0;
}

bool arns_intersect(std::string_view a, std::string_view b) {
  constexpr std::size_t kParts = 6;
  if (std::ranges::count(a, ':') + 1 < static_cast<std::ptrdiff_t>(kParts) ||
      std::ranges::count(b, ':') + 1 < static_cast<std::ptrdiff_t>(kParts))
    return globs_intersect(a, b);
  for (std::size_t part = 0; part < kParts; ++part) {
    const bool is_last = part + 1 == kParts;
    const std::string_view left = is_last ? a : a.substr(0, a.find(':'));
    const std::string_view right = is_last ? b : b.substr(0, b.find(':'));
    if (!globs_intersect(left, right)) return false;
    if (is_last) break;
    a.remove_prefix(left.size() + 1);
    b.remove_prefix(right.size() + 1);
  }
  return true;
}

}  // namespace brn::policy
