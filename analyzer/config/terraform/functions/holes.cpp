#include "analyzer/config/terraform/functions/holes.h"

namespace brn::config::terraform::functions {

bool is_text_like(const Value& value) {
  return value.is_string() || (value.is_unknown() && (value.type().is_dynamic() || value.type().is_primitive()));
}

std::vector<Part> parts_of(const Value& value) {
  if (value.is_string()) return {{.literal = value.as_string(), .hole = {}, .is_hole = false}};
  if (value.is_unknown() && !value.parts().empty()) return {value.parts().begin(), value.parts().end()};
  return {{.literal = {}, .hole = value, .is_hole = true}};
}

std::string_view known_prefix(const Value& value) {
  if (value.is_string()) return value.as_string();
  if (!value.is_unknown() || value.parts().empty() || value.parts().front().is_hole) return {};
  return value.parts().front().literal;
}

std::string_view known_suffix(const Value& value) {
  if (value.is_string()) return value.as_string();
  if (!value.is_unknown() || value.parts().empty() || value.parts().back().is_hole) return {};
  return value.parts().back().literal;
}

Value change_literals(Call& call, const Value& value, const std::function<std::string(std::string_view)>& change) {
  std::vector<Part> parts = parts_of(value);
  for (Part& part : parts) {
    if (part.is_hole) {
      part.hole = call.unknown(std::span(&part.hole, 1), call.pool().string_type());
    } else {
      part.literal = call.pool().intern(change(part.literal));
    }
  }
  return call.pool().text(parts, call.origin());
}

}  // namespace brn::config::terraform::functions
