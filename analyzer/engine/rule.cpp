#include "analyzer/engine/rule.h"

#include <array>

#include "parsers/source/check.h"

namespace brn::engine {

std::string_view subject_slug(Subject subject) {
  static constexpr std::array<std::string_view, kSubjectCount> kSlugs = {
      "job-vpc", "interface-endpoints", "endpoint-policies", "security-groups", "subnets", "s3-gateway", "dns-routes"};
  const auto digit = static_cast<std::size_t>(subject);
  BRN_CHECK(digit >= 1 && digit <= kSlugs.size(), "subject out of range");
  return kSlugs[digit - 1];
}

}  // namespace brn::engine
