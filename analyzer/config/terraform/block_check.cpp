#include "analyzer/config/terraform/block_check.h"

#include <algorithm>
#include <vector>

#include "analyzer/config/terraform/reference_walk.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::terraform {

namespace {

using Names = std::vector<std::string_view>;

/// What a block of one kind holds.
struct Rules {
  Names required;
  Names optional;
  Names blocks;
};

const Rules kVariable{{},
                      {"default", "type", "description", "sensitive", "ephemeral", "nullable", "deprecated", "const"},
                      {"validation"}};
const Rules kOutput{
    {"value"}, {"description", "sensitive", "ephemeral", "depends_on", "deprecated", "type"}, {"precondition"}};
const Rules kCondition{{"condition", "error_message"}, {}, {}};
const Rules kLifecycle{
    {},
    {"create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by", "destroy", "enabled"},
    {"precondition", "postcondition", "action_trigger"}};
const Rules kTerraformData{{}, {"input", "triggers_replace", "store"}, {}};
const Rules kCheck{{}, {}, {"assert", "data"}};
const Names kCallArguments = {"source",   "version",   "providers",  "count",
                              "for_each", "lifecycle", "depends_on", "locals"};
const Rules kMoved{{"from", "to"}, {}, {}};

bool is_identifier(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && is_letter(name[0]) && std::ranges::all_of(name, is_part);
}

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

class Checker {
 public:
  explicit Checker(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void variable(const Definition& definition);
  void output(const Definition& definition);
  void call(const Definition& definition);
  void resource(const Definition& definition);
  void other(const BlockView& block);

 private:
  void error(Span place, std::string message) {
    diagnostics_.error(DiagnosticKind::InvalidStructure, place, std::move(message));
  }
  void name(const Definition& definition, std::size_t label, std::string_view kind);
  void body(const BodyView& body, const Rules& rules, std::string_view kind);
  void conditions(const BodyView& body, std::string_view type, std::string_view variable = {});
  void resource_meta(const BodyView& body);
  void depends_on(const BodyView& body);
  void replace_triggers(const Expression& list);

  Diagnostics& diagnostics_;
};

void Checker::name(const Definition& definition, std::size_t label, std::string_view kind) {
  if (label >= definition.block->labels.size() || is_identifier(definition.block->labels[label].text)) return;
  error(definition.block->labels[label].span, "`" + std::string(definition.block->labels[label].text) +
                                                  "` is no name for a " + std::string(kind) +
                                                  ": letters, digits, `_` and `-` are allowed, a letter or `_` first");
}

void Checker::body(const BodyView& body, const Rules& rules, std::string_view kind) {
  for (const std::string_view required : rules.required) {
    if (body.find(required) != nullptr) continue;
    error(Span{body.span.file, body.span.begin, body.span.begin + 1},
          "the argument `" + std::string(required) + "` is missing in this " + std::string(kind));
  }
  Names known = rules.required;
  known.insert(known.end(), rules.optional.begin(), rules.optional.end());
  for (const AttributeView& view : body.attributes) {
    if (contains(known, view.attribute->name)) continue;
    error(view.attribute->name_span, "a " + std::string(kind) + " has no argument `" +
                                         std::string(view.attribute->name) + "`" +
                                         did_you_mean(view.attribute->name, known));
  }
  for (const BlockView& block : body.blocks) {
    const bool is_dynamic = block.type() == "dynamic" && !block.block->labels.empty();
    const std::string_view type = is_dynamic ? block.block->labels[0].text : block.type();
    if (contains(rules.blocks, type)) continue;
    error(is_dynamic ? block.block->labels[0].span : block.block->type_span,
          "a " + std::string(kind) + " has no block `" + std::string(type) + "`" + did_you_mean(type, rules.blocks));
  }
}

/// A condition that refers to nothing would check nothing.
void Checker::conditions(const BodyView& outer, std::string_view type, std::string_view variable) {
  for (const BlockView& block : outer.blocks) {
    if (block.type() != type) continue;
    const BodyView inner = block.body();
    body(inner, kCondition, type);
    const Expression condition = inner.value("condition");
    if (!condition.is_valid()) continue;
    bool refers = false;
    walk_references(condition, {}, [&](const FoundReference& found) {
      refers =
          refers || variable.empty() || (found.root == "var" && !found.names.empty() && found.names[0] == variable);
    });
    if (refers || condition.file->expr(condition.id).kind == hcl::ExprKind::Error) continue;
    error(condition.span(), variable.empty() ? "this condition refers to nothing, so it checks nothing"
                                             : "this condition must refer to `var." + std::string(variable) + "`");
  }
}

void Checker::variable(const Definition& definition) {
  name(definition, 0, "variable");
  if (contains(kCallArguments, definition.name)) {
    error(definition.block->labels[0].span,
          "`" + definition.name + "` is an argument of module calls themselves, so no variable can have this name");
  }
  body(definition.body, kVariable, "variable");
  conditions(definition.body, "validation", definition.name);
}

void Checker::output(const Definition& definition) {
  name(definition, 0, "output");
  body(definition.body, kOutput, "output");
  conditions(definition.body, "precondition");
  depends_on(definition.body);
}

void Checker::call(const Definition& definition) {
  name(definition, 0, "module");
  depends_on(definition.body);
}

void Checker::resource(const Definition& definition) {
  name(definition, 0, "resource type");
  name(definition, 1, "resource");
  resource_meta(definition.body);
  if (definition.type != "terraform_data" || definition.mode != Mode::Managed) return;
  BodyView own = definition.body;
  const Names meta = {"count", "for_each", "provider", "depends_on"};
  const Names meta_blocks = {"lifecycle", "provisioner", "connection"};
  std::erase_if(own.attributes, [&](const AttributeView& view) { return contains(meta, view.attribute->name); });
  std::erase_if(own.blocks, [&](const BlockView& view) { return contains(meta_blocks, view.type()); });
  body(own, kTerraformData, "terraform_data");
}

void Checker::resource_meta(const BodyView& outer) {
  depends_on(outer);
  bool has_lifecycle = false;
  for (const BlockView& block : outer.blocks) {
    if (block.type() != "lifecycle") continue;
    if (has_lifecycle) error(block.block->type_span, "a resource has one `lifecycle` block only");
    has_lifecycle = true;
    const BodyView inner = block.body();
    body(inner, kLifecycle, "lifecycle");
    replace_triggers(inner.value("replace_triggered_by"));
    conditions(inner, "precondition");
    conditions(inner, "postcondition");
    for (const std::string_view flag : {"create_before_destroy", "prevent_destroy"}) {
      const Expression value = inner.value(flag);
      if (!value.is_valid() || value.file->expr(value.id).kind == hcl::ExprKind::Bool) continue;
      const bool is_reference = value.file->expr(value.id).kind == hcl::ExprKind::GetAttr;
      if (is_reference) error(value.span(), "`" + std::string(flag) + "` must be written as `true` or `false`");
    }
  }
}

/// Only resources of the module can trigger a replacement.
void Checker::replace_triggers(const Expression& list) {
  if (!list.is_valid() || list.file->expr(list.id).kind != hcl::ExprKind::Tuple) return;
  const Names others = {"var", "local", "module", "data", "each", "count", "path", "terraform", "self"};
  for (const hcl::ExprId item : list.file->children(list.id)) {
    const Expression trigger{list.file, item};
    bool is_wrong = false;
    walk_references(trigger, {}, [&](const FoundReference& found) {
      const bool is_key = found.root == "each" || found.root == "count";
      is_wrong = is_wrong || (!is_key && contains(others, found.root));
    });
    if (is_wrong) error(trigger.span(), "only resources of this module may stand in `replace_triggered_by`");
  }
}

/// Only references may stand in `depends_on`.
void Checker::depends_on(const BodyView& outer) {
  const Expression list = outer.value("depends_on");
  if (!list.is_valid() || list.file->expr(list.id).kind != hcl::ExprKind::Tuple) return;
  for (const hcl::ExprId item : list.file->children(list.id)) {
    const hcl::Expr& expr = list.file->expr(item);
    switch (expr.kind) {
      case hcl::ExprKind::GetAttr:
      case hcl::ExprKind::Index:
      case hcl::ExprKind::Variable:
      case hcl::ExprKind::Error: break;
      case hcl::ExprKind::String:
        diagnostics_.warning(DiagnosticKind::InvalidStructure, expr.span,
                             "quotes around a reference in `depends_on` are deprecated");
        break;
      default: error(expr.span, "only references may stand in `depends_on`"); break;
    }
  }
}

void Checker::other(const BlockView& block) {
  const BodyView inner = block.body();
  if (block.type() == "check") {
    body(inner, kCheck, "check");
    conditions(inner, "assert");
    const bool has_assert =
        std::ranges::any_of(inner.blocks, [](const BlockView& view) { return view.type() == "assert"; });
    if (!has_assert) error(block.block->header, "a check needs at least one `assert` block");
  } else if (block.type() == "moved") {
    body(inner, kMoved, "moved");
  }
}

}  // namespace

void check_blocks(const Module& module, Diagnostics& diagnostics) {
  Checker checker(diagnostics);
  for (const Definition* definition : Module::in_order(module.variables)) checker.variable(*definition);
  for (const Definition* definition : Module::in_order(module.outputs)) checker.output(*definition);
  for (const Definition* definition : Module::in_order(module.calls)) checker.call(*definition);
  for (const Definition* definition : Module::in_order(module.resources)) checker.resource(*definition);
  for (const BlockView& block : module.others) checker.other(block);
}

}  // namespace brn::config::terraform
