#pragma once
// A module as it is called: its variables, locals, resources, calls and outputs, each evaluated once, when first needed.
// The root module is an instance without a caller. Owned by its caller (the root by `evaluate`).

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/providers.h"
#include "analyzer/config/terraform/repetition.h"
#include "analyzer/config/terraform/scope.h"

namespace brn::config::terraform {

/// Whether, and under which inputs, something exists.
struct Existence {
  guard::Guard guard = guard::Guard::always();
  Tri exists = Tri::Yes;
  bool is_summary = false;
  Causes causes;
};

struct CallMemo;

class ModuleInstance {
 public:
  struct Call {
    ModuleInstance* caller = nullptr;
    const Definition* definition = nullptr;
    Repetition repetition;
    Existence existence;
  };

  ModuleInstance(Run& run, const Module& module, std::string address, std::string definition_address, std::string path,
                 Call call);
  ~ModuleInstance();
  ModuleInstance(const ModuleInstance&) = delete;
  ModuleInstance& operator=(const ModuleInstance&) = delete;

  // What references resolve to; `place` is where the reference stands.
  value::Value variable(std::string_view name, Span place);
  value::Value local(std::string_view name, Span place);
  value::Value resource(Mode mode, std::string_view type, std::string_view name, Span place);
  value::Value output(std::string_view name, Span place);
  /// `module.net.x` or `module.net[key].x`, where it is one output of one instance that exists under `guard`; nothing
  /// where the call as a whole has to be looked at.
  std::optional<value::Value> call_output(std::string_view call, const std::optional<value::Value>& key,
                                          std::string_view output, guard::Guard guard, Span place);
  /// `module.net` as a whole: an object of outputs, or a tuple or object of them.
  value::Value whole_call(std::string_view call, Span place);
  /// `path.module`, `terraform.workspace` …
  [[nodiscard]] std::optional<std::string> builtin(std::string_view name) const;

  /// Evaluates everything, called modules included, and adds it to the configuration in the order of declaration.
  void evaluate_all();

  [[nodiscard]] Run& run() { return run_; }
  [[nodiscard]] const Module& module() const { return module_; }
  [[nodiscard]] const std::string& address() const { return address_; }
  /// The path as `path.module` shows it: from the root module's folder.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const Call& call() const { return call_; }
  [[nodiscard]] const ProviderMap& providers();
  [[nodiscard]] bool is_root() const { return call_.caller == nullptr; }
  [[nodiscard]] const std::vector<Span>& call_path() const { return call_path_; }
  /// `module.net.` + `name`.
  [[nodiscard]] std::string qualified(std::string_view name) const;
  [[nodiscard]] std::string qualified_definition(std::string_view name) const;
  /// A scope for expressions of this module.
  [[nodiscard]] Scope scope();
  void set_variables(std::map<std::string, value::Value, std::less<>> values) { given_ = std::move(values); }

 private:
  enum class State : std::uint8_t { Idle, Working, Done };
  struct Memo {
    State state = State::Idle;
    value::Value value;
  };
  struct ResourceMemo : Memo {
    std::vector<Resource> instances;
  };
  /// Computes a memo once, noticing cycles.
  template <typename Compute>
  value::Value once(Memo& memo, const std::string& name, Span declared, Span place, const Compute& compute);

  // Locals and resources that a node needs are evaluated before it, without recursion.
  void require(const DependencyNode& node);
  [[nodiscard]] bool is_idle(const DependencyNode& node);
  void compute(const DependencyNode& node);
  std::vector<DependencyNode> dependencies(const DependencyNode& node) const;

  value::Value compute_local(const LocalDefinition& local, Span place);
  value::Value compute_resource(const Definition& definition, Span place);
  value::Value compute_variable(const Definition& definition);
  CallMemo& prepare_call(const Definition& definition);
  void record_absent(const Definition& definition, const CallMemo& memo);
  void make_children(const Definition& definition, CallMemo& memo);
  value::Value outputs_of(CallMemo& memo, std::size_t index, Span place);

  Run& run_;
  const Module& module_;
  std::string address_;     // `module.net[0]`; empty for the root
  std::string definition_;  // `module.net`
  std::string path_;
  Call call_;
  std::vector<Span> call_path_;
  std::optional<ProviderMap> providers_;
  std::map<std::string, value::Value, std::less<>> given_;  // of the root
  std::map<std::string_view, Memo> variables_;
  std::map<std::string_view, Memo> outputs_;
  std::unordered_map<const LocalDefinition*, Memo> locals_;
  std::unordered_map<const Definition*, ResourceMemo> resources_;
  std::map<std::string_view, std::unique_ptr<CallMemo>> calls_;
  std::unordered_set<const void*> scheduled_;  // locals and resources whose dependencies have been looked at
};

}  // namespace brn::config::terraform
