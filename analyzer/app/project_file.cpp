#include "analyzer/app/project_file.h"

#include <algorithm>
#include <array>

#include "analyzer/app/strict_reader.h"

namespace brn::app {
namespace {

using syntax::NodeId;

constexpr std::size_t kMaxExtends = 8;

constexpr std::array<std::string_view, 21> kKeys = {"fail-on",
                                                    "fail-on-unknown",
                                                    "select",
                                                    "ignore",
                                                    "locked",
                                                    "severity",
                                                    "exclude",
                                                    "baseline",
                                                    "waivers",
                                                    "perimeter",
                                                    "organization-ids",
                                                    "trusted-accounts",
                                                    "trusted-principals",
                                                    "regions",
                                                    "profile",
                                                    "units",
                                                    "module-sources",
                                                    "stack-names",
                                                    "assume",
                                                    "extends",
                                                    "version"};
constexpr std::array<std::string_view, 7> kUnitKeys = {"path",       "name",   "var-files", "vars",
                                                       "parameters", "region", "workspace"};
constexpr std::array<std::string_view, 6> kAssumeKeys = {
    "shared-endpoints", "client-cidrs", "inspected-transit-gateways",
    "dns-forwarders",   "s3-gateway",   "vpc-made-elsewhere"};
constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high", "critical"};
constexpr std::array<std::string_view, 3> kProfiles = {"sandbox", "standard", "regulated"};

class ProjectReader {
 public:
  ProjectReader(SourceManager& sources, const std::string& path, Diagnostics& diagnostics)
      : sources_(sources), path_(path), folder_(parent_path(path)), diagnostics_(diagnostics) {}

  ProjectSettings read();
  /// The file that it extends; empty: none.
  [[nodiscard]] const std::string& extends() const { return extends_; }

 private:
  void key(std::string_view name, NodeId value);
  void severity_key(std::string_view name, NodeId value);
  void list_key(std::string_view name, NodeId value);
  void other_key(std::string_view name, NodeId value);
  void unit(NodeId node);
  void unit_key(UnitSettings& unit, std::string_view name, NodeId value);
  void assume(NodeId node);
  void shared_endpoint(facts::Assumptions& assume, NodeId node);
  void vpc_made_elsewhere(facts::Assumptions& assume, NodeId node);
  void client_cidrs(facts::Assumptions& assume, NodeId node);
  [[nodiscard]] std::vector<std::string> names_or_all(NodeId node, std::string_view what);
  [[nodiscard]] std::vector<std::string> files(NodeId node, std::string_view what);

