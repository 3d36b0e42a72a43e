#pragma once
// Pieces that all JSON formats share. Only for the files of this folder that are made of JSON.

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

#include "analyzer/engine/result.h"

namespace brn::report {

using JsonValue = nlohmann::ordered_json;

[[nodiscard]] inline JsonValue strings(const std::vector<std::string>& list) {
  JsonValue all = JsonValue::array();
  for (const std::string& text : list) all.push_back(text);
  return all;
}

[[nodiscard]] inline JsonValue controls(const engine::RuleInfo& rule) {
  JsonValue all = JsonValue::array();
  for (const std::string_view id : rule.nist) all.push_back(id);
  return all;
}

/// `{"principal", "action", "resource", "context"}`, or null.
[[nodiscard]] inline JsonValue witness_json(const std::optional<engine::Witness>& witness) {
  if (!witness) return nullptr;
  JsonValue context = JsonValue::object();
  for (const auto& [key, values] : witness->context)
    context[key] = values.size() == 1 ? JsonValue(values.front()) : strings(values);
  return JsonValue{{"principal", witness->principal},
                   {"action", witness->action},
                   {"resource", witness->resource},
                   {"context", std::move(context)}};
}

/// Names of files need not be UTF-8: what is ill-formed becomes U+FFFD.
[[nodiscard]] inline std::string dump(const JsonValue& json) {
  return json.dump(2, ' ', false, JsonValue::error_handler_t::replace) + "\n";
}

}  // namespace brn::report
