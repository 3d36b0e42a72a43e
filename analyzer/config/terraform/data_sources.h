#pragma once
// Data sources that can be answered without reading anything: the policy document, and those that name the account,
// Region, partition or zones of a provider. The others are Unknown with an identity.

#include <string>
#include <vector>

#include "analyzer/config/terraform/providers.h"
#include "analyzer/config/terraform/run.h"

namespace brn::config::terraform {

struct DataSourceCall {
  std::string_view type;
  std::string_view address;
  const ProviderConfiguration* provider = nullptr;
  value::Value region;      // of this data source: its own argument or the provider's
  value::Value attributes;  // as the source sets them
  Span place;
};

/// Attributes that the data source adds to those that are set.
[[nodiscard]] std::vector<value::Member> answer_data_source(Run& run, const DataSourceCall& call);

/// `data.aws_iam_policy_document`: `json` and `minified_json`.
[[nodiscard]] std::vector<value::Member> answer_policy_document(Run& run, const DataSourceCall& call);

/// `data.terraform_remote_state` of a `local` backend whose state lies in the tree: `outputs`.
[[nodiscard]] std::vector<value::Member> answer_remote_state(Run& run, const DataSourceCall& call);

}  // namespace brn::config::terraform
