// The baseline: today's findings by what stays the same when lines move, files are renamed and text is formatted anew.
// One finding is one line, sorted, so that changes of it read well.

#include <algorithm>

#include "analyzer/report/json_parts.h"
#include "analyzer/report/report.h"

namespace brn::report {

std::string to_baseline(const engine::Result& result, const ToolInfo& tool) {
  std::vector<std::string> findings;
  for (const engine::Finding& one : result.findings) {
    const JsonValue entry = {{"rule", one.rule->id},
                             {"resource", one.resource},
                             {"units", strings(one.units)},
                             {"fingerprints", strings(one.fingerprints)},
                             {"content", one.content_key}};
    findings.push_back(entry.dump(-1, ' ', false, JsonValue::error_handler_t::replace));
  }
  std::vector<std::string> open;
  for (const engine::Undetermined& one : result.undetermined) {
    const JsonValue entry = {{"rule", one.rule->id},
                             {"resource", one.resource},
                             {"units", strings(one.units)},
                             {"fingerprint", one.fingerprint}};
    open.push_back(entry.dump(-1, ' ', false, JsonValue::error_handler_t::replace));
  }
  const auto list = [](std::vector<std::string>& lines) {
    std::sort(lines.begin(), lines.end());
    std::string text = "[";
    for (const std::string& line : lines) text.append(text.size() == 1 ? "\n    " : ",\n    ").append(line);
    return text + (lines.empty() ? "]" : "\n  ]");
  };
  return "{\n  \"version\": 1,\n  \"tool\": " + JsonValue(tool.name + " " + tool.version).dump() +
         ",\n  \"findings\": " + list(findings) + ",\n  \"undetermined\": " + list(open) + "\n}\n";
}

brn::Result<engine::Known> read_baseline(const std::string& text, std::string name) {
  engine::Known known;
  known.name = std::move(name);
  const JsonValue json = JsonValue::parse(text, nullptr, false);
  const auto bad = [&](std::string_view what) {
    return Error{"`" + known.name + "` is no baseline: " + std::string(what)};
  };
  if (!json.is_object()) return bad("it is no JSON object");
  if (json.value("version", JsonValue()) != 1) return bad("its `version` is not 1");
  const auto texts = [](const JsonValue& entry, const char* key) {
    std::vector<std::string> all;
    if (!entry.is_object() || !entry.contains(key) || !entry[key].is_array()) return all;
    for (const JsonValue& one : entry[key]) {
      if (one.is_string()) all.push_back(one.get<std::string>());
    }
    return all;
  };
  const auto text_of = [](const JsonValue& entry, const char* key) {
    return entry.is_object() && entry.contains(key) && entry[key].is_string() ? entry[key].get<std::string>()
                                                                              : std::string();
  };
  for (const char* key : {"findings", "undetermined"}) {
    if (!json.contains(key) || !json[key].is_array()) return bad("it has no list `" + std::string(key) + "`");
  }
  for (const JsonValue& entry : json["findings"]) {
    engine::KnownFinding one{texts(entry, "fingerprints"), text_of(entry, "content"), texts(entry, "units")};
    if (one.fingerprints.empty()) return bad("a finding has no `fingerprints`");
    known.findings.push_back(std::move(one));
  }
  for (const JsonValue& entry : json["undetermined"]) known.undetermined.insert(text_of(entry, "fingerprint"));
  return known;
}

}  // namespace brn::report
