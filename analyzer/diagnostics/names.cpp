#include "analyzer/diagnostics/names.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace brn {

namespace {

constexpr std::size_t kMaxCompared = 5000;
constexpr std::size_t kMaxLength = 255;

}  // namespace

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_case(c);
  return lower;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> before(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  const auto is_same = [&](std::size_t i, std::size_t j) { return lower_case(a[i]) == lower_case(b[j]); };
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::vector<std::size_t> last = row;
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = last[j] + (is_same(i, j) ? 0 : 1);
      row[j + 1] = std::min({row[j] + 1, last[j + 1] + 1, changed});
      const bool is_swap = i > 0 && j > 0 && is_same(i, j - 1) && is_same(i - 1, j);
      if (is_swap) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
    before = last;
  }
  return row.back();
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
  if (name.size() > kMaxLength || candidates.size() > kMaxCompared) return {};
  std::size_t best = std::max<std::size_t>(name.size() / 3, 1) + 1;
  std::string_view nearest;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), name.size());
    if (longer - std::min(candidate.size(), name.size()) >= best || longer > kMaxLength) continue;
    const std::size_t found = edit_distance(name, candidate);
    if (found < best) {
      best = found;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view nearest = nearest_name(name, candidates);
  return nearest.empty() ? "" : "; did you mean `" + std::string(nearest) + "`?";
}

}  // namespace brn
