#include "analyzer/config/terraform/data_sources.h"

#include <algorithm>

#include "analyzer/config/terraform/expression.h"

namespace brn::config::terraform {

using value::Value;

namespace {

struct Partition {
  std::string_view name;
  std::string_view dns_suffix;
  std::string_view reverse_dns;
};

Partition partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return {"aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"};
  if (region.starts_with("us-gov-")) return {"aws-us-gov", "amazonaws.com", "com.amazonaws"};
  if (region.starts_with("us-isob-")) return {"aws-iso-b", "sc2s.sgov.gov", "gov.sgov.sc2s"};
  if (region.starts_with("us-iso-")) return {"aws-iso", "c2s.ic.gov", "gov.ic.c2s"};
  return {"aws", "amazonaws.com", "com.amazonaws"};
}

class Answerer {
 public:
  Answerer(Run& run, const DataSourceCall& call) : run_(run), pool_(run.pool), call_(call) {}

  std::vector<value::Member> answer();

 private:
  void caller_identity();
  void region();
  void partition();
  void zones();
  void endpoint_service();
  void arn();
  void service();
  [[nodiscard]] std::string known_text(std::string_view attribute) const;
  void add(std::string_view name, const Value& value) { members_.push_back({name, value, call_.place}); }
  Value text(std::string_view text) { return pool_.string(text, call_.place); }
  Value symbol(value::SymbolKind kind, std::string_view owner, std::string_view path, value::Type type);
  /// The same for each alternative of the Region.
  template <typename Make>
  Value by_region(const Make& make);

