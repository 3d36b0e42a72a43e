// `--print=graph`: the frame; what each kind of entity holds is in print_kinds.cpp.

#include <algorithm>

#include "analyzer/graph/printer.h"

namespace brn::graph {

std::string Printer::place(Span span) const {
  if (!span.is_valid()) return {};
  const LineColumn at = sources_.line_column(span.file, span.begin);
  return sources_.path(span.file) + ":" + std::to_string(at.line);
}

std::string Printer::because(const Causes& causes) {
  std::string text;
  for (const Cause& cause : causes) text += (text.empty() ? ": " : ", ") + cause.subject;
  return text;
}

void Printer::line(std::string_view name, const std::string& value) {
  out_ += "  ";
  out_ += name;
  out_ += " = " + value + "\n";
}

void Printer::flush() {
  std::sort(items_.begin(), items_.end());
  for (const std::string& text : items_) out_ += "  " + text + "\n";
  items_.clear();
}

void Printer::boolean(std::string_view name, const Attribute<bool>& value) {
  attribute(name, value, [](bool b) { return std::string(b ? "true" : "false"); });
}

void Printer::text(std::string_view name, const Attribute<std::string>& value) {
  attribute(name, value, [](const std::string& s) { return s.empty() ? std::string("none") : s; });
}

std::string Printer::list(std::vector<std::string> parts, bool is_complete, const Causes& causes) {
  std::sort(parts.begin(), parts.end());
  std::string text = "[";
  for (const std::string& part : parts) text += (text.size() == 1 ? "" : ", ") + part;
  text += "]";
  if (!is_complete) text += " and perhaps more" + because(causes);
  return text;
}

void Printer::header(std::string_view kind, const Entity& entity) {
  if (!out_.empty()) out_ += "\n";
  out_ += kind;
  out_ += " " + entity.address;
  if (const std::string at = place(entity.header); !at.empty()) out_ += "  (" + at + ")";
  out_ += "\n";
  if (entity.origin == Origin::External) line("origin", "external" + because(entity.causes));
  if (entity.origin == Origin::MadeWith) line("origin", "made by AWS");
  if (is_unknown(entity.exists)) line("exists", "perhaps" + because(entity.causes));
  if (entity.is_summary) line("instances", "any number");
}

namespace {

template <typename T>
void print_all(Printer& printer, std::string_view kind) {
  const std::vector<T>& all = printer.graph().all<T>();
  std::vector<const T*> sorted;
  for (const T& entity : all) sorted.push_back(&entity);
  std::stable_sort(sorted.begin(), sorted.end(), [](const T* a, const T* b) {
    return a->unit != b->unit ? a->unit < b->unit : a->address < b->address;
  });
  for (const T* entity : sorted) {
    printer.header(kind, *entity);
    print_entity(printer, *entity);
    printer.flush();
  }
}

}  // namespace

std::string print(const ResourceGraph& graph, const SourceManager& sources) {
  Printer printer(graph, sources);
  print_all<Vpc>(printer, "vpc");
  print_all<Subnet>(printer, "subnet");
  print_all<RouteTable>(printer, "route-table");
  print_all<RouteTableAssociation>(printer, "route-table-association");
  print_all<Gateway>(printer, "gateway");
  print_all<SecurityGroup>(printer, "security-group");
  print_all<NetworkAcl>(printer, "network-acl");
  print_all<Endpoint>(printer, "endpoint");
  print_all<PrefixList>(printer, "prefix-list");
  print_all<HostedZone>(printer, "hosted-zone");
  print_all<VpcTie>(printer, "vpc-tie");
  print_all<PolicyDocument>(printer, "policy");
  print_all<Role>(printer, "role");
  print_all<Bucket>(printer, "bucket");
  print_all<Job>(printer, "job");
  print_all<Collection>(printer, "collection");
  print_all<CollectionPolicy>(printer, "collection-policy");
  print_all<CollectionEndpoint>(printer, "collection-endpoint");
  print_all<KnowledgeBase>(printer, "knowledge-base");
  print_all<DataSource>(printer, "data-source");
  print_all<Agent>(printer, "agent");
  print_all<AgentCoreResource>(printer, "agent-core");
  print_all<Workload>(printer, "workload");
  print_all<OpaqueModule>(printer, "opaque-module");
  std::string out = printer.take();
  if (!graph.other_types.empty()) out += out.empty() ? "not modelled\n" : "\nnot modelled\n";
  for (const auto& [type, count] : graph.other_types) out += "  " + type + " x " + std::to_string(count) + "\n";
  return out;
}

}  // namespace brn::graph
