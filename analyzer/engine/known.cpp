#include "analyzer/engine/known.h"

#include <algorithm>
#include <map>

namespace brn::engine {
namespace {

KnownFinding known_finding(const Finding& finding) {
  return KnownFinding{finding.fingerprints, finding.content_key, finding.units};
}

class Comparison {
 public:
  Comparison(const Result& result, const Known& known) : known_(known), is_there_(known.findings.size(), false) {
    for (const UnitEntry& unit : result.units) units_.insert(unit.name);
    for (std::size_t i = 0; i < known.findings.size(); ++i) {
      for (const std::string& one : known.findings[i].fingerprints) by_fingerprint_.emplace(one, i);
      if (!is_analysed(known.findings[i]) && !known.findings[i].content_key.empty()) {
        by_content_.emplace(known.findings[i].content_key, i);
      }
    }
  }

  bool is_known(const Finding& finding) {
    bool found = false;
    for (const std::string& one : finding.fingerprints) {
      const auto [begin, end] = by_fingerprint_.equal_range(one);
      for (auto it = begin; it != end; ++it) is_there_[it->second] = found = true;
    }
    if (found) return true;
    // Its unit is not there any more: the same content elsewhere is the same finding, once.
    const auto renamed = by_content_.find(finding.content_key);
    if (renamed == by_content_.end()) return false;
    is_there_[renamed->second] = true;
    by_content_.erase(renamed);
    return true;
  }

  [[nodiscard]] std::uint64_t fixed() const {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < is_there_.size(); ++i) {
      if (!is_there_[i] && (known_.covers_all || is_analysed(known_.findings[i]))) ++count;
    }
    return count;
  }

 private:
  [[nodiscard]] bool is_analysed(const KnownFinding& one) const {
    return one.units.empty() || std::any_of(one.units.begin(), one.units.end(),
                                            [&](const std::string& unit) { return units_.contains(unit); });
  }

  const Known& known_;
  std::vector<bool> is_there_;
  std::set<std::string> units_;
  std::multimap<std::string, std::size_t> by_fingerprint_;
  std::multimap<std::string, std::size_t> by_content_;
};

}  // namespace

Known known_of(const Result& result, std::string name) {
  Known known;
  known.name = std::move(name);
  for (const Finding& one : result.findings) known.findings.push_back(known_finding(one));
  for (const Undetermined& one : result.undetermined) known.undetermined.insert(one.fingerprint);
  return known;
}

void leave_new(Result& result, const Known& known) {
  Comparison comparison(result, known);
  for (const Suppressed& one : result.suppressed) static_cast<void>(comparison.is_known(one.finding));
  std::vector<Finding> fresh;
  for (Finding& one : result.findings) {
    if (comparison.is_known(one) && !known.always_told.contains(one.rule->id)) {
      ++result.counts.known;
    } else {
      fresh.push_back(std::move(one));
    }
  }
  result.findings = std::move(fresh);
  const auto is_known = [&](const Undetermined& one) { return known.undetermined.contains(one.fingerprint); };
  result.counts.known_undetermined += static_cast<std::uint64_t>(std::erase_if(result.undetermined, is_known));
  result.counts.fixed += comparison.fixed();
  result.compared_with = known.name;
}

}  // namespace brn::engine
