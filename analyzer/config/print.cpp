// The printer of the configuration stage: deterministic text, one resource after the other.

#include <string>

#include "analyzer/config/configuration.h"

namespace brn::config {

namespace {

std::string place_text(const SourceManager& sources, Span span) {
  if (!span.is_valid()) return "-";
  const LineColumn at = sources.line_column(span.file, span.begin);
  return sources.path(span.file) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string guard_text(const guard::GuardPool& guards, guard::Guard guard) {
  if (guard.is_always()) return "always";
  if (guard.is_never()) return "never";
  std::string text;
  for (const auto& [input, value] : guards.smallest_example(guard)) {
    const guard::Input& named = guards.inputs()[input];
    text += (text.empty() ? "e.g. " : ", ") + named.name + "=" + named.values[value];
  }
  return text.empty() ? "by default" : text;
}

void print_resource(std::string& out, const Resource& resource, const Configuration& configuration,
                    const SourceManager& sources) {
  out += (resource.mode == Mode::Data ? "data " : "resource ") + resource.address + "  " +
         place_text(sources, resource.header) + "\n";
  if (!resource.guard.is_always()) out += "  when: " + guard_text(configuration.pool->guards(), resource.guard) + "\n";
  if (!is_yes(resource.exists))
    out += resource.is_summary ? "  exists: unknown (stands for 0..n)\n" : "  exists: unknown\n";
  for (const Cause& cause : resource.existence_causes) out += "    because: " + cause.message + "\n";
  if (!resource.region.is_null()) out += "  region: " + value::to_display(resource.region) + "\n";
  if (!resource.provider.empty()) out += "  provider: " + resource.provider + "\n";
  if (!resource.attributes.is_mapping()) {
    out += "  = " + value::to_display(resource.attributes) + "\n";
    return;
  }
  for (const value::Member& member : resource.attributes.members()) {
    out += "  " + std::string(member.name) + " = " + value::to_display(member.value) + "\n";
  }
}

std::string_view severity_name(DiagnosticSeverity severity) {
  if (severity == DiagnosticSeverity::Error) return "error";
  return severity == DiagnosticSeverity::Warning ? "warning" : "note";
}

}  // namespace

std::string print(const Configuration& configuration, const SourceManager& sources) {
  std::string out;
  for (const Unit& unit : configuration.units) {
    out += "unit " + unit.path + (unit.language == Language::Terraform ? " (terraform)" : " (cloudformation)") + "\n";
  }
  for (const guard::Input& input : configuration.pool->guards().inputs()) {
    out += "input " + input.name + ":";
    for (std::size_t i = 0; i < input.values.size(); ++i) {
      out += " " + input.values[i] + (input.default_value == i ? " (default)" : "");
    }
    out += "\n";
  }
  for (const Resource& resource : configuration.resources) print_resource(out, resource, configuration, sources);
  for (const AbsentModule& module : configuration.absent_modules) {
    out += "absent " + module.address + "  " + module.source + "  " + place_text(sources, module.header) + "\n";
    out += "  arguments: " + value::to_display(module.arguments) + "\n";
  }
  for (const Output& output : configuration.outputs) {
    out += "output " + output.name + " = " + value::to_display(output.value) + "\n";
  }
  for (const Diagnostic& diagnostic : configuration.diagnostics.all()) {
    out += std::string(severity_name(diagnostic.severity)) + " " + place_text(sources, diagnostic.place) + ": " +
           diagnostic.message + "\n";
  }
  return out;
}

}  // namespace brn::config
