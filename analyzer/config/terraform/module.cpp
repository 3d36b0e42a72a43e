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

BodyView BlockView::body() const { return view_of(*file, file->body(block->body)); }

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

bool Module::is_ephemeral(std::string_view type, std::string_view name) const {
  return std::ranges::any_of(others, [&](const BlockView& view) {
    return view.type() == "ephemeral" && view.block->labels.size() == 2 && view.block->labels[0].text == type &&
           view.block->labels[1].text == name;
  });
}

}  // namespace brn::config::terraform
