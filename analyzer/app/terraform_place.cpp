#include "analyzer/app/terraform_place.h"

#include <algorithm>

#include "analyzer/config/terraform/functions/unicode.h"
#include "parsers/hcl/first_error.h"
#include "parsers/source/utf8.h"

namespace brn::app {

LineColumn terraform_place(const SourceManager& sources, FileId file, std::uint32_t offset) {
  const std::string_view text = sources.text(file);
  const std::string_view before = text.substr(0, std::min<std::size_t>(offset, text.size()));
  const std::size_t mark = utf8::byte_order_mark_length(text);
  const std::size_t newline = before.rfind('\n');
  const std::size_t start = newline == std::string_view::npos ? std::min(mark, before.size()) : newline + 1;
  LineColumn at;
  at.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  at.column += static_cast<std::uint32_t>(config::terraform::functions::grapheme_count(before.substr(start)));
  return at;
}

std::uint32_t terraform_offset(const SourceManager& sources, const Diagnostic& diagnostic) {
  const std::string& path = sources.path(diagnostic.place.file);
  const bool is_hcl = path.ends_with(".tf") || path.ends_with(".tofu") || path.ends_with(".tfvars");
  if (diagnostic.kind != DiagnosticKind::SyntaxError || !is_hcl) return diagnostic.place.begin;
  return hcl::first_error(sources.text(diagnostic.place.file)).value_or(diagnostic.place.begin);
}

std::string relative_path(const std::string& path, const std::string& folder) {
  if (folder == "." || folder.empty() || path.starts_with('/') != folder.starts_with('/')) return path;
  std::string up;
  for (std::string base = folder;; base = parent_path(base)) {
    if (is_within(path, base)) {
      const std::size_t skip = base == "/" ? 1 : base.size() + 1;
      return path.size() <= skip ? (up.empty() ? "." : up) : up + path.substr(skip);
    }
    up += "../";
    if (parent_path(base) == base || base.empty()) return path;
    if (parent_path(base) == ".") return up + path;
  }
}

}  // namespace brn::app
