#pragma once
// Whether those to whom a policy ties its callers are trusted: where the configuration names organisations, accounts or
// principals, those decide; where it names none of a kind, what a policy names literally is taken to be intended. The
// account, organisation and roles of the source itself are always trusted.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/policy/callers.h"

namespace brn::facts {

/// Someone whom a policy admits and whom a list of the configuration leaves out.
struct Stranger {
  std::string name;     // as the policy has it
  std::string setting;  // the list: `trusted-accounts`
  Span place;
};

/// `causes` say why further ones may be strangers.
struct Strangers {
  std::vector<Stranger> certain;
  Causes causes;
};

/// Those whom an Allow admits: none where one of its bounds admits trusted callers only, else those of its first bound.
[[nodiscard]] Strangers strangers_of(const Facts& facts, const policy::AllowReading& reading);

/// Whether a literal account number is one that `trusted-accounts` leaves out.
[[nodiscard]] bool is_untrusted_account(const Settings& settings, std::string_view account);

}  // namespace brn::facts
