#include "analyzer/engine/suppression.h"

#include <algorithm>
#include <map>
#include <optional>

#include "analyzer/diagnostics/names.h"
#include "analyzer/engine/fingerprint.h"
#include "analyzer/engine/unit_merge.h"

namespace brn::engine {
namespace {

constexpr RuleInfo expired_rule() {
  RuleInfo info;
  info.id = "BRN001";
  info.name = "suppression-expired";
  info.title = "A suppression is past its date";
  info.subject = Subject::None;
  info.severity = Severity::Medium;
  info.rationale =
      "Somebody accepted a risk until a day that is over. What it hid is reported again, and the decision "
      "has to be taken anew: mend the cause, or give the suppression another date and reason.";
  info.help = "mend the cause, or renew the date with a reason";
  info.since = "0.1";
  return info;
}
constexpr RuleInfo kExpired = expired_rule();

bool covers(Span outer, Span inner) {
  return outer.is_valid() && inner.is_valid() && outer.file == inner.file && outer.begin <= inner.begin &&
         inner.begin < std::max(outer.end, outer.begin + 1);
}

bool names(const Suppression& one, const RuleInfo& rule) {
  return one.rule == rule.id || one.rule == rule.name;
}

const Rule* find_rule(std::span<const Rule* const> rules, const std::string& name) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const Rule* rule) { return rule->info->id == name || rule->info->name == name; });
  return found == rules.end() ? nullptr : *found;
}

std::string written(const Suppression& one) {
  if (one.origin == SuppressionOrigin::Waiver) return "the waiver of `" + one.fingerprint + "`";
  return "`ignore[" + one.rule + "]`";
}

class Applier {
 public:
  Applier(Result& result, const Suppressions& suppressions, const SuppressionContext& context,
          const SourceManager& sources)
      : result_(result),
        items_(suppressions.items),
        context_(context),
        sources_(sources),
        used_(items_.size(), false) {}

  void apply() {
    index();
    take_findings();
    take_undetermined();
    for (std::size_t i = 0; i < items_.size(); ++i) report(i);
    std::stable_sort(result_.suppressed.begin(), result_.suppressed.end(),
                     [&](const Suppressed& a, const Suppressed& b) {
                       return place_before(sources_, a.finding.place, b.finding.place);
                     });
    result_.counts.suppressed += result_.suppressed.size();
  }

 private:
  void index();
  void take_findings();
  void take_undetermined();
  [[nodiscard]] std::optional<std::size_t> match(const Finding& finding);
  [[nodiscard]] std::optional<std::size_t> match_headers(const Finding& finding);
  void report(std::size_t item);
  void report_expired(const Suppression& one);
  void report_unused(const Suppression& one);
  [[nodiscard]] std::string what_did_not_match(const Suppression& one) const;
  [[nodiscard]] bool is_locked(const RuleInfo& rule) const {
    return std::any_of(context_.locked.begin(), context_.locked.end(),
                       [&](const Rule* one) { return one->info == &rule; });
  }
  [[nodiscard]] bool is_expired(const Suppression& one) const {
    return !one.until.empty() && one.until < context_.today;
  }
  [[nodiscard]] const std::vector<std::size_t>& of_file(Span place) const {
    static const std::vector<std::size_t> kNone;
    const auto found = place.is_valid() ? by_file_.find(place.file) : by_file_.end();
    return found == by_file_.end() ? kNone : found->second;
  }
  void hide(Finding finding, bool is_undetermined, const Suppression& by);

  Result& result_;
  const std::vector<Suppression>& items_;
  const SuppressionContext& context_;
  const SourceManager& sources_;
  std::vector<bool> used_;
  std::map<FileId, std::vector<std::size_t>> by_file_;
  std::map<std::string, std::size_t> by_fingerprint_;
  std::vector<Finding> all_;  // before anything was taken out, for what did not match
};

void Applier::index() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].origin == SuppressionOrigin::Waiver) {
      by_fingerprint_.try_emplace(items_[i].fingerprint, i);
    } else {
      by_file_[items_[i].covers.file].push_back(i);
    }
  }
  if (!items_.empty()) all_ = result_.findings;
}

