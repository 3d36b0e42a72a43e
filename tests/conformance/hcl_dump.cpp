// Prints what the project's parser makes of HCL files, in the form of hcl_reference/main.go. Reads paths on standard
// input.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "parsers/hcl/parser.h"

namespace {

using brn::Span;
using brn::hcl::ExprId;
using brn::hcl::ExprKind;
using brn::hcl::File;
using brn::hcl::Op;

std::string at(Span span) {
  return std::to_string(span.begin) + "-" + std::to_string(span.end);
}

/// As hcl_reference/main.go quotes it.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      default: out += c;
    }
  }
  return out + "\"";
}

const char* op_text(Op op) {
  constexpr const char* kTexts[] = {"",   "||", "&&", "==", "!=", "<", "<=", ">",
                                    ">=", "+",  "-",  "*",  "/",  "%", "-",  "!"};
  return kTexts[static_cast<std::size_t>(op)];
}

class Dumper {
 public:
  explicit Dumper(const File& file) : file_(file) {}

  void body(brn::hcl::BodyId id) {
    const brn::hcl::Body& body = file_.body(id);
    for (const brn::hcl::Attribute& one : body.attributes) {
      std::printf("attribute %s %s %s %s\n", std::string(one.name).c_str(), at(one.name_span).c_str(),
                  at(file_.expr(one.value).span).c_str(), expression(one.value).c_str());
    }
    for (const brn::hcl::Block& one : body.blocks) {
      std::string labels;
      for (const brn::hcl::Label& label : one.labels) labels += " " + quoted(label.text) + "@" + at(label.span);
      std::printf("block %s %s%s %u\n", std::string(one.type).c_str(), at(one.type_span).c_str(), labels.c_str(),
                  one.span.end);
      this->body(one.body);
    }
  }

 private:
  std::string list(std::string head, ExprId id) {
    for (const ExprId child : file_.children(id)) head += " " + expression(child);
    return head + ")";
  }
  std::string inner(ExprId id, std::size_t position) { return expression(file_.child(id, position)); }
  std::string loop(ExprId id);
  std::string expression(ExprId id);

  const File& file_;
};

std::string Dumper::loop(ExprId id) {
  const brn::hcl::Expr& expr = file_.expr(id);
  const bool is_object = expr.kind == ExprKind::ForObject;
  std::string out = "(for " + std::string(expr.key_name) + " " + std::string(expr.name);
  const std::size_t condition_at = is_object ? 3 : 2;
  for (std::size_t i = 0; i < file_.children(id).size(); ++i) out += (i == condition_at ? " if " : " ") + inner(id, i);
  return out + (expr.flag && is_object ? " true)" : " false)");
}

std::string Dumper::expression(ExprId id) {
  const brn::hcl::Expr& expr = file_.expr(id);
  const std::string name(expr.name);
  switch (expr.kind) {
    case ExprKind::Error: return "(error)";
    case ExprKind::Null: return "null";
    case ExprKind::Bool: return expr.flag ? "true" : "false";
    case ExprKind::Number: return "number";
    case ExprKind::String:
      return expr.flag ? "(name " + std::string(expr.text) + ")" : quoted(expr.text);  // a bare key
    case ExprKind::Template: return list("(template", id);
    case ExprKind::TemplateIf: {
      const bool has_else = file_.children(id).size() > 2;
      return "(if " + inner(id, 0) + " " + inner(id, 1) + " " + (has_else ? inner(id, 2) : "\"\"") + ")";
    }
    case ExprKind::TemplateFor:
      return "(directive (for " + std::string(expr.key_name) + " " + name + " " + inner(id, 0) + " " + inner(id, 1) +
             " false))";
    case ExprKind::Variable: return "(name " + name + ")";
    case ExprKind::GetAttr: return "(get " + name + " " + inner(id, 0) + ")";
    case ExprKind::Index: return list("(index", id);
    case ExprKind::Splat: return list("(splat", id);
    case ExprKind::SplatItem: return "(item)";
    case ExprKind::Call: {
      std::string arguments;
      for (const ExprId child : file_.children(id)) arguments += (arguments.empty() ? "" : " ") + expression(child);
      return "(call " + name + (expr.flag ? " true " : " false ") + arguments + ")";
    }
    case ExprKind::Unary:
    case ExprKind::Binary: return list(std::string("(") + op_text(expr.op), id);
    case ExprKind::Conditional: return list("(if", id);
    case ExprKind::Tuple: return file_.children(id).empty() ? "(tuple )" : list("(tuple", id);
    case ExprKind::Object: return file_.children(id).empty() ? "(object )" : list("(object", id);
    case ExprKind::ForTuple:
    case ExprKind::ForObject: return loop(id);
    case ExprKind::Parens: return list("(parens", id);
  }
  return "(unhandled)";
}

}  // namespace

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const File file = brn::hcl::parse(brn::FileId{0}, text);
    std::printf("file %s\n", path.c_str());
    if (!file.errors().empty()) {
      std::printf("error\n");
    } else {
      Dumper(file).body(file.root);
    }
  }
}
