#pragma once
// Calls functions of Terraform's library on values written as JSON, and shows the result as text.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/terraform/functions/functions.h"
#include "analyzer/value/convert.h"

namespace brn::test {

class Caller {
 public:
  Caller() : sources_(files_) {
    limits_.tree_root = "/work";
    pool_.normalize_text_with(config::terraform::normal_form);
  }

  value::Pool& pool() { return pool_; }
  MemoryFileSystem& files() { return files_; }
  config::Limits& limits() { return limits_; }
  config::terraform::TemplateEvaluator& templates() { return templates_; }

  config::terraform::FunctionResult call(std::string_view name, std::span<const value::Value> arguments) {
    config::terraform::FunctionContext context{.pool = pool_,
                                               .sources = sources_,
                                               .limits = limits_,
                                               .root_folder = "/work",
                                               .call = {},
                                               .argument_places = {},
                                               .evaluate_template = templates_,
                                               .template_depth = 0};
    return config::terraform::call_function(context, name, arguments);
  }

  value::Value json(std::string_view text) {
    const value::Value argument = pool_.string(text, {});
    return std::get<value::Value>(call("jsondecode", {&argument, 1}));
  }

  /// "type json", or "error: …", or "unknown: …" for what is not wholly known.
  std::string show(const config::terraform::FunctionResult& result) {
    if (const auto* error = std::get_if<config::terraform::FunctionError>(&result)) return "error: " + error->message;
    const auto& value = std::get<value::Value>(result);
    if (!value.is_wholly_known()) return "unknown: " + value::to_display(value);
    return value::type_expression(value.type()) + " " + value::to_json(value);
  }

  /// `arguments` is a JSON array.
  std::string run(std::string_view name, std::string_view arguments) {
    const value::Value list = json(arguments);
    return show(call(name, list.elements()));
  }
  value::Value value(std::string_view name, std::span<const value::Value> arguments) {
    return std::get<value::Value>(call(name, arguments));
  }

  /// The id of a resource: an unknown text with a symbol.
  value::Value id_of(const std::string& address) {
    const Cause cause{
        .kind = CauseKind::Computed, .subject = address + ".id", .message = "", .settle = "", .place = {}};
    const Cause* const interned = pool_.cause(cause);
    return pool_.unknown({.type = pool_.string_type(),
                          .symbol = pool_.symbol(value::SymbolKind::ResourceAttribute, address, "id"),
                          .causes = {&interned, 1},
                          .parts = {},
                          .structure = nullptr,
                          .not_null = true},
                         {});
  }

 private:
  MemoryFileSystem files_;
  SourceManager sources_;
  config::Limits limits_;
  config::terraform::TemplateEvaluator templates_;
  value::Pool pool_;
};

}  // namespace brn::test
