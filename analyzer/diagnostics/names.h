#pragma once
// Names as people write them: in lower case, and the nearest of some to one that is not known. Letters of the other case
// and two swapped letters count little, so that names of every language of the source can be compared.

#include <span>
#include <string>
#include <string_view>

namespace brn {

/// Insertions, deletions, changes and swaps of neighbours that lead from one name to the other, without regard to case.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest candidate that differs in no more than a third of the name; empty when none is near.
[[nodiscard]] std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates);

/// "; did you mean `X`?" for the nearest candidate, or "" when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

/// ASCII letters in lower case; everything else stays.
[[nodiscard]] char lower_case(char c);
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace brn
