#pragma once
// Text of which some parts are not known yet, as functions take it apart and put it together. Internal to this folder.

#include <functional>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

/// A known string, or an Unknown that will be text (or a number or bool in a template).
[[nodiscard]] bool is_text_like(const Value& value);
/// The pieces of a text: one literal, its parts, or the value as one hole.
[[nodiscard]] std::vector<Part> parts_of(const Value& value);
/// Literal text at the very start and end; all of it for a known string.
[[nodiscard]] std::string_view known_prefix(const Value& value);
[[nodiscard]] std::string_view known_suffix(const Value& value);
/// The text with each literal piece changed. A hole becomes an unknown of its own: it is no longer the same value.
/// The texts that the change makes are kept in the pool.
[[nodiscard]] Value change_literals(Call& call, const Value& value,
                                    const std::function<std::string(std::string_view)>& change);

}  // namespace brn::config::terraform::functions
