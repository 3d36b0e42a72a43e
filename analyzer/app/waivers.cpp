#include "analyzer/app/waivers.h"

#include <array>

#include "analyzer/app/strict_reader.h"

namespace brn::app {
namespace {

constexpr std::array<std::string_view, 1> kFileKeys = {"waivers"};
constexpr std::array<std::string_view, 5> kWaiverKeys = {"fingerprint", "rule", "reason", "until", "ticket"};

bool is_fingerprint(std::string_view text) {
  return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void read_waiver(StrictReader& reader, syntax::NodeId node, engine::Suppressions& out) {
  engine::Suppression one;
  one.origin = engine::SuppressionOrigin::Waiver;
  one.place = reader.place(node);
  reader.mapping(node, "a waiver", kWaiverKeys, [&](std::string_view key, syntax::NodeId value) {
    std::string text = reader.text(value, key).value_or("");
    if (key == "fingerprint")
      one.fingerprint = std::move(text);
    else if (key == "rule")
      one.rule = std::move(text);
    else if (key == "reason")
      one.reason = std::move(text);
    else if (key == "until")
      one.until = std::move(text);
    else
      one.ticket = std::move(text);
  });
  if (!is_fingerprint(one.fingerprint)) {
    reader.error(one.place,
                 "a waiver names the `fingerprint` of a finding: 16 hexadecimal digits, as in `--format json`");
  } else if (one.reason.empty()) {
    reader.error(one.place, "a waiver needs a `reason`");
  } else if (!one.until.empty() && !engine::is_date(one.until)) {
    reader.error(one.place, "`until` is a date such as `2027-01-31`");
  } else {
    out.items.push_back(std::move(one));
  }
}

}  // namespace

void read_waivers(SourceManager& sources, const std::string& path, engine::Suppressions& out) {
  const auto file = sources.load(path);
  if (!file.ok()) {
    out.diagnostics.add(
        Diagnostic{DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, file.error(), {}, path, {}});
    return;
  }
  StrictReader reader(file.value(), sources.text(file.value()), out.diagnostics);
  if (!reader.root().is_valid()) return;
  reader.mapping(reader.root(), "a waiver file", kFileKeys, [&](std::string_view key, syntax::NodeId value) {
    reader.list(value, key, [&](syntax::NodeId item) { read_waiver(reader, item, out); });
  });
}

}  // namespace brn::app
