#include "analyzer/engine/world_merge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace brn::engine {
namespace {

using guard::Input;
using guard::InputId;

/// One thing that was said, and the worlds in which it was said. `said` is that of the world nearest to the defaults.
struct Said {
  Observation said;
  WorldSet worlds;
};

/// Everything that one rule said of one resource instance.
struct Judged {
  std::vector<Said> broken;
  std::vector<Said> unknown;
  std::optional<Said> holds;
};

bool same_fault(const Observation& a, const Observation& b) {
  return a.place == b.place && a.broken.role == b.broken.role;
}

bool same_question(const Observation& a, const Observation& b) {
  return a.place == b.place && a.reason == b.reason && a.causes == b.causes;
}

template <typename Same>
void note(std::vector<Said>& list, Observation&& observation, std::size_t world, Same same) {
  const auto known = std::find_if(list.begin(), list.end(), [&](const Said& s) { return same(s.said, observation); });
  if (known != list.end()) {
    known->worlds.set(world);
    return;
  }
  list.push_back(Said{std::move(observation), WorldSet().set(world)});
}

void note(Judged& judged, Observation&& observation, std::size_t world) {
  switch (observation.verdict) {
    case Verdict::Broken: note(judged.broken, std::move(observation), world, same_fault); return;
    case Verdict::Undetermined: note(judged.unknown, std::move(observation), world, same_question); return;
    case Verdict::Holds: break;
  }
  if (!judged.holds) judged.holds = Said{std::move(observation), WorldSet()};
  judged.holds->worlds.set(world);
}

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text.append(i + 1 == words.size() ? last : ", ");
    text += words[i];
  }
  return text;
}

class Merger {
 public:
  Merger(const config::Configuration& configuration, const WorldPlan& plan)
      : configuration_(configuration), plan_(plan), inputs_(configuration.pool->guards().inputs()) {}

  void decide(const Judged& judged);
  [[nodiscard]] UnitVerdicts take() { return std::move(out_); }

 private:
  enum class Hold : std::uint8_t { ByDefault, Hinges, OnlyOtherwise };

  [[nodiscard]] Hold hold_of(const Judged& judged, const Said& fault) const;
  using Change = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] const std::vector<InputId>& deciding_inputs(WorldSet worlds);
  [[nodiscard]] const Change& smallest_change(WorldSet worlds);
  [[nodiscard]] bool decides(const ConsideredWorld& from, InputId input, WorldSet worlds) const;

  Finding& add_finding(const Said& fault, Severity severity);
  void add_default(const Said& fault);
  void add_conditional(const Said& fault);
  void add_hinging(const Said& fault);
  void add_unknown(const Said& question);
  void add_unexplored(const Said& seen);
  void assess(const Judged& judged, const Said* fault, bool is_unknown, const Said* conditional);
  [[nodiscard]] Cause cause_of(InputId input, config::Language language) const;
  [[nodiscard]] const config::Unit& unit_of(const Observation& said) const { return configuration_.units[said.unit]; }

  const config::Configuration& configuration_;
  const WorldPlan& plan_;
  std::span<const Input> inputs_;
  std::unordered_map<WorldSet, std::vector<InputId>> deciding_;
  std::unordered_map<WorldSet, Change> changes_;
  UnitVerdicts out_;
};

Merger::Hold Merger::hold_of(const Judged& judged, const Said& fault) const {
  const WorldSet here = fault.worlds & plan_.base;
  if (here.none()) return Hold::OnlyOtherwise;
  WorldSet any;
  for (const Said& other : judged.broken) any |= other.worlds & plan_.base;
  return any == plan_.base ? Hold::ByDefault : Hold::Hinges;
}

// Whether another value of `input`, all else equal, leaves the set of worlds.
bool Merger::decides(const ConsideredWorld& from, InputId input, WorldSet worlds) const {
  return std::any_of(plan_.considered.begin(), plan_.considered.end(), [&](const ConsideredWorld& to) {
    if (worlds.test(to.lowered) || to.world[input] == from.world[input]) return false;
    for (const InputId other : plan_.inputs) {
      if (other != input && to.world[other] != from.world[other]) return false;
    }
    return true;
  });
}

