#pragma once
// AWS partitions and Regions: which names exist, and how names of endpoint services begin there. Static data.

#include <span>
#include <string_view>

namespace brn::aws {

struct Partition {
  std::string_view name;            // `aws`, `aws-us-gov`
  std::string_view region_start;    // what its Regions' names begin with
  std::string_view dns_suffix;      // `amazonaws.com`
  std::string_view service_prefix;  // `com.amazonaws.`
};

[[nodiscard]] std::span<const Partition> partitions();
/// The partition of a Region by its name; `aws` where nothing else fits.
[[nodiscard]] const Partition& partition_of(std::string_view region);

/// Every Region known, sorted.
[[nodiscard]] std::span<const std::string_view> regions();
[[nodiscard]] bool is_region(std::string_view text);
/// Shaped like a Region's name (`eu-central-1`), known or not: new ones appear.
[[nodiscard]] bool looks_like_region(std::string_view text);

/// The form of a type's ARN, `arn:{partition}:s3:::{name}`; empty where the table has none.
[[nodiscard]] std::string_view arn_form(std::string_view type);

}  // namespace brn::aws
