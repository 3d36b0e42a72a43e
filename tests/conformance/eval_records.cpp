// `eval` against recorded answers of Terraform: our own records in fixtures/conformance, all of which must agree, and the
// oracle beside the project where it is there, of which nearly all must. Prints the agreement of each group.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>

#include "analyzer/app/eval.h"
#include "analyzer/value/number.h"
#include "parsers/json/parser.h"
#include "tests/support/catch.h"
#include "tests/support/paths.h"

namespace {

using brn::syntax::NodeId;
using brn::syntax::NodeKind;
using brn::syntax::Tree;

struct Document {
  explicit Document(std::string content) : text(std::move(content)), tree(brn::json::parse(brn::FileId{}, text)) {}
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  [[nodiscard]] NodeId root() const { return tree.documents()[0]; }
  std::string text;
  Tree tree;
};

NodeId at(const Tree& tree, NodeId node, std::string_view key) {
  return node.is_valid() && tree.node(node).kind == NodeKind::Mapping ? tree.find(node, key) : NodeId{};
}

std::string number_text(std::string_view text) {
  const auto number = brn::value::Number::parse(text);
  return number ? number->to_string() : std::string(text);
}

/// A value and its unknown parts as one comparable text.
std::string shown(const Tree& tree, NodeId known, NodeId unknown) {
  if (unknown.is_valid() && tree.node(unknown).kind == NodeKind::Bool && tree.node(unknown).bool_value) return "?";
  const NodeKind kind = known.is_valid() ? tree.node(known).kind : NodeKind::Null;
  const bool has_parts = unknown.is_valid() && tree.node(unknown).kind == NodeKind::Mapping;
  if (kind == NodeKind::Mapping || (kind == NodeKind::Null && has_parts)) {
    std::map<std::string, std::string> members;
    if (kind == NodeKind::Mapping) {
      for (const auto& member : tree.members(known)) {
        members[std::string(member.key)] = shown(tree, member.value, at(tree, unknown, member.key));
      }
    }
    if (has_parts) {
      for (const auto& member : tree.members(unknown)) {
        members.try_emplace(std::string(member.key), shown(tree, NodeId{}, member.value));
      }
    }
    std::string text = "{";
    for (const auto& [name, value] : members) text.append(name).append("=").append(value).append(",");
    return text + "}";
  }
  if (kind == NodeKind::Sequence) {
    std::string text = "[";
    const auto items = tree.items(known);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool has_own =
          unknown.is_valid() && tree.node(unknown).kind == NodeKind::Sequence && i < tree.items(unknown).size();
      text += shown(tree, items[i], has_own ? tree.items(unknown)[i] : NodeId{}) + ",";
    }
    return text + "]";
  }
  if (kind == NodeKind::Null) return "null";
  if (kind == NodeKind::Bool) return tree.node(known).bool_value ? "true" : "false";
  if (kind == NodeKind::Number) return number_text(tree.node(known).text);
  return "\"" + std::string(tree.node(known).text) + "\"";
}

std::string place(const Tree& tree, NodeId node) {
  const NodeId at_place = at(tree, node, "at");
  if (!at_place.is_valid()) return "";
  const auto text = [&](std::string_view key) {
    const NodeId found = at(tree, at_place, key);
    return found.is_valid() ? std::string(tree.node(found).text) : std::string();
  };
  return text("file") + ":" + text("line") + ":" + text("column");
}

struct Tally {
  int right = 0;
  int all = 0;
  int placed = 0;
  int errors = 0;
};

/// Empty when the answer is that of the record, else what differs.
std::string difference(const Document& record, const Document& answer, Tally& tally) {
  const bool wants_error = at(record.tree, record.root(), "error").is_valid();
  const bool is_error = at(answer.tree, answer.root(), "error").is_valid();
  if (wants_error != is_error) return wants_error ? "an error is missing" : "an error: " + answer.text;
  if (wants_error) {
    ++tally.errors;
    const std::string wanted = place(record.tree, record.root());
    if (wanted.empty() || wanted == place(answer.tree, answer.root())) ++tally.placed;
    return {};
  }
  const bool is_planned = at(record.tree, record.root(), "after_unknown").is_valid();
  const std::string wanted = shown(record.tree, at(record.tree, record.root(), is_planned ? "after" : "value"),
                                   at(record.tree, record.root(), is_planned ? "after_unknown" : "unknown"));
  const std::string got =
      shown(answer.tree, at(answer.tree, answer.root(), "value"), at(answer.tree, answer.root(), "unknown"));
  if (wanted != got) return "wanted " + wanted + ", got " + got;
  const NodeId type = at(record.tree, record.root(), "type");
  const std::string wanted_type = type.is_valid() ? shown(record.tree, type, NodeId{}) : "";
  const std::string got_type = shown(answer.tree, at(answer.tree, answer.root(), "type"), NodeId{});
  if (type.is_valid() && wanted_type != got_type) return "wanted the type " + wanted_type + ", got " + got_type;
  const bool wants_mark = at(record.tree, record.root(), "sensitive").is_valid();
  return wants_mark == at(answer.tree, answer.root(), "sensitive").is_valid() ? "" : "the mark differs";
}

/// Runs every record of a file and gives the total.
Tally run(const std::string& path, bool shows_differences) {
  std::ifstream in(path);
  std::map<std::string, Tally> groups;
  Tally total;
  for (std::string line; std::getline(in, line);) {
    const Document record(line);
    Tally& tally = groups[std::string(record.tree.node(at(record.tree, record.root(), "group")).text)];
    const Document answer(brn::app::evaluate_request(line, {}).line);
    const std::string differs = difference(record, answer, tally);
    ++tally.all;
    tally.right += differs.empty() ? 1 : 0;
    if (!differs.empty() && shows_differences) {
      std::printf("%s: %s\n", std::string(record.tree.node(at(record.tree, record.root(), "id")).text).c_str(),
                  differs.c_str());
    }
  }
  for (const auto& [group, tally] : groups) {
    std::printf("  %-24s %4d of %4d   errors placed %d of %d\n", group.c_str(), tally.right, tally.all, tally.placed,
                tally.errors);
    total.right += tally.right;
    total.all += tally.all;
    total.placed += tally.placed;
    total.errors += tally.errors;
  }
  std::printf("  %-24s %4d of %4d   errors placed %d of %d\n", "total", total.right, total.all, total.placed,
              total.errors);
  return total;
}

void check_oracle(const std::string& name, double least_right, double least_placed) {
  const std::string path = (brn::test::source_dir() / "../shared/oracle/hcl" / name).string();
  if (!std::ifstream(path)) {
    WARN("skipped: no recorded answers of Terraform beside the project (" << path << ")");
    return;
  }
  const Tally total = run(path, false);
  CHECK(total.right >= least_right * total.all);
  CHECK(total.placed >= least_placed * total.errors);
}

}  // namespace

TEST_CASE("own records of expressions all agree") {
  const Tally total = run((brn::test::source_dir() / "fixtures/conformance/expressions.jsonl").string(), true);
  REQUIRE(total.all > 0);
  CHECK(total.right == total.all);
  CHECK(total.placed == total.errors);
}

TEST_CASE("recorded expressions of Terraform") {
  check_oracle("expressions.jsonl", 0.985, 0.85);
}

TEST_CASE("recorded unknowns of Terraform") {
  check_oracle("unknowns.jsonl", 0.92, 0.85);
}
