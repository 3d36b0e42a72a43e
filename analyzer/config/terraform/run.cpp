#include "analyzer/config/terraform/run.h"

#include <algorithm>

namespace brn::config::terraform {

Run::Run(SourceManager& source_manager, const Inputs& given_inputs, const Limits& given_limits, Configuration& result,
         std::string folder)
    : sources(source_manager),
      inputs(given_inputs),
      limits(given_limits),
      configuration(result),
      pool(*result.pool),
      modules(source_manager, result.diagnostics),
      root_folder(std::move(folder)),
      tree_root(source_manager.file_system().canonical(given_limits.tree_root.empty() ? root_folder
                                                                                      : given_limits.tree_root)) {}

bool Run::may_read(const std::string& path) const {
  return limits.allow_outside || is_within(sources.file_system().canonical(path), tree_root);
}

bool Run::holds_by_default(guard::Guard guard) const {
  if (guard.is_always()) return true;
  const std::span<const guard::Input> all = pool.guards().inputs();
  for (const guard::InputId input : pool.guards().support(guard)) {
    if (!all[input].default_value) return false;
  }
  return pool.guards().holds(guard, pool.guards().default_world());
}

bool Run::lies_in_undeclared(Span place) const {
  auto after = undeclared_.upper_bound({place.file, place.begin});
  if (after == undeclared_.begin()) return false;
  --after;
  return after->first.first == place.file && place.end <= after->second;
}

void Run::report(const EvaluationErrors& errors) {
  for (const EvaluationError& error : errors) {
    if (lies_in_undeclared(error.place)) continue;
    if (holds_by_default(error.guard)) configuration.diagnostics.error(error.kind, error.place, error.message);
  }
}

void Run::begin_definition() {
  steps_ = 0;
  is_exhausted_ = false;
  bytes_before_ = pool.bytes();
}

bool Run::may_continue(Span place) {
  constexpr std::uint64_t kStepsBetweenLooks = 4096;
  if (is_exhausted_) return false;
  if (++steps_ % kStepsBetweenLooks != 0) return true;
  const bool is_long = steps_ > kMaxSteps;
  is_exhausted_ = is_long || pool.bytes() > bytes_before_ + kMaxDefinitionBytes || pool.bytes() > kMaxBytes;
  if (is_exhausted_) {
    configuration.diagnostics.error(
        DiagnosticKind::LimitReached, place,
        is_long ? "evaluating this takes too many steps" : "evaluating this takes too much memory");
  }
  return !is_exhausted_;
}

value::Value Run::exhausted(Span place) {
  return pool.unknown(Cause{CauseKind::Limit, "work", "evaluating this takes too much time or memory", "", place}, {},
                      place);
}

void Run::open(const value::Value& object, OpenObject details) {
  details.owner = pool.intern(details.owner);
  details.path = pool.intern(details.path);
  open_objects_.insert_or_assign(object.payload(), details);
}

const OpenObject* Run::open_object(const value::Value& object) const {
  const auto found = open_objects_.find(object.payload());
  return found == open_objects_.end() ? nullptr : &found->second;
}

value::Value Run::cycle(const std::string& name, Span origin) {
  const auto start = std::ranges::find(working_, name, &Working::name);
  std::vector<Working> members(start, working_.end());
  std::ranges::sort(members, {}, &Working::name);
  std::string list;
  Diagnostic diagnostic{DiagnosticKind::Cycle, DiagnosticSeverity::Error, "", origin, "", {}};
  for (const Working& member : members) {
    list += (list.empty() ? "`" : ", `") + member.name + "`";
    if (members.size() > 1) diagnostic.related.push_back({"needs another member of the cycle", member.place});
  }
  if (members.size() > 1) diagnostic.place = members.front().place;
  diagnostic.message = members.size() == 1 ? list + " refers to itself" : "these need each other: " + list;
  if (reported_cycles_.insert(list).second) configuration.diagnostics.add(std::move(diagnostic));
  return failed(origin, name, "is part of a cycle");
}

value::Value Run::failed(Span place, std::string_view subject, std::string_view message) {
  const std::string text(subject.empty() ? std::string_view("the expression") : subject);
  return pool.unknown(
      Cause{CauseKind::Error, text, "`" + text + "`: " + std::string(message), "correct the error", place}, {}, place);
}

value::Value Run::unsupported(Span place, std::string_view form, std::string_view message) {
  return pool.unknown(Cause{CauseKind::Unsupported, std::string(form), std::string(message), "", place}, {}, place);
}

}  // namespace brn::config::terraform