// The finding's place, or a waiver of one of its instances.
std::optional<std::size_t> Applier::match(const Finding& finding) {
  if (is_locked(*finding.rule)) return std::nullopt;
  for (const std::size_t i : of_file(finding.place)) {
    if (names(items_[i], *finding.rule) && covers(items_[i].covers, finding.place)) return i;
  }
  if (const auto by_headers = match_headers(finding)) return by_headers;
  for (const std::string& fingerprint : finding.fingerprints) {
    const auto waiver = by_fingerprint_.find(fingerprint);
    if (waiver == by_fingerprint_.end()) continue;
    const Suppression& one = items_[waiver->second];
    if (one.rule.empty() || names(one, *finding.rule)) return waiver->second;
  }
  return std::nullopt;
}

// Every resource that the cause shows on has one.
std::optional<std::size_t> Applier::match_headers(const Finding& finding) {
  std::vector<std::size_t> found;
  for (const Span header : finding.headers) {
    const std::vector<std::size_t>& here = of_file(header);
    const auto one = std::find_if(here.begin(), here.end(), [&](std::size_t i) {
      return names(items_[i], *finding.rule) && covers(items_[i].covers, header) && !is_expired(items_[i]);
    });
    if (one == here.end()) return std::nullopt;
    found.push_back(*one);
  }
  if (found.empty()) return std::nullopt;
  for (const std::size_t i : found) used_[i] = true;
  return found.front();
}

void Applier::hide(Finding finding, bool is_undetermined, const Suppression& by) {
  result_.suppressed.push_back(
      Suppressed{std::move(finding), is_undetermined, by.origin, by.reason, by.until, by.ticket, by.place});
}

void Applier::take_findings() {
  std::vector<Finding> kept;
  for (Finding& finding : result_.findings) {
    const auto by = match(finding);
    if (by) used_[*by] = true;
    if (by && !is_expired(items_[*by])) {
      hide(std::move(finding), false, items_[*by]);
    } else {
      kept.push_back(std::move(finding));
    }
  }
  result_.findings = std::move(kept);
}

void Applier::take_undetermined() {
  std::vector<Undetermined> kept;
  for (Undetermined& open : result_.undetermined) {
    Finding stand_in;
    stand_in.rule = open.rule;
    stand_in.severity = open.rule->severity;
    stand_in.message = open.reason;
    stand_in.resource = open.resource;
    stand_in.resources = open.resources;
    stand_in.units = open.units;
    stand_in.place = open.place;
    stand_in.fingerprint = open.fingerprint;
    stand_in.fingerprints = {open.fingerprint};
    if (open.resources.size() == 1 && open.header.is_valid()) stand_in.headers = {open.header};
    const auto by = match(stand_in);
    if (by) used_[*by] = true;
    if (by && !is_expired(items_[*by])) {
      hide(std::move(stand_in), true, items_[*by]);
    } else {
      kept.push_back(std::move(open));
    }
  }
  result_.undetermined = std::move(kept);
}

void Applier::report(std::size_t item) {
  const Suppression& one = items_[item];
  if (!one.rule.empty() && find_rule(context_.known, one.rule) == nullptr) {
    std::vector<std::string_view> known;
    for (const Rule* rule : context_.known) known.insert(known.end(), {rule->info->id, rule->info->name});
    result_.diagnostics.warning(
        DiagnosticKind::InvalidSuppression, one.place,
        "`" + one.rule + "` is no rule" + did_you_mean(one.rule, known) + "; the suppression has no effect");
    return;
  }
  const Rule* rule = one.rule.empty() ? nullptr : find_rule(context_.known, one.rule);
  if (rule != nullptr && is_locked(*rule->info)) {
    result_.diagnostics.warning(DiagnosticKind::InvalidSuppression, one.place,
                                written(one) + " has no effect: the policy locks " + std::string(rule->info->id));
    return;
  }
  if (is_expired(one)) {
    report_expired(one);
  } else if (!used_[item] && (one.rule.empty() || find_rule(context_.selected, one.rule) != nullptr)) {
    report_unused(one);
  }
}