  SourceManager& sources_;
  const std::string& path_;
  std::string folder_;
  Diagnostics& diagnostics_;
  StrictReader* reader_ = nullptr;
  ProjectSettings out_;
  std::string extends_;
};

std::vector<std::string> ProjectReader::files(NodeId node, std::string_view what) {
  std::vector<std::string> all = reader_->texts(node, what);
  for (std::string& one : all) one = join_path(folder_, one);
  return all;
}

// `true` stands for every VPC.
std::vector<std::string> ProjectReader::names_or_all(NodeId node, std::string_view what) {
  std::vector<std::string> all = reader_->texts(node, what);
  if (all == std::vector<std::string>{"true"}) return {"*"};
  if (all == std::vector<std::string>{"false"}) return {};
  return all;
}

void ProjectReader::shared_endpoint(facts::Assumptions& assume, NodeId node) {
  static constexpr std::array<std::string_view, 2> kShared = {"service", "vpc"};
  facts::SharedEndpoint shared;
  if (reader_->tree().node(node).kind != syntax::NodeKind::Mapping) {
    shared.service = reader_->text(node, "shared-endpoints").value_or("");
  } else {
    reader_->mapping(node, "an entry of `shared-endpoints`", kShared, [&](std::string_view name, NodeId value) {
      (name == "service" ? shared.service : shared.vpc) = reader_->text(value, name).value_or("");
    });
  }
  if (shared.service.empty()) {
    reader_->error(reader_->place(node),
                   "an entry of `shared-endpoints` names its `service`, such as `bedrock-runtime`");
    return;
  }
  assume.shared_endpoints.push_back(std::move(shared));
}

// What a VPC that is made elsewhere holds.
void ProjectReader::vpc_made_elsewhere(facts::Assumptions& assume, NodeId node) {
  static constexpr std::array<std::string_view, 4> kVpcKeys = {"vpc", "endpoints", "s3-gateway", "dns-forwarders"};
  std::string vpc;
  std::vector<std::string> endpoints;
  bool has_gateway = false;
  bool forwards = false;
  reader_->mapping(node, "an entry of `vpc-made-elsewhere`", kVpcKeys, [&](std::string_view name, NodeId value) {
    if (name == "vpc") vpc = reader_->text(value, name).value_or("");
    if (name == "endpoints") endpoints = reader_->texts(value, name);
    if (name == "s3-gateway") has_gateway = reader_->boolean(value, name).value_or(false);
    if (name == "dns-forwarders") forwards = reader_->boolean(value, name).value_or(false);
  });
  if (vpc.empty()) {
    reader_->error(reader_->place(node), "an entry of `vpc-made-elsewhere` names its `vpc` by address or id");
    return;
  }
  for (const std::string& service : endpoints) assume.shared_endpoints.push_back(facts::SharedEndpoint{service, vpc});
  if (has_gateway) assume.s3_gateway.push_back(vpc);
  if (forwards) assume.dns_forwarders.push_back(vpc);
}

void ProjectReader::client_cidrs(facts::Assumptions& assume, NodeId node) {
  for (std::string& text : reader_->texts(node, "client-cidrs")) {
    if (graph::Cidr::parse(text)) {
      assume.client_cidrs.push_back(std::move(text));
    } else {
      reader_->error(reader_->place(node),
                     "`" + text + "` is no network: `client-cidrs` takes `10.0.0.0/8` and the like");
    }
  }
}

void ProjectReader::assume(NodeId node) {
  facts::Assumptions& assume = out_.assume.emplace();
  reader_->mapping(node, "`assume`", kAssumeKeys, [&](std::string_view name, NodeId value) {
    if (name == "shared-endpoints") reader_->list(value, name, [&](NodeId item) { shared_endpoint(assume, item); });
    if (name == "client-cidrs") client_cidrs(assume, value);
    if (name == "inspected-transit-gateways") assume.inspected_transit_gateways = names_or_all(value, name);
    if (name == "dns-forwarders") {
      for (std::string& vpc : names_or_all(value, name)) assume.dns_forwarders.push_back(std::move(vpc));
    }
    if (name == "s3-gateway") {
      for (std::string& vpc : names_or_all(value, name)) assume.s3_gateway.push_back(std::move(vpc));
    }
    if (name == "vpc-made-elsewhere")
      reader_->list(value, name, [&](NodeId item) { vpc_made_elsewhere(assume, item); });
  });
}

void ProjectReader::unit_key(UnitSettings& unit, std::string_view name, NodeId value) {
  if (name == "var-files") unit.var_files = reader_->texts(value, name);
  if (name == "parameters") unit.parameters = reader_->texts(value, name);
  if (name == "vars") {
    reader_->entries(value, "`vars`", [&](std::string_view variable, NodeId given) {
      unit.vars.emplace_back(variable, reader_->expression(given));
    });
  }
  for (const auto& [key, target] : {std::pair<std::string_view, std::string*>{"path", &unit.path},
                                    {"name", &unit.name},
                                    {"region", &unit.region},
                                    {"workspace", &unit.workspace}}) {
    if (name == key) *target = reader_->text(value, name).value_or("");
  }
}

void ProjectReader::unit(NodeId node) {
  UnitSettings unit;
  reader_->mapping(node, "a unit", kUnitKeys,
                   [&](std::string_view name, NodeId value) { unit_key(unit, name, value); });
  if (unit.path.empty()) {
    reader_->error(reader_->place(node), "a unit names its `path`");
    return;
  }
  unit.path = join_path(folder_, unit.path);
  // From the file's folder, or, as with `terraform -chdir`, from the unit's own.
  const FileSystem& files = sources_.file_system();
  const std::string own = files.kind(unit.path) == FileKind::Directory ? unit.path : parent_path(unit.path);
  for (auto* list : {&unit.var_files, &unit.parameters}) {
    for (std::string& file : *list) {
      const std::string beside = join_path(own, file);
      const std::string here = join_path(folder_, file);
      file = files.kind(here) == FileKind::Missing && files.kind(beside) != FileKind::Missing ? beside : here;
    }
  }
  out_.units.push_back(std::move(unit));
}

void ProjectReader::severity_key(std::string_view name, NodeId value) {
  if (name == "fail-on") {
    if (const auto one = reader_->one_of(value, name, std::span(kSeverities).subspan(1))) {
      out_.fail_on = static_cast<engine::Severity>(*one + 1);
    }
    return;
  }
  reader_->entries(value, "`severity`", [&](std::string_view rule, NodeId given) {
    if (const auto one = reader_->one_of(given, rule, kSeverities)) {
      out_.severity.emplace_back(rule, static_cast<engine::Severity>(*one));
    }
  });
}

void ProjectReader::list_key(std::string_view name, NodeId value) {
  const std::pair<std::string_view, std::optional<std::vector<std::string>>*> lists[] = {
      {"select", &out_.select},
      {"ignore", &out_.ignore},
      {"locked", &out_.locked},
      {"exclude", &out_.exclude},
      {"organization-ids", &out_.organization_ids},
      {"trusted-accounts", &out_.trusted_accounts},
      {"trusted-principals", &out_.trusted_principals},
      {"regions", &out_.regions}};
  for (const auto& [key, list] : lists) {
    if (name == key) *list = reader_->texts(value, name);
  }
}

void ProjectReader::other_key(std::string_view name, NodeId value) {
  if (name == "fail-on-unknown") out_.fail_on_unknown = reader_->boolean(value, name);
  if (name == "perimeter") out_.perimeter = reader_->boolean(value, name);
  if (name == "waivers") out_.waivers = files(value, name);
  if (name == "baseline") {
    if (const auto file = reader_->text(value, name)) out_.baseline = join_path(folder_, *file);
  }
  if (name == "extends") {
    if (const auto file = reader_->text(value, name)) extends_ = join_path(folder_, *file);
  }
  if (name == "profile") {
    if (const auto one = reader_->one_of(value, name, kProfiles)) out_.profile = static_cast<facts::Profile>(*one);
  }
  if (name == "version" && reader_->text(value, name).value_or("1") != "1") {
    reader_->error(reader_->place(value), "this program reads version 1 of the configuration file");
  }
  if (name == "units") reader_->list(value, name, [&](NodeId item) { unit(item); });
  if (name == "assume") assume(value);
  if (name == "stack-names") {
    reader_->entries(value, "`stack-names`", [&](std::string_view from, NodeId given) {
      if (auto to = reader_->text(given, from)) out_.stack_names.emplace_back(join_path(folder_, from), std::move(*to));
    });
  }
  if (name == "module-sources") {
    reader_->entries(value, "`module-sources`", [&](std::string_view from, NodeId given) {
      if (const auto to = reader_->text(given, from)) out_.module_sources.emplace_back(from, join_path(folder_, *to));
    });
  }
}

void ProjectReader::key(std::string_view name, NodeId value) {
  if (name == "fail-on" || name == "severity") return severity_key(name, value);
  list_key(name, value);
  other_key(name, value);
}

ProjectSettings ProjectReader::read() {
  out_.file = path_;
  const auto file = sources_.load(path_);
  if (!file.ok()) {
    diagnostics_.add(
        Diagnostic{DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, file.error(), {}, path_, {}});
    return std::move(out_);
  }
  StrictReader reader(file.value(), sources_.text(file.value()), diagnostics_);
  reader_ = &reader;
  if (reader.root().is_valid()) {
    reader.mapping(reader.root(), "the configuration", kKeys,
                   [&](std::string_view name, NodeId value) { key(name, value); });
  }
  return std::move(out_);
}

}  // namespace

std::vector<ProjectSettings> read_project_layers(SourceManager& sources, const std::string& path,
                                                 Diagnostics& diagnostics) {
  std::vector<ProjectSettings> layers;
  for (std::string next = path; !next.empty();) {
    if (layers.size() > kMaxExtends) {
      diagnostics.add(Diagnostic{DiagnosticKind::LimitReached,
                                 DiagnosticSeverity::Error,
                                 "`extends` leads through more than 8 files",
                                 {},
                                 path,
                                 {}});
      break;
    }
    ProjectReader reader(sources, next, diagnostics);
    layers.push_back(reader.read());
    next = reader.extends();
  }
  return layers;
}

ProjectSettings read_project_file(SourceManager& sources, const std::string& path, Diagnostics& diagnostics) {
  std::vector<ProjectSettings> layers = read_project_layers(sources, path, diagnostics);
  ProjectSettings settings = std::move(layers.front());
  for (std::size_t i = 1; i < layers.size(); ++i) settings = under_policy(std::move(settings), layers[i], diagnostics);
  return settings;
}

engine::Severity implied_fail_on(facts::Profile profile) {
  return profile == facts::Profile::Sandbox ? engine::Severity::High : engine::Severity::Medium;
}

facts::Settings facts_settings(const ProjectSettings& settings) {
  facts::Settings facts;
  facts.profile = settings.profile.value_or(facts::Profile::Standard);
  facts.perimeter = settings.perimeter.value_or(facts.profile == facts::Profile::Regulated);
  facts.organization_ids = settings.organization_ids.value_or(std::vector<std::string>());
  facts.trusted_accounts = settings.trusted_accounts.value_or(std::vector<std::string>());
  facts.trusted_principals = settings.trusted_principals.value_or(std::vector<std::string>());
  facts.regions = settings.regions.value_or(std::vector<std::string>());
  facts.assume = settings.assume.value_or(facts::Assumptions());
  return facts;
}

std::span<const std::string_view> project_keys() {
  return kKeys;
}
std::span<const std::string_view> unit_keys() {
  return kUnitKeys;
}
std::span<const std::string_view> assume_keys() {
  return kAssumeKeys;
}

}  // namespace brn::app