const std::vector<InputId>& Merger::deciding_inputs(WorldSet worlds) {
  const auto [known, is_new] = deciding_.try_emplace(worlds);
  std::vector<InputId>& deciding = known->second;
  if (!is_new) return deciding;
  for (const InputId input : plan_.inputs) {
    if (inputs_[input].default_value) continue;
    const bool found = std::any_of(plan_.considered.begin(), plan_.considered.end(), [&](const ConsideredWorld& from) {
      return from.differences == 0 && worlds.test(from.lowered) && decides(from, input, worlds);
    });
    if (found) deciding.push_back(input);
  }
  return deciding;
}

const Merger::Change& Merger::smallest_change(WorldSet worlds) {
  const auto [known, is_new] = changes_.try_emplace(worlds);
  Change& change = known->second;
  if (!is_new) return change;
  const auto world = std::find_if(plan_.considered.begin(), plan_.considered.end(),
                                  [&](const ConsideredWorld& c) { return worlds.test(c.lowered); });
  for (const InputId input : plan_.inputs) {
    const Input& data = inputs_[input];
    const std::uint32_t value = world->world[input];
    const bool tells = data.default_value ? *data.default_value != value : decides(*world, input, worlds);
    if (tells) change.emplace_back(data.name, data.values[value]);
  }
  return change;
}

Finding& Merger::add_finding(const Said& fault, Severity severity) {
  const Observation& said = fault.said;
  InstanceFinding item;
  item.definition = said.definition;
  item.role = said.broken.role;
  Finding& finding = item.finding;
  finding.rule = said.rule;
  finding.severity = severity;
  finding.message = said.broken.message;
  finding.resource = said.address;
  finding.resources = {said.address};
  finding.units = {unit_of(said).name};
  item.unit_path = unit_of(said).path;
  finding.place = said.place;
  finding.related = said.broken.related;
  finding.path = said.broken.path;
  if (said.header.is_valid()) finding.headers = {said.header};
  for (const config::AssumedImport& import : configuration_.assumed_imports) {
    if (import.unit != said.unit || import.resource != said.address) continue;
    finding.related.push_back({"assumed: " + import.message, said.address, import.place});
  }
  finding.verify = said.broken.verify.empty() ? std::string(said.rule->verify) : said.broken.verify;
  finding.help = said.broken.help.empty() ? std::string(said.rule->help) : said.broken.help;
  out_.findings.push_back(std::move(item));
  return out_.findings.back().finding;
}

Severity severity_of(const Observation& said) {
  return said.broken.has_severity ? said.broken.severity : said.rule->severity;
}

void Merger::add_default(const Said& fault) {
  add_finding(fault, severity_of(fault.said)).holds_by_default = true;
}

void Merger::add_conditional(const Said& fault) {
  const Severity most = fault.said.rule->is_absence ? Severity::Info : Severity::Low;
  Finding& finding = add_finding(fault, std::min(severity_of(fault.said), most));
  finding.holds_by_default = false;
  finding.when = smallest_change(fault.worlds);
}

Cause Merger::cause_of(InputId input, config::Language language) const {
  const std::string& name = inputs_[input].name;
  const bool is_terraform = language == config::Language::Terraform;
  Cause cause;
  cause.kind = is_terraform ? CauseKind::Variable : CauseKind::Parameter;
  cause.subject = name;
  // In the words of the evaluators, so that both ways to the same input make one question.
  cause.message = (is_terraform ? "" : "parameter ") + quoted(name) + " has no value";
  const std::string_view plain = std::string_view(name).substr(name.rfind('.') + 1);
  cause.settle = is_terraform ? "set " + quoted(plain) + " in a tfvars file or by `--var`"
                              : "give " + quoted(plain) + " in a --parameters file";
  cause.place = inputs_[input].place;
  return cause;
}

