#include "analyzer/facts/settings.h"

#include <algorithm>

namespace brn::facts {
namespace {

constexpr std::string_view kByDeclaration = "holds by declaration: ";

}  // namespace

bool is_named(const std::vector<std::string>& names, const graph::Entity& entity) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name == "*" || (!name.empty() && (name == entity.address || name == entity.definition));
  });
}

Reason declared(std::string_view key, std::string_view what) {
  return Reason{std::string(kByDeclaration) + "`assume." + std::string(key) + "` " + std::string(what), {}, {}};
}

bool is_declaration(const Reason& reason) {
  return reason.message.starts_with(kByDeclaration);
}

std::optional<Reason> declared_endpoint(const Settings& settings, const graph::Vpc& vpc, std::string_view service) {
  for (const SharedEndpoint& shared : settings.assume.shared_endpoints) {
    const bool is_here = shared.vpc.empty() || is_named({shared.vpc}, vpc);
    if (is_here && shared.service == service) {
      return declared("shared-endpoints", "names an endpoint for `" + shared.service + "` that is made elsewhere");
    }
  }
  return std::nullopt;
}

}  // namespace brn::facts
