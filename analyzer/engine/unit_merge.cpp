#include "analyzer/engine/unit_merge.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "analyzer/engine/fingerprint.h"

namespace brn::engine {
namespace {

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

template <typename T>
void sort_once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::string_view path_of(const SourceManager& sources, Span place) {
  return place.is_valid() ? std::string_view(sources.path(place.file)) : std::string_view();
}

// Instances in the order in which the first of each cause gives its words: the gravest, by default before otherwise,
// then by unit and address.
void sort_instances(std::vector<InstanceFinding>& instances) {
  std::stable_sort(instances.begin(), instances.end(), [](const InstanceFinding& left, const InstanceFinding& right) {
    const Finding& a = left.finding;
    const Finding& b = right.finding;
    if (a.holds_by_default != b.holds_by_default) return a.holds_by_default;
    if (a.severity != b.severity) return a.severity > b.severity;
    return std::tie(a.units.front(), a.resource, a.message) < std::tie(b.units.front(), b.resource, b.message);
  });
}

/// What helps where a cause does not say: by its kind.
std::string_view usual_settle(CauseKind kind) {
  switch (kind) {
    case CauseKind::DataSource:
    case CauseKind::Computed:
    case CauseKind::Function:
    case CauseKind::DynamicReference:
      return "analyse a plan, which holds the value, or write the value into the source";
    case CauseKind::RemoteState:
    case CauseKind::Import: return "analyse both together, or write the value into the source";
    case CauseKind::External: return "write it into the source, or declare it under `assume` in `.bedrock-lint.yaml`";
    case CauseKind::Unsupported: return "write it in a simpler form, or suppress the question with a reason";
    case CauseKind::Limit: return "give some of the inputs values, or analyse fewer units at once";
    case CauseKind::Error: return "correct the error";
    case CauseKind::Variable: return "set it in a tfvars file or by `--var`";
    case CauseKind::Parameter: return "give it in a `--parameters` file";
    case CauseKind::Module: return "fetch it with `terraform get`";
  }
  return {};
}

std::string joined_settle(const Causes& causes) {
  constexpr std::size_t kMaxNamed = 3;
  std::vector<std::string> parts;
  for (const Cause& cause : causes) {
    if (!cause.settle.empty() && parts.size() < kMaxNamed) add_once(parts, cause.settle);
  }
  if (parts.empty()) {
    for (const Cause& cause : causes) {
      if (parts.size() < kMaxNamed) add_once(parts, std::string(usual_settle(cause.kind)));
    }
  }
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : "; ").append(part);
  return text;
}

}  // namespace

bool place_before(const SourceManager& sources, Span a, Span b) {
  if (a.file != b.file) {
    const std::string_view left = path_of(sources, a);
    const std::string_view right = path_of(sources, b);
    if (left != right) return left < right;
  }
  return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
}

std::vector<Finding> merge_findings(std::vector<InstanceFinding> instances, const SourceManager& sources) {
  sort_instances(instances);
  // A finding without a place is told apart by its definition.
  std::map<std::tuple<std::string_view, Span, std::string, std::string>, std::size_t> known;
  std::vector<Finding> findings;
  for (InstanceFinding& instance : instances) {
    Finding& finding = instance.finding;
    const std::string apart = finding.place.is_valid() ? std::string() : instance.definition;
    const auto [found, is_new] =
        known.try_emplace({finding.rule->id, finding.place, instance.role, apart}, findings.size());
    if (!is_new) {
      Finding& first = findings[found->second];
      first.resources.push_back(finding.resource);
      first.units.push_back(finding.units.front());
      first.fingerprints.push_back(
          fingerprint(finding.rule->id, instance.unit_path, instance.definition, instance.role));
      first.headers.insert(first.headers.end(), finding.headers.begin(), finding.headers.end());
      continue;
    }
    finding.fingerprint = fingerprint(finding.rule->id, instance.unit_path, instance.definition, instance.role);
    finding.fingerprints = {finding.fingerprint};
    finding.content_key = fingerprint(finding.rule->id, {}, instance.definition, instance.role);
    findings.push_back(std::move(finding));
  }
  for (Finding& finding : findings) {
    sort_once(finding.resources);
    sort_once(finding.units);
    sort_once(finding.fingerprints);
    std::ranges::sort(finding.headers, [&](Span a, Span b) { return place_before(sources, a, b); });
    finding.headers.erase(std::unique(finding.headers.begin(), finding.headers.end()), finding.headers.end());
  }
  // Places come last, so that moving blocks about changes nothing but them.
  std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
    const auto names = [](const Finding& one) { return std::tie(one.rule->id, one.units, one.resource, one.message); };
    if (names(a) != names(b)) return names(a) < names(b);
    return place_before(sources, a.place, b.place);
  });
  return findings;
}

std::vector<Undetermined> merge_undetermined(std::vector<InstanceUndetermined> instances,
                                             const SourceManager& sources) {
  std::stable_sort(instances.begin(), instances.end(),
                   [&](const InstanceUndetermined& a, const InstanceUndetermined& b) {
                     const auto names = [](const InstanceUndetermined& one) {
                       return std::tie(one.rule->id, one.unit, one.resource, one.reason);
                     };
                     if (names(a) != names(b)) return names(a) < names(b);
                     return place_before(sources, a.place, b.place);
                   });
  std::map<std::pair<std::string_view, Cause>, std::size_t> known;
  std::vector<Undetermined> merged;
  for (InstanceUndetermined& instance : instances) {
    const auto [found, is_new] = known.try_emplace({instance.rule->id, instance.because.front()}, merged.size());
    if (is_new) {
      merged.push_back(Undetermined{instance.rule,
                                    instance.resource,
                                    {},
                                    std::move(instance.reason),
                                    {},
                                    {},
                                    std::move(instance.verify),
                                    instance.place,
                                    {},
                                    {},
                                    instance.header});
      merged.back().fingerprint =
          fingerprint(instance.rule->id, instance.unit_path, instance.because.front().subject, "undetermined");
    }
    Undetermined& entry = merged[found->second];
    entry.units.push_back(instance.unit);
    entry.resources.push_back(std::move(instance.resource));
    merge_causes(entry.because, instance.because);
  }
  for (Undetermined& entry : merged) {
    sort_once(entry.resources);
    sort_once(entry.units);
    entry.settle = joined_settle(entry.because);
  }
  return merged;
}

}  // namespace brn::engine
