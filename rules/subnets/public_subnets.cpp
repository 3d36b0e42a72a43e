#include "rules/subnets/public_subnets.h"

#include <algorithm>

namespace brn::rules {

namespace {

/// The most subnets that a message names.
constexpr std::size_t kMaxNamed = 3;

void add_reason(std::vector<facts::Reason>& reasons, facts::Reason reason) {
  const bool is_known = std::ranges::any_of(reasons, [&](const facts::Reason& other) {
    return other.place == reason.place && other.message == reason.message;
  });
  if (!is_known) reasons.push_back(std::move(reason));
}

}  // namespace

std::string PublicSubnets::words() const {
  std::string text;
  const std::size_t named = std::min(subnets.size(), kMaxNamed);
  for (std::size_t i = 0; i < named; ++i) {
    const bool is_last = i + 1 == subnets.size();
    text += (i == 0 ? "" : is_last ? " and " : ", ") + facts::quoted(subnets[i]->address);
  }
  if (subnets.size() > named) text += " and " + std::to_string(subnets.size() - named) + " more";
  return text + (subnets.size() == 1 ? ", which is public" : ", which are public") +
         ": a route leads to an internet gateway";
}

PublicSubnets find_public_subnets(const facts::Facts& facts, const graph::Relations<graph::Subnet>& subnets) {
  PublicSubnets found;
  found.causes = subnets.causes;
  for (const auto& item : subnets.items) {
    merge_causes(found.causes, item.causes);
    if (!item.has_target()) continue;
    facts::Answer open = facts.is_public(item.target);
    merge_causes(found.causes, open.causes);
    if (!open.is_yes()) continue;
    if (found.subnets.empty()) found.place = item.place;
    found.subnets.push_back(&facts.graph().get(item.target));
    for (facts::Reason& reason : open.reasons) add_reason(found.reasons, std::move(reason));
  }
  return found;
}

}  // namespace brn::rules
