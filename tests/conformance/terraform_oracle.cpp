// Compares evaluation with recorded answers of Terraform. The records are not part of the project: their folder is the
// first argument, or BRN_HCL_ORACLE; without one the test is skipped and says so. Each record is one line of JSON with
// the files of a folder and the answer; see the README beside the records.
//   --list prints every record that differs, --places also those with the error at another place, --least PERCENT fails below that agreement of expressions.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/config/terraform/terraform.h"
#include "analyzer/value/convert.h"
#include "parsers/json/parser.h"
#include "parsers/source/file_system.h"

namespace {

using brn::syntax::NodeId;
using brn::syntax::NodeKind;
using brn::syntax::Tree;
using brn::value::Type;
using brn::value::TypeKind;
using brn::value::Value;

constexpr int kSkipped = 77;

std::string type_text(Type type) {
  switch (type.kind()) {
    case TypeKind::Dynamic: return "dynamic";
    case TypeKind::Bool: return "bool";
    case TypeKind::Number: return "number";
    case TypeKind::String: return "string";
    case TypeKind::List: return "list(" + type_text(type.element()) + ")";
    case TypeKind::Set: return "set(" + type_text(type.element()) + ")";
    case TypeKind::Map: return "map(" + type_text(type.element()) + ")";
    case TypeKind::Tuple: {
      std::string text = "tuple(";
      for (const Type element : type.elements()) text += type_text(element) + ",";
      return text + ")";
    }
    case TypeKind::Object: {
      std::string text = "object(";
      for (const Type::Attribute& attribute : type.attributes()) {
        text += std::string(attribute.name) + "=" + type_text(attribute.type) + ",";
      }
      return text + ")";
    }
  }
  return "?";
}

std::string type_text(const Tree& tree, NodeId id) {
  if (tree.node(id).kind == NodeKind::String) return std::string(tree.node(id).text);
  const auto items = tree.items(id);
  const std::string kind(tree.node(items[0]).text);
  if (kind == "tuple") {
    std::string text = "tuple(";
    for (const NodeId item : tree.items(items[1])) text += type_text(tree, item) + ",";
    return text + ")";
  }
  if (kind == "object") {
    std::map<std::string, std::string> attributes;
    for (const auto& member : tree.members(items[1])) attributes[std::string(member.key)] = type_text(tree, member.value);
    std::string text = "object(";
    for (const auto& [name, type] : attributes) text.append(name).append("=").append(type).append(",");
    return text + ")";
  }
  return kind + "(" + type_text(tree, items[1]) + ")";
}

std::string number_text(std::string_view text) {
  const auto number = brn::value::Number::parse(text);
  if (!number) return std::string(text);
  return number->is_zero() ? "0" : number->to_string();  // stored outputs have no negative zero
}

/// Known part and unknown part in the form of Terraform's `after` and `after_unknown`, made comparable.
std::string shown(const Value& value) {
  if (value.is_unknown()) return "?";
  if (value.is_null()) return "null";
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_number()) return number_text(value.as_number().to_string());
  if (value.is_string()) return "\"" + std::string(value.as_string()) + "\"";
  std::string text;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) text += shown(element) + ",";
    return "[" + text + "]";
  }
  for (const auto& member : value.members()) text += std::string(member.name) + "=" + shown(member.value) + ",";
  return "{" + text + "}";
}

bool is_unknown_at(const Tree& tree, NodeId unknown) {
  return unknown.is_valid() && tree.node(unknown).kind == NodeKind::Bool && tree.node(unknown).bool_value;
}

