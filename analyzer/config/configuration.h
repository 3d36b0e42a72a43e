#pragma once
// The evaluated configuration: what both front ends (terraform/ and cloudformation/) produce and the graph is lowered
// from. Instances of resources with their attributes as Values, guards that say under which inputs they exist, and
// diagnostics. No syntax is left in it; places are Spans.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/diagnostics/cause.h"
#include "analyzer/diagnostics/diagnostic.h"
#include "analyzer/diagnostics/tri.h"
#include "analyzer/guard/guard.h"
#include "analyzer/value/pool.h"
#include "analyzer/value/value.h"
#include "parsers/source/source_manager.h"

namespace brn::config {

enum class Language : std::uint8_t { Terraform, CloudFormation };

enum class Mode : std::uint8_t { Managed, Data };

/// One resource or data source instance.
struct Resource {
  std::string address;  // `module.net.aws_subnet.private["a"]`, `PrivateSubnet`
  /// Owner in SymbolData of what deployment chooses for this resource: the address, and `<unit path>::<address>` where
  /// several units are joined in one Configuration. Unit-wide symbols (StackName, Input …) have "" or the unit path.
  std::string symbol_owner;
  std::string definition;           // the same without instance keys: instances of one block share it
  std::string type;                 // `aws_subnet`, `AWS::EC2::Subnet`
  std::string name;                 // `private`, `PrivateSubnet`
  std::optional<value::Value> key;  // of count or for_each
  Mode mode = Mode::Managed;
  Language language = Language::Terraform;
  std::uint32_t unit = 0;  // into Configuration::units

  guard::Guard guard = guard::Guard::always();
  /// Yes, or Unknown when count, for_each or a condition is not known; then `existence_causes` say why. A `for_each`
  /// over something unknown is one such instance that stands for 0..n (`is_summary`).
  Tri exists = Tri::Yes;
  bool is_summary = false;
  Causes existence_causes;

  /// An object: members by attribute name in the language's own spelling, each with the span of its name. Nested blocks
  /// of Terraform are tuples of objects. A value read at deployment is Unknown with a symbol.
  value::Value attributes;
  /// Where the block begins: `resource "aws_subnet" "private"`; the logical id in a template.
  Span header;
  Span body;
  /// Where a construct library made it (`Stack/Vpc/Endpoint`), for the user to find; empty where none did.
  std::string construct_path;
  /// The module calls that led here, outermost first.
  std::vector<Span> call_path;
  /// Region of the provider or stack: a known string, or Unknown with a Region symbol.
  value::Value region;
  /// Tags that the provider adds to those of the resource; null when it has none.
  value::Value default_tags;
  /// Names the provider configuration for account and Region symbols; "" for the default one.
  std::string provider;
};

/// A module call that could not be followed because its source is not on disk. What it makes is not known; its
/// arguments say what it was given.
struct AbsentModule {
  std::string address;  // `module.vpc`
  std::string source;   // as written
  std::string version;
  guard::Guard guard = guard::Guard::always();
  value::Value arguments;
  Span header;
  std::uint32_t unit = 0;
  Cause cause;
};

/// A module call that is known by a summary that the analyzer carries, not from its source.
struct SummarizedModule {
  std::string address;  // `module.vpc`, without instance keys
  std::string source;   // of the summary: `terraform-aws-modules/vpc/aws`
  Span header;
};

/// An import that was joined with the one export whose pattern fits, which deployment may have otherwise.
struct AssumedImport {
  std::string resource;  // address of what imports
  std::uint32_t unit = 0;
  std::string message;
  Span place;
};

struct Output {
  std::string name;
  value::Value value;
  Span place;
  std::string export_name;  // CloudFormation, when known
  bool sensitive = false;
  std::uint32_t unit = 0;
};

/// A root module or a stack.
struct Unit {
  std::string path;  // folder of the root module, file of the template; from the tree's root
  std::string name;  // as configured; else the path
  Language language = Language::Terraform;
  std::vector<FileId> files;
  std::vector<std::string> inputs;  // var files and the like that were used, as given
  /// Folders of local modules that this root calls, from the tree's root.
  std::vector<std::string> called_modules;
};

struct Configuration {
  std::unique_ptr<value::Pool> pool;
  std::vector<Unit> units;  // one, unless exports join several
  std::vector<Resource> resources;
  std::vector<AbsentModule> absent_modules;
  std::vector<SummarizedModule> summarized_modules;
  std::vector<AssumedImport> assumed_imports;
  std::vector<Output> outputs;
  Diagnostics diagnostics;
};

/// One `--var` or `--var-file`, in command order.
struct VariableArgument {
  enum class Kind : std::uint8_t { Assignment, File } kind = Kind::Assignment;
  std::string text;  // `name=value` or a path
};

/// Folders that stand for modules whose source leads elsewhere (a registry, git), by that source as it is written.
using ModuleSources = std::vector<std::pair<std::string, std::string>>;

/// What a user gives beside the source. Paths are as given on the command line.
struct Inputs {
  std::vector<VariableArgument> variables;                       // Terraform
  std::vector<std::pair<std::string, std::string>> environment;  // TF_VAR_*, TF_WORKSPACE
  std::vector<std::string> parameter_files;                      // CloudFormation
  std::string region;
  std::string stack_name;
  ModuleSources module_sources;  // Terraform
  /// A plan as JSON of the root module that is evaluated: its variables, data values and planned attributes are used.
  std::string plan_file;
};

/// Files outside of this folder are not read unless `allow_outside`.
struct Limits {
  std::string tree_root;
  bool allow_outside = false;
  std::uint32_t max_instances = 200'000;  // of one unit
  std::uint64_t max_string_bytes = 16ULL << 20U;
  std::uint32_t max_expression_depth = 500;
  /// Know no more than Terraform does when it plans: not that two references to one attribute are equal. For `eval`.
  bool like_terraform = false;
};

/// `--print=config`: resources with attributes, guards and causes; deterministic text.
[[nodiscard]] std::string print(const Configuration& configuration, const SourceManager& sources);

}  // namespace brn::config
