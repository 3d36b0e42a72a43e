#include "analyzer/facts/services.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzer/diagnostics/names.h"
#include "analyzer/policy/glob.h"

namespace brn::facts {

namespace {

struct Action {
  std::string_view name;
  std::string_view service;
};

constexpr std::array kActions = std::to_array<Action>({
#define BRN_BEDROCK_ACTION(name, service) {name, service},
#include "analyzer/facts/bedrock_actions.def"
#undef BRN_BEDROCK_ACTION
});

/// Operations that another action authorises. A policy that lists them allows nothing by it, but says what is called.
constexpr std::array kOperations = std::to_array<Action>({
    {"bedrock:Converse", "bedrock-runtime"},
    {"bedrock:ConverseStream", "bedrock-runtime"},
    {"bedrock:StartAsyncInvoke", "bedrock-runtime"},
    {"bedrock:InvokeModelWithBidirectionalStream", "bedrock-runtime"},
    {"bedrock:RetrieveAndGenerateStream", "bedrock-agent-runtime"},
});

constexpr std::array kActionsWithoutResource = std::to_array<std::string_view>({
#define BRN_ACTION_WITHOUT_RESOURCE(name) name,
#include "analyzer/facts/actions_without_resource.def"
#undef BRN_ACTION_WITHOUT_RESOURCE
});

}  // namespace

std::vector<ReachedService> services_of(std::string_view pattern) {
  std::vector<ReachedService> reached;
  const auto add = [&](const Action& action) {
    if (action.service.empty() || !policy::matches_glob_ignoring_case(pattern, action.name)) return;
    const auto at = std::ranges::lower_bound(reached, action.service, {}, &ReachedService::service);
    if (at == reached.end() || at->service != action.service) reached.insert(at, {action.service, Demand::MayUse});
  };
  std::ranges::for_each(kActions, add);
  std::ranges::for_each(kOperations, add);
  if (reached.size() == 1) {
    reached.front().demand = Demand::Needed;
  } else if (policy::matches_glob_ignoring_case(pattern, "bedrock:InvokeModel")) {
    for (ReachedService& service : reached) {
      if (service.service == "bedrock-runtime") service.demand = Demand::Needed;
    }
  }
  return reached;
}

bool is_bedrock_action(std::string_view name) {
  return std::ranges::any_of(
      kActions, [&](const Action& action) { return policy::matches_glob_ignoring_case(action.name, name); });
}

bool takes_no_resource(std::string_view action) {
  const std::string lower = lower_case(action);
  return std::ranges::any_of(kActionsWithoutResource, [&](std::string_view name) { return lower == lower_case(name); });
}

}  // namespace brn::facts
