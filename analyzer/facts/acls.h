#pragma once
// Network ACLs on the way of a call. They are stateless, so that the reply needs a rule of its own: out to port 443 and
// back to the client's ephemeral ports (Amazon VPC User Guide, network ACLs). Made for one `Facts`, remembers its answers.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

class NetworkAcls {
 public:
  explicit NetworkAcls(const Facts& facts);

  /// The ACL of a subnet; invalid where it is not known, then the causes say why.
  [[nodiscard]] std::pair<graph::NetworkAclId, Causes> acl_of(graph::SubnetId subnet) const;
  /// Whether HTTPS passes from `client` to `server` and its replies pass back. The reason of a No is the entry, or the
  /// ACL that has none.
  [[nodiscard]] const Answer& admit(graph::SubnetId client, graph::SubnetId server);
  /// The same to S3's addresses, which are public ones.
  [[nodiscard]] const Answer& admit_s3(graph::SubnetId client);

 private:
  const Facts& facts_;
  std::vector<graph::NetworkAclId> by_subnet_;
  std::vector<graph::NetworkAclId> of_unknown_subnets_;
  std::map<std::pair<graph::SubnetId, graph::SubnetId>, Answer> between_;
  std::map<graph::SubnetId, Answer> to_s3_;
};

}  // namespace brn::facts
