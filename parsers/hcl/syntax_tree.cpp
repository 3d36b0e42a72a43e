#include "parsers/hcl/syntax_tree.h"

#include <string>
#include <vector>

#include "parsers/source/check.h"

extern "C" const TSLanguage* tree_sitter_hcl(void);
extern "C" std::uint32_t tree_sitter_hcl_recoveries(void);

namespace brn::hcl {
namespace {

struct KindName {
  NodeKind kind;
  std::string_view name;
  bool is_named;
};

constexpr KindName kKindNames[] = {
#define BRN_NODE(kind, name, is_named) {NodeKind::kind, name, is_named},
#include "parsers/hcl/node_kinds.def"
#undef BRN_NODE
};

// The kind of each symbol of the grammar. Several symbols may share a name (an alias), so the table goes by symbol.
std::vector<NodeKind> make_kinds() {
  const TSLanguage* language = tree_sitter_hcl();
  std::vector<NodeKind> kinds(ts_language_symbol_count(language), NodeKind::Other);
  for (std::size_t symbol = 0; symbol < kinds.size(); ++symbol) {
    const auto id = static_cast<TSSymbol>(symbol);
    const std::string_view name = ts_language_symbol_name(language, id);
    const TSSymbolType type = ts_language_symbol_type(language, id);
    for (const KindName& known : kKindNames) {
      const bool is_same_type = type == (known.is_named ? TSSymbolTypeRegular : TSSymbolTypeAnonymous);
      if (is_same_type && known.name == name) kinds[symbol] = known.kind;
    }
  }
  return kinds;
}

// tree-sitter asks every hundred steps whether to go on. Text without mistakes takes up to five steps a byte, mostly
// less than one; repairing mistakes takes more, and slower ones.
struct Budget {
  std::uint32_t left;
  std::uint32_t left_after_mistake;
  std::uint32_t recoveries = tree_sitter_hcl_recoveries();
  bool has_mistake = false;
  std::uint32_t mistake_at = 0;
};

bool is_spent(TSParseState* state) {
  auto* budget = static_cast<Budget*>(state->payload);
  if (!budget->has_mistake) budget->mistake_at = state->current_byte_offset;
  if (state->has_error || tree_sitter_hcl_recoveries() != budget->recoveries) budget->has_mistake = true;
  if (budget->left == 0 || budget->left_after_mistake == 0) return true;
  --budget->left;
  if (budget->has_mistake) --budget->left_after_mistake;
  return false;
}

struct Source {
  std::string_view text;
};

const char* read(void* payload, std::uint32_t offset, TSPoint, std::uint32_t* size) {
  const std::string_view text = static_cast<const Source*>(payload)->text;
  if (offset >= text.size()) {
    *size = 0;
    return "";
  }
  *size = static_cast<std::uint32_t>(text.size()) - offset;
  return text.data() + offset;
}

}  // namespace

NodeKind kind_of(TSNode node) {
  static const std::vector<NodeKind> kinds = make_kinds();
  const TSSymbol symbol = ts_node_symbol(node);
  return symbol < kinds.size() ? kinds[symbol] : NodeKind::Error;
}

TreeParser::TreeParser() : parser_(ts_parser_new()) {
  BRN_CHECK(ts_parser_set_language(parser_.get(), tree_sitter_hcl()), "the grammar does not fit the core");
}

TreeParser::Outcome TreeParser::parse(std::string_view text, std::uint32_t begin, std::uint32_t end, Effort effort) {
  // Rows and columns are never asked for, so the points need not be right.
  const TSRange range{{0, begin}, {0, end}, begin, end};
  BRN_CHECK(ts_parser_set_included_ranges(parser_.get(), &range, 1), "a range that ends before it begins");
  Source source{text.substr(0, end)};
  const std::uint32_t steps = 100 + (end - begin) / 16;
  Budget budget{.left = steps, .left_after_mistake = effort == Effort::Strict ? 20 : steps};
  const TSInput input{&source, read, TSInputEncodingUTF8, nullptr};
  const TSParseOptions options{&budget, is_spent};
  Outcome outcome{Tree(ts_parser_parse_with_options(parser_.get(), nullptr, input, options)), budget.mistake_at};
  if (!outcome.tree) ts_parser_reset(parser_.get());
  return outcome;
}

}  // namespace brn::hcl
