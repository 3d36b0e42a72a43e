#pragma once
// A template in memory, evaluated, with short ways to what the tests ask about.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/cloudformation/cloudformation.h"

namespace brn::test {

struct File {
  std::string path;
  std::string text;
};

class Evaluated {
 public:
  explicit Evaluated(const std::vector<File>& templates, config::Inputs inputs = {},
                     const std::vector<File>& others = {})
      : sources_(files_) {
    std::vector<std::string> paths;
    for (const File& file : templates) {
      files_.add(file.path, file.text);
      paths.push_back(file.path);
    }
    for (const File& file : others) files_.add(file.path, file.text);
    configuration_ = config::cloudformation::evaluate(sources_, paths, inputs, config::Limits{});
  }
  explicit Evaluated(const std::string& text, config::Inputs inputs = {})
      : Evaluated({File{"template.yaml", text}}, std::move(inputs)) {}

  [[nodiscard]] config::Configuration& configuration() { return configuration_; }
  [[nodiscard]] value::Pool& pool() { return *configuration_.pool; }
  [[nodiscard]] const SourceManager& sources() const { return sources_; }

  [[nodiscard]] const config::Resource* resource(std::string_view address) const {
    for (const config::Resource& resource : configuration_.resources) {
      if (resource.address == address) return &resource;
    }
    return nullptr;
  }
  /// The value at `path` (`Tags.0.Value`) below a resource's properties; null where there is none.
  [[nodiscard]] value::Value property(std::string_view address, std::string_view path) const {
    const config::Resource* found = resource(address);
    value::Value value = found == nullptr ? value::Value() : found->attributes;
    while (!path.empty()) {
      const std::size_t dot = std::min(path.find('.'), path.size());
      value = member(value, path.substr(0, dot));
      path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
  }
  [[nodiscard]] value::Value output(std::string_view name) const {
    for (const config::Output& output : configuration_.outputs) {
      if (output.name == name) return output.value;
    }
    return {};
  }
  /// Text of a known value, in the world of defaults.
  [[nodiscard]] std::string text(const value::Value& value) {
    const value::Value settled = pool().in_world(value, pool().guards().default_world());
    return settled.is_string() ? std::string(settled.as_string()) : value::to_display(settled);
  }
  [[nodiscard]] std::string source(Span span) const { return std::string(sources_.text(span)); }
  /// `owner.path` of an unknown's symbol.
  [[nodiscard]] std::string symbol(const value::Value& value) {
    if (!value.is_unknown() || !value.symbol().is_valid()) return "";
    const value::SymbolData& data = pool().symbol_data(value.symbol());
    return std::string(data.owner) + "." + std::string(data.path);
  }
  [[nodiscard]] std::vector<std::string> errors() const {
    std::vector<std::string> messages;
    for (const Diagnostic& diagnostic : configuration_.diagnostics.all()) {
      if (diagnostic.severity == DiagnosticSeverity::Error) messages.push_back(diagnostic.message);
    }
    return messages;
  }

 private:
  static value::Value member(const value::Value& value, std::string_view name) {
    if (value.is_mapping()) {
      const value::Value* found = value.find(name);
      return found == nullptr ? value::Value() : *found;
    }
    if (!value.is_sequence()) return {};
    const std::size_t index = std::stoul(std::string(name));
    return index < value.elements().size() ? value.elements()[index] : value::Value();
  }

  MemoryFileSystem files_;
  SourceManager sources_;
  config::Configuration configuration_;
};

}  // namespace brn::test
