#pragma once
// A Stack is one template while it is evaluated: its sections as tables, and the evaluator of intrinsic functions over
// them. A Run holds the stacks that are evaluated together and what they share. Parameters and conditions are computed
// when they are first needed and kept.
//
// Conventions for values: null stands for `AWS::NoValue`, so a property or list element that is null is absent, and one
// that is a Choice with a null alternative is absent under that guard. Lists are tuples; objects keep source order.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/config/cloudformation/intrinsic.h"
#include "analyzer/config/cloudformation/scalar_places.h"
#include "analyzer/config/configuration.h"
#include "parsers/syntax/tree.h"

namespace brn::config::cloudformation {

class Stack;

/// A parameter's value from a parameter file.
struct GivenValue {
  std::string text;
  Span place;
  bool is_declared = false;  // by a template of the run
};
using GivenValues = std::map<std::string, GivenValue, std::less<>>;

/// What parameter files say; Region and stack name are in samconfig.toml only.
struct GivenSettings {
  GivenValues parameters;
  std::string region;
  std::string stack_name;
};

/// Reads the parameter files: the forms of the AWS CLI, of CodePipeline, a plain object, and samconfig.toml.
[[nodiscard]] GivenSettings read_parameter_files(SourceManager& sources, const std::vector<std::string>& paths,
                                                 Diagnostics& diagnostics);

/// What the stacks of one evaluation share.
struct Run {
  SourceManager* sources = nullptr;
  const Inputs* inputs = nullptr;
  const Limits* limits = nullptr;
  value::Pool* pool = nullptr;
  Diagnostics* diagnostics = nullptr;
  Configuration* out = nullptr;
  GivenValues given;
  std::string region;  // that the user fixes; empty: not given
  std::string stack_name;
  std::map<std::uint32_t, std::unique_ptr<syntax::Tree>> trees;  // of the templates, by file
  std::deque<syntax::Tree> snippets;                             // of included files
  std::vector<std::unique_ptr<Stack>> stacks;                    // those that others make come after
  std::size_t named_stacks = 0;                                  // the first ones, which the run is about
  std::uint64_t instances_left = 0;                              // of loops and nested stacks, for all stacks
};

/// What a deployment tool wrote down of a stack beside its template; empty where it did not.
struct KnownStack {
  std::string account;
  std::string region;
  std::string name;
  /// Paths of the constructs that made resources, by logical id; those of nested stacks are among them.
  std::map<std::string, std::string, std::less<>> constructs;
};

/// Where a stack comes from: its unit and file, and the resource of another stack that makes it.
struct StackSource {
  std::uint32_t unit = 0;
  std::string unit_path;
  std::string path;  // as loaded
  FileId file;
  const syntax::Tree* tree = nullptr;
  const KnownStack* known = nullptr;  // never nullptr
  Stack* parent = nullptr;
  std::uint32_t parent_resource = 0xffffffffU;
};

/// The loop variables of Fn::ForEach that are in force, innermost first.
struct Binding {
  std::string_view name;
  std::string_view value;
  const Binding* outer = nullptr;
};

enum class Section : std::uint8_t { Conditions, Resources, Outputs };

inline constexpr std::uint32_t kNoResource = 0xffffffffU;

/// Where evaluation stands: under which guard, in whose properties, inside which loops.
struct Frame {
  guard::Guard guard = guard::Guard::always();
  const Binding* loop = nullptr;
  std::uint32_t resource = kNoResource;  // whose dependencies are recorded
  Section section = Section::Resources;
  std::uint32_t depth = 0;
};

/// A condition's outcome: where it is certainly true, where certainly false; elsewhere it is not known, for `causes`.
struct Decision {
  guard::Guard yes = guard::Guard::never();
  guard::Guard no = guard::Guard::never();
  Causes causes;
};

/// A member of a mapping, loops expanded.
struct LoopMember {
  std::string_view key;
  Span key_span;
  syntax::NodeId node;
  const Binding* loop = nullptr;
};

/// A value as alternatives: itself, always, when it is no Choice.
[[nodiscard]] std::vector<value::Alternative> alternatives_of(const value::Value& value);

struct ParameterType {
  bool is_list = false;
  bool is_number = false;
  bool is_ssm = false;  // the value is read from Systems Manager when the stack is made
};

struct ParameterEntry {
  std::string_view name;
  Span key_span;
  syntax::NodeId node;
  ParameterType type;
  value::Value value;
};

enum class Progress : std::uint8_t { New, Running, Done };

struct ConditionEntry {
  LoopMember member;
  Progress progress = Progress::New;
  Decision decision;
};

struct ResourceEntry {
  LoopMember member;
  std::string_view type;
  syntax::NodeId properties;            // invalid when there are none
  Decision condition;                   // of existence
  std::uint32_t made_by = kNoResource;  // the serverless function whose implicit role this is
};

struct OutputEntry {
  LoopMember member;
  value::Value export_name;  // null: not exported
  Progress progress = Progress::New;
  value::Value value;
};

/// `from` needs `to` where `guard` holds.
struct Dependency {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  guard::Guard guard;
  Span place;
};

class Stack {
 public:
  Stack(Run& run, StackSource source);

