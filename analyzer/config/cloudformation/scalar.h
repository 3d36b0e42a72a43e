#pragma once
// What a scalar of a template means. CloudFormation reads plain YAML scalars by YAML 1.1 (`yes` is true), but hands
// most of them on as text; so only what survives that unchanged becomes a number here.

#include <string>
#include <string_view>

#include "analyzer/value/pool.h"
#include "parsers/syntax/tree.h"

namespace brn::config::cloudformation {

/// True for a null of JSON and for an empty, `~` or `null` plain scalar of YAML.
[[nodiscard]] bool is_null_scalar(const syntax::Node& node);
[[nodiscard]] bool is_scalar(const syntax::Node& node);
/// The value of a scalar that is no intrinsic function. Text is not searched for dynamic references.
[[nodiscard]] value::Value scalar_value(value::Pool& pool, const syntax::Node& node);
/// A scalar as text: `yes` is "true", numbers are as written.
[[nodiscard]] std::string scalar_text(const syntax::Node& node);

}  // namespace brn::config::cloudformation
