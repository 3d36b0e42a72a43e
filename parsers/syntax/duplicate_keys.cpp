#include "parsers/syntax/duplicate_keys.h"

#include <string>
#include <unordered_map>

#include "parsers/syntax/excerpt.h"

namespace brn::syntax {
namespace {

// Comparing each with each is faster than a table for the few keys that nearly every mapping has.
constexpr std::size_t kFewMembers = 12;

}  // namespace

void DuplicateKeys::report(Tree& tree, std::span<const Member> members) {
  if (members.size() <= kFewMembers) {
    for (std::size_t second = 1; second < members.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        if (members[first].key != members[second].key) continue;
        add_error(tree, members[first], members[second]);
        break;
      }
    }
    return;
  }
  std::unordered_map<std::string_view, const Member*> seen;
  seen.reserve(members.size());
  for (const Member& member : members) {
    const auto [first, is_new] = seen.emplace(member.key, &member);
    if (!is_new) add_error(tree, *first->second, member);
  }
}

void DuplicateKeys::add_error(Tree& tree, const Member& first, const Member& second) {
  const std::string first_line = std::to_string(lines_.of(first.key_span.begin));
  const std::string line = std::to_string(lines_.of(second.key_span.begin));
  tree.add_error(second.key_span,
                 "duplicate key " + excerpt(second.key) + " on line " + line + ", first written on line " + first_line);
}

}  // namespace brn::syntax