void Applier::report_expired(const Suppression& one) {
  Finding finding;
  finding.rule = &kExpired;
  finding.severity = kExpired.severity;
  finding.message = written(one) + " held until " + one.until + ": \"" + one.reason + "\"" +
                    (one.ticket.empty() ? "" : " (ticket " + one.ticket + ")");
  finding.place = one.place;
  finding.resource = one.rule.empty() ? one.fingerprint : one.rule;
  finding.help = kExpired.help;
  const auto unit = std::find_if(result_.units.begin(), result_.units.end(), [&](const UnitEntry& entry) {
    return one.place.is_valid() &&
           std::find(entry.files.begin(), entry.files.end(), one.place.file) != entry.files.end();
  });
  if (unit != result_.units.end()) finding.units = {unit->name};
  for (const Finding& hidden : all_) {
    if ((one.rule.empty() || names(one, *hidden.rule)) && covers(one.covers, hidden.place))
      finding.resource = hidden.resource;
  }
  finding.resources = {finding.resource};
  const std::string unit_path = unit == result_.units.end() ? std::string() : unit->path;
  finding.fingerprint = fingerprint(kExpired.id, unit_path, finding.resource, one.rule + one.fingerprint + one.until);
  finding.fingerprints = {finding.fingerprint};
  finding.content_key = fingerprint(kExpired.id, {}, finding.resource, one.rule + one.fingerprint + one.until);
  const auto after = std::find_if(result_.findings.begin(), result_.findings.end(), [&](const Finding& other) {
    return place_before(sources_, finding.place, other.place);
  });
  result_.findings.insert(after, std::move(finding));
}

std::string Applier::what_did_not_match(const Suppression& one) const {
  if (one.origin == SuppressionOrigin::Waiver) {
    for (const Finding& finding : all_) {
      const bool is_same = std::find(finding.fingerprints.begin(), finding.fingerprints.end(), one.fingerprint) !=
                           finding.fingerprints.end();
      if (is_same) return "the fingerprint is one of " + std::string(finding.rule->id) + ", not of `" + one.rule + "`";
    }
    return "no finding has this fingerprint";
  }
  const Finding* here = nullptr;
  const Finding* elsewhere = nullptr;
  for (const Finding& finding : all_) {
    const bool is_here = covers(one.covers, finding.place);
    if (is_here && here == nullptr) here = &finding;
    const bool same_file = finding.place.is_valid() && finding.place.file == one.covers.file;
    if (!is_here && same_file && names(one, *finding.rule) && elsewhere == nullptr) elsewhere = &finding;
    if (is_here || !names(one, *finding.rule)) continue;
    const auto covered = std::count_if(finding.headers.begin(), finding.headers.end(),
                                       [&](Span header) { return covers(one.covers, header); });
    if (covered != 0) {
      return "the cause shows on " + std::to_string(finding.headers.size()) +
             " resources, and not all of them are covered";
    }
  }
  if (elsewhere != nullptr) {
    return "the place does not match: the rule's finding is at line " +
           std::to_string(sources_.line_column(elsewhere->place.file, elsewhere->place.begin).line);
  }
  if (here != nullptr) return "the rule does not match: what is found here is " + std::string(here->rule->id);
  return "the rule finds nothing here";
}

void Applier::report_unused(const Suppression& one) {
  result_.diagnostics.warning(DiagnosticKind::UnusedSuppression, one.place,
                              written(one) + " never matched: " + what_did_not_match(one));
}

}  // namespace

const RuleInfo& expired_suppression_rule() {
  return kExpired;
}

void apply_suppressions(Result& result, const Suppressions& suppressions, const SuppressionContext& context,
                        const SourceManager& sources) {
  result.diagnostics.append(suppressions.diagnostics);
  Applier(result, suppressions, context, sources).apply();
}

}  // namespace brn::engine
