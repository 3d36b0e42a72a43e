#pragma once
// What the configuration declares about the world that the source does not show: who may call, and what exists
// elsewhere. Read by analyzer/app, handed to Facts, never changed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/reason.h"
#include "analyzer/graph/entities.h"

namespace brn::facts {

enum class Profile : std::uint8_t { Sandbox, Standard, Regulated };

/// An interface endpoint that is made elsewhere and that a VPC may use.
struct SharedEndpoint {
  std::string service;  // `bedrock-runtime`
  std::string vpc;      // address or id; empty: every VPC
};

/// `assume:`. A VPC, gateway or the like is named by its address or its id; `*` stands for all.
struct Assumptions {
  std::vector<SharedEndpoint> shared_endpoints;
  std::vector<std::string> client_cidrs;
  std::vector<std::string> inspected_transit_gateways;
  std::vector<std::string> dns_forwarders;  // VPCs whose name servers forward to AWS's
  std::vector<std::string> s3_gateway;      // VPCs whose tables carry a route to an S3 gateway endpoint made elsewhere
};

struct Settings {
  Profile profile = Profile::Standard;
  bool perimeter = false;  // roles are expected to be bound to the network
  std::vector<std::string> organization_ids;
  std::vector<std::string> trusted_accounts;
  std::vector<std::string> trusted_principals;
  std::vector<std::string> regions;
  Assumptions assume;
};

/// Whether a list of names stands for an entity.
[[nodiscard]] bool is_named(const std::vector<std::string>& names, const graph::Entity& entity);
/// "holds by declaration: `assume.…` …".
[[nodiscard]] Reason declared(std::string_view key, std::string_view what);
/// Whether such a reason is one.
[[nodiscard]] bool is_declaration(const Reason& reason);
/// The declaration that a VPC has an endpoint for a service, if there is one.
[[nodiscard]] std::optional<Reason> declared_endpoint(const Settings& settings, const graph::Vpc& vpc,
                                                      std::string_view service);

}  // namespace brn::facts
