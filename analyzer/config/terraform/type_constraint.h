#pragma once
// Type constraints of variables: `list(object({ name = string, port = optional(number, 443) }))`, with the defaults of
// optional attributes, which are filled in before a value is converted.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/run.h"

namespace brn::config::terraform {

/// Defaults of optional attributes, in the shape of the type.
struct AttributeDefaults {
  std::map<std::string, value::Value, std::less<>> values;                          // of an object
  std::map<std::string, std::unique_ptr<AttributeDefaults>, std::less<>> children;  // of an object; "" for elements
};

struct TypeConstraint {
  value::Type type;
  bool is_any = true;  // nothing was written, or `any` as a whole
  bool is_written = false;
  std::unique_ptr<AttributeDefaults> defaults;
};

/// Reads a type expression; mistakes are reported and read as `any`.
[[nodiscard]] TypeConstraint read_type(Run& run, const Expression& expression);

/// `value` with defaults filled in and converted, or what is wrong.
struct Conformed {
  value::Value value;
  std::string error;  // empty when all is well
};
[[nodiscard]] Conformed conform(Run& run, const TypeConstraint& constraint, const value::Value& value);

}  // namespace brn::config::terraform
