#pragma once
// A graph and its facts, from a configuration made by hand.

#include <string_view>
#include <utility>

#include "analyzer/facts/facts.h"
#include "tests/unit/graph/estate.h"

namespace brn::facts {

class Built {
 public:
  explicit Built(graph::Estate& estate, Settings settings = {})
      : graph_(estate.lower()), facts_(graph_, std::move(settings)) {}

  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] const Facts* operator->() const { return &facts_; }

  template <typename T>
  [[nodiscard]] graph::Id<T> id(std::string_view address) const {
    const auto& all = graph_.all<T>();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i].address == address) return {i};
    }
    return {};
  }
  template <typename T>
  [[nodiscard]] const T& get(std::string_view address) const {
    return graph_.get(id<T>(address));
  }

 private:
  graph::ResourceGraph graph_;
  Facts facts_;
};

/// A VPC with one subnet, and an internet gateway.
inline void add_network(graph::Estate& estate) {
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16", "enable_dns_hostnames": true})");
  estate.terraform("aws_subnet.app", R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "10.0.1.0/24"})");
  estate.terraform("aws_internet_gateway.main", R"({"vpc_id": "@aws_vpc.main.id"})");
}

/// A role that may do `actions` (JSON) on everything.
inline void add_role(graph::Estate& estate, const std::string& name, const std::string& actions) {
  estate.terraform("aws_iam_role." + name, R"({"name": ")" + name + R"(", "inline_policy": [{"name": "p", "policy": {
    "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": )" +
                                               actions + R"(, "Resource": "*"}]}}]})");
}

/// A function with that role in the subnet.
inline void add_function(graph::Estate& estate, const std::string& name, const std::string& subnets) {
  estate.terraform("aws_lambda_function." + name, R"({"role": "@aws_iam_role.)" + name +
                                                      R"(.arn", "vpc_config": [{"subnet_ids": )" + subnets +
                                                      R"(, "security_group_ids": []}]})");
}

}  // namespace brn::facts
