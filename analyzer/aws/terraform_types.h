#pragma once
// Arguments, attributes and nested blocks of the Terraform AWS provider's resource types, as far as the analyzer knows
// the type. Static data: terraform_types.def is generated (see generate/terraform_types.py), terraform_defaults.def, what
// the provider fills in where nothing is written, is kept by hand from its documentation.

#include <optional>
#include <string_view>
#include <vector>

namespace brn::aws {

enum class AttributeMode : unsigned char { Required, Optional, OptionalComputed, Computed, Block };

/// How many, and in which kind of collection, a block or an attribute of objects holds.
enum class Nesting : unsigned char { None, List, Set, Single };

enum class AttributeType : unsigned char {
  Any,
  String,
  Number,
  Bool,
  Strings,
  StringSet,
  Numbers,
  NumberSet,
  StringMap
};

struct TypeAttribute {
  std::string_view name;
  AttributeMode mode = AttributeMode::Optional;
  AttributeType type = AttributeType::Any;
  Nesting nesting = Nesting::None;
  std::vector<TypeAttribute> members;  // of a block or an attribute of objects

  [[nodiscard]] bool is_computed() const {
    return mode == AttributeMode::Computed || mode == AttributeMode::OptionalComputed;
  }
  [[nodiscard]] bool is_argument() const { return mode != AttributeMode::Computed; }
};

/// Nothing for a type that the tables do not have.
[[nodiscard]] std::optional<std::vector<TypeAttribute>> terraform_type(std::string_view type);
[[nodiscard]] const TypeAttribute* find_attribute(const std::vector<TypeAttribute>& attributes, std::string_view name);

/// JSON text of what the provider plans for an argument that is not set (`true`, `"Gateway"`); `path` is the argument's
/// name, below blocks with dots. Nothing where there is no default.
[[nodiscard]] std::optional<std::string_view> terraform_default(std::string_view type, std::string_view path);

}  // namespace brn::aws
