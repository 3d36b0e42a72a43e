// Which configurations need to be lowered at all, and in which worlds.

#include <set>
#include <unordered_set>

#include "analyzer/graph/graph.h"
#include "analyzer/graph/type_table.h"

namespace brn::graph {

namespace {

constexpr std::size_t kMaxDepth = 64;

/// `bedrock` in any spelling.
bool mentions_bedrock(std::string_view text) {
  constexpr std::string_view kWord = "bedrock";
  std::size_t matched = 0;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    // The word repeats none of its starts but `b`.
    matched = lower == kWord[matched] ? matched + 1 : (lower == kWord[0] ? 1 : 0);
    if (matched == kWord.size()) return true;
  }
  return false;
}

/// Walks values once each, however often they are shared.
class Walk {
 public:
  template <typename Visit>
  void each(const value::Value& value, Visit visit, std::size_t depth = 0) {
    if (value.payload() == nullptr || depth > kMaxDepth || !seen_.insert(value.payload()).second) return;
    visit(value);
    if (value.is_sequence()) {
      for (const value::Value& element : value.elements()) each(element, visit, depth + 1);
    } else if (value.is_mapping()) {
      for (const value::Member& member : value.members()) each(member.value, visit, depth + 1);
    } else if (value.is_choice()) {
      for (const value::Alternative& alternative : value.alternatives()) each(alternative.value, visit, depth + 1);
    } else if (value.is_unknown()) {
      for (const value::Part& part : value.parts()) {
        if (part.is_hole) each(part.hole, visit, depth + 1);
      }
    }
    if (value.is_unknown() || value.is_string()) {
      if (const value::Value* structure = value.structure()) each(*structure, visit, depth + 1);
    }
  }

 private:
  std::unordered_set<const value::Payload*> seen_;
};

bool says_bedrock(const value::Value& value) {
  if (value.is_string()) return mentions_bedrock(value.as_string());
  if (value.is_mapping()) {
    for (const value::Member& member : value.members()) {
      if (mentions_bedrock(member.name)) return true;
    }
  }
  if (value.is_unknown()) {
    for (const value::Part& part : value.parts()) {
      if (!part.is_hole && mentions_bedrock(part.literal)) return true;
    }
  }
  return false;
}

/// Types whose unknown values may turn out to be about Bedrock.
bool may_hide_bedrock(const config::Resource& resource) {
  return resource.type == "aws_vpc_endpoint" || resource.type == "AWS::EC2::VPCEndpoint";
}

}  // namespace

bool may_use_bedrock(const config::Configuration& configuration) {
  Walk walk;
  for (const config::Resource& resource : configuration.resources) {
    if (mentions_bedrock(resource.type)) return true;
    bool is_found = false;
    walk.each(resource.attributes, [&](const value::Value& value) {
      is_found = is_found || says_bedrock(value) || (value.is_unknown() && may_hide_bedrock(resource));
    });
    if (is_found) return true;
  }
  for (const config::AbsentModule& absent : configuration.absent_modules) {
    bool is_found = mentions_bedrock(absent.source);
    walk.each(absent.arguments, [&](const value::Value& value) { is_found = is_found || says_bedrock(value); });
    if (is_found) return true;
  }
  return false;
}

}  // namespace brn::graph
