#pragma once
// Provider configurations: which Region a resource is made in, and which account it belongs to, by the aliases that a
// module was passed.

#include <map>
#include <string>

#include "analyzer/config/terraform/module.h"
#include "analyzer/value/value.h"

namespace brn::config::terraform {

class ModuleInstance;

/// One `provider "aws"` block as a module sees it.
struct ProviderConfiguration {
  /// Names the account: "" for the default configuration and for aliases that use the same credentials.
  std::string account;
  /// Names the configuration itself: "" or `aws.west`, `module.net.aws.west`.
  std::string name;
  /// A known string, or Unknown with a Region symbol.
  value::Value region;
  /// `default_tags`; null when there are none.
  value::Value default_tags = {};
};

/// By local name: `aws`, `aws.west`.
using ProviderMap = std::map<std::string, ProviderConfiguration, std::less<>>;

/// `aws` or `aws.west`, as a reference or (in old code) as text.
[[nodiscard]] std::string provider_key(const Expression& expression);

/// The configurations that a module instance sees: those of its own blocks, those that the call passes, and the
/// default ones that it inherits. For the root module `inherited` is empty.
[[nodiscard]] ProviderMap find_providers(ModuleInstance& instance, const ProviderMap& inherited);

/// The configuration that a resource uses: its `provider` argument, else the default one of its type.
[[nodiscard]] ProviderConfiguration provider_of(ModuleInstance& instance, const Definition& resource);

}  // namespace brn::config::terraform
