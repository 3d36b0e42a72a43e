#pragma once
// Types of values, as Terraform has them. A Type is a handle to an interned node of a value::Pool: equal types are equal
// handles. CloudFormation's values use the same types (lists are tuples, objects are objects).

#include <cstdint>
#include <span>
#include <string_view>

namespace brn::value {

enum class TypeKind : std::uint8_t { Dynamic, Bool, Number, String, List, Set, Map, Tuple, Object };

struct TypeNode;

/// Null handle means Dynamic ("any").
class Type {
 public:
  constexpr Type() = default;
  constexpr explicit Type(const TypeNode* node) : node_(node) {}

  [[nodiscard]] TypeKind kind() const;
  /// Of a list, set or map.
  [[nodiscard]] Type element() const;
  /// Of a tuple.
  [[nodiscard]] std::span<const Type> elements() const;

  struct Attribute;
  /// Of an object, sorted by name.
  [[nodiscard]] std::span<const Attribute> attributes() const;
  [[nodiscard]] bool is_dynamic() const { return kind() == TypeKind::Dynamic; }
  [[nodiscard]] bool is_primitive() const;
  friend constexpr bool operator==(Type, Type) = default;
  [[nodiscard]] const TypeNode* node() const { return node_; }

 private:
  const TypeNode* node_ = nullptr;
};

/// One attribute of an object type; `optional` for `optional(T)` in type constraints.
struct Type::Attribute {
  std::string_view name;
  Type type;
  bool optional = false;
  friend constexpr bool operator==(const Attribute&, const Attribute&) = default;
};

struct TypeNode {
  TypeKind kind = TypeKind::Dynamic;
  Type element;
  std::span<const Type> elements;
  std::span<const Type::Attribute> attributes;
};

inline TypeKind Type::kind() const {
  return node_ == nullptr ? TypeKind::Dynamic : node_->kind;
}
inline Type Type::element() const {
  return node_ == nullptr ? Type() : node_->element;
}
inline std::span<const Type> Type::elements() const {
  return node_ == nullptr ? std::span<const Type>() : node_->elements;
}
inline std::span<const Type::Attribute> Type::attributes() const {
  return node_ == nullptr ? std::span<const Type::Attribute>() : node_->attributes;
}
inline bool Type::is_primitive() const {
  return kind() == TypeKind::Bool || kind() == TypeKind::Number || kind() == TypeKind::String;
}

}  // namespace brn::value
