#include "analyzer/config/terraform/language_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/config/terraform/address_reference.h"
#include "analyzer/config/terraform/providers.h"
#include "analyzer/config/terraform/reference_walk.h"
#include "analyzer/config/terraform/version_constraint.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::terraform {
namespace {

using Names = std::vector<std::string_view>;

const Names kSettings = {"required_version", "experiments", "language"};
const Names kSettingBlocks = {"required_providers", "backend", "cloud", "provider_meta", "encryption"};
const Names kProviderKeys = {"source", "version", "configuration_aliases"};

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

const hcl::Expr* literal(const Expression& expression) {
  if (!expression.is_valid()) return nullptr;
  const hcl::Expr& expr = expression.file->expr(expression.id);
  return expr.kind == hcl::ExprKind::String ? &expr : nullptr;
}

class Checker {
 public:
  Checker(const Module& module, bool is_root, Diagnostics& diagnostics)
      : module_(module), is_root_(is_root), diagnostics_(diagnostics) {}

  void check();

 private:
  void settings(const BlockView& block);
  void required_version(const AttributeView& view);
  void required_providers(const BodyView& body);
  void required_provider(const Expression& object);
  void version(const Expression& expression);
  void moved(const BlockView& block);
  void removed(const BlockView& block);
  void import(const BlockView& block);
  void call(const Definition& definition);
  void destroy_provisioners(const Definition& definition);
  void own_values_only(const BodyView& body);
  void provider_reference(const Expression& expression);
  [[nodiscard]] bool is_declared(const AddressReference& address) const;
  [[nodiscard]] bool is_given(const std::string& provider) const;
  void missing(const BodyView& body, std::string_view name, std::string_view kind);
  void error(Span place, std::string message, DiagnosticKind kind = DiagnosticKind::InvalidStructure) {
    diagnostics_.error(kind, place, std::move(message));
  }

  const Module& module_;
  bool is_root_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, Span> backends_;
  std::set<std::string> moved_from_;
  std::set<std::string> moved_to_;
  std::set<std::string> imported_;
};

void Checker::missing(const BodyView& body, std::string_view name, std::string_view kind) {
  if (body.find(name) != nullptr) return;
  error(Span{body.span.file, body.span.begin, body.span.begin + 1},
        "the argument `" + std::string(name) + "` is missing in this " + std::string(kind));
}

void Checker::settings(const BlockView& block) {
  const BodyView body = block.body();
  for (const AttributeView& view : body.attributes) {
    const std::string_view name = view.attribute->name;
    if (name == "required_version") required_version(view);
    if (contains(kSettings, name)) continue;
    error(view.attribute->name_span,
          "a terraform block has no argument `" + std::string(name) + "`" + did_you_mean(name, kSettings));
  }
  for (const BlockView& inner : body.blocks) {
    if (!contains(kSettingBlocks, inner.type())) {
      error(inner.block->type_span, "a terraform block has no block `" + std::string(inner.type()) + "`" +
                                        did_you_mean(inner.type(), kSettingBlocks));
    } else if (inner.type() == "required_providers") {
      required_providers(inner.body());
    } else if (inner.type() == "backend" && !block.is_override &&
               !backends_.try_emplace("backend", inner.block->header).second) {
      error(inner.block->header, "a module has one backend only", DiagnosticKind::DuplicateDefinition);
    }
  }
}

void Checker::required_version(const AttributeView& view) {
  const Expression expression = view.value();
  version(expression);
  const hcl::Expr* text = literal(expression);
  if (text != nullptr && is_version_constraint(text->text) && has_prerelease(text->text)) {
    error(view.attribute->name_span, "`required_version` takes no prerelease");
  }
}

void Checker::version(const Expression& expression) {
  if (!expression.is_valid()) return;
  const hcl::Expr& expr = expression.file->expr(expression.id);
  if (expr.kind == hcl::ExprKind::String && !is_version_constraint(expr.text)) {
    error(expr.span, "`" + std::string(expr.text) + "` is no version constraint");
  } else if (expr.kind == hcl::ExprKind::GetAttr || expr.kind == hcl::ExprKind::Variable) {
    error(expr.span, "a version constraint must be written as plain text");
  }
}

void Checker::required_providers(const BodyView& body) {
  for (const AttributeView& view : body.attributes) {
    const Expression value = view.value();
    if (value.file->expr(value.id).kind == hcl::ExprKind::Object) {
      required_provider(value);
    } else {
      version(value);
    }
  }
}

void Checker::required_provider(const Expression& object) {
  const std::span<const hcl::ExprId> items = object.file->children(object.id);
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    const hcl::Expr& key = object.file->expr(items[i]);
    const std::string_view name = key.kind == hcl::ExprKind::Variable ? key.name : key.text;
    const Expression value{object.file, items[i + 1]};
    if (!contains(kProviderKeys, name)) {
      error(key.span, "a required provider has no `" + std::string(name) + "`" + did_you_mean(name, kProviderKeys));
    } else if (name == "version") {
      version(value);
    } else if (const hcl::Expr* source = literal(value); name == "source" && source != nullptr) {
      const auto slashes = std::ranges::count(source->text, '/');
      if (source->text.empty() || slashes > 2) {
        error(source->span, "`" + std::string(source->text) + "` is no source of a provider: `[host/]namespace/name`");
      }
    }
  }
}

