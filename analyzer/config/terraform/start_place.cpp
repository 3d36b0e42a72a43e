#include "analyzer/config/terraform/start_place.h"

namespace brn::config::terraform {

namespace {

/// First byte of the text of a quoted string or heredoc; where it is empty, the end of the expression.
Span text_start(std::string_view text, Span span) {
  const std::string_view written = text.substr(span.begin, span.size());
  Span place = span;
  if (written.starts_with("<<")) {
    const std::size_t line = written.find('\n');
    if (line != std::string_view::npos) place.begin += static_cast<std::uint32_t>(line + 1);
  } else if (written.starts_with("\"")) {
    place.begin = written == "\"\"" ? span.end : span.begin + 1;
  }
  return place;
}

}  // namespace

Span start_place(const SourceManager& sources, const hcl::File& file, hcl::ExprId id) {
  constexpr int kMaxSteps = 10'000;
  for (int i = 0; i < kMaxSteps; ++i) {
    const hcl::Expr& expr = file.expr(id);
    switch (expr.kind) {
      case hcl::ExprKind::String: return text_start(sources.text(expr.span.file), expr.span);
      case hcl::ExprKind::Template: {
        const std::span<const hcl::ExprId> parts = file.children(id);
        const bool is_text = !parts.empty() && file.expr(parts[0]).kind == hcl::ExprKind::String;
        if (parts.empty() || is_text) return text_start(sources.text(expr.span.file), expr.span);
        const hcl::ExprKind kind = file.expr(parts[0]).kind;
        const bool is_directive = kind == hcl::ExprKind::TemplateIf || kind == hcl::ExprKind::TemplateFor;
        if (parts.size() == 1 && !is_directive) return expr.span;
        id = parts[0];
        break;
      }
      case hcl::ExprKind::Splat: return step_place(sources, file, id);
      case hcl::ExprKind::Parens:
      case hcl::ExprKind::Binary:
      case hcl::ExprKind::Conditional:
      case hcl::ExprKind::TemplateIf: id = file.child(id, 0); break;
      default: return expr.span;
    }
  }
  return file.expr(id).span;
}

Span step_place(const SourceManager& sources, const hcl::File& file, hcl::ExprId id) {
  const hcl::Expr& expr = file.expr(id);
  if (file.children(id).empty()) return expr.span;
  const std::string_view text = sources.text(expr.span.file);
  Span place = expr.span;
  place.begin = file.expr(file.child(id, 0)).span.end;
  while (place.begin + 1 < place.end && (text[place.begin] == ' ' || text[place.begin] == '\t' ||
                                         text[place.begin] == '\n' || text[place.begin] == '\r')) {
    ++place.begin;
  }
  return place;
}

}  // namespace brn::config::terraform
