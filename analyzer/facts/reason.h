#pragma once
// An Answer is what a fact returns: yes, no or unknown, with the reasons that a finding prints as related places and
// the causes that "undetermined" prints. Never a bare bool.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/diagnostics/cause.h"
#include "analyzer/diagnostics/tri.h"
#include "parsers/source/span.h"

namespace brn::facts {

/// One step of why: words in the user's own addresses, and where it is written.
struct Reason {
  std::string message;
  std::string resource;  // address, may be empty
  Span place;
};

/// "`address`".
[[nodiscard]] std::string quoted(std::string_view text);

struct Answer {
  Tri value = Tri::Unknown;
  std::vector<Reason> reasons;
  Causes causes;  // filled when unknown

  static Answer yes(std::vector<Reason> reasons = {}) { return {Tri::Yes, std::move(reasons), {}}; }
  static Answer no(std::vector<Reason> reasons = {}) { return {Tri::No, std::move(reasons), {}}; }
  static Answer unknown(Causes causes, std::vector<Reason> reasons = {}) {
    return {Tri::Unknown, std::move(reasons), std::move(causes)};
  }
  [[nodiscard]] bool is_yes() const { return value == Tri::Yes; }
  [[nodiscard]] bool is_no() const { return value == Tri::No; }
  [[nodiscard]] bool is_unknown() const { return value == Tri::Unknown; }
};

}  // namespace brn::facts
