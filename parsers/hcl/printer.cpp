#include <fmt/format.h>

#include <array>
#include <iterator>
#include <vector>

#include "parsers/hcl/parser.h"

namespace brn::hcl {
namespace {

constexpr std::array kKindNames{
    "error", "null", "bool", "number", "string", "template",    "if",    "for",    "variable",  "attribute",  "index",
    "splat", "item", "call", "unary",  "binary", "conditional", "tuple", "object", "for_tuple", "for_object", "parens"};

constexpr std::array kOpNames{"", "||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "-", "!"};

const char* name_of(ExprKind kind) {
  return kKindNames.at(static_cast<std::size_t>(kind));
}
const char* name_of(Op op) {
  return kOpNames.at(static_cast<std::size_t>(op));
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

// Prints with a stack of its own; what is pushed last is printed first.
class Printer {
 public:
  explicit Printer(const File& file) : file_(file) {}

  std::string print() {
    push_body(file_.root, 0);
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      if (task.block != nullptr) print_block(*task.block, task.depth);
      if (task.attribute != nullptr) print_attribute(*task.attribute, task.depth);
      if (task.expr.is_valid()) print_expr(task.expr, task.depth);
    }
    for (const SyntaxError& error : file_.errors()) {
      fmt::format_to(std::back_inserter(out_), "error {}: {}\n", at(error.span), error.message);
    }
    return std::move(out_);
  }

 private:
  struct Task {
    std::size_t depth = 0;
    const Block* block = nullptr;
    const Attribute* attribute = nullptr;
    ExprId expr{};
  };

  static std::string at(Span span) { return fmt::format("[{},{})", span.begin, span.end); }

  // Attributes and blocks in the order of the source.
  void push_body(BodyId id, std::size_t depth) {
    const Body& body = file_.body(id);
    auto attribute = body.attributes.rbegin();
    auto block = body.blocks.rbegin();
    while (attribute != body.attributes.rend() || block != body.blocks.rend()) {
      const bool takes_block = attribute == body.attributes.rend() ||
                               (block != body.blocks.rend() && block->span.begin > attribute->span.begin);
      if (takes_block) {
        tasks_.push_back(Task{.depth = depth, .block = &*block++});
      } else {
        tasks_.push_back(Task{.depth = depth, .attribute = &*attribute++});
      }
    }
  }

  void line(std::size_t depth, std::string_view text) {
    out_.append(2 * depth, ' ');
    out_ += text;
    out_ += '\n';
  }

  void print_block(const Block& block, std::size_t depth) {
    std::string text = fmt::format("block {}", block.type);
    for (const Label& label : block.labels) text += fmt::format(" {}", quoted(label.text));
    text += fmt::format(" {}", at(block.span));
    if (!file_.body(block.body).is_whole) text += " broken";
    line(depth, text);
    push_body(block.body, depth + 1);
  }

  void print_attribute(const Attribute& attribute, std::size_t depth) {
    line(depth, fmt::format("{} = {}", attribute.name, at(attribute.span)));
    tasks_.push_back(Task{.depth = depth + 1, .expr = attribute.value});
  }

  void print_expr(ExprId id, std::size_t depth) {
    const Expr& expr = file_.expr(id);
    std::string text = name_of(expr.kind);
    if (expr.op != Op::None) text += fmt::format(" {}", name_of(expr.op));
    if (expr.kind == ExprKind::Bool) {
      text += expr.flag ? " true" : " false";
    } else if (expr.flag) {
      text += flag_name(expr.kind);
    }
    if (expr.kind == ExprKind::String) text += fmt::format(" {}", quoted(expr.text));
    if (expr.kind == ExprKind::Number) text += fmt::format(" {}", expr.text);
    if (!expr.key_name.empty()) text += fmt::format(" {},", expr.key_name);
    if (!expr.name.empty()) text += fmt::format(" {}", expr.name);
    line(depth, fmt::format("{} {}", text, at(expr.span)));
    const auto children = file_.children(id);
    for (std::size_t i = children.size(); i > 0; --i) {
      tasks_.push_back(Task{.depth = depth + 1, .expr = children[i - 1]});
    }
  }

  static std::string_view flag_name(ExprKind kind) {
    switch (kind) {
      case ExprKind::String: return " bare";
      case ExprKind::Template: return " heredoc";
      case ExprKind::Splat: return " full";
      case ExprKind::Call: return " expanded";
      case ExprKind::ForObject: return " grouped";
      default: return "";
    }
  }

  const File& file_;
  std::string out_;
  std::vector<Task> tasks_;
};

}  // namespace

std::string print(const File& file) {
  return Printer(file).print();
}

}  // namespace brn::hcl