std::string shown(const Tree& tree, NodeId known, NodeId unknown) {
  if (is_unknown_at(tree, unknown)) return "?";
  const bool has_known = known.is_valid();
  const NodeKind kind = has_known ? tree.node(known).kind : NodeKind::Null;
  const bool has_parts = unknown.is_valid() && tree.node(unknown).kind == NodeKind::Mapping;
  if (kind == NodeKind::Mapping || (!has_known && has_parts)) {
    std::map<std::string, std::string> members;
    if (has_known) {
      for (const auto& member : tree.members(known)) {
        const NodeId below = has_parts ? tree.find(unknown, member.key) : NodeId{};
        members[std::string(member.key)] = shown(tree, member.value, below);
      }
    }
    if (has_parts) {
      for (const auto& member : tree.members(unknown)) {
        const std::string key(member.key);
        if (!members.contains(key)) members[key] = shown(tree, NodeId{}, member.value);
      }
    }
    std::string text;
    for (const auto& [name, value] : members) text.append(name).append("=").append(value).append(",");
    return "{" + text + "}";
  }
  if (kind == NodeKind::Sequence) {
    std::string text;
    const auto items = tree.items(known);
    const bool has_list = unknown.is_valid() && tree.node(unknown).kind == NodeKind::Sequence;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool has_own = has_list && i < tree.items(unknown).size();
      text += shown(tree, items[i], has_own ? tree.items(unknown)[i] : NodeId{}) + ",";
    }
    return "[" + text + "]";
  }
  if (!has_known || kind == NodeKind::Null) return "null";
  if (kind == NodeKind::Bool) return tree.node(known).bool_value ? "true" : "false";
  if (kind == NodeKind::Number) return number_text(tree.node(known).text);
  return "\"" + std::string(tree.node(known).text) + "\"";
}

struct Tally {
  int right = 0;
  int all = 0;
  int placed = 0;
  int errors = 0;
};

class Oracle {
 public:
  Oracle(std::string folder, bool lists, bool places) : folder_(std::move(folder)), lists_(lists), places_(places) {}

  void run(const std::string& name);
  [[nodiscard]] double expression_agreement() const {
    return expressions_.all == 0 ? 0 : 100.0 * expressions_.right / expressions_.all;
  }

 private:
  void run_expression(const Tree& tree, NodeId record, Tally& tally);
  void run_configuration(const Tree& tree, NodeId record, Tally& tally);
  void differ(const Tree& tree, NodeId record, const std::string& got, const std::string& wanted) const;
  std::string error_text(const brn::config::Configuration& configuration, const brn::SourceManager& sources, bool place) const;

  std::string folder_;
  bool lists_;
  bool places_;
  std::string line_;
  Tally expressions_;
};

void add_files(brn::MemoryFileSystem& files, const Tree& tree, NodeId record) {
  const NodeId listed = tree.find(record, "files");
  if (!listed.is_valid()) return;
  for (const auto& member : tree.members(listed)) {
    files.add("/w/" + std::string(member.key), std::string(tree.node(member.value).text));
  }
}

std::string text_of(const Tree& tree, NodeId record, std::string_view key) {
  const NodeId found = tree.find(record, key);
  return found.is_valid() ? std::string(tree.node(found).text) : std::string();
}