  Run& run_;
  value::Pool& pool_;
  const DataSourceCall& call_;
  std::vector<value::Member> members_;
};

Value Answerer::symbol(value::SymbolKind kind, std::string_view owner, std::string_view path, value::Type type) {
  const std::string subject(call_.address);
  const Cause cause{CauseKind::DataSource, subject, "`" + subject + "` is read at deployment",
                    "give the value by a variable, or analyse a plan", call_.place};
  const Cause* const causes[] = {pool_.cause(cause)};
  value::Pool::UnknownSpec spec;
  spec.type = type;
  spec.symbol = pool_.symbol(kind, owner, path);
  spec.causes = causes;
  spec.not_null = true;
  return pool_.unknown(spec, call_.place);
}

template <typename Make>
Value Answerer::by_region(const Make& make) {
  if (!call_.region.is_choice()) return make(call_.region);
  std::vector<value::Alternative> alternatives;
  for (const value::Alternative& alternative : call_.region.alternatives()) {
    alternatives.push_back({alternative.guard, make(alternative.value)});
  }
  return pool_.choice(alternatives, call_.place);
}

std::vector<value::Member> Answerer::answer() {
  if (call_.type == "terraform_remote_state") return answer_remote_state(run_, call_);
  if (call_.type == "aws_iam_policy_document") return answer_policy_document(run_, call_);
  if (call_.type == "aws_caller_identity") caller_identity();
  if (call_.type == "aws_region") region();
  if (call_.type == "aws_partition") partition();
  if (call_.type == "aws_availability_zones") zones();
  if (call_.type == "aws_vpc_endpoint_service") endpoint_service();
  if (call_.type == "aws_default_tags") add("tags", call_.provider->default_tags.with_origin(call_.place));
  if (call_.type == "aws_arn") arn();
  if (call_.type == "aws_service") service();
  return std::move(members_);
}

void Answerer::caller_identity() {
  const Value account = symbol(value::SymbolKind::Account, call_.provider->account, "", pool_.string_type());
  add("account_id", account);
  add("id", account);
}

void Answerer::region() {
  const Value* wanted = call_.attributes.find("name");
  const Value region = wanted != nullptr && wanted->is_string() ? *wanted : call_.region;
  for (const std::string_view name : {"name", "region", "id"}) add(name, region.with_origin(call_.place));
  add("endpoint", by_region([&](const Value& value) -> Value {
        if (!value.is_string())
          return symbol(value::SymbolKind::ResourceAttribute, call_.address, "endpoint", pool_.string_type());
        return text("ec2." + std::string(value.as_string()) + "." +
                    std::string(partition_of(value.as_string()).dns_suffix));
      }));
}

void Answerer::partition() {
  const auto part = [&](value::SymbolKind kind, std::string_view path, std::string_view Partition::*field) {
    return by_region([&](const Value& region) -> Value {
      if (region.is_string()) return text(partition_of(region.as_string()).*field);
      const std::string_view owner =
          kind == value::SymbolKind::ResourceAttribute ? call_.address : call_.provider->account;
      return symbol(kind, owner, path, pool_.string_type());
    });
  };
  const Value name = part(value::SymbolKind::Partition, "", &Partition::name);
  add("partition", name);
  add("id", name);
  add("dns_suffix", part(value::SymbolKind::UrlSuffix, "", &Partition::dns_suffix));
  add("reverse_dns_prefix", part(value::SymbolKind::ResourceAttribute, "reverse_dns_prefix", &Partition::reverse_dns));
}

/// The list as a whole is one symbol; its elements are zones by index (see `part_of_unknown`).
void Answerer::zones() {
  std::string scope = "unknown";
  if (call_.region.is_string()) {
    scope = call_.region.as_string();
  } else if (call_.region.is_unknown() && call_.region.symbol().is_valid()) {
    const value::SymbolData& data = pool_.symbol_data(call_.region.symbol());
    scope = "region:" + std::string(data.owner) + ":" + std::string(data.path);
  }
  // A filter shifts the indices, so its zones are counted apart.
  const bool is_filtered = std::ranges::any_of(call_.attributes.members(), [](const value::Member& member) {
    return member.name != "state" && member.name != "region";
  });
  if (is_filtered) scope += "|" + std::string(call_.address);
  add("names", symbol(value::SymbolKind::Zone, scope, "*", pool_.list_of(pool_.string_type())));
}

void Answerer::endpoint_service() {
  const Value* service = call_.attributes.find("service");
  if (service == nullptr || !service->is_known() || !service->is_string() ||
      call_.attributes.find("service_name") != nullptr) {
    return;
  }
  const std::string name(service->as_string());
  add("service_name", by_region([&](const Value& region) -> Value {
        const std::string prefix =
            region.is_string() && region.as_string().starts_with("cn-") ? "cn.com.amazonaws." : "com.amazonaws.";
        if (region.is_string()) return text(prefix + std::string(region.as_string()) + "." + name);
        const value::Part parts[] = {
            {pool_.intern(prefix), {}, false}, {{}, region, true}, {pool_.intern("." + name), {}, false}};
        return pool_.text(parts, call_.place);
      }));
}

/// Empty when the argument is not set or not known.
std::string Answerer::known_text(std::string_view attribute) const {
  const Value* value = call_.attributes.find(attribute);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// `arn:partition:service:region:account:resource`, taken apart.
void Answerer::arn() {
  constexpr std::string_view kParts[] = {"", "partition", "service", "region", "account"};
  const std::string text = known_text("arn");
  if (!text.starts_with("arn:")) return;
  std::size_t begin = 0;
  for (const std::string_view part : kParts) {
    const std::size_t end = text.find(':', begin);
    if (end == std::string::npos) return;
    if (!part.empty()) add(part, this->text(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  add("resource", this->text(text.substr(begin)));
  add("id", this->text(text));
}

/// The names of a service in a Region, from whichever of them is given.
void Answerer::service() {
  std::string region = known_text("region");
  std::string id = known_text("service_id");
  if (const std::string reversed = known_text("reverse_dns_name"); !reversed.empty()) {
    const std::size_t last = reversed.rfind('.');
    const std::size_t before =
        last == std::string::npos || last == 0 ? std::string::npos : reversed.rfind('.', last - 1);
    if (before == std::string::npos) return;
    id = reversed.substr(last + 1);
    region = reversed.substr(before + 1, last - before - 1);
  } else if (const std::string name = known_text("dns_name"); !name.empty()) {
    const std::size_t first = name.find('.');
    const std::size_t second = first == std::string::npos ? first : name.find('.', first + 1);
    if (second == std::string::npos) return;
    id = name.substr(0, first);
    region = name.substr(first + 1, second - first - 1);
  }
  if (region.empty() && call_.region.is_string()) region = std::string(call_.region.as_string());
  if (id.empty() || region.empty()) return;
  const Partition partition = partition_of(region);
  const std::string reverse_name = std::string(partition.reverse_dns) + "." + region + "." + id;
  add("service_id", text(id));
  add("region", text(region));
  add("partition", text(partition.name));
  add("reverse_dns_prefix", text(partition.reverse_dns));
  add("reverse_dns_name", text(reverse_name));
  add("id", text(reverse_name));
  add("dns_name", text(id + "." + region + "." + std::string(partition.dns_suffix)));
}

}  // namespace

std::vector<value::Member> answer_data_source(Run& run, const DataSourceCall& call) {
  return Answerer(run, call).answer();
}

}  // namespace brn::config::terraform
