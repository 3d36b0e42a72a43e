#pragma once
// A small configuration made by hand: resources with attributes in JSON. Strings that begin with `@` refer:
// `@aws_vpc.main.id` is that attribute of that resource, `@var.x` an input without value, `@?` nothing known at all.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/graph.h"
#include "analyzer/graph/json_text.h"
#include "analyzer/value/pool.h"

namespace brn::graph {

class Estate {
 public:
  Estate() {
    configuration_.pool = std::make_unique<value::Pool>();
    configuration_.units.emplace_back();
  }

  /// A Terraform resource, `aws_vpc.main`; a data source with `data.` before it.
  config::Resource& terraform(const std::string& address, std::string_view json) {
    config::Resource& resource = add(address, json);
    std::string_view rest = address;
    if (rest.starts_with("data.")) {
      resource.mode = config::Mode::Data;
      rest.remove_prefix(5);
    }
    resource.type = rest.substr(0, rest.find('.'));
    return resource;
  }

  /// A resource of a template.
  config::Resource& cloudformation(const std::string& name, const std::string& type, std::string_view json) {
    config::Resource& resource = add(name, json);
    resource.type = type;
    resource.language = config::Language::CloudFormation;
    return resource;
  }

  [[nodiscard]] config::Configuration& configuration() { return configuration_; }
  [[nodiscard]] value::Pool& pool() { return *configuration_.pool; }
  [[nodiscard]] ResourceGraph lower() { return graph::lower(configuration_, pool().guards().default_world()); }

  [[nodiscard]] value::Value reference(std::string_view text) {
    if (text == "?") return unknown({CauseKind::Unsupported, "something", "it is not known", "", {}}, {});
    const std::size_t dot = text.rfind('.');
    const std::string_view owner = text.substr(0, dot);
    const std::string_view path = text.substr(dot + 1);
    if (owner == "var") {
      return unknown({CauseKind::Variable, std::string(text), "`" + std::string(text) + "` has no value", "", {}},
                     pool().symbol(value::SymbolKind::Input, "", path));
    }
    if (owner == "aws") {
      return unknown({CauseKind::Computed, std::string(text), "it is known at deployment", "", {}},
                     pool().symbol(path == "region" ? value::SymbolKind::Region : value::SymbolKind::Account, "", ""));
    }
    return unknown({CauseKind::Computed, std::string(text), "it is known when the resource is made", "", {}},
                   pool().symbol(value::SymbolKind::ResourceAttribute, owner, path));
  }

  /// Replaces references at any depth; a text `a ${@x.id} b` has a hole.
  [[nodiscard]] value::Value resolved(const value::Value& value) {
    if (value.is_string()) return resolved_text(value.as_string());
    if (value.is_sequence()) {
      std::vector<value::Value> elements;
      for (const auto& element : value.elements()) elements.push_back(resolved(element));
      return pool().tuple(elements, {});
    }
    if (value.is_mapping()) {
      std::vector<value::Member> members;
      for (const auto& member : value.members()) members.push_back({member.name, resolved(member.value), {}});
      return pool().object(members, {});
    }
    return value;
  }

 private:
  config::Resource& add(const std::string& address, std::string_view json) {
    config::Resource resource;
    resource.address = address;
    resource.symbol_owner = address;
    resource.definition = address;
    resource.attributes = resolved(to_structure(pool(), pool().string(json, {})));
    resource.region = reference("aws.region");
    configuration_.resources.push_back(std::move(resource));
    return configuration_.resources.back();
  }

  [[nodiscard]] value::Value unknown(const Cause& cause, value::Symbol symbol) {
    return pool().unknown(cause, {}, {}, symbol);
  }

  [[nodiscard]] value::Value resolved_text(std::string_view text) {
    if (text.starts_with("@")) return reference(text.substr(1));
    if (text.find("${@") == std::string_view::npos) return pool().string(text, {});
    std::vector<value::Part> parts;
    while (!text.empty()) {
      const std::size_t hole = text.find("${@");
      if (hole != 0) parts.push_back({text.substr(0, hole), {}, false});
      if (hole == std::string_view::npos) break;
      const std::size_t end = text.find('}', hole);
      parts.push_back({{}, reference(text.substr(hole + 3, end - hole - 3)), true});
      text.remove_prefix(end + 1);
    }
    return pool().text(parts, {});
  }

  config::Configuration configuration_;
};

/// The entity of an address; the test fails when there is none.
template <typename T>
const T& find(const ResourceGraph& graph, std::string_view address) {
  for (const T& entity : graph.all<T>()) {
    if (entity.address == address) return entity;
  }
  FAIL("no entity " << address);
  return graph.all<T>().front();
}

}  // namespace brn::graph
