// Verification commands. What exists only after deployment is `$NAME`, explained in a comment, so that the command can
// be pasted once the names are set.

#include <algorithm>
#include <map>
#include <string>

#include "analyzer/engine/rule.h"

namespace brn::engine {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `vpc-0a1b2c3d`: a known id, which needs no name.
bool is_aws_id(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0 || text.size() - dash < 9) return false;
  const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dash) + 1, text.end(), is_hex);
}

/// `module.net.aws_vpc.main` → `NET_VPC_MAIN`, `AppVpc` → `APP_VPC`.
std::string variable_name(std::string_view address) {
  std::string name;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      if (!name.empty() && name.back() != '_') name += '_';
      continue;
    }
    if (is_upper(c) && i > 0 && is_lower(address[i - 1]) && name.back() != '_') name += '_';
    name += is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  for (const std::string_view noise : {"MODULE_", "AWS_"}) {
    for (std::size_t at = name.find(noise); at != std::string::npos; at = name.find(noise, at)) {
      if (at != 0 && name[at - 1] != '_') {
        ++at;
        continue;
      }
      name.erase(at, noise.size());
    }
  }
  if (name.empty() || is_digit(name.front())) name.insert(0, "ID_");
  return name;
}

/// A command under construction: text, and the names that it uses.
class Command {
 public:
  explicit Command(std::string text) : text_(std::move(text)) {}

  Command& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  Command& id(const graph::Entity& entity) {
    if (is_aws_id(entity.address)) return add(entity.address);
    std::string name = variable_name(entity.address);
    for (auto known = names_.find(name); known != names_.end() && known->second != entity.address;
         known = names_.find(name)) {
      name += '_';
    }
    names_.emplace(name, entity.address);
    return add("$").add(name);
  }
  Command& region(const graph::Entity& entity) {
    return entity.region.empty() ? *this : add(" --region ").add(entity.region);
  }
  [[nodiscard]] std::string done() const {
    std::string all = text_;
    for (const auto& [name, address] : names_) {
      all.append(all.size() == text_.size() ? "  # " : ", ").append(name).append(": ").append(address);
    }
    return all;
  }

 private:
  std::string text_;
  std::map<std::string, std::string> names_;
};

template <typename Entities>
std::string list_command(std::string text, const Entities& entities) {
  Command command(std::move(text));
  for (const graph::Entity* entity : entities) command.add(" ").id(*entity);
  if (!entities.empty()) command.region(*entities.front());
  return command.done();
}

}  // namespace

std::string verify_endpoints(const graph::Entity& vpc, std::string_view service_suffix) {
  Command command("aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=");
  command.id(vpc);
  if (!service_suffix.empty()) {
    command.add(" 'Name=service-name,Values=com.amazonaws.").add(vpc.region.empty() ? "*" : vpc.region);
    command.add(".").add(service_suffix).add("'");
  }
  return command.region(vpc).done();
}

std::string verify_endpoint(const graph::Entity& endpoint) {
  return Command("aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ").id(endpoint).region(endpoint).done();
}

std::string verify_groups(std::span<const graph::Entity* const> groups) {
  return list_command("aws ec2 describe-security-groups --group-ids", groups);
}

std::string verify_subnets(std::span<const graph::Entity* const> subnets) {
  return list_command("aws ec2 describe-subnets --subnet-ids", subnets);
}

std::string verify_route_tables(const graph::Entity& vpc) {
  return Command("aws ec2 describe-route-tables --filters Name=vpc-id,Values=").id(vpc).region(vpc).done();
}

std::string verify_vpc_dns(const graph::Entity& vpc, std::string_view attribute) {
  return Command("aws ec2 describe-vpc-attribute --vpc-id ")
      .id(vpc)
      .add(" --attribute ")
      .add(attribute)
      .region(vpc)
      .done();
}

}  // namespace brn::engine
