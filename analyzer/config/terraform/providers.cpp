#include "analyzer/config/terraform/providers.h"

#include <algorithm>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/instance.h"

namespace brn::config::terraform {

using value::Value;

namespace {

/// Arguments that make a provider act in another account.
constexpr std::string_view kCredentials[] = {
    "access_key", "secret_key", "token", "profile", "shared_credentials_files", "shared_config_files"};
constexpr std::string_view kCredentialBlocks[] = {"assume_role", "assume_role_with_web_identity"};

bool has_own_credentials(const BodyView& body) {
  return std::ranges::any_of(kCredentials, [&](std::string_view name) { return body.find(name) != nullptr; }) ||
         std::ranges::any_of(body.blocks, [](const BlockView& block) {
           return std::ranges::find(kCredentialBlocks, block.type()) != std::end(kCredentialBlocks);
         });
}

Value region_without_block(Run& run, Span place) {
  if (!run.inputs.region.empty()) return run.pool.string(run.inputs.region, Span{});
  const Cause cause{CauseKind::External, "region", "the Region is set by the environment",
                    "set `region` in the provider or give `--region`", place};
  return run.pool.unknown(cause, run.pool.string_type(), place, run.pool.symbol(value::SymbolKind::Region, "", ""));
}

ProviderConfiguration configure(ModuleInstance& instance, const Definition& definition) {
  Run& run = instance.run();
  ProviderConfiguration configuration;
  const bool is_default = definition.name.empty();
  const std::string key = is_default ? definition.type : definition.type + "." + definition.name;
  configuration.name = is_default && instance.is_root() ? "" : instance.qualified(key);
  if (has_own_credentials(definition.body)) configuration.account = configuration.name;
  for (const BlockView& block : definition.body.blocks) {
    const Expression tags = block.type() == "default_tags" ? block.body().value("tags") : Expression{};
    if (tags.is_valid()) configuration.default_tags = evaluate_and_report(run, instance.scope(), tags);
  }
  const Expression region = definition.body.value("region");
  if (!region.is_valid()) {
    configuration.region = region_without_block(run, definition.header());
    return configuration;
  }
  const Value value = evaluate_and_report(run, instance.scope(), region);
  const bool is_named = value.is_unknown() && value.symbol().is_valid();
  if (value.is_null()) {
    configuration.region = region_without_block(run, definition.header());
  } else if (!value.is_unknown() || is_named) {
    configuration.region = value;
  } else {
    value::Pool::UnknownSpec spec;
    spec.type = run.pool.string_type();
    spec.symbol = run.pool.symbol(value::SymbolKind::Region, configuration.name, "");
    spec.causes = value.causes();
    configuration.region = run.pool.unknown(spec, region.span());
  }
  return configuration;
}

}  // namespace

std::string provider_key(const Expression& expression) {
  const hcl::Expr& expr = expression.file->expr(expression.id);
  if (expr.kind == hcl::ExprKind::String) return std::string(expr.text);
  if (expr.kind == hcl::ExprKind::Variable) return std::string(expr.name);
  // The provider `null`, whose name is a keyword.
  if (expr.kind == hcl::ExprKind::Null) return "null";
  if (expr.kind == hcl::ExprKind::GetAttr) {
    return provider_key({expression.file, expression.file->child(expression.id, 0)}) + "." + std::string(expr.name);
  }
  if (expr.kind == hcl::ExprKind::Index)
    return provider_key({expression.file, expression.file->child(expression.id, 0)});
  return {};
}

ProviderMap find_providers(ModuleInstance& instance, const ProviderMap& inherited) {
  ProviderMap providers;
  const ModuleInstance::Call& call = instance.call();
  // Default configurations are inherited, aliased ones only by `providers`.
  for (const auto& [key, configuration] : inherited) {
    if (key.find('.') == std::string::npos) providers.emplace(key, configuration);
  }
  if (call.definition != nullptr) {
    if (const Expression passed = call.definition->body.value("providers"); passed.is_valid()) {
      const std::span<const hcl::ExprId> items = passed.file->children(passed.id);
      const bool is_object = passed.file->expr(passed.id).kind == hcl::ExprKind::Object;
      for (std::size_t i = 0; is_object && i + 1 < items.size(); i += 2) {
        const auto outer = inherited.find(provider_key({passed.file, items[i + 1]}));
        if (outer != inherited.end()) providers.insert_or_assign(provider_key({passed.file, items[i]}), outer->second);
      }
    }
  }
  for (const auto& [key, definition] : instance.module().providers) {
    const bool is_proxy = definition.body.attributes.empty() && definition.body.blocks.empty() && !instance.is_root();
    if (!is_proxy) providers.insert_or_assign(key, configure(instance, definition));
  }
  return providers;
}

ProviderConfiguration provider_of(ModuleInstance& instance, const Definition& resource) {
  std::string key = resource.type.substr(0, resource.type.find('_'));
  if (const Expression written = resource.body.value("provider"); written.is_valid()) key = provider_key(written);
  const ProviderMap& providers = instance.providers();
  const auto found = providers.find(key);
  if (found != providers.end()) return found->second;
  return ProviderConfiguration{"", "", region_without_block(instance.run(), {}), {}};
}

}  // namespace brn::config::terraform