bool Checker::is_declared(const AddressReference& address) const {
  if (address.has_key) return false;
  if (!address.module.empty()) return address.type.empty() && module_.calls.contains(address.module);
  return module_.find_resource(address.mode, address.type, address.name) != nullptr;
}

void Checker::moved(const BlockView& block) {
  const BodyView body = block.body();
  const Expression from = body.value("from");
  const Expression to = body.value("to");
  if (!from.is_valid() || !to.is_valid()) return;  // an error of its own
  std::optional<AddressReference> addresses[2];
  for (const auto& [side, expression] : {std::pair{0, from}, std::pair{1, to}}) {
    addresses[side] = address_reference(expression);
    if (!addresses[side]) error(expression.span(), "an address must stand here, as `aws_vpc.main`");
  }
  if (!addresses[0] || !addresses[1]) return;
  const bool is_ambiguous =
      !moved_from_.insert(addresses[0]->text).second || !moved_to_.insert(addresses[1]->text).second;
  if (is_ambiguous) return error(block.block->header, "another `moved` block names the same address");
  if (is_declared(*addresses[0]) && !addresses[1]->is_instance_of(*addresses[0])) {
    error(block.block->header, "`" + addresses[0]->text + "` is still declared, so it cannot have moved");
  }
}

void Checker::removed(const BlockView& block) {
  const BodyView body = block.body();
  missing(body, "from", "removed block");
  const Expression from = body.value("from");
  if (!from.is_valid()) return;
  const std::optional<AddressReference> address = address_reference(from);
  if (!address) return error(from.span(), "an address must stand here, as `aws_vpc.main`");
  if (address->has_key) return error(address->key, "what is removed is named without an instance key");
  if (!is_declared(*address)) return;
  const Definition* resource = module_.find_resource(address->mode, address->type, address->name);
  const Definition& declared = resource != nullptr ? *resource : module_.calls.find(address->module)->second;
  error(declared.header(), "`" + address->text + "` is declared here, and a `removed` block says that it is gone");
}

void Checker::import(const BlockView& block) {
  if (!is_root_) return error(block.block->header, "`import` blocks can stand in a root module only");
  const BodyView body = block.body();
  missing(body, "to", "import block");
  if (body.find("identity") == nullptr) missing(body, "id", "import block");
  const Expression to = body.value("to");
  if (!to.is_valid()) return;
  const std::optional<AddressReference> address = address_reference(to);
  if (!address) return;
  const bool is_here = address->module.empty();
  const bool has_target = is_here ? module_.find_resource(address->mode, address->type, address->name) != nullptr
                                  : module_.calls.contains(address->module);
  if (!has_target) {
    error(to.span(), "`" + address->text + "` is declared nowhere, so nothing can be imported to it",
          DiagnosticKind::UndefinedReference);
  } else if (body.find("for_each") == nullptr && !imported_.insert(address->text).second) {
    error(to.span(), "`" + address->text + "` is imported already", DiagnosticKind::DuplicateDefinition);
  }
}

