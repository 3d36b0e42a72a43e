// Suppressions in source: which comments are ones, and which resource or attribute each stands for.

#include <algorithm>
#include <array>
#include <optional>

#include "analyzer/engine/suppression.h"
#include "parsers/hcl/parser.h"
#include "parsers/json/parser.h"
#include "parsers/yaml/parser.h"

namespace brn::engine {
namespace {

constexpr std::string_view kMarker = "bedrock-lint:";
constexpr std::string_view kBlank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// Takes `until X` or `ticket X`, in brackets or not, off the end.
bool take_term(std::string_view& text, std::string_view name, std::string& value) {
  std::string_view rest = trimmed(text);
  const bool is_bracketed = rest.ends_with("]");
  if (is_bracketed) rest = trimmed(rest.substr(0, rest.size() - 1));
  const std::size_t blank = rest.find_last_of(kBlank);
  const std::string_view word = blank == std::string_view::npos ? rest : rest.substr(blank + 1);
  if (blank == std::string_view::npos || word.empty()) return false;
  rest = trimmed(rest.substr(0, blank));
  if (!rest.ends_with(name)) return false;
  rest.remove_suffix(name.size());
  if (is_bracketed) {
    if (!rest.ends_with("[")) return false;
    rest.remove_suffix(1);
  } else if (!rest.empty() && kBlank.find(rest.back()) == std::string_view::npos) {
    return false;
  }
  value = word;
  text = trimmed(rest);
  return true;
}

/// The text of `ignore[A, B] reason …`, or of what is wrong with it.
struct Directive {
  std::vector<std::string> rules;
  SuppressionText text;
  std::string problem;
};

Directive read_directive(std::string_view text) {
  Directive directive;
  text = trimmed(text);
  if (!text.starts_with("ignore")) {
    directive.problem = "`bedrock-lint:` is followed by no `ignore[RULE] reason`";
    return directive;
  }
  text = trimmed(text.substr(6));
  const std::size_t end = text.find(']');
  if (!text.starts_with("[") || end == std::string_view::npos) {
    directive.problem = "`ignore` names no rule: write `ignore[RULE] reason`";
    return directive;
  }
  std::string_view list = text.substr(1, end - 1);
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (const std::string_view rule = trimmed(list.substr(0, comma)); !rule.empty()) directive.rules.emplace_back(rule);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  if (directive.rules.empty()) directive.problem = "`ignore` names no rule: write `ignore[RULE] reason`";
  directive.text = read_suppression_text(text.substr(end + 1));
  return directive;
}

std::uint32_t line_of(const SourceManager& sources, FileId file, std::uint32_t offset) {
  return sources.line_column(file, offset).line;
}

class FileReader {
 public:
  FileReader(FileId file, const SourceManager& sources, Suppressions& out)
      : file_(file), sources_(sources), text_(sources.text(file)), out_(out) {}

  void read() {
    const std::string& path = sources_.path(file_);
    if (path.ends_with(".tf") || path.ends_with(".tofu")) {
      read_hcl();
    } else {
      const std::size_t start = text_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
      const bool is_json = path.ends_with(".json") || (start != std::string_view::npos && text_[start] == '{');
      read_template(is_json ? json::parse(file_, text_) : yaml::parse(file_, text_));
    }
  }

 private:
  void read_hcl();
  void read_template(const syntax::Tree& tree);
  void comment(Span span);
  void add(const Directive& directive, SuppressionOrigin origin, Span place, Span covers);
  void warn(Span place, std::string message) {
    out_.diagnostics.warning(DiagnosticKind::InvalidSuppression, place, std::move(message));
  }

  [[nodiscard]] std::optional<std::uint32_t> target_line(Span comment) const;
  [[nodiscard]] Span covered(std::uint32_t line) const;
  [[nodiscard]] std::optional<Span> starts_on(std::uint32_t line, const hcl::File& file, hcl::BodyId body) const;
  [[nodiscard]] std::optional<Span> starts_on(std::uint32_t line, const syntax::Tree& tree, syntax::NodeId node) const;
  [[nodiscard]] bool has_line(Span span, std::uint32_t line) const {
    return span.is_valid() && span.file == file_ && line_of(sources_, file_, span.begin) <= line &&
           line <= line_of(sources_, file_, span.end);
  }
  void metadata(const syntax::Tree& tree);
  void metadata_of(const syntax::Tree& tree, syntax::NodeId owner, Span covers);
  void metadata_entry(const syntax::Tree& tree, const syntax::Member& entry, Span covers);

