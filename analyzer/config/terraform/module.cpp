#include "analyzer/config/terraform/module.h"

#include <algorithm>

namespace brn::config::terraform {

const AttributeView* BodyView::find(std::string_view name) const {
  const auto found =
      std::ranges::find_if(attributes, [name](const AttributeView& view) { return view.attribute->name == name; });
  return found == attributes.end() ? nullptr : &*found;
}

Expression BodyView::value(std::string_view name) const {
  const AttributeView* found = find(name);
  return found == nullptr ? Expression{} : found->value();
}

BodyView BlockView::body() const {
  return view_of(*file, file->body(block->body));
}

BodyView view_of(const hcl::File& file, const hcl::Body& body) {
  BodyView view;
  view.attributes.reserve(body.attributes.size());
  for (const hcl::Attribute& attribute : body.attributes) view.attributes.push_back({&file, &attribute});
  view.blocks.reserve(body.blocks.size());
  for (const hcl::Block& block : body.blocks) view.blocks.push_back({&file, &block});
  view.span = body.span;
  return view;
}

std::string Definition::address() const {
  std::string address = mode == Mode::Data ? "data." : "";
  return address + type + "." + name;
}

std::vector<const Definition*> Module::in_order(const Definitions& definitions) {
  std::vector<const Definition*> ordered;
  ordered.reserve(definitions.size());
  for (const auto& [name, definition] : definitions) ordered.push_back(&definition);
  std::ranges::sort(ordered, {}, &Definition::position);
  return ordered;
}

const Definition* Module::find_resource(Mode mode, std::string_view type, std::string_view name) const {
  std::string key = mode == Mode::Data ? "data." : "";
  key.append(type).append(".").append(name);
  const auto found = resources.find(key);
  return found == resources.end() ? nullptr : &found->second;
}

std::optional<std::string> Module::required_provider(std::string_view name) const {
  for (const BlockView& block : others) {
    if (block.type() != "terraform") continue;
    for (const BlockView& inner : block.body().blocks) {
      const Expression found = inner.type() == "required_providers" ? inner.body().value(name) : Expression{};
      if (!found.is_valid()) continue;
      const std::span<const hcl::ExprId> children = found.file->children(found.id);
      if (found.file->expr(found.id).kind != hcl::ExprKind::Object) return std::string();
      for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
        const hcl::Expr& key = found.file->expr(children[i]);
        if (key.text == "source" || key.name == "source") return std::string(found.file->expr(children[i + 1]).text);
      }
      return std::string();
    }
  }
  return std::nullopt;
}

bool Module::is_ephemeral(std::string_view type, std::string_view name) const {
  return std::ranges::any_of(others, [&](const BlockView& view) {
    return view.type() == "ephemeral" && view.block->labels.size() == 2 && view.block->labels[0].text == type &&
           view.block->labels[1].text == name;
  });
}

}  // namespace brn::config::terraform