/// Only modules of a registry have versions.
void Checker::call(const Definition& definition) {
  const Expression written = definition.body.value("version");
  if (!written.is_valid()) return;
  // OpenTofu takes variables and locals here.
  const hcl::Expr& version_of_call = written.file->expr(written.id);
  if (version_of_call.kind != hcl::ExprKind::GetAttr) version(written);
  const hcl::Expr* source = literal(definition.body.value("source"));
  if (source == nullptr) return;
  const std::string_view text = source->text;
  if (text.starts_with(".") || text.find("::") != text.npos || text.find("://") != text.npos ||
      text.starts_with("git@")) {
    error(source->span, "only a module of a registry has a `version`, and `" + std::string(text) + "` is none");
  }
}

/// At destruction other resources may be gone: only the resource itself may be read.
void Checker::destroy_provisioners(const Definition& definition) {
  const std::vector<BlockView>& blocks = definition.body.blocks;
  const auto is_at_destruction = [](const BlockView& block) {
    const Expression when = block.type() == "provisioner" ? block.body().value("when") : Expression{};
    return when.is_valid() && when.file->expr(when.id).name == "destroy";
  };
  if (std::ranges::none_of(blocks, is_at_destruction)) return;
  for (const BlockView& block : blocks) {
    if (is_at_destruction(block) || block.type() == "connection") own_values_only(block.body());
  }
}

void Checker::own_values_only(const BodyView& body) {
  for (const AttributeView& view : body.attributes) {
    if (view.attribute->name == "when" || view.attribute->name == "on_failure") continue;
    walk_references(view.value(), {}, [&](const FoundReference& found) {
      const std::string_view root = found.root;
      const std::string_view first = found.names.empty() ? std::string_view() : found.names[0];
      const bool is_own = root == "self" || root == "path" || root == "terraform" ||
                          (root == "count" && first == "index") || (root == "each" && first == "key");
      if (is_own) return;
      error(view.value().span(), "a provisioner at destruction may read `self`, `count.index` and `each.key` only",
            DiagnosticKind::UndefinedReference);
    });
  }
}

/// Declared here, or asked of the caller by `configuration_aliases`.
bool Checker::is_given(const std::string& provider) const {
  if (provider.find('.') == std::string::npos || module_.providers.contains(provider)) return true;
  for (const BlockView& block : module_.others) {
    if (block.type() != "terraform") continue;
    for (const BlockView& inner : block.body().blocks) {
      const Expression object = inner.type() == "required_providers"
                                    ? inner.body().value(provider.substr(0, provider.find('.')))
                                    : Expression{};
      if (!object.is_valid()) continue;
      for (const hcl::ExprId member : object.file->children(object.id)) {
        if (object.file->expr(member).kind != hcl::ExprKind::Tuple) continue;
        for (const hcl::ExprId alias : object.file->children(member)) {
          if (provider_key({object.file, alias}) == provider) return true;
        }
      }
    }
  }
  return false;
}

void Checker::provider_reference(const Expression& expression) {
  if (!expression.is_valid()) return;
  const std::string key = provider_key(expression);
  if (key.empty() || is_given(key)) return;
  Names known;
  for (const auto& [name, definition] : module_.providers) known.push_back(name);
  error(expression.span(), "there is no provider configuration `" + key + "`" + did_you_mean(key, known),
        DiagnosticKind::UndefinedReference);
}

void Checker::check() {
  for (const BlockView& block : module_.others) {
    if (block.type() == "terraform") settings(block);
    if (block.type() == "moved") moved(block);
    if (block.type() == "removed") removed(block);
    if (block.type() == "import") import(block);
  }
  for (const Definition* definition : Module::in_order(module_.calls)) {
    call(*definition);
    const Expression passed = definition->body.value("providers");
    if (!passed.is_valid() || passed.file->expr(passed.id).kind != hcl::ExprKind::Object) continue;
    const std::span<const hcl::ExprId> items = passed.file->children(passed.id);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) provider_reference({passed.file, items[i + 1]});
  }
  for (const Definition* definition : Module::in_order(module_.resources)) {
    provider_reference(definition->body.value("provider"));
    destroy_provisioners(*definition);
  }
}

}  // namespace

void check_language_blocks(const Module& module, bool is_root, Diagnostics& diagnostics) {
  Checker(module, is_root, diagnostics).check();
}

}  // namespace brn::config::terraform
