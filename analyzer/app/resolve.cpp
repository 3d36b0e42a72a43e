#include "analyzer/app/resolve.h"

#include <algorithm>
#include <optional>
#include <set>

#include "analyzer/app/default_values.h"
#include "analyzer/app/deployments.h"
#include "analyzer/app/discovery.h"
#include "analyzer/app/output.h"
#include "analyzer/app/run_settings.h"
#include "analyzer/app/terraform_place.h"
#include "analyzer/app/walk.h"
#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/config/terraform/planned_values.h"
#include "analyzer/config/terraform/terraform.h"
#include "analyzer/value/plan_form.h"

namespace brn::app {
namespace {

using value::Value;

class Writer {
 public:
  Writer(const config::Configuration& configuration, std::uint32_t unit, const SourceManager& sources,
         std::string folder)
      : configuration_(configuration),
        pool_(*configuration.pool),
        defaults_(pool_),
        unit_(unit),
        sources_(sources),
        folder_(std::move(folder)) {}

  [[nodiscard]] std::string write() {
    out_ = "{\"resources\":[";
    resources();
    out_ += "],\"outputs\":{";
    outputs();
    out_ += "},\"diagnostics\":[";
    diagnostics();
    return std::move(out_) + "]}\n";
  }

 private:
  void key(std::string_view name) {
    value::append_json_string(out_, name);
    out_ += ':';
  }
  void text(std::string_view name, std::string_view content) {
    key(name);
    value::append_json_string(out_, content);
  }
  void place(Span span) { place(span.file, span.begin); }
  void place(FileId file, std::uint32_t offset) {
    const LineColumn at = terraform_place(sources_, file, offset);
    text("file", relative_path(sources_.path(file), folder_));
    out_ += ",\"line\":" + std::to_string(at.line) + ",\"column\":" + std::to_string(at.column);
  }
  void next(bool& is_first) {
    if (!is_first) out_ += ',';
    is_first = false;
  }

  void resources() {
    std::vector<const config::Resource*> made;
    for (const config::Resource& resource : configuration_.resources) {
      if (resource.unit == unit_ && !is_no(defaults_.exists(resource.guard))) made.push_back(&resource);
    }
    std::ranges::stable_sort(made, {}, &config::Resource::address);
    bool is_first = true;
    for (const config::Resource* resource : made) {
      next(is_first);
      this->resource(*resource);
    }
  }

  void resource(const config::Resource& resource) {
    const Value attributes = defaults_.of(resource.attributes);
    const Value values = resource.language == config::Language::CloudFormation
                             ? config::cloudformation::deployed(pool_, attributes)
                             : config::terraform::planned_values(pool_, resource, attributes);
    out_ += '{';
    text("address", resource.address);
    out_ += ',';
    text("mode", resource.mode == config::Mode::Data ? "data" : "managed");
    out_ += ',';
    text("type", resource.type);
    out_ += ',';
    text("name", resource.name);
    if (resource.key) out_ += ",\"index\":" + value::known_json(*resource.key);
    if (!is_yes(tri_and(resource.exists, defaults_.exists(resource.guard)))) out_ += ",\"exists\":\"unknown\"";
    out_ += ",\"values\":" + (values.is_mapping() ? value::known_json(values) : "{}");
    out_ += ",\"unknown\":" + value::unknown_members_json(values);
    out_ += ",\"sensitive\":" + value::sensitive_json(values) + ",\"location\":";
    if (resource.header.is_valid()) {
      out_ += '{';
      place(resource.header);
      out_ += '}';
    } else {
      out_ += "null";
    }
    out_ += '}';
  }

  void outputs() {
    std::vector<const config::Output*> all;
    for (const config::Output& output : configuration_.outputs) {
      if (output.unit == unit_) all.push_back(&output);
    }
    std::ranges::stable_sort(all, {}, &config::Output::name);
    bool is_first = true;
    for (const config::Output* output : all) {
      const Value value = defaults_.of(output->value);
      // A template's output whose condition does not hold is not there.
      const bool is_template = configuration_.units[unit_].language == config::Language::CloudFormation;
      if (is_template && value.is_null()) continue;
      next(is_first);
      key(output->name);
      out_ += "{\"value\":" + value::known_json(value) + ",\"unknown\":" + value::unknown_json(value);
      out_ += ",\"type\":" + value::type_json(value.type());
      out_ += std::string(",\"sensitive\":") + (output->sensitive ? "true" : "false") + "}";
    }
  }

  void diagnostics() {
    const std::vector<Diagnostic>& all = configuration_.diagnostics.all();
    // What could not be read hides what is said about the rest, as it does for Terraform.
    const bool is_broken =
        std::ranges::any_of(all, [](const Diagnostic& one) { return one.kind == DiagnosticKind::SyntaxError; });
    bool is_first = true;
    std::set<FileId> broken;  // the first error of a file only: what follows is mostly its consequence
    for (const Diagnostic& diagnostic : all) {
      bool is_hidden = is_broken && diagnostic.kind != DiagnosticKind::SyntaxError;
      const bool is_syntax = diagnostic.kind == DiagnosticKind::SyntaxError && diagnostic.place.is_valid();
      if (is_syntax) is_hidden = !broken.insert(diagnostic.place.file).second;
      if (diagnostic.severity == DiagnosticSeverity::Note || is_hidden) continue;
      next(is_first);
      out_ += '{';
      text("severity", diagnostic.severity == DiagnosticSeverity::Error ? "error" : "warning");
      out_ += ',';
      text("summary", diagnostic.message);
      out_ += ',';
      if (diagnostic.place.is_valid()) {
        place(diagnostic.place.file, terraform_offset(sources_, diagnostic));
      } else {
        key("file");
        diagnostic.file.empty() ? void(out_ += "null")
                                : value::append_json_string(out_, relative_path(diagnostic.file, folder_));
        out_ += ",\"line\":null,\"column\":null";
      }
      out_ += '}';
    }
  }

