#include "analyzer/aws/partitions.h"

#include <algorithm>

namespace brn::aws {

namespace {

constexpr Partition kPartitions[] = {
#define PARTITION(name, region_start, dns_suffix, service_prefix) {name, region_start, dns_suffix, service_prefix},
#include "analyzer/aws/partitions.def"
#undef PARTITION
};

constexpr std::string_view kRegions[] = {
#define REGION(name) name,
#include "analyzer/aws/regions.def"
#undef REGION
};

struct ArnForm {
  std::string_view terraform;
  std::string_view cloudformation;
  std::string_view form;
};

constexpr ArnForm kArnForms[] = {
#define ARN_FORM(terraform, cloudformation, form) {terraform, cloudformation, form},
#include "analyzer/aws/arn_forms.def"
#undef ARN_FORM
};

}  // namespace

std::span<const Partition> partitions() {
  return kPartitions;
}

const Partition& partition_of(std::string_view region) {
  for (const Partition& partition : kPartitions) {
    if (region.starts_with(partition.region_start)) return partition;
  }
  return kPartitions[std::size(kPartitions) - 1];
}

std::span<const std::string_view> regions() {
  return kRegions;
}

bool is_region(std::string_view text) {
  return std::binary_search(std::begin(kRegions), std::end(kRegions), text);
}

bool looks_like_region(std::string_view text) {
  const std::size_t first = text.find('-');
  const std::size_t last = text.rfind('-');
  if (first == std::string_view::npos || first == last || first < 2 || last + 1 >= text.size()) return false;
  const bool has_number = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(last) + 1, text.end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
  const bool has_words = std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(last),
                                     [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
  return has_number && has_words && text.size() - last <= 3;
}

std::string_view arn_form(std::string_view type) {
  for (const ArnForm& form : kArnForms) {
    if (form.terraform == type || form.cloudformation == type) return form.form;
  }
  return {};
}

}  // namespace brn::aws
