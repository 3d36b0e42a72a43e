#include "analyzer/config/terraform/reference_check.h"

#include <algorithm>
#include <array>

#include "analyzer/config/terraform/reference_walk.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::terraform {
namespace {

constexpr std::array<std::string_view, 3> kPaths{"cwd", "module", "root"};

/// The last step of a reference, with its dot.
Span own_step(Span reference, std::string_view name) {
  return Span{reference.file, reference.end - static_cast<std::uint32_t>(name.size()) - 1, reference.end};
}

/// What a block allows in its expressions.
struct Allowed {
  bool has_count = false;
  bool has_each = false;
  bool has_self = false;
};

class Checker {
 public:
  Checker(const Module& module, const CalleeLookup& callee, Diagnostics& diagnostics)
      : module_(module), callee_(callee), diagnostics_(diagnostics) {}

  void check();

 private:
  void check_body(const BodyView& body, Allowed allowed);
  void check_definition(const Definition& definition);
  void check_reference(const FoundReference& reference, Allowed allowed);
  void check_named(const FoundReference& reference, std::string_view kind, const std::vector<std::string_view>& names);
  void check_module(const FoundReference& reference);
  void check_attribute(const FoundReference& reference, std::size_t at);
  void check_instance(const Definition& definition, const FoundReference& reference, std::size_t name_at);
  void check_resource(const FoundReference& reference, Mode mode, std::string_view type, std::size_t name_at);
  void error(Span place, std::string message) {
    diagnostics_.error(DiagnosticKind::UndefinedReference, place, std::move(message));
  }

  template <typename Map>
  static std::vector<std::string_view> keys(const Map& map) {
    std::vector<std::string_view> names;
    for (const auto& [name, definition] : map) names.push_back(name);
    return names;
  }

