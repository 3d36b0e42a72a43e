// The head of the report: what was looked at, and for each VPC whether Bedrock is reached privately, only privately and
// by the right callers only.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analyzer/report/text_parts.h"

namespace brn::report {
namespace {

/// What one question came to; a later one outweighs an earlier one.
enum class Outcome : std::uint8_t { None, Yes, Weak, Unknown, No };

struct Row {
  std::string name;
  std::array<Outcome, 3> cells{};
};

Outcome cell_of(const engine::Assessment& one) {
  if (one.verdict == engine::Verdict::Undetermined) return Outcome::Unknown;
  if (one.verdict == engine::Verdict::Holds || one.severity == engine::Severity::Info) return Outcome::Yes;
  return one.severity == engine::Severity::Low ? Outcome::Weak : Outcome::No;
}

std::vector<Row> rows_of(const engine::Result& result) {
  std::map<std::pair<std::string, std::string>, Row> rows;
  const auto note = [&](const std::string& unit, const std::string& vpc, const engine::Assessment& one) {
    Row& row = rows[{unit, vpc}];
    row.name = vpc;
    const auto question = static_cast<std::size_t>(engine::question_of(*one.rule)) - 1;
    row.cells[question] = std::max(row.cells[question], cell_of(one));
  };
  for (const engine::Assessment& one : result.assessments) {
    for (const std::string& vpc : one.vpcs) note(one.unit, vpc, one);
    if (one.vpcs.empty()) note(one.unit, "in no VPC", one);
  }
  std::map<std::string, std::size_t> names;
  for (const auto& [key, row] : rows) ++names[row.name];
  std::vector<Row> all;
  for (auto& [key, row] : rows) {
    if (names[row.name] > 1) row.name += " (" + key.first + ")";
    all.push_back(std::move(row));
  }
  const auto gravity = [](const Row& row) {
    return std::pair(std::count(row.cells.begin(), row.cells.end(), Outcome::No),
                     std::count(row.cells.begin(), row.cells.end(), Outcome::Unknown));
  };
  std::stable_sort(all.begin(), all.end(), [&](const Row& a, const Row& b) { return gravity(a) > gravity(b); });
  return all;
}

std::string cell_text(Outcome cell, const Paint& paint) {
  switch (cell) {
    case Outcome::Yes: return paint(Style::Green, "yes");
    case Outcome::Weak: return paint(Style::Cyan, "weak");
    case Outcome::Unknown: return paint(Style::Yellow, "?");
    case Outcome::No: return paint(Style::Red, "NO");
    case Outcome::None: break;
  }
  return "-";
}

std::size_t cell_width(Outcome cell) {
  static constexpr std::array<std::size_t, 5> kWidths = {1, 3, 4, 1, 2};
  return kWidths[static_cast<std::size_t>(cell)];
}

// What stands right of the table.
std::vector<std::string> remarks(const engine::Result& result) {
  std::set<std::pair<std::string_view, engine::Severity>> kinds;  // as the report lists them
  for (const engine::Finding& one : result.findings) kinds.emplace(one.rule->id, one.severity);
  const std::string severities = severities_of(result.findings);
  const bool is_compared = !result.compared_with.empty();
  std::vector<std::string> lines;
  lines.push_back(count_of(result.findings.size(), is_compared ? "new finding" : "finding") +
                  (severities.empty() ? "" : ": " + severities));
  if (kinds.size() < result.findings.size())
    lines.push_back(count_of(kinds.size(), "kind") + (kinds.size() == 1 ? " explains" : " explain") + " them");
  if (is_compared)
    lines.push_back(std::to_string(result.counts.fixed) + " fixed, " + std::to_string(result.counts.known) +
                    " known before");
  return lines;
}

}  // namespace

std::string header_text(const TextContext& context) {
  const engine::Counts& counts = context.result.counts;
  const auto templates =
      static_cast<std::uint64_t>(std::count_if(context.result.units.begin(), context.result.units.end(),
                                               [](const engine::UnitEntry& unit) { return unit.is_template; }));
  const std::uint64_t roots = counts.units >= templates ? counts.units - templates : 0;
  std::string text = context.paint(Style::Bold, context.tool.name + " " + context.tool.version) + "   ";
  std::string separator;
  for (const auto& [count, thing] :
       {std::pair{roots, "root"}, std::pair{templates, "template"}, std::pair{counts.resources, "resource"}}) {
    if (count == 0) continue;
    text += separator + grouped(count) + " " + thing + (count == 1 ? "" : "s");
    separator = ", ";
  }
  if (separator.empty()) text += "nothing to look at";
  std::vector<std::string> inputs;
  for (const engine::UnitEntry& unit : context.result.units) {
    for (const std::string& input : unit.inputs) {
      if (std::find(inputs.begin(), inputs.end(), input) == inputs.end()) inputs.push_back(input);
    }
  }
  if (!inputs.empty()) text += "   inputs: " + clipped(listed(inputs), context.width() / 2);
  if (counts.seconds) text += "   " + std::to_string(static_cast<std::int64_t>(*counts.seconds * 1000 + 0.5)) + " ms";
  text += "\n";
  const std::uint64_t without = counts.units_without_bedrock;
  if (counts.units == 0 || without == counts.units) return text;
  std::string scope = "In scope: " + count_of(context.result.scope.size(), "VPC") + ", " +
                      count_of(counts.endpoints, "endpoint") + ", " + count_of(counts.callers, "caller") + ", " +
                      count_of(counts.jobs, "job") + ".";
  if (without != 0) {
    scope += " " + count_of(without, "unit") + (without == 1 ? " does" : " do") +
             " not use Bedrock: nothing to decide there.";
  }
  return text + wrapped(scope, context.width(), 0) + "\n";
}

std::string verdict_table(const TextContext& context, std::size_t max_rows) {
  const std::vector<Row> rows = rows_of(context.result);
  const std::vector<std::string> right = remarks(context.result);
  if (rows.empty()) {
    if (context.result.counts.units == context.result.counts.units_without_bedrock && context.result.findings.empty())
      return {};
    std::string text;
    for (const std::string& one : right) text.append(text.empty() ? "" : ", ").append(one);
    return text + "\n";
  }
  const std::size_t shown = std::min(rows.size(), max_rows);
  constexpr std::size_t kColumns = 43;  // `private   only privately   right callers`, with the gaps around
  std::size_t name_width = 3;
  for (std::size_t i = 0; i < shown; ++i) name_width = std::max(name_width, display_width(rows[i].name));
  name_width = std::min(name_width, context.width() - kColumns - 6);
  std::size_t right_width = 0;
  for (const std::string& one : right) right_width = std::max(right_width, display_width(one));
  const bool has_room = name_width + kColumns + 4 + right_width <= context.width();
  std::string text =
      std::string(name_width + 4, ' ') + context.paint(Style::Bold, "private   only privately   right callers");
  const auto remark = [&](std::size_t line, std::size_t column) {
    if (!has_room || line >= right.size()) return std::string();
    const std::size_t target = name_width + kColumns + 4;
    return std::string(target > column ? target - column : 2, ' ') + right[line];
  };
  text += remark(0, name_width + 4 + 40) + "\n";
  static constexpr std::array<std::size_t, 3> kGaps = {10, 17, 0};
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string name = clipped(printable(rows[i].name), name_width);
    std::string line = "  " + name + std::string(name_width - display_width(name) + 2, ' ');
    std::size_t column = name_width + 4;
    for (std::size_t c = 0; c < 3; ++c) {
      const std::size_t width = cell_width(rows[i].cells[c]);
      line += cell_text(rows[i].cells[c], context.paint);
      column += std::max(width, kGaps[c]);
      if (kGaps[c] > width) line += std::string(kGaps[c] - width, ' ');
    }
    const std::string beside = remark(i + 1, column);
    while (beside.empty() && line.ends_with(' ')) line.pop_back();
    text += line + beside + "\n";
  }
  if (shown < rows.size()) text += "  and " + count_of(rows.size() - shown, "more row") + ": --all\n";
  std::string below;
  for (std::size_t i = has_room ? shown + 1 : 0; i < right.size(); ++i)
    below += (below.empty() ? "  " : "; ") + right[i];
  if (!below.empty()) text += below + "\n";
  return text;
}

}  // namespace brn::report
