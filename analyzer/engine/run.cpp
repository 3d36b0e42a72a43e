#include "analyzer/engine/run.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "analyzer/engine/collector.h"
#include "analyzer/engine/unit_merge.h"
#include "analyzer/engine/world_merge.h"
#include "analyzer/engine/worlds.h"
#include "analyzer/graph/graph.h"

namespace brn::engine {
namespace {

void append(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

ScopeEntry scope_entry(const facts::Facts& facts, const facts::VpcScope& scope, const std::string& unit) {
  ScopeEntry entry;
  entry.unit = unit;
  entry.vpc = facts.graph().get(scope.vpc).address;
  for (const facts::Reason& reason : scope.because) append(entry.because, reason.message);
  for (const facts::Need& need : scope.needs) {
    if (need.demand == facts::Demand::Needed) append(entry.needs, need.service);
  }
  return entry;
}

// By path, so that the order in which files were read does not show.
Diagnostics sorted_by_path(Diagnostics diagnostics, const SourceManager& sources) {
  diagnostics.sort();
  std::vector<Diagnostic> all = diagnostics.all();
  std::stable_sort(all.begin(), all.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    if (place_before(sources, a.place, b.place)) return true;
    if (place_before(sources, b.place, a.place)) return false;
    return std::tie(a.file, a.kind, a.message) < std::tie(b.file, b.kind, b.message);
  });
  Diagnostics sorted;
  for (Diagnostic& diagnostic : all) sorted.add(std::move(diagnostic));
  return sorted;
}

// A finding that rests on the summary of a module says so.
void note_summaries(const config::Configuration& configuration, std::vector<InstanceFinding>& findings) {
  if (configuration.summarized_modules.empty()) return;
  const std::vector<config::SummarizedModule>& modules = configuration.summarized_modules;
  std::map<std::string_view, std::size_t> by_address;
  for (std::size_t i = 0; i < modules.size(); ++i) by_address.emplace(modules[i].address, i);
  for (InstanceFinding& one : findings) {
    std::set<std::size_t> used;
    // Every module that an address lies in: `module.net[0].module.vpc.aws_vpc.this[0]`.
    const auto note = [&](std::string_view address) {
      for (std::size_t i = 0; i < address.size(); ++i) {
        if (address[i] != '.' && address[i] != '[') continue;
        const auto found = by_address.find(address.substr(0, i));
        if (found != by_address.end()) used.insert(found->second);
      }
    };
    note(one.finding.resource);
    for (const std::string& resource : one.finding.resources) note(resource);
    for (const facts::Reason& reason : one.finding.related) note(reason.resource);
    for (const std::size_t at : used) {
      const config::SummarizedModule& module = modules[at];
      one.finding.related.push_back(
          {"`" + module.address + "` is known by summary of `" + module.source + "`", module.address, module.header});
    }
  }
}

}  // namespace

struct Run::State {
  std::vector<const Rule*> rules;
  const SourceManager* sources = nullptr;
  facts::Settings settings;
  Result result;
  std::vector<InstanceFinding> findings;
  std::vector<InstanceUndetermined> undetermined;
  std::set<FileId> files;