  const config::Configuration& configuration_;
  value::Pool& pool_;
  DefaultValues defaults_;
  std::uint32_t unit_;
  const SourceManager& sources_;
  std::string folder_;
  std::string out_;
};

int fail(const std::string& message) {
  write_stderr("bedrock-lint: " + message + "\n");
  return 2;
}

bool holds_module_files(const FileSystem& files, const std::string& path) {
  if (files.kind(path) != FileKind::Directory) return false;
  const auto listed = files.list(path);
  return listed.ok() && std::ranges::any_of(listed.value(), [](const DirectoryEntry& entry) {
           return entry.kind == FileKind::File && config::terraform::is_configuration_file(entry.name);
         });
}

/// One unit of one deployment.
struct Candidate {
  const Deployment* deployment = nullptr;
  std::uint32_t unit = 0;
  std::string path;  // from the path that was given
  std::string name;  // as configured
};

std::vector<Candidate> candidates_of(const std::vector<Deployment>& deployments, const std::string& base) {
  std::vector<Candidate> all;
  for (const Deployment& deployment : deployments) {
    const std::vector<std::string>& paths = deployment.target.paths;
    for (std::size_t j = 0; j < paths.size(); ++j) {
      const std::string path = relative_path(paths[j], base);
      const std::string name =
          deployment.name.empty() || paths.size() == 1 ? deployment.name : deployment.name + "/" + path;
      all.push_back({&deployment, static_cast<std::uint32_t>(j), path, name});
    }
  }
  return all;
}

// By path from the path that was given, from the tree's root or from here, or by configured name.
bool is_called(const FileSystem& files, const Candidate& one, const std::string& wanted) {
  const Target& target = one.deployment->target;
  const std::string& shown = target.paths[one.unit];
  const std::string path = normal_path(wanted);
  return one.name == wanted || one.path == path || normal_path(shown) == path ||
         path_in_tree(files, shown, target.tree_root) == path;
}

std::string which_unit(const std::vector<Candidate>& candidates) {
  constexpr std::size_t kShown = 10;
  std::string text = "several units are there; choose one by --unit:";
  for (std::size_t i = 0; i < candidates.size() && i < kShown; ++i) {
    const Candidate& one = candidates[i];
    text += "\n  " + (one.name.empty() ? one.path : one.name + " (" + one.path + ")");
  }
  if (candidates.size() > kShown) text += "\n  … and " + std::to_string(candidates.size() - kShown) + " more";
  return text;
}

Discovery find_units(SourceManager& sources, const Request& request) {
  const std::string path = normal_path(request.paths.front());
  if (!holds_module_files(sources.file_system(), path))
    return discover(sources, request.paths, request.allow_outside, request.plan_source, request.inputs.module_sources);
  Discovery found;
  found.targets.push_back({config::Language::Terraform, {path}, tree_root_of(sources.file_system(), path), {}});
  return found;
}

// The one that was asked for, or what is wrong.
brn::Result<Candidate> choose(const FileSystem& files, const std::vector<Candidate>& all,
                              const std::vector<std::string>& wanted, const std::string& base) {
  std::vector<Candidate> chosen = all;
  if (!wanted.empty()) {
    std::erase_if(chosen, [&](const Candidate& one) {
      return std::ranges::none_of(wanted, [&](const std::string& name) { return is_called(files, one, name); });
    });
  }
  if (all.empty()) return Error{"no root module and no template in `" + base + "`"};
  if (chosen.empty()) return Error{"no unit `" + wanted.front() + "` in `" + base + "`"};
  if (chosen.size() > 1) return Error{which_unit(chosen)};
  return chosen.front();
}

}  // namespace

std::string resolved_json(const config::Configuration& configuration, std::uint32_t unit, const SourceManager& sources,
                          const std::string& folder) {
  return Writer(configuration, unit, sources, folder).write();
}

int resolve_command(const CommandLine& line) {
  const DiskFileSystem files;
  SourceManager sources(files);
  const RunSettings settings = run_settings(sources, line);
  if (const std::string problem = first_error(settings, sources); !problem.empty()) return fail(problem);
  Request request = settings.request;
  request.like_terraform = true;
  request.only_units.clear();
  request.exclude.clear();  // what is asked for by name is answered
  Discovery found = find_units(sources, request);
  for (const Diagnostic& diagnostic : found.diagnostics.all()) return fail(diagnostic.message);
  const auto all = deployments(files, std::move(found.targets), request);
  if (!all.ok()) return fail(all.error());
  const std::string base = normal_path(request.paths.front());
  const auto chosen =
      choose(files, candidates_of(all.value(), files.kind(base) == FileKind::Directory ? base : parent_path(base)),
             line.request.only_units, base);
  if (!chosen.ok()) return fail(chosen.error());
  const Deployment& deployment = *chosen.value().deployment;
  const config::Configuration configuration = evaluate_deployment(sources, deployment, request);
  const std::string& path = deployment.target.paths[chosen.value().unit];
  const std::string folder = files.kind(path) == FileKind::Directory ? path : parent_path(path);
  write_stdout(resolved_json(configuration, chosen.value().unit, sources, folder));
  return configuration.diagnostics.has_errors() ? 2 : 0;
}

}  // namespace brn::app
