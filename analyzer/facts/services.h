#pragma once
// Which Bedrock services an action pattern is for. Private to analyzer/facts.

#include <string_view>
#include <vector>

#include "analyzer/facts/scope.h"

namespace brn::facts {

/// A service that a pattern reaches, and whether that is what it is for.
struct ReachedService {
  std::string_view service;
  Demand demand = Demand::MayUse;
};

/// A pattern for the actions of one service needs that service; one that spans several is for
/// bedrock-runtime when it covers InvokeModel, and may use the others. Sorted by service.
[[nodiscard]] std::vector<ReachedService> services_of(std::string_view pattern);

/// Whether IAM knows the action; operations that another action authorises (`bedrock:Converse`) are none.
[[nodiscard]] bool is_bedrock_action(std::string_view name);

/// Whether calls of the action name no resource, so that only `*` admits them.
[[nodiscard]] bool takes_no_resource(std::string_view action);

}  // namespace brn::facts
