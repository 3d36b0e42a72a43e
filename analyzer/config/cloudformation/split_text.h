#pragma once
// Fn::Split, also as the service does it for a parameter that is a list: text with holes is divided where it is certain
// that no hole holds the delimiter.

#include <string_view>

#include "analyzer/value/pool.h"

namespace brn::config::cloudformation {

/// A tuple of the pieces, or an Unknown list. `text` is no Choice.
[[nodiscard]] value::Value split_text(value::Pool& pool, const value::Value& text, std::string_view delimiter,
                                      Span origin);

/// The symbol of an unknown value; nullptr when it has none.
[[nodiscard]] const value::SymbolData* symbol_of(const value::Pool& pool, const value::Value& value);

/// True for what GetAZs gives: a list of zones of which there may be more.
[[nodiscard]] bool is_zone_list(const value::Pool& pool, const value::Value& list);

}  // namespace brn::config::cloudformation
