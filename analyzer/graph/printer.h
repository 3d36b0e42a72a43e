#pragma once
// Writes entities as indented text. Attributes that have their default say so; what is not known says why. Private to
// analyzer/graph.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/graph.h"

namespace brn::graph {

class Printer {
 public:
  Printer(const ResourceGraph& graph, const SourceManager& sources) : graph_(graph), sources_(sources) {}

  [[nodiscard]] const ResourceGraph& graph() const { return graph_; }
  [[nodiscard]] std::string place(Span span) const;
  [[nodiscard]] static std::string because(const Causes& causes);

  /// `name = value` on a line of its own.
  void line(std::string_view name, const std::string& value);
  /// A line that is one of several and may come in any order: kept until `flush`, which sorts them.
  void item(const std::string& text) { items_.push_back(text); }
  void flush();

  template <typename T, typename Show>
  void attribute(std::string_view name, const Attribute<T>& value, Show show) {
    line(name, describe(value, show));
  }
  template <typename T, typename Show>
  [[nodiscard]] static std::string describe(const Attribute<T>& value, Show show) {
    if (!value.is_known()) return "unknown" + because(value.causes);
    return show(value.value) + (value.is_default() ? " (default)" : "");
  }

  void boolean(std::string_view name, const Attribute<bool>& value);
  void text(std::string_view name, const Attribute<std::string>& value);

  template <typename T>
  [[nodiscard]] std::string target(Id<T> id) const {
    return id.is_valid() ? graph_.get(id).address : "none";
  }
  template <typename T>
  [[nodiscard]] std::string describe(const Relation<T>& relation) const {
    if (relation.is_absent()) return "none";
    return relation.has_target() ? "-> " + target(relation.target) : "unknown" + because(relation.causes);
  }
  template <typename T>
  [[nodiscard]] std::string describe(const Relations<T>& relations) const {
    std::vector<std::string> parts;
    for (const auto& item : relations.items) parts.push_back(describe(item));
    return list(std::move(parts), relations.complete, relations.causes);
  }
  template <typename T>
  void relation(std::string_view name, const Relation<T>& value) {
    line(name, describe(value));
  }
  template <typename T>
  void relations(std::string_view name, const Relations<T>& value) {
    line(name, describe(value));
  }
  /// Sorted, in brackets, with a mark when more may belong to it.
  [[nodiscard]] static std::string list(std::vector<std::string> parts, bool is_complete, const Causes& causes);

  void header(std::string_view kind, const Entity& entity);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  const ResourceGraph& graph_;
  const SourceManager& sources_;
  std::string out_;
  std::vector<std::string> items_;
};

// One for each kind of entity, in print_kinds.cpp.
void print_entity(Printer& printer, const Vpc& vpc);
void print_entity(Printer& printer, const Subnet& subnet);
void print_entity(Printer& printer, const RouteTable& table);
void print_entity(Printer& printer, const RouteTableAssociation& association);
void print_entity(Printer& printer, const Gateway& gateway);
void print_entity(Printer& printer, const SecurityGroup& group);
void print_entity(Printer& printer, const NetworkAcl& acl);
void print_entity(Printer& printer, const Endpoint& endpoint);
void print_entity(Printer& printer, const PrefixList& list);
void print_entity(Printer& printer, const HostedZone& zone);
void print_entity(Printer& printer, const VpcTie& tie);
void print_entity(Printer& printer, const PolicyDocument& document);
void print_entity(Printer& printer, const Role& role);
void print_entity(Printer& printer, const Bucket& bucket);
void print_entity(Printer& printer, const Job& job);
void print_entity(Printer& printer, const Collection& collection);
void print_entity(Printer& printer, const KnowledgeBase& base);
void print_entity(Printer& printer, const DataSource& source);
void print_entity(Printer& printer, const Agent& agent);
void print_entity(Printer& printer, const AgentCoreResource& resource);
void print_entity(Printer& printer, const CollectionPolicy& policy);
void print_entity(Printer& printer, const CollectionEndpoint& endpoint);
void print_entity(Printer& printer, const Workload& workload);
void print_entity(Printer& printer, const OpaqueModule& module);

}  // namespace brn::graph