  const Module& module_;
  const CalleeLookup& callee_;
  Diagnostics& diagnostics_;
};

void Checker::check() {
  for (const auto& [name, local] : module_.locals) {
    walk_references(local.value, {}, [&](const FoundReference& found) { check_reference(found, {}); });
  }
  for (const auto& [name, definition] : module_.outputs) check_body(definition.body, {});
  for (const auto& [name, definition] : module_.providers) check_body(definition.body, {.has_each = true});
  for (const auto& [name, definition] : module_.resources) check_definition(definition);
  for (const auto& [name, definition] : module_.calls) check_definition(definition);
}

/// `provider`, `providers`, the lists in `lifecycle`, and `when` and `on_failure` of a provisioner hold names that are no
/// references to values.
void Checker::check_definition(const Definition& definition) {
  const Allowed allowed{definition.body.find("count") != nullptr, definition.body.find("for_each") != nullptr, false};
  BodyView body = definition.body;
  std::erase_if(body.attributes, [](const AttributeView& view) {
    return view.attribute->name == "provider" || view.attribute->name == "providers";
  });
  std::erase_if(body.blocks, [](const BlockView& view) {
    return view.type() == "lifecycle" || view.type() == "provisioner" || view.type() == "connection";
  });
  check_body(body, allowed);
  for (const BlockView& block : definition.body.blocks) {
    if (block.type() == "provisioner" || block.type() == "connection") {
      BodyView settings = block.body();
      std::erase_if(settings.attributes, [](const AttributeView& view) {
        return view.attribute->name == "when" || view.attribute->name == "on_failure";
      });
      check_body(settings, {allowed.has_count, allowed.has_each, true});
    }
    if (block.type() != "lifecycle") continue;
    for (const BlockView& condition : block.body().blocks) {
      check_body(condition.body(), {allowed.has_count, allowed.has_each, true});
    }
  }
}

void Checker::check_body(const BodyView& body, Allowed allowed) {
  walk_body_references(body, {}, [&](const FoundReference& found) { check_reference(found, allowed); });
}

void Checker::check_reference(const FoundReference& reference, Allowed allowed) {
  const std::string_view root = reference.root;
  if (root == "self") {
    if (!allowed.has_self) error(reference.root_span, "`self` is not available here");
    return;
  }
  if (reference.names.empty()) {
    error(reference.root_span, "`" + std::string(root) + "` is no complete reference: a name must follow");
    return;
  }
  if (root == "var") {
    if (!module_.variables.contains(reference.names[0])) check_named(reference, "variable", keys(module_.variables));
    return;
  }
  if (root == "local") {
    if (!module_.locals.contains(reference.names[0])) check_named(reference, "local value", keys(module_.locals));
    return;
  }
  if (root == "path") return check_named(reference, "path", {kPaths.begin(), kPaths.end()});
  if (root == "terraform" || root == "tofu")
    return check_named(reference, "terraform attribute", {"workspace", "applying"});
  if (root == "count") {
    if (!allowed.has_count) error(reference.places[0], "`count` is not available here: the block has no `count`");
    return;
  }
  if (root == "each") {
    if (!allowed.has_each) error(reference.places[0], "`each` is not available here: the block has no `for_each`");
    return;
  }
  if (root == "module") return check_module(reference);
  if (root == "data" || root == "resource" || root == "ephemeral") {
    if (reference.names.size() < 2) {
      error(reference.places[0],
            "`" + std::string(root) + "." + std::string(reference.names[0]) + "` needs a type and a name");
      return;
    }
    if (root == "ephemeral" && module_.is_ephemeral(reference.names[0], reference.names[1])) return;
    return check_resource(reference, root == "data" ? Mode::Data : Mode::Managed, reference.names[0], 1);
  }
  check_resource(reference, Mode::Managed, root, 0);
}

void Checker::check_named(const FoundReference& reference, std::string_view kind,
                          const std::vector<std::string_view>& names) {
  const std::string_view name = reference.names[0];
  if (std::ranges::find(names, name) != names.end()) return;
  error(reference.places[0],
        "there is no " + std::string(kind) + " `" + std::string(name) + "`" + did_you_mean(name, names));
}

void Checker::check_module(const FoundReference& reference) {
  const auto call = module_.calls.find(reference.names[0]);
  if (call == module_.calls.end()) return check_named(reference, "module", keys(module_.calls));
  const bool is_repeated = call->second.body.find("count") != nullptr || call->second.body.find("for_each") != nullptr;
  if (reference.names.size() < 2 || is_repeated != reference.has_index_after_first) return;
  const Module* callee = callee_(call->second);
  if (callee == nullptr || callee->outputs.contains(reference.names[1])) return;
  error(own_step(reference.places[1], reference.names[1]),
        "the module `" + std::string(reference.names[0]) + "` has no output `" + std::string(reference.names[1]) + "`" +
            did_you_mean(reference.names[1], keys(callee->outputs)));
}

void Checker::check_resource(const FoundReference& reference, Mode mode, std::string_view type, std::size_t name_at) {
  const std::string_view name = reference.names[name_at];
  if (module_.find_resource(mode, type, name) != nullptr) {
    check_instance(*module_.find_resource(mode, type, name), reference, name_at);
    const bool is_builtin = mode == Mode::Managed && type == "terraform_data" && reference.names.size() > name_at + 1;
    if (is_builtin) check_attribute(reference, name_at + 1);
    return;
  }
  std::string address = mode == Mode::Data ? "data." : "";
  address.append(type).append(".").append(name);
  error(reference.places[name_at], "there is no " + std::string(mode == Mode::Data ? "data source" : "resource") +
                                       " `" + address + "`" + did_you_mean(address, keys(module_.resources)));
}

/// Attributes of a repeated resource are read of one instance (or by a splat, which ends the names).
void Checker::check_instance(const Definition& definition, const FoundReference& reference, std::size_t name_at) {
  const char* repeated = definition.body.find("count") != nullptr      ? "count"
                         : definition.body.find("for_each") != nullptr ? "for_each"
                                                                       : nullptr;
  if (repeated == nullptr || reference.names.size() <= name_at + 1) return;
  error(reference.places[name_at + 1],
        "`" + definition.address() + "` has `" + repeated + "`, so one of its instances must be chosen");
}

/// The one resource type whose attributes the language itself defines.
void Checker::check_attribute(const FoundReference& reference, std::size_t at) {
  static const std::vector<std::string_view> kAttributes = {"id", "input", "output", "triggers_replace"};
  const std::string_view name = reference.names[at];
  if (std::ranges::find(kAttributes, name) != kAttributes.end()) return;
  error(own_step(reference.places[at], name),
        "`terraform_data` has no attribute `" + std::string(name) + "`" + did_you_mean(name, kAttributes));
}

}  // namespace

void check_references(const Module& module, const CalleeLookup& callee, Diagnostics& diagnostics) {
  Checker(module, callee, diagnostics).check();
}

}  // namespace brn::config::terraform
