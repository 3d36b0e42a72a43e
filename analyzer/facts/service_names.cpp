#include "analyzer/facts/service_names.h"

#include <algorithm>
#include <vector>

#include "analyzer/aws/services.h"
#include "analyzer/diagnostics/names.h"
#include "analyzer/policy/conditions.h"

namespace brn::facts {

using policy::lower_case;

namespace {

/// The most edits between a name and what it was meant to be.
constexpr std::size_t kMaxEdits = 2;
constexpr std::size_t kMaxLength = 80;

std::string_view nearest_service(std::string_view name) {
  std::string_view nearest;
  std::size_t least = kMaxEdits + 1;
  for (const aws::BedrockService& service : aws::bedrock_services()) {
    const std::size_t distance = edit_distance(name, service.suffix);
    if (distance >= least) continue;
    least = distance;
    nearest = service.suffix;
  }
  return nearest;
}

/// The words of a name in other orders and separators: `runtime-bedrock`, `bedrock.runtime`, `bedrockruntime`.
std::string_view service_of_words(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') letters += c;
  }
  std::ranges::sort(letters);
  for (const aws::BedrockService& service : aws::bedrock_services()) {
    std::string other;
    for (const char c : service.suffix) {
      if (c >= 'a' && c <= 'z') other += c;
    }
    std::ranges::sort(other);
    if (other == letters) return service.suffix;
  }
  return {};
}

/// The service at the end of a name that does not begin as AWS's do.
std::string_view service_at_end(std::string_view text) {
  std::string_view longest;
  for (const aws::BedrockService& service : aws::bedrock_services()) {
    const bool fits = text.ends_with(service.suffix) && service.suffix.size() > longest.size();
    const std::size_t before = text.size() - std::min(text.size(), service.suffix.size());
    if (fits && (before == 0 || text[before - 1] == '.')) longest = service.suffix;
  }
  return longest;
}

}  // namespace

std::optional<Misspelling> misspelling_of(const graph::Attribute<graph::ServiceName>& service) {
  const graph::ServiceName& name = service.value;
  if (!service.is_set() || name.text.size() > kMaxLength) return std::nullopt;
  const bool has_holes = name.text.find("${") != std::string::npos;
  if (aws::is_bedrock_service(name.suffix)) {
    if (!name.region.empty() || name.region_is_own || has_holes) return std::nullopt;
    return Misspelling{name.suffix, "names no Region"};
  }
  if (name.text.find("vpce-svc-") != std::string::npos) return std::nullopt;
  const std::string suffix = lower_case(name.suffix);
  if (!suffix.empty()) {
    const std::string_view same_words = service_of_words(suffix);
    if (!same_words.empty() && same_words != suffix) {
      return Misspelling{std::string(same_words), "is the name of no service"};
    }
    if (const std::string_view meant = service_at_end(suffix); !meant.empty()) {
      const bool is_case = meant.size() == suffix.size();
      return Misspelling{std::string(meant), is_case ? "is not in lower case" : "names a Region that does not exist"};
    }
    if (const std::string_view meant = nearest_service(suffix); !meant.empty()) {
      return Misspelling{std::string(meant), "is the name of no service"};
    }
    if (suffix.ends_with("-fips") && aws::is_bedrock_service(suffix.substr(0, suffix.size() - 5))) {
      return Misspelling{suffix.substr(0, suffix.size() - 5), "has no FIPS endpoint service"};
    }
    return std::nullopt;
  }
  if (const std::string_view meant = service_at_end(lower_case(name.text)); !meant.empty()) {
    return Misspelling{std::string(meant), "does not begin with `com.amazonaws.` and a Region"};
  }
  return std::nullopt;
}

bool is_meant_for_bedrock(const graph::Endpoint& endpoint) {
  if (misspelling_of(endpoint.service)) return true;
  if (endpoint.service.is_known() || !endpoint.service.value.suffix.empty()) return false;
  return lower_case(endpoint.service.value.text + " " + endpoint.address).find("bedrock") != std::string::npos;
}

}  // namespace brn::facts