  FileId file_;
  const SourceManager& sources_;
  std::string_view text_;
  Suppressions& out_;
  std::vector<Span> comments_;
  const hcl::File* hcl_ = nullptr;
  const syntax::Tree* tree_ = nullptr;
};

void FileReader::read_hcl() {
  const hcl::File file = hcl::parse(file_, text_);
  hcl_ = &file;
  for (const hcl::Comment& one : file.comments()) comments_.push_back(one.span);
  for (const Span span : comments_) comment(span);
  hcl_ = nullptr;
}

void FileReader::read_template(const syntax::Tree& tree) {
  tree_ = &tree;
  for (const syntax::Comment& one : tree.comments()) comments_.push_back(one.span);
  for (const Span span : comments_) comment(span);
  metadata(tree);
  tree_ = nullptr;
}

// A comment that stands alone is for the next line with something on it; one behind code for its own line.
std::optional<std::uint32_t> FileReader::target_line(Span comment) const {
  const std::uint32_t own = line_of(sources_, file_, comment.begin);
  const std::string_view line = sources_.line_text(file_, own);
  const auto line_begin = static_cast<std::uint32_t>(line.data() - text_.data());
  if (!trimmed(line.substr(0, comment.begin - line_begin)).empty()) return own;
  const std::uint32_t last = line_of(sources_, file_, static_cast<std::uint32_t>(text_.size()));
  for (std::uint32_t next = line_of(sources_, file_, comment.end) + 1; next <= last; ++next) {
    const std::string_view here = sources_.line_text(file_, next);
    const std::size_t at = here.find_first_not_of(kBlank);
    if (at == std::string_view::npos) continue;
    const auto offset = static_cast<std::uint32_t>(here.data() - text_.data() + static_cast<std::ptrdiff_t>(at));
    const bool is_comment = std::any_of(comments_.begin(), comments_.end(),
                                        [&](Span span) { return span.begin <= offset && offset < span.end; });
    if (!is_comment) return next;
  }
  return std::nullopt;
}

std::optional<Span> FileReader::starts_on(std::uint32_t line, const hcl::File& file, hcl::BodyId id) const {
  const hcl::Body& body = file.body(id);
  for (const hcl::Block& block : body.blocks) {
    if (!has_line(block.span, line)) continue;
    if (line_of(sources_, file_, block.span.begin) == line) return block.span;
    if (const auto inner = starts_on(line, file, block.body)) return inner;
  }
  for (const hcl::Attribute& attribute : body.attributes) {
    if (line_of(sources_, file_, attribute.span.begin) == line) return attribute.span;
  }
  return std::nullopt;
}

std::optional<Span> FileReader::starts_on(std::uint32_t line, const syntax::Tree& tree, syntax::NodeId id) const {
  const syntax::Node& node = tree.node(id);
  if (node.kind == syntax::NodeKind::Mapping) {
    for (const syntax::Member& member : tree.members(id)) {
      const Span whole{file_, member.key_span.begin, tree.node(member.value).span.end};
      if (whole.end < whole.begin || !has_line(whole, line)) continue;
      if (line_of(sources_, file_, whole.begin) == line) return whole;
      return starts_on(line, tree, member.value);
    }
  } else if (node.kind == syntax::NodeKind::Sequence) {
    for (const syntax::NodeId item : tree.items(id)) {
      const Span whole = tree.node(item).span;
      if (!has_line(whole, line)) continue;
      if (line_of(sources_, file_, whole.begin) == line) return whole;
      return starts_on(line, tree, item);
    }
  }
  return std::nullopt;
}

// The line, and the outermost block, attribute or entry that starts on it.
Span FileReader::covered(std::uint32_t line) const {
  const std::string_view text = sources_.line_text(file_, line);
  const auto begin = static_cast<std::uint32_t>(text.data() - text_.data());
  Span covers{file_, begin, begin + static_cast<std::uint32_t>(text.size())};
  std::optional<Span> construct;
  if (hcl_ != nullptr) construct = starts_on(line, *hcl_, hcl_->root);
  if (tree_ != nullptr) {
    for (const syntax::NodeId root : tree_->documents()) {
      if (!construct) construct = starts_on(line, *tree_, root);
    }
  }
  if (construct) covers.end = std::max(covers.end, construct->end);
  return covers;
}

void FileReader::comment(Span span) {
  std::string_view text = text_.substr(span.begin, span.end - span.begin);
  text = trimmed(text.substr(std::min(text.find_first_not_of("#/*"), text.size())));
  if (!text.starts_with(kMarker)) return;
  if (text.ends_with("*/")) text.remove_suffix(2);
  const Directive directive = read_directive(text.substr(kMarker.size()));
  const auto line = target_line(span);
  if (directive.problem.empty() && !line) {
    warn(span, "this suppression stands above no resource and no attribute");
    return;
  }
  add(directive, SuppressionOrigin::Comment, span, line ? covered(*line) : span);
}

void FileReader::add(const Directive& directive, SuppressionOrigin origin, Span place, Span covers) {
  if (!directive.problem.empty()) {
    warn(place, directive.problem + ": it has no effect");
  } else if (directive.text.reason.empty()) {
    warn(place, "a suppression needs a reason: `ignore[" + directive.rules.front() +
                    "] why it is right here`; without one it has no effect");
  } else if (!directive.text.until.empty() && !is_date(directive.text.until)) {
    warn(place,
         "`until " + directive.text.until + "` is no date: write `until 2027-01-31`; the suppression has no effect");
  } else {
    for (const std::string& rule : directive.rules) {
      out_.items.push_back(Suppression{
          origin, rule, {}, directive.text.reason, directive.text.until, directive.text.ticket, place, covers});
    }
  }
}

// `Metadata: {bedrock-lint: {ignore: {BRN304: reason}}}` of a resource, or of the whole template.
void FileReader::metadata(const syntax::Tree& tree) {
  for (const syntax::NodeId root : tree.documents()) {
    if (tree.node(root).kind != syntax::NodeKind::Mapping) continue;
    metadata_of(tree, root, Span{file_, 0, static_cast<std::uint32_t>(text_.size())});
    const syntax::NodeId resources = tree.find(root, "Resources");
    if (!resources.is_valid() || tree.node(resources).kind != syntax::NodeKind::Mapping) continue;
    for (const syntax::Member& resource : tree.members(resources)) {
      metadata_of(tree, resource.value, Span{file_, resource.key_span.begin, tree.node(resource.value).span.end});
    }
  }
}

void FileReader::metadata_of(const syntax::Tree& tree, syntax::NodeId owner, Span covers) {
  syntax::NodeId here = owner;
  for (const std::string_view key : {"Metadata", "bedrock-lint", "ignore"}) {
    if (!here.is_valid() || tree.node(here).kind != syntax::NodeKind::Mapping) return;
    here = tree.find(here, key);
  }
  if (!here.is_valid()) return;
  if (tree.node(here).kind != syntax::NodeKind::Mapping) {
    warn(tree.node(here).span, "`ignore` is a mapping from rules to reasons: it has no effect");
    return;
  }
  for (const syntax::Member& entry : tree.members(here)) metadata_entry(tree, entry, covers);
}

void FileReader::metadata_entry(const syntax::Tree& tree, const syntax::Member& entry, Span covers) {
  Directive directive;
  directive.rules = {std::string(entry.key)};
  const syntax::Node& value = tree.node(entry.value);
  if (value.kind == syntax::NodeKind::Mapping) {
    const auto text = [&](std::string_view key) {
      const syntax::NodeId id = tree.find(entry.value, key);
      return id.is_valid() ? std::string(trimmed(tree.node(id).text)) : std::string();
    };
    directive.text = SuppressionText{text("reason"), text("until"), text("ticket")};
  } else {
    directive.text = read_suppression_text(value.text);
  }
  add(directive, SuppressionOrigin::Metadata, entry.key_span, covers);
}

}  // namespace

SuppressionText read_suppression_text(std::string_view text) {
  SuppressionText read;
  text = trimmed(text);
  // The first word can be no reason and a term at once: a blank in front makes `until …` alone a term.
  std::string padded = " " + std::string(text);
  std::string_view rest = padded;
  while ((read.until.empty() && take_term(rest, "until", read.until)) ||
         (read.ticket.empty() && take_term(rest, "ticket", read.ticket))) {
  }
  read.reason = trimmed(rest);
  return read;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
    } else if (text[i] < '0' || text[i] > '9') {
      return false;
    } else {
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  }
  static constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= kDays[static_cast<std::size_t>(parts[1] - 1)];
}

void read_suppressions(FileId file, const SourceManager& sources, Suppressions& out) {
  if (sources.text(file).find("bedrock-lint") == std::string_view::npos) return;
  FileReader(file, sources, out).read();
}

}  // namespace brn::engine
