#pragma once
// What a rule is: its documentation (RuleInfo) and one function that reads facts and gives each resource that it judges
// a verdict. Rules hold no state, read no files and see no syntax.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostics/cause.h"
#include "analyzer/engine/severity.h"
#include "analyzer/facts/facts.h"

namespace brn::engine {

/// The seven subjects; the digit of a rule's id. Names are the slugs of the output. None: about suppressions.
enum class Subject : std::uint8_t {
  None,
  JobVpc,
  InterfaceEndpoints,
  EndpointPolicies,
  SecurityGroups,
  Subnets,
  S3Gateway,
  DnsRoutes
};
inline constexpr std::uint8_t kSubjectCount = 7;
[[nodiscard]] std::string_view subject_slug(Subject subject);

/// The questions of the report's table: can Bedrock be reached privately, only privately, by the right callers only?
enum class Question : std::uint8_t { OfSubject, Private, OnlyPrivately, RightCallers };

enum class FixKind : std::uint8_t { None, Display, Unsafe, Safe };

/// The smallest complete configurations, at most 25 lines; tests run them. Empty where a language has no such resource.
struct Example {
  std::string_view terraform;
  std::string_view cloudformation;
};

struct RuleInfo {
  std::string_view id;     // `BRN301`
  std::string_view name;   // the pattern found, kebab-case
  std::string_view title;  // one line, at most 72 characters
  Subject subject = Subject::JobVpc;
  Severity severity = Severity::Medium;
  std::span<const std::string_view> nist;  // SP 800-53 r5 ids, each in rules/controls.def
  std::string_view rationale;  // what an attacker or an outage gains; 2 to 4 sentences, the AWS document named
  std::string_view verify;     // the read-only AWS CLI command, with $PLACEHOLDERS
  std::string_view help;       // the way out, one or two sentences
  Example bad;
  Example good;
  FixKind fix = FixKind::None;
  std::string_view since;
  /// The fault is that something is missing. Where only a non-default value switches that something off, the finding is
  /// an `info`.
  bool is_absence = false;
  /// Which of the three questions a fault answers with no; OfSubject: as most rules of the subject do.
  Question question = Question::OfSubject;
};

/// The question that a rule bears on; never OfSubject.
[[nodiscard]] Question question_of(const RuleInfo& rule);

/// What a rule says of a fault. `message` names what was found in the user's own addresses.
struct Broken {
  Span place;  // the narrowest text that is wrong; a missing attribute marks the header
  std::string message;
  std::vector<facts::Reason> related;
  std::string verify;   // empty: made from RuleInfo::verify
  std::string help;     // empty: RuleInfo::help
  Severity severity{};  // with has_severity
  bool has_severity = false;
  std::vector<facts::Reason> path;  // hop by hop, where the fault is on a way through the network
  std::string role;                 // tells two findings of one rule on one resource apart
};

/// Where a rule's verdicts go; the engine stamps rule, unit and world on them.
class Verdicts {
 public:
  Verdicts() = default;
  Verdicts(const Verdicts&) = delete;
  Verdicts& operator=(const Verdicts&) = delete;
  virtual ~Verdicts() = default;

  virtual void holds(const graph::Entity& resource, std::vector<facts::Reason> evidence) = 0;
  virtual void broken(const graph::Entity& resource, Broken what) = 0;
  /// `reason` says what could not be decided; `causes` what is not known. `place` is the value that is not known.
  virtual void unknown(const graph::Entity& resource, Span place, std::string reason, Causes causes,
                       std::string verify = {}) = 0;
};

struct Rule {
  const RuleInfo* info;
  void (*check)(const facts::Facts& facts, Verdicts& out);
};

// Verification commands in the user's own addresses: ids that exist only after deployment are `$NAME` with a comment.

/// `aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC_MAIN …  # VPC_MAIN: aws_vpc.main`
[[nodiscard]] std::string verify_endpoints(const graph::Entity& vpc, std::string_view service_suffix);
[[nodiscard]] std::string verify_endpoint(const graph::Entity& endpoint);
[[nodiscard]] std::string verify_groups(std::span<const graph::Entity* const> groups);
[[nodiscard]] std::string verify_subnets(std::span<const graph::Entity* const> subnets);
[[nodiscard]] std::string verify_route_tables(const graph::Entity& vpc);
[[nodiscard]] std::string verify_vpc_dns(const graph::Entity& vpc, std::string_view attribute);

}  // namespace brn::engine
