#include "analyzer/engine/result.h"

#include <algorithm>

namespace brn::engine {

std::size_t findings_at_or_above(const Result& result, Severity severity) {
  const Severity limit = std::max(severity, Severity::Low);
  return static_cast<std::size_t>(std::count_if(result.findings.begin(), result.findings.end(),
                                                [&](const Finding& finding) { return finding.severity >= limit; }));
}

int exit_status(const Result& result, const FailOn& fail_on) {
  if (result.diagnostics.has_errors()) return 2;
  if (findings_at_or_above(result, fail_on.severity) != 0) return 1;
  return fail_on.unknown && !result.undetermined.empty() ? 1 : 0;
}

}  // namespace brn::engine