std::string Oracle::error_text(const brn::config::Configuration& configuration, const brn::SourceManager& sources,
                               bool place) const {
  for (const brn::Diagnostic& diagnostic : configuration.diagnostics.all()) {
    if (diagnostic.severity != brn::DiagnosticSeverity::Error) continue;
    if (!place || !diagnostic.place.is_valid()) return "error: " + diagnostic.message;
    const brn::LineColumn at = sources.line_column(diagnostic.place.file, diagnostic.place.begin);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  return {};
}

void Oracle::differ(const Tree& tree, NodeId record, const std::string& got, const std::string& wanted) const {
  if (!lists_) return;
  std::printf("  %s: %s\n      got    %s\n      wanted %s\n", text_of(tree, record, "id").c_str(),
              text_of(tree, record, "expr").c_str(), got.c_str(), wanted.c_str());
}

void Oracle::run_expression(const Tree& tree, NodeId record, Tally& tally) {
  constexpr std::string_view kBefore = "output \"o\" {\n  value = ";
  brn::MemoryFileSystem files;
  files.add("/w/main.tf", std::string(kBefore) + text_of(tree, record, "expr") + "\n}\n");
  add_files(files, tree, record);
  if (const NodeId vars = tree.find(record, "vars"); vars.is_valid()) {
    std::string text;
    for (const auto& member : tree.members(vars)) {
      const brn::Span span = tree.node(member.value).span;
      text += std::string(text.empty() ? "" : ",") + "\"" + std::string(member.key) + "\":{\"default\":" +
              line_.substr(span.begin, span.size()) + "}";
    }
    files.add("/w/variables.tf.json", "{\"variable\":{" + text + "}}");
  }
  brn::SourceManager sources(files);
  const auto configuration = brn::config::terraform::evaluate(sources, "/w", {}, {.tree_root = "/w"});
  const std::string error = error_text(configuration, sources, false);
  ++tally.all;
  if (tree.find(record, "error").is_valid()) {
    ++tally.errors;
    if (!error.empty()) {
      ++tally.right;
      const NodeId at = tree.find(record, "at");
      if (at.is_valid() && !tree.find(at, "file").is_valid()) {
        const long line = std::strtol(text_of(tree, at, "line").c_str(), nullptr, 10);
        const long column = std::strtol(text_of(tree, at, "column").c_str(), nullptr, 10);
        constexpr long kIndent = 10;
        const std::string wanted = std::to_string(line + 1) + ":" + std::to_string(line == 1 ? column + kIndent : column);
        const std::string got = error_text(configuration, sources, true);
        if (got == wanted) ++tally.placed;
        if (got != wanted && places_) differ(tree, record, got + " " + error, wanted + " " + text_of(tree, record, "error"));
      }
      return;
    }
    differ(tree, record, "no error", text_of(tree, record, "error") + ": " + text_of(tree, record, "detail"));
    return;
  }
  if (!error.empty() || configuration.outputs.empty()) return differ(tree, record, error, "a value");
  const Value value = configuration.pool->in_world(configuration.outputs[0].value,
                                                   configuration.pool->guards().default_world());
  const bool is_after = tree.find(record, "after_unknown").is_valid();
  const NodeId unknown = tree.find(record, is_after ? "after_unknown" : "unknown");
  const NodeId known = tree.find(record, is_after ? "after" : "value");
  const std::string wanted = shown(tree, known, unknown);
  const NodeId type = tree.find(record, "type");
  const bool has_type = type.is_valid() && !value.is_unknown() && wanted != "null";
  const std::string got = shown(value);
  const std::string got_type = has_type ? type_text(value.type()) : "";
  const std::string wanted_type = has_type ? type_text(tree, type) : "";
  if (got == wanted && got_type == wanted_type) {
    ++tally.right;
    return;
  }
  differ(tree, record, got + "  " + got_type, wanted + "  " + wanted_type);
}

brn::config::Inputs inputs_of(const Tree& tree, NodeId record) {
  brn::config::Inputs inputs;
  if (const NodeId args = tree.find(record, "args"); args.is_valid()) {
    for (const NodeId item : tree.items(args)) {
      const std::string text(tree.node(item).text);
      const bool is_file = text.starts_with("-var-file=");
      using Argument = brn::config::VariableArgument;
      if (is_file) inputs.variables.push_back({Argument::Kind::File, "/w/" + text.substr(10)});
      if (!is_file && text.starts_with("-var=")) inputs.variables.push_back({Argument::Kind::Assignment, text.substr(5)});
    }
  }
  if (const NodeId env = tree.find(record, "env"); env.is_valid()) {
    for (const auto& member : tree.members(env)) {
      inputs.environment.emplace_back(std::string(member.key), std::string(tree.node(member.value).text));
    }
  }
  return inputs;
}

void Oracle::run_configuration(const Tree& tree, NodeId record, Tally& tally) {
  brn::MemoryFileSystem files;
  add_files(files, tree, record);
  brn::SourceManager sources(files);
  const auto configuration =
      brn::config::terraform::evaluate(sources, "/w", inputs_of(tree, record), {.tree_root = "/w"});
  const std::string error = error_text(configuration, sources, false);
  ++tally.all;
  const NodeId errors = tree.find(record, "errors");
  if (errors.is_valid() && !tree.items(errors).empty()) {
    if (!error.empty()) ++tally.right;
    const NodeId first = tree.items(errors)[0];
    if (error.empty()) differ(tree, record, "no error", text_of(tree, first, "summary") + ": " + text_of(tree, first, "detail"));
    return;
  }
  if (!error.empty()) return differ(tree, record, error, "no error");
  const auto world = configuration.pool->guards().default_world();
  std::string got;
  std::string wanted;
  std::map<std::string, Value> outputs;
  for (const auto& output : configuration.outputs) outputs[output.name] = configuration.pool->in_world(output.value, world);
  for (const auto& member : tree.members(tree.find(record, "outputs"))) {
    const std::string name(member.key);
    const bool is_there = outputs.contains(name);
    const NodeId value = tree.find(member.value, "value");
    got += name + "=" + (is_there ? shown(outputs[name]) : "absent") + "\n";
    wanted += name + "=" + shown(tree, value, tree.find(member.value, "after_unknown")) + "\n";
  }
  std::map<std::string, std::string> made;
  for (const auto& resource : configuration.resources) {
    if (!configuration.pool->guards().holds(resource.guard, world)) continue;
    made[resource.address] = shown(configuration.pool->in_world(resource.attributes, world));
  }
  for (const auto& [address, text] : made) got.append(address).append(" ").append(text).append("\n");
  for (const NodeId item : tree.items(tree.find(record, "resources"))) {
    wanted += text_of(tree, item, "address") + " " +
              shown(tree, tree.find(item, "values"), tree.find(item, "after_unknown")) + "\n";
  }
  if (got == wanted) {
    ++tally.right;
  } else {
    differ(tree, record, got, wanted);
  }
}

void Oracle::run(const std::string& name) {
  std::ifstream in(folder_ + "/" + name + ".jsonl");
  std::map<std::string, Tally> groups;
  while (std::getline(in, line_)) {
    const Tree tree = brn::json::parse(brn::FileId{}, line_);
    const NodeId record = tree.documents()[0];
    const std::string group = name == "configurations" ? name : text_of(tree, record, "group");
    if (name == "configurations") {
      run_configuration(tree, record, groups[group]);
    } else {
      run_expression(tree, record, groups[group]);
    }
  }
  Tally total;
  std::printf("%s\n", name.c_str());
  for (const auto& [group, tally] : groups) {
    std::printf("  %-24s %4d of %4d   errors placed %d of %d\n", group.c_str(), tally.right, tally.all, tally.placed, tally.errors);
    total.right += tally.right;
    total.all += tally.all;
  }
  std::printf("  %-24s %4d of %4d (%.1f %%)\n", "total", total.right, total.all, 100.0 * total.right / std::max(1, total.all));
  if (name == "expressions") expressions_ = total;
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder = std::getenv("BRN_HCL_ORACLE") == nullptr ? "" : std::getenv("BRN_HCL_ORACLE");
  bool lists = false;
  bool places = false;
  double least = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--list") {
      lists = true;
    } else if (argument == "--places") {
      lists = places = true;
    } else if (argument == "--least" && i + 1 < argc) {
      least = std::strtod(argv[++i], nullptr);
    } else {
      folder = argument;
    }
  }
  if (folder.empty() || !std::ifstream(folder + "/expressions.jsonl")) {
    std::puts("skipped: no recorded answers (set BRN_HCL_ORACLE to their folder)");
    return kSkipped;
  }
  Oracle oracle(folder, lists, places);
  for (const char* name : {"expressions", "unknowns", "configurations"}) oracle.run(name);
  return oracle.expression_agreement() < least ? 1 : 0;
}
