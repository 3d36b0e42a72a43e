#pragma once
// Values of decoded JSON and YAML. Internal to this folder.

#include "analyzer/config/terraform/functions/library.h"
#include "parsers/syntax/tree.h"

namespace brn::config::terraform::functions {

/// What a leaf of the tree means in its language.
using ScalarReader = FunctionResult (*)(Call& call, const syntax::Node& node);

[[nodiscard]] FunctionResult json_scalar(Call& call, const syntax::Node& node);

/// The value of the only document: objects and tuples all the way down. The first error of the tree is the result's;
/// keys written twice are none: the last one counts.
[[nodiscard]] FunctionResult decode_tree(Call& call, const syntax::Tree& tree, ScalarReader read_scalar);

/// A structure as it comes back from its text: objects for maps, tuples for lists and sets, untyped nulls. What is not
/// known in it stays.
[[nodiscard]] Value as_decoded(Pool& pool, const Value& value);

}  // namespace brn::config::terraform::functions
