#pragma once
// Summaries of much used registry modules: what they make of their inputs, written by this project in Terraform's own
// language (folder summaries/), for calls whose source is not on disk. Static data.

#include <string>
#include <string_view>

namespace brn::config::terraform {

struct ModuleSummary {
  std::string_view source;  // `terraform-aws-modules/vpc/aws`
  std::string_view file;    // in summaries/
  unsigned first_major = 0;
  unsigned last_major = 0;  // both included
};

/// The summary for a call's `source` (registry or GitHub form) and version constraint; nullptr when there is none. A call
/// without version gets the newest.
[[nodiscard]] const ModuleSummary* find_summary(std::string_view source, std::string_view version);
[[nodiscard]] std::string_view summary_text(const ModuleSummary& summary);

}  // namespace brn::config::terraform