  /// Sections, parameters and the tables; reports what is wrong with their form.
  void declare();
  /// The stacks that resources of this one make of templates on disk.
  void make_children();
  /// Names of exports; needs every stack declared.
  void name_exports();
  void evaluate_resources(Configuration& out);
  void evaluate_outputs(Configuration& out);

  void add_parameter_names(std::vector<std::string_view>& names) const {
    for (const ParameterEntry& entry : parameters_) names.push_back(entry.name);
  }
  [[nodiscard]] std::vector<OutputEntry>& outputs() { return outputs_; }
  [[nodiscard]] value::Value output_value(OutputEntry& output);
  [[nodiscard]] const std::string& unit_path() const { return source_.unit_path; }
  /// Prefix of symbol owners and inputs: empty when the run has one stack.
  [[nodiscard]] std::string qualified(std::string_view name) const;
  [[nodiscard]] const std::string& scope() const { return scope_; }

 private:
  // template.cpp
  void declare_transforms();
  void declare_parameters();
  void declare_conditions();
  void declare_resources();
  void declare_resource(const LoopMember& member);
  void declare_outputs();
  [[nodiscard]] syntax::NodeId section(std::string_view name);

  // nested.cpp
  [[nodiscard]] bool is_nested() const { return source_.parent != nullptr; }
  /// The stack that a resource makes; nullptr when its template is not on disk, or while it is being made.
  [[nodiscard]] Stack* child_of(std::uint32_t resource);
  [[nodiscard]] Stack* make_child(std::uint32_t resource);
  [[nodiscard]] std::optional<std::string> child_path(std::uint32_t resource, const Frame& frame);
  [[nodiscard]] std::string asset_path(std::uint32_t resource) const;
  [[nodiscard]] bool may_nest(const std::string& path, Span place);
  [[nodiscard]] Decision whole_existence(std::uint32_t resource);
  [[nodiscard]] value::Value passed_value(const ParameterEntry& entry);
  [[nodiscard]] std::optional<value::Value> child_output(std::uint32_t resource, std::string_view path, Span place);
  void emit_absent_child(const Resource& resource, std::uint32_t index, Configuration& out);

  // parameters.cpp
  [[nodiscard]] value::Value parameter_value(const ParameterEntry& entry);
  [[nodiscard]] value::Value enumerated(const ParameterEntry& entry, std::vector<std::string> values,
                                        std::optional<std::string> default_text, bool is_open);
  [[nodiscard]] value::Value parameter_from_text(const ParameterEntry& entry, std::string_view text, Span origin);
  [[nodiscard]] value::Value parameter_unknown(const ParameterEntry& entry);
  void check_constraints(const ParameterEntry& entry, std::string_view text, Span place, bool is_given);
  void collect_compared_literals();