  void count(const config::Configuration& configuration);
  /// `first` is the position of the configuration's first unit in the result's.
  void evaluate(config::Configuration& configuration, std::size_t first);
  std::vector<Observation> judge(config::Configuration& configuration, const guard::World& world, bool is_default,
                                 std::set<std::uint32_t>& units_in_scope);
  void note_limit(const config::Configuration& configuration, const WorldPlan& plan);
};

Run::Run(std::span<const Rule* const> rules, const SourceManager& sources, facts::Settings settings)
    : state_(std::make_unique<State>()) {
  state_->rules.assign(rules.begin(), rules.end());
  state_->sources = &sources;
  state_->settings = std::move(settings);
}

Run::~Run() = default;
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;

void Run::State::count(const config::Configuration& configuration) {
  result.counts.units += configuration.units.size();
  result.counts.resources += configuration.resources.size();
  for (const config::Unit& unit : configuration.units) {
    files.insert(unit.files.begin(), unit.files.end());
    result.units.push_back(UnitEntry{unit.path, unit.name, false, unit.language == config::Language::CloudFormation,
                                     unit.files, unit.inputs});
  }
}

std::vector<Observation> Run::State::judge(config::Configuration& configuration, const guard::World& world,
                                           bool is_default, std::set<std::uint32_t>& units_in_scope) {
  const graph::ResourceGraph graph = graph::lower(configuration, world);
  const facts::Facts facts(graph, settings);
  if (!facts.uses_bedrock()) return {};
  for (const facts::VpcScope& scope : facts.scope()) {
    const std::uint32_t unit = graph.get(scope.vpc).unit;
    units_in_scope.insert(unit);
    if (is_default) result.counts.endpoints += scope.endpoints.size();
    if (is_default) result.scope.push_back(scope_entry(facts, scope, configuration.units[unit].name));
  }
  for (const facts::Member& member : facts.members()) {
    units_in_scope.insert(member.entity->unit);
    if (is_default) ++(member.kind == facts::MemberKind::Job ? result.counts.jobs : result.counts.callers);
  }
  Collector collector(facts);
  for (const Rule* rule : rules) {
    collector.set_rule(*rule->info);
    rule->check(facts, collector);
  }
  std::vector<Observation> observations = collector.take();
  for (const Observation& observation : observations) units_in_scope.insert(observation.unit);
  if (units_in_scope.empty()) units_in_scope.insert(0);
  return observations;
}

void Run::State::note_limit(const config::Configuration& configuration, const WorldPlan& plan) {
  const config::Unit& unit = configuration.units.front();
  result.diagnostics.add(
      Diagnostic{.kind = DiagnosticKind::LimitReached,
                 .severity = DiagnosticSeverity::Warning,
                 .message = "`" + unit.path + "` hinges on " + std::to_string(plan.inputs.size()) +
                            " inputs without a given value; " + std::to_string(plan.lowered.size()) +
                            " combinations of them were looked at and others were not: give some of them values",
                 .place = configuration.pool->guards().inputs()[plan.inputs.front()].place,
                 .file = unit.path,
                 .related = {}});
}

void Run::State::evaluate(config::Configuration& configuration, std::size_t first) {
  const WorldPlan plan = plan_worlds(configuration);
  if (!plan.is_complete) note_limit(configuration, plan);
  std::set<std::uint32_t> units_in_scope;
  WorldObservations observations;
  for (const guard::World& world : plan.lowered) {
    observations.push_back(judge(configuration, world, observations.empty(), units_in_scope));
  }
  result.counts.units_without_bedrock += configuration.units.size() - units_in_scope.size();
  for (const std::uint32_t unit : units_in_scope) result.units[first + unit].uses_bedrock = true;
  UnitVerdicts verdicts = merge_worlds(configuration, plan, std::move(observations));
  note_summaries(configuration, verdicts.findings);
  std::move(verdicts.findings.begin(), verdicts.findings.end(), std::back_inserter(findings));
  std::move(verdicts.undetermined.begin(), verdicts.undetermined.end(), std::back_inserter(undetermined));
  for (Assessment& assessment : verdicts.assessments) {
    const auto subject = static_cast<std::size_t>(assessment.rule->subject) - 1;
    ++result.verdicts[subject][static_cast<std::size_t>(assessment.verdict)];
    result.assessments.push_back(std::move(assessment));
  }
}

void Run::add(config::Configuration& configuration) {
  const std::size_t first = state_->result.units.size();
  state_->count(configuration);
  state_->result.diagnostics.append(configuration.diagnostics);
  if (graph::may_use_bedrock(configuration)) {
    state_->evaluate(configuration, first);
  } else {
    state_->result.counts.units_without_bedrock += configuration.units.size();
  }
}

void Run::append(Run&& other) {
  const auto move_all = [](auto& from, auto& to) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  State& more = *other.state_;
  move_all(more.findings, state_->findings);
  move_all(more.undetermined, state_->undetermined);
  move_all(more.result.scope, state_->result.scope);
  move_all(more.result.units, state_->result.units);
  move_all(more.result.assessments, state_->result.assessments);
  state_->files.merge(more.files);
  state_->result.diagnostics.append(std::move(more.result.diagnostics));
  for (std::size_t subject = 0; subject < kSubjectCount; ++subject) {
    for (std::size_t verdict = 0; verdict < 3; ++verdict) {
      state_->result.verdicts[subject][verdict] += more.result.verdicts[subject][verdict];
    }
  }
  const Counts& counts = more.result.counts;
  Counts& all = state_->result.counts;
  all.units += counts.units;
  all.units_without_bedrock += counts.units_without_bedrock;
  all.resources += counts.resources;
  all.endpoints += counts.endpoints;
  all.callers += counts.callers;
  all.jobs += counts.jobs;
}

void Run::add(Diagnostics diagnostics) {
  state_->result.diagnostics.append(std::move(diagnostics));
}

Result Run::finish() {
  Result& result = state_->result;
  const SourceManager& sources = *state_->sources;
  result.findings = merge_findings(std::move(state_->findings), sources);
  result.undetermined = merge_undetermined(std::move(state_->undetermined), sources);
  std::stable_sort(result.assessments.begin(), result.assessments.end(), [](const Assessment& a, const Assessment& b) {
    return std::tie(a.rule->id, a.resource) < std::tie(b.rule->id, b.resource);
  });
  std::stable_sort(result.scope.begin(), result.scope.end(), [](const ScopeEntry& a, const ScopeEntry& b) {
    return std::tie(a.unit, a.vpc) < std::tie(b.unit, b.vpc);
  });
  std::stable_sort(result.units.begin(), result.units.end(), [](const UnitEntry& a, const UnitEntry& b) {
    return std::tie(a.path, a.name) < std::tie(b.path, b.name);
  });
  result.counts.files = state_->files.size();
  for (const FileId file : state_->files) result.counts.bytes += sources.text(file).size();
  result.diagnostics = sorted_by_path(std::move(result.diagnostics), sources);
  return std::move(result);
}

}  // namespace brn::engine
