#pragma once
// JSON text of a structure, with holes where it is not known, indented or compact, and the structure read from JSON text.

#include <optional>
#include <string_view>

#include "analyzer/value/pool.h"

namespace brn::config::terraform {

/// `indent` 0 writes it compact. The result keeps `structure` beside its text.
[[nodiscard]] value::Value write_json_text(value::Pool& pool, const value::Value& structure, unsigned indent,
                                           Span origin);

/// The value that JSON text encodes; nothing when it cannot be read.
[[nodiscard]] std::optional<value::Value> read_json_text(value::Pool& pool, std::string_view text, Span origin);

}  // namespace brn::config::terraform
