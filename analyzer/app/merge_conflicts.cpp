#include "analyzer/app/merge_conflicts.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace brn::app {
namespace {

/// Offset of the first line at or after `from` that starts with `marker` and a blank or its end.
std::optional<std::size_t> marker_line(std::string_view text, std::string_view marker, std::size_t from) {
  for (std::size_t at = text.find(marker, from); at != std::string_view::npos; at = text.find(marker, at + 1)) {
    const std::size_t after = at + marker.size();
    const bool ends = after == text.size() || text[after] == ' ' || text[after] == '\r' || text[after] == '\n';
    if (ends && (at == 0 || text[at - 1] == '\n')) return at;
  }
  return std::nullopt;
}

/// The line of the first opening marker, when the middle and the closing one follow.
std::optional<Span> conflict_in(std::string_view text, FileId file) {
  const auto open = marker_line(text, "<<<<<<<", 0);
  const auto middle = open ? marker_line(text, "=======", *open) : std::nullopt;
  if (!middle || !marker_line(text, ">>>>>>>", *middle)) return std::nullopt;
  const std::size_t end = text.find_first_of("\r\n", *open);
  return Span{file, static_cast<std::uint32_t>(*open), static_cast<std::uint32_t>(end)};
}

}  // namespace

Diagnostics fold_merge_conflicts(const Diagnostics& diagnostics, const SourceManager& sources) {
  std::map<FileId, std::optional<Span>> conflicts;
  for (const Diagnostic& one : diagnostics.all()) {
    if (one.kind != DiagnosticKind::SyntaxError || !one.place.is_valid()) continue;
    const auto [conflict, is_new] = conflicts.try_emplace(one.place.file);
    if (is_new) conflict->second = conflict_in(sources.text(one.place.file), one.place.file);
  }
  Diagnostics folded;
  std::set<FileId> told;
  for (const Diagnostic& one : diagnostics.all()) {
    const auto conflict = conflicts.find(one.place.file);
    if (one.severity == DiagnosticSeverity::Error && conflict != conflicts.end() && conflict->second) {
      if (!told.insert(one.place.file).second) continue;
      folded.error(DiagnosticKind::SyntaxError, *conflict->second,
                   "unresolved merge conflict; resolve it, then check again");
    } else {
      folded.add(one);
    }
  }
  return folded;
}

}  // namespace brn::app