  // rules.cpp
  void apply_rules();
  void apply_rule(const syntax::Member& rule);
  [[nodiscard]] Decision decide_members(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value account_value(const Call& call);

  // conditions.cpp
  [[nodiscard]] Decision condition(std::string_view name, Span place, const Frame& frame);
  [[nodiscard]] Decision decide(syntax::NodeId node, const Frame& frame);
  [[nodiscard]] Decision decide_call(const Call& call, const Frame& frame);
  [[nodiscard]] Decision decide_argument(const Call& call, syntax::NodeId inner, const Frame& frame);
  [[nodiscard]] Decision decide_equals(const Call& call, const Frame& frame);
  [[nodiscard]] Decision decide_group(const Call& call, const Frame& frame);
  [[nodiscard]] Decision undecided(const Cause& cause);
  [[nodiscard]] Decision existence(syntax::NodeId resource, const Frame& frame);
  void check_conditions();

  // evaluate.cpp
  [[nodiscard]] value::Value evaluate(syntax::NodeId node, const Frame& frame);
  [[nodiscard]] value::Value evaluate_untagged(syntax::NodeId node, const Frame& frame);
  [[nodiscard]] value::Value object(syntax::NodeId node, const Frame& frame);
  [[nodiscard]] value::Value sequence(syntax::NodeId node, const Frame& frame);
  [[nodiscard]] value::Value text_value(const syntax::Node& node, const Frame& frame);
  [[nodiscard]] value::Value settle(const value::Value& value, guard::Guard guard);
  [[nodiscard]] value::Value failure(Span place, DiagnosticKind kind, std::string message);
  [[nodiscard]] value::Value unsupported(Span place, std::string subject, std::string message);
  /// A list without conditional elements: a Choice of lists where it has some.
  [[nodiscard]] value::Value without_absent(const value::Value& list, Span origin);
  /// Text of a scalar argument; nothing (and a diagnostic) when it is none.
  [[nodiscard]] std::optional<std::string> literal_argument(syntax::NodeId node, const Frame& frame,
                                                            std::string_view wanted);
  /// The value of the only argument of a call, in either spelling.
  [[nodiscard]] value::Value argument(const Call& call, const Frame& frame);

  // intrinsics.cpp, lists.cpp
  [[nodiscard]] value::Value call(const Call& call, const Frame& frame);
  /// The arguments of a function that takes `least` to `most` of them; nothing and a diagnostic otherwise.
  [[nodiscard]] std::optional<std::vector<syntax::NodeId>> arguments(const Call& call, std::size_t least,
                                                                     std::size_t most);
  [[nodiscard]] value::Value malformed(const Call& call, value::Type type);
  [[nodiscard]] value::Value fn_if(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value either_of(const value::Value& first, const value::Value& second, const Causes& causes,
                                       Span place);
  [[nodiscard]] value::Value fn_find_in_map(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value find_in_map(std::span<const value::Value> keys, const Call& call, syntax::NodeId fallback,
                                         bool is_certain, const Frame& frame);
  [[nodiscard]] value::Value map_entry(syntax::NodeId map, std::span<const value::Value> keys, const Call& call,
                                       const Frame& frame);
  [[nodiscard]] value::Value key_pattern(std::string_view key, const value::Value& value, const value::Value& hole);
  [[nodiscard]] std::vector<std::optional<ScalarPlaces>> places_of_json(syntax::NodeId list, const Frame& frame);
  [[nodiscard]] value::Value fn_join(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_split(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_select(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value select_from(const value::Value& list, std::int64_t index, bool is_certain,
                                         const Call& call);
  [[nodiscard]] value::Value fn_get_azs(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value zone(std::string_view region_scope, std::int64_t index, Span place);
  [[nodiscard]] value::Value fn_cidr(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_base64(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_import(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_length(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_to_json(const Call& call, const Frame& frame);

  // sub.cpp
  [[nodiscard]] value::Value fn_sub(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value substitute(syntax::NodeId text, syntax::NodeId variables, const Frame& frame);
  [[nodiscard]] value::Value variable(std::string_view name, Span place, syntax::NodeId variables, const Frame& frame);

  // references.cpp
  [[nodiscard]] value::Value fn_ref(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value fn_get_att(const Call& call, const Frame& frame);
  [[nodiscard]] value::Value reference(std::string_view name, Span place, const Frame& frame);
  [[nodiscard]] value::Value attribute(std::string_view resource, std::string_view path, Span place,
                                       const Frame& frame);
  [[nodiscard]] std::optional<value::Value> own_property(std::uint32_t resource, std::string_view name,
                                                         const Frame& frame);
  [[nodiscard]] std::optional<value::Value> pseudo_parameter(std::string_view name, Span place);
  [[nodiscard]] value::Value pseudo_symbol(value::SymbolKind kind, std::string_view owner, std::string_view name,
                                           std::string settle, Span place);
  [[nodiscard]] value::Value resource_symbol(std::string_view resource, std::string_view path, Span place);
  void depends(const Frame& frame, std::uint32_t target, Span place);
  [[nodiscard]] bool may_be_generated(std::string_view name) const;
  [[nodiscard]] std::string suggestion(std::string_view name, bool with_parameters) const;
  [[nodiscard]] std::uint32_t find_resource(std::string_view name) const;

  // foreach.cpp
  using MemberVisitor = std::function<void(const LoopMember&)>;
  void each_member(syntax::NodeId mapping, const Frame& frame, const MemberVisitor& visit);
  void expand_loop(const syntax::Member& loop, const Frame& frame, const MemberVisitor& visit);
  [[nodiscard]] std::optional<std::vector<std::string_view>> loop_values(syntax::NodeId collection, const Frame& frame,
                                                                         std::string_view name);
  [[nodiscard]] std::string_view substitute_loop(std::string_view text, const Binding* loop);

  // dependencies.cpp
  void read_depends_on(std::uint32_t resource);
  void report_cycles();

  // outputs.cpp
  [[nodiscard]] value::Value stack_output(const Call& call, const Frame& frame);
  [[nodiscard]] OutputEntry* find_export(const value::Value& name, Stack*& owner);
  [[nodiscard]] value::Value outside_import(const value::Value& name, Span place);
  void note_assumption(const value::Value& wanted, const value::Value& exported, const Stack& owner, Span place,
                       const Frame& frame);

  // resources.cpp
  [[nodiscard]] std::string construct_path(const LoopMember& resource) const;
  void emit_resource(std::uint32_t index, Configuration& out);
  [[nodiscard]] value::Value attributes_of(std::uint32_t index, const Frame& frame);
  [[nodiscard]] value::Value region(Span place);
  [[nodiscard]] const std::string& known_region() const;

  // state_machines.cpp
  [[nodiscard]] std::optional<value::Value> definition_file(const value::Value& properties);
  [[nodiscard]] value::Value state_machine_properties(const value::Value& properties);

  // sam.cpp
  void add_implicit_roles();
  [[nodiscard]] syntax::NodeId globals_of(std::string_view type) const;
  [[nodiscard]] value::Value serverless_properties(std::uint32_t index, const value::Value& properties,
                                                   const Frame& frame);
  // sam_policies.cpp
  void add_serverless_policy(const value::Value& policy, std::vector<value::Value>& managed,
                             std::vector<value::Value>& inline_policies);
  [[nodiscard]] value::Value managed_policy(const value::Value& policy);
  [[nodiscard]] value::Value inline_policy(const value::Value& policy);
  [[nodiscard]] value::Value policy_template(const value::Member& named);
  [[nodiscard]] value::Value template_text(std::string_view text, const value::Value& parameters, Span place);
  [[nodiscard]] value::Value implicit_role(std::uint32_t function, const Frame& frame);

  [[nodiscard]] const syntax::Node& node(syntax::NodeId id) const { return tree_.node(id); }
  [[nodiscard]] value::Pool& pool() { return *run_->pool; }
  [[nodiscard]] guard::GuardPool& guards() { return run_->pool->guards(); }
  void error(DiagnosticKind kind, Span place, std::string message);
  void warning(DiagnosticKind kind, Span place, std::string message);

  Run* run_;
  StackSource source_;
  std::string scope_;   // owner of symbols that belong to the stack
  std::string prefix_;  // of its resources' addresses: empty, or `Network.` in a nested stack
  const syntax::Tree& tree_;
  syntax::NodeId root_;

  bool is_serverless_ = false;
  bool is_open_ = false;  // macros or includes may add names that are not in the text
  std::vector<ParameterEntry> parameters_;
  std::unordered_map<std::string_view, std::uint32_t> parameter_by_name_;
  std::unordered_map<std::string_view, std::vector<std::string>> compared_literals_;
  syntax::NodeId mappings_;
  std::vector<ConditionEntry> conditions_;
  std::unordered_map<std::string_view, std::uint32_t> condition_by_name_;
  std::vector<ResourceEntry> resources_;
  std::unordered_map<std::string_view, std::uint32_t> resource_by_name_;
  std::vector<OutputEntry> outputs_;
  std::map<std::uint32_t, Stack*> children_;  // by resource
  std::map<std::uint32_t, Cause> absent_children_;
  Decision base_{guard::Guard::always(), guard::Guard::never(), {}};  // whether the stack itself exists
  value::Value passed_;                                               // parameters that the parent gives
  std::map<std::pair<std::uint32_t, std::string_view>, std::optional<value::Value>> own_properties_;
  std::vector<Dependency> dependencies_;
  std::unordered_map<std::uint64_t, std::uint32_t> dependency_by_ends_;
  std::vector<std::unique_ptr<Binding>> bindings_;
};

}  // namespace brn::config::cloudformation
