// `--print=facts`.

#include <algorithm>

#include "analyzer/facts/facts.h"
#include "analyzer/facts/state.h"

namespace brn::facts {

namespace {

std::string_view words(Tri value) {
  return is_yes(value) ? "yes" : is_no(value) ? "no" : "unknown";
}

std::string with_causes(const Answer& answer) {
  std::string text(words(answer.value));
  if (!answer.is_unknown()) return text;
  text += " (";
  for (std::size_t i = 0; i < answer.causes.size(); ++i) text += (i == 0 ? "" : ", ") + answer.causes[i].subject;
  return text + ")";
}

std::string needs_text(const std::vector<Need>& needs) {
  std::string text;
  for (const Need& need : needs) {
    text += (text.empty() ? "" : ", ") + need.service + (need.demand == Demand::MayUse ? " (perhaps)" : "");
  }
  return text.empty() ? "nothing" : text;
}

/// Lines of one kind, sorted, so that the order of the source does not show.
void append_sorted(std::string& text, std::vector<std::string> blocks) {
  std::ranges::sort(blocks);
  for (const std::string& block : blocks) text += block;
}

std::string table_text(const Facts& facts, graph::SubnetId id) {
  const EffectiveTable effective = facts.table_of(id);
  if (!effective.table.is_valid()) return "unknown table";
  std::string text = facts.graph().get(effective.table).address + (effective.is_explicit ? "" : " (main)");
  for (const WayOut& way : facts.ways_out(effective.table).ways) {
    text += ", " + std::string(is_yes(way.certain) ? "out by " : "perhaps out by ") + target_words(way.target);
  }
  return text;
}

std::string member_text(const Facts& facts, const Member& member) {
  std::string text = "member " + member.entity->address + "\n  calls Bedrock: " + with_causes(member.calls_bedrock) +
                     "\n  needs: " + needs_text(member.needs) + "\n  needs S3: " + with_causes(member.needs_s3) +
                     "\n  in a VPC: " + with_causes(member.in_vpc) + "\n  lets traffic out anywhere: " +
                     with_causes(facts.open_to_world(member.groups, graph::Direction::Egress)) + "\n";
  for (const auto& item : member.subnets->items) {
    if (!item.has_target()) continue;
    text += "  subnet " + facts.graph().get(item.target).address + ": public " +
            with_causes(facts.is_public(item.target)) + ", S3 gateway " +
            with_causes(facts.has_s3_gateway(item.target)) + "\n";
  }
  return text;
}

std::string endpoint_text(const Facts& facts, const graph::Endpoint& endpoint) {
  return "endpoint " + endpoint.address + "\n  service: " + std::string(facts.bedrock_service(endpoint)) +
         "\n  name leads to it: " + with_causes(facts.name_resolves(endpoint)) +
         "\n  full access: " + with_causes(facts.policy_is_full_access(endpoint)) + "\n  open to the world: " +
         with_causes(facts.open_to_world(facts.groups_of(endpoint), graph::Direction::Ingress)) + "\n";
}

std::string scope_text(const Facts& facts, const VpcScope& scope) {
  std::string text = "vpc " + facts.graph().get(scope.vpc).address +
                     "\n  open world: " + with_causes(facts.is_open_world(scope.vpc)) +
                     "\n  needs: " + needs_text(scope.needs) + "\n";
  std::vector<std::string> lines;
  for (const Reason& reason : scope.because) lines.push_back("  because " + reason.message + "\n");
  for (const Need& need : scope.needs) {
    lines.push_back("  endpoint for " + need.service + ": " +
                    with_causes(facts.endpoints_for(scope.vpc, need.service).exists) + "\n");
  }
  append_sorted(text, std::move(lines));
  return text;
}

}  // namespace

std::string Facts::print(const SourceManager&) const {
  std::string text;
  std::vector<std::string> blocks;
  for (const VpcScope& entry : scope()) blocks.push_back(scope_text(*this, entry));
  append_sorted(text, std::move(blocks));
  blocks.clear();
  for (const Member& member : members()) blocks.push_back(member_text(*this, member));
  append_sorted(text, std::move(blocks));
  blocks.clear();
  for (const graph::Endpoint& endpoint : graph_->all<graph::Endpoint>()) {
    if (is_bedrock_endpoint(endpoint)) blocks.push_back(endpoint_text(*this, endpoint));
  }
  append_sorted(text, std::move(blocks));
  blocks.clear();
  const auto& subnets = graph_->all<graph::Subnet>();
  for (std::uint32_t i = 0; i < subnets.size(); ++i) {
    blocks.push_back("subnet " + subnets[i].address + ": " + table_text(*this, {i}) + "\n");
  }
  append_sorted(text, std::move(blocks));
  return text;
}

}  // namespace brn::facts
