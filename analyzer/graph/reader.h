#pragma once
// Reader: one resource (or one block of it) seen through its field table. It finds fields in either language, converts
// them to typed attributes with defaults, places and causes, and resolves relations. Private to analyzer/graph.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/lowering.h"

namespace brn::graph {

/// An entity under construction. Access goes through the graph each time, because making other entities may move it.
template <typename T>
class Slot {
 public:
  Slot(ResourceGraph& graph, Id<T> id) : graph_(&graph), id_(id) {}
  [[nodiscard]] T* operator->() const { return &graph_->mutable_get(id_); }
  [[nodiscard]] Id<T> id() const { return id_; }

 private:
  ResourceGraph* graph_;
  Id<T> id_;
};

/// The elements of a list, a set or repeated blocks.
struct Items {
  std::vector<value::Value> values;  // an element may itself be Unknown
  bool complete = true;              // false: the list itself is not known
  bool written = false;
  Span place;
  Causes causes;
};

class Reader {
 public:
  Reader(Lowering& lowering, ActiveResource& active)
      : lowering_(&lowering),
        active_(&active),
        resource_(active.resource),
        entry_(active.entry),
        fields_(active.entry->fields),
        root_(active.attributes),
        names_(names_of(*active.resource)) {}

  [[nodiscard]] Lowering& lowering() const { return *lowering_; }
  [[nodiscard]] ActiveResource& active() const { return *active_; }
  [[nodiscard]] const config::Resource& resource() const { return *resource_; }
  [[nodiscard]] const TypeEntry& entry() const { return *entry_; }
  /// CloudFormation's properties and defaults: a template, or a type of the `awscc` provider.
  [[nodiscard]] bool is_cloudformation() const { return names_ != Names::Terraform; }
  /// The same resource, inside of one of its blocks.
  [[nodiscard]] Reader inside(const value::Value& block, Fields fields) const;
  [[nodiscard]] const value::Value& root() const { return root_; }

  /// Whether the table has the field at all.
  [[nodiscard]] bool has_field(std::string_view field) const;
  /// The value of a field; nothing when it is absent or null.
  [[nodiscard]] std::optional<value::Value> find(std::string_view field) const;
  [[nodiscard]] bool is_written(std::string_view field) const { return find(field).has_value(); }
  /// Whether a block or attribute is there; unknown when it hinges on something that is not known.
  [[nodiscard]] Attribute<bool> presence(std::string_view field) const;

  [[nodiscard]] Attribute<bool> boolean(std::string_view field, bool standard) const;
  [[nodiscard]] Attribute<std::string> text(std::string_view field, std::string standard = {}) const;
  [[nodiscard]] Attribute<std::int64_t> integer(std::string_view field, std::int64_t standard) const;
  [[nodiscard]] Attribute<Cidr> cidr(std::string_view field) const;
  /// A list, set or tuple; a single value counts as a list of one.
  [[nodiscard]] Items items(std::string_view field) const;

  template <typename T>
  [[nodiscard]] Relation<T> relation(std::string_view field) const {
    const auto value = find(field);
    return value ? lowering_->relate<T>(*value, *resource_) : Relation<T>{};
  }
  template <typename T>
  [[nodiscard]] Relations<T> relations(std::string_view field) const {
    const Items list = items(field);
    Relations<T> relations;
    relations.complete = list.complete;
    relations.written = list.written;
    relations.place = list.place;
    relations.causes = list.causes;
    for (const value::Value& value : list.values) {
      Relation<T> relation = lowering_->relate<T>(value, *resource_);
      if (!relation.is_absent()) relations.items.push_back(std::move(relation));
    }
    return relations;
  }
  /// A policy document written in a field, as an entity of its own; absent when the field is.
  [[nodiscard]] Relation<PolicyDocument> policy(std::string_view field, std::string carrier) const;

 private:
  enum class Names : std::uint8_t { Terraform, CloudFormation, Awscc };
  [[nodiscard]] static Names names_of(const config::Resource& resource);
  [[nodiscard]] std::string_view paths_of(std::string_view field) const;
  [[nodiscard]] std::optional<value::Value> step(const value::Value& from, std::string_view name) const;
  [[nodiscard]] std::optional<value::Value> walk(std::string_view path) const;

  Lowering* lowering_;
  ActiveResource* active_;
  const config::Resource* resource_;
  const TypeEntry* entry_;
  Fields fields_;
  value::Value root_;
  Names names_;
};

// Single values, for code that has a Value and no field.
[[nodiscard]] Attribute<bool> to_boolean(const value::Value& value);
[[nodiscard]] Attribute<std::string> to_text(const value::Value& value);
[[nodiscard]] Attribute<std::int64_t> to_integer(const value::Value& value);
[[nodiscard]] Attribute<Cidr> to_cidr(const value::Value& value);
[[nodiscard]] Items to_items(const value::Value& value);
/// Text as evaluated, holes as `${…}`.
[[nodiscard]] std::string text_with_holes(const value::Value& value);
/// An attribute that holds a value which does not fit.
[[nodiscard]] Cause misfit(const value::Value& value, std::string_view wanted);

// Adapters that let a type's functions take the entity of the type.
template <typename T>
EntityRef create_entity(Lowering& lowering, const config::Resource& resource) {
  T entity;
  static_cast<Entity&>(entity) = lowering.base_of(resource);
  return EntityRef{tag_of<T>(), lowering.graph().add(std::move(entity)).index};
}
template <typename T, void (*Function)(Reader&, Slot<T>)>
void with_entity(Reader& reader, EntityRef entity) {
  Function(reader, Slot<T>(reader.lowering().graph(), entity.id<T>()));
}
template <void (*Function)(Reader&)>
void without_entity(Reader& reader, EntityRef) {
  Function(reader);
}

/// Entry of a type that is an entity.
template <typename T, void (*Fill)(Reader&, Slot<T>)>
constexpr TypeEntry entity_type(std::string_view terraform, std::string_view cloudformation, Fields fields,
                                std::string_view identities = {}) {
  TypeEntry entry{terraform, cloudformation, fields, identities};
  entry.create = &create_entity<T>;
  entry.fill = &with_entity<T, Fill>;
  return entry;
}
/// Entry of a type that adds to other entities.
template <void (*Attach)(Reader&)>
constexpr TypeEntry attachment_type(std::string_view terraform, std::string_view cloudformation, Fields fields) {
  TypeEntry entry{terraform, cloudformation, fields, {}};
  entry.attach = &without_entity<Attach>;
  return entry;
}
/// Entry of a data source that stands for an entity made elsewhere; `fields` may name its id as `id`.
constexpr TypeEntry data_type(std::string_view terraform, Fields fields, std::string_view identities = {}) {
  return TypeEntry{terraform, {}, fields, identities, config::Mode::Data};
}

}  // namespace brn::graph
