#pragma once
// Values in the form of Terraform's plan JSON: what is known (`after`), where it is not (`after_unknown`), where it is
// sensitive (`after_sensitive`), and types as Terraform writes them in JSON. Made for `eval` and `resolve`.
// The values must hold no Choice (see Pool::in_world).

#include <string>

#include "analyzer/value/value.h"

namespace brn::value {

/// The known part: unknown members of objects and maps are left out, unknown elements are null. `null` when nothing is
/// known.
[[nodiscard]] std::string known_json(const Value& value);
/// `false` for a wholly known value, `true` for an unknown one, else a structure with `true` where it is unknown.
[[nodiscard]] std::string unknown_json(const Value& value);
/// As `after_unknown` of a resource: an object even where all is known.
[[nodiscard]] std::string unknown_members_json(const Value& value);
/// `true` where a mark is, else a structure with `true` at each; `{}` for a mapping without any.
[[nodiscard]] std::string sensitive_json(const Value& value);
/// `"string"`, `["list","number"]`, `["object",{"a":"bool"}]`; `"dynamic"` where it is not known.
[[nodiscard]] std::string type_json(Type type);
/// A string between quotes; what is no Unicode becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace brn::value
