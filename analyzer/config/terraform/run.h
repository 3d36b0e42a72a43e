#pragma once
// What one evaluation of a root module shares: the pool, limits, the modules read so far, the errors reported and the
// nodes being evaluated (for cycles). Owned by `evaluate`.

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/config/terraform/module_store.h"
#include "analyzer/config/terraform/plan_values.h"

namespace brn::config::terraform {

/// An expression that failed, under the guard where it did. `try` and `can` look at these; what is left is reported.
struct EvaluationError {
  guard::Guard guard;
  Span place;
  std::string message;
  DiagnosticKind kind = DiagnosticKind::InvalidValue;
};
using EvaluationErrors = std::vector<EvaluationError>;

/// An object of a resource or data source instance (or a nested block in one): attributes that the source does not set
/// exist nevertheless and are known after deployment.
struct OpenObject {
  std::string_view owner;  // `module.net.aws_vpc.main[0]`
  std::string_view path;   // of a nested block: `vpc_config[0]`; empty for the instance
  CauseKind cause = CauseKind::Computed;
  Span place;
};

class Run {
 public:
  Run(SourceManager& source_manager, const Inputs& given_inputs, const Limits& given_limits, Configuration& result,
      std::string folder);

  SourceManager& sources;
  const Inputs& inputs;
  const Limits& limits;
  Configuration& configuration;
  value::Pool& pool;
  ModuleStore modules;
  std::optional<PlanValues> plan;  // with Inputs::plan_file
  std::string root_folder;         // as given, normal
  std::string tree_root;           // canonical
  std::uint32_t depth = 0;         // of nested evaluation, expressions and definitions together
  std::uint32_t instances = 0;

  /// True for folders and files that may be read.
  [[nodiscard]] bool may_read(const std::string& path) const;

  /// An error becomes a diagnostic if it happens with the default inputs; under others only the value is lost.
  void report(const EvaluationErrors& errors);
  [[nodiscard]] bool lies_in_undeclared(Span place) const;
  [[nodiscard]] bool holds_by_default(guard::Guard guard) const;

  /// Keeps the syntax of a file that belongs to no module (variable files) for the run.
  const hcl::File& keep(hcl::File file) { return kept_files_.emplace_back(std::move(file)); }

  // Work: what one definition takes is bounded, in steps and in memory, and so is the memory of all of them.
  void begin_definition();
  /// False once a bound has been passed; the first time `place` is reported.
  bool may_continue(Span place);
  [[nodiscard]] bool is_exhausted() const { return is_exhausted_; }
  value::Value exhausted(Span place);

  // Open objects, by the payload of their value.
  void open(const value::Value& object, OpenObject details);
  [[nodiscard]] const OpenObject* open_object(const value::Value& object) const;

  /// Undeclared names of a module are reported when it is first called, once. What evaluation then says inside such a
  /// reference is a consequence, and is not reported.
  void check_references_once(const Module& module);
  /// The local modules that `module` calls.
  [[nodiscard]] CalleeLookup callees_of(const Module& module);
  /// Ids that `import` blocks give, by the address of the instance.
  std::map<std::string, value::Value, std::less<>> import_ids;
  /// Folders of installed modules by key, from `.terraform/modules/modules.json`.
  const std::map<std::string, std::string>& installed_modules();

  // Nodes in work, for cycles.
  void enter(std::string name, Span place) { working_.push_back({std::move(name), place}); }
  void leave() { working_.pop_back(); }
  /// `name` is needed while it is in work: reports the cycle once and gives the value that stands for it.
  value::Value cycle(const std::string& name, Span origin);

  [[nodiscard]] value::Value failed(Span place, std::string_view subject, std::string_view message);
  [[nodiscard]] value::Value unsupported(Span place, std::string_view form, std::string_view message);

 private:
  struct Working {
    std::string name;
    Span place;
  };
  std::uint64_t steps_ = 0;
  std::size_t bytes_before_ = 0;
  bool is_exhausted_ = false;
  std::deque<hcl::File> kept_files_;
  std::vector<Working> working_;
  std::set<std::string> reported_cycles_;
  std::set<const Module*> checked_;
  std::map<std::pair<FileId, std::uint32_t>, std::uint32_t> undeclared_;  // ends of wrong references, by their begin
  std::optional<std::map<std::string, std::string>> installed_modules_;
  std::unordered_map<const value::Payload*, OpenObject> open_objects_;
};

/// Bounds of one definition: expressions evaluated, and bytes of the values made; and bytes of all definitions.
inline constexpr std::uint64_t kMaxSteps = 20'000'000;
inline constexpr std::size_t kMaxDefinitionBytes = std::size_t{512} << 20U;
inline constexpr std::size_t kMaxBytes = std::size_t{2048} << 20U;
/// The most parts of one value.
inline constexpr std::uint32_t kMaxParts = 4'000'000;

/// The deepest nesting of evaluation, over the bounds of definitions; keeps the stack within a few megabytes.
inline constexpr std::uint32_t kMaxEvaluationDepth = 2'000;

}  // namespace brn::config::terraform
