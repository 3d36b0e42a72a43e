#include "analyzer/app/print_stage.h"

#include "analyzer/facts/facts.h"
#include "analyzer/graph/graph.h"
#include "parsers/hcl/parser.h"
#include "parsers/json/parser.h"
#include "parsers/syntax/printer.h"
#include "parsers/yaml/parser.h"

namespace brn::app {
namespace {

// A template is JSON when it starts like it, whatever its name.
bool is_json(std::string_view path, std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return path.ends_with(".json") || (start != std::string_view::npos && text[start] == '{');
}

std::string syntax_of(FileId file, const config::Unit& unit, const SourceManager& sources) {
  const std::string_view text = sources.text(file);
  const std::string& path = sources.path(file);
  if (is_json(path, text)) return syntax::print(json::parse(file, text));
  if (unit.language == config::Language::CloudFormation) return syntax::print(yaml::parse(file, text));
  return hcl::print(hcl::parse(file, text));
}

std::string print_syntax(const config::Configuration& configuration, const SourceManager& sources) {
  std::string out;
  for (const config::Unit& unit : configuration.units) {
    for (const FileId file : unit.files) out += "# " + sources.path(file) + "\n" + syntax_of(file, unit, sources);
  }
  return out;
}

}  // namespace

std::string print_stage(Print stage, config::Configuration& configuration, const SourceManager& sources) {
  switch (stage) {
    case Print::None: return {};
    case Print::Syntax: return print_syntax(configuration, sources);
    case Print::Config: return config::print(configuration, sources);
    case Print::Graph:
    case Print::Facts: break;
  }
  const graph::ResourceGraph graph = graph::lower(configuration, configuration.pool->guards().default_world());
  return stage == Print::Graph ? graph::print(graph, sources) : facts::Facts(graph).print(sources);
}

}  // namespace brn::app