// The values of one input, or the combinations of several, with which the fault is there.
std::string breaking_values(std::span<const Input> inputs, const std::vector<InputId>& deciding, const WorldPlan& plan,
                            WorldSet worlds) {
  std::set<std::vector<std::uint32_t>> combinations;
  for (const ConsideredWorld& considered : plan.considered) {
    if (considered.differences != 0 || !worlds.test(considered.lowered)) continue;
    std::vector<std::uint32_t> values;
    for (const InputId input : deciding) values.push_back(considered.world[input]);
    combinations.insert(std::move(values));
  }
  constexpr std::size_t kMaxNamed = 6;
  std::vector<std::string> named;
  for (const std::vector<std::uint32_t>& values : combinations) {
    if (named.size() == kMaxNamed) break;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < deciding.size(); ++i) {
      const Input& input = inputs[deciding[i]];
      parts.push_back((deciding.size() == 1 ? "" : quoted(input.name) + " = ") + quoted(input.values[values[i]]));
    }
    named.push_back(joined(parts, " and "));
  }
  if (combinations.size() > kMaxNamed) named.push_back(std::to_string(combinations.size() - kMaxNamed) + " more");
  return (deciding.size() == 1 ? quoted(inputs[deciding.front()].name) + " = " : "") + joined(named, " or ");
}

void Merger::add_hinging(const Said& fault) {
  const std::vector<InputId>& deciding = deciding_inputs(fault.worlds);
  InstanceUndetermined item;
  item.rule = fault.said.rule;
  item.resource = fault.said.address;
  item.reason = fault.said.broken.message;
  if (!deciding.empty()) item.reason += ", with " + breaking_values(inputs_, deciding, plan_, fault.worlds);
  for (const InputId input : deciding) item.because.push_back(cause_of(input, unit_of(fault.said).language));
  if (item.because.empty()) {
    item.because.push_back(Cause{CauseKind::Limit, fault.said.address, "not every combination of inputs was looked at",
                                 "give the inputs of this unit values", fault.said.place});
  }
  item.verify = fault.said.broken.verify.empty() ? std::string(fault.said.rule->verify) : fault.said.broken.verify;
  item.place = fault.said.place;
  item.unit = unit_of(fault.said).name;
  item.unit_path = unit_of(fault.said).path;
  item.header = fault.said.header;
  out_.undetermined.push_back(std::move(item));
}

void Merger::add_unknown(const Said& question) {
  const Observation& said = question.said;
  InstanceUndetermined item;
  item.rule = said.rule;
  item.resource = said.address;
  item.reason = said.reason;
  item.because = said.causes;
  if (item.because.empty())
    item.because.push_back(Cause{CauseKind::Computed, said.address, said.reason, "", said.place});
  item.verify = said.verify.empty() ? std::string(said.rule->verify) : said.verify;
  item.place = said.place;
  item.unit = unit_of(said).name;
  item.unit_path = unit_of(said).path;
  item.header = said.header;
  out_.undetermined.push_back(std::move(item));
}

// It held wherever it was looked at, which is not everywhere.
void Merger::add_unexplored(const Said& seen) {
  constexpr std::size_t kMaxNamed = 6;
  std::vector<std::string> open;
  for (const InputId input : plan_.inputs) {
    if (!inputs_[input].default_value) open.push_back(quoted(inputs_[input].name));
  }
  const std::size_t rest = open.size() > kMaxNamed ? open.size() - kMaxNamed : 0;
  open.resize(open.size() - rest);
  if (rest > 0) open.push_back(std::to_string(rest) + " more");
  InstanceUndetermined item;
  item.rule = seen.said.rule;
  item.resource = seen.said.address;
  item.reason = "not every combination of the inputs was looked at";
  item.because.push_back(Cause{CauseKind::Limit, unit_of(seen.said).path,
                               "there are too many combinations of " + joined(open, " and "),
                               "give some of them values", seen.said.header});
  if (!plan_.inputs.empty()) item.because.back().place = inputs_[plan_.inputs.front()].place;
  item.verify = std::string(seen.said.rule->verify);
  item.place = seen.said.place.is_valid() ? seen.said.place : seen.said.header;
  item.unit = unit_of(seen.said).name;
  item.unit_path = unit_of(seen.said).path;
  item.header = seen.said.header;
  out_.undetermined.push_back(std::move(item));
}

