#include "analyzer/engine/rule.h"

#include <array>

#include "parsers/source/check.h"

namespace brn::engine {

std::string_view subject_slug(Subject subject) {
  static constexpr std::array<std::string_view, kSubjectCount + 1> kSlugs = {
      "suppressions",    "job-vpc", "interface-endpoints", "endpoint-policies",
      "security-groups", "subnets", "s3-gateway",          "dns-routes"};
  const auto digit = static_cast<std::size_t>(subject);
  BRN_CHECK(digit < kSlugs.size(), "subject out of range");
  return kSlugs[digit];
}

Question question_of(const RuleInfo& rule) {
  if (rule.question != Question::OfSubject) return rule.question;
  switch (rule.subject) {
    case Subject::InterfaceEndpoints:
    case Subject::S3Gateway:
    case Subject::DnsRoutes: return Question::Private;
    case Subject::JobVpc:
    case Subject::Subnets: return Question::OnlyPrivately;
    case Subject::EndpointPolicies:
    case Subject::SecurityGroups:
    case Subject::None: break;
  }
  return Question::RightCallers;
}

}  // namespace brn::engine
