#include "analyzer/graph/json_text.h"

#include <optional>

#include "analyzer/value/json_text.h"

namespace brn::graph {

namespace {

std::optional<value::Value> read_text(value::Pool& pool, const value::Value& text) {
  if (text.is_unknown()) return value::read_json_parts(pool, text.parts(), text.origin());
  const value::Part whole{text.as_string(), {}, false};
  return value::read_json_parts(pool, {&whole, 1}, text.origin());
}

}  // namespace

value::Value to_structure(value::Pool& pool, const value::Value& value) {
  if (value.is_mapping() || value.is_sequence()) return value;
  if (value.is_string() || value.is_unknown()) {
    if (const value::Value* structure = value.structure()) return *structure;
  }
  if (value.is_unknown() && value.parts().empty()) return value;
  if (value.is_string() || value.is_unknown()) {
    if (auto structure = read_text(pool, value); structure && (structure->is_mapping() || structure->is_sequence())) {
      return *structure;
    }
  }
  if (value.is_unknown()) return value;
  const Cause cause{CauseKind::Error, "JSON text", "the text is not well-formed JSON", "correct the JSON text",
                    value.origin()};
  return pool.unknown(cause, {}, value.origin());
}

}  // namespace brn::graph