void Merger::assess(const Judged& judged, const Said* fault, bool is_unknown, const Said* conditional) {
  const bool is_broken = fault != nullptr;
  const bool holds = judged.holds && (judged.holds->worlds & plan_.base).any();
  if (!is_broken && !is_unknown && !holds) return;  // there only under other than default values
  const Said& any = judged.holds            ? *judged.holds
                    : judged.broken.empty() ? judged.unknown.front()
                                            : judged.broken.front();
  Assessment assessment;
  assessment.rule = any.said.rule;
  assessment.resource = any.said.address;
  assessment.unit = unit_of(any.said).name;
  assessment.vpcs = any.said.vpcs;
  assessment.verdict = is_broken ? Verdict::Broken : is_unknown ? Verdict::Undetermined : Verdict::Holds;
  if (is_broken) assessment.severity = severity_of(fault->said);
  if (assessment.verdict == Verdict::Holds) {
    for (const facts::Reason& reason : judged.holds->said.evidence) {
      (facts::is_declaration(reason) ? assessment.assumed : assessment.evidence).push_back(reason.message);
    }
  }
  for (const config::AssumedImport& import : configuration_.assumed_imports) {
    const bool concerns = import.unit == any.said.unit && import.resource == any.said.address;
    if (concerns) assessment.assumed.push_back(import.message);
  }
  if (conditional != nullptr) {
    for (const auto& [name, value] : smallest_change(conditional->worlds)) {
      assessment.assumed.push_back(quoted(name) + " is not " + quoted(value));
    }
  }
  out_.assessments.push_back(std::move(assessment));
}

void Merger::decide(const Judged& judged) {
  const Said* gravest = nullptr;
  bool is_unknown = false;
  const Said* conditional = nullptr;
  for (const Said& fault : judged.broken) {
    switch (hold_of(judged, fault)) {
      case Hold::ByDefault:
        add_default(fault);
        if (gravest == nullptr || severity_of(fault.said) > severity_of(gravest->said)) gravest = &fault;
        break;
      case Hold::Hinges: add_hinging(fault), is_unknown = true; break;
      case Hold::OnlyOtherwise: add_conditional(fault), conditional = conditional ? conditional : &fault; break;
    }
  }
  // What is not known only under other than default values is left out: the defaults decide it.
  for (const Said& question : judged.unknown) {
    if ((question.worlds & plan_.base).none()) continue;
    add_unknown(question);
    is_unknown = true;
  }
  const bool is_settled = gravest != nullptr || is_unknown || plan_.is_base_complete;
  if (!is_settled && judged.holds && (judged.holds->worlds & plan_.base).any()) {
    add_unexplored(*judged.holds);
    is_unknown = true;
  }
  assess(judged, gravest, is_unknown, conditional);
}

}  // namespace

UnitVerdicts merge_worlds(const config::Configuration& configuration, const WorldPlan& plan,
                          WorldObservations observations) {
  std::map<std::tuple<std::string_view, std::uint32_t, std::string>, Judged> judged;
  for (std::size_t world = 0; world < observations.size(); ++world) {
    for (Observation& observation : observations[world]) {
      Judged& entry = judged[{observation.rule->id, observation.unit, observation.address}];
      note(entry, std::move(observation), world);
    }
    observations[world] = {};
  }
  Merger merger(configuration, plan);
  for (const auto& [key, entry] : judged) merger.decide(entry);
  return merger.take();
}

}  // namespace brn::engine
