// Outputs, and how the exports of one template of the run meet the imports of another.

#include <algorithm>

#include "analyzer/config/cloudformation/same_text.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/value/convert.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Part;
using value::SymbolKind;
using value::Value;

/// A text with exactly one hole: what stands before and after it.
struct Pattern {
  std::string_view before;
  std::string_view after;
  Value hole;
};

std::optional<Pattern> pattern_of(const Value& text) {
  if (!text.is_unknown()) return std::nullopt;
  Pattern pattern;
  int holes = 0;
  for (const Part& part : text.parts()) {
    if (part.is_hole) {
      ++holes;
      pattern.hole = part.hole;
    } else {
      (holes == 0 ? pattern.before : pattern.after) = part.literal;
    }
  }
  if (holes != 1) return std::nullopt;
  return pattern;
}

/// The service keeps outputs as text.
Value as_text(value::Pool& pool, const Value& value) {
  return pool.lift({&value, 1}, value.origin(), [&](std::span<const Value> chosen) {
    if (!chosen[0].is_bool() && !chosen[0].is_number()) return chosen[0];
    return pool.string(value::primitive_to_text(chosen[0]).value_or(""), chosen[0].origin())
        .with_sensitive(chosen[0].is_sensitive());
  });
}

/// True when a stack's name could make the export's name the imported one.
bool may_match(const value::Pool& pool, const Value& exported, const Value& imported) {
  const auto pattern = pattern_of(exported);
  if (!pattern || !pattern->hole.is_unknown() || !pattern->hole.symbol().is_valid()) return false;
  if (pool.symbol_data(pattern->hole.symbol()).kind != SymbolKind::StackName) return false;
  if (imported.is_string()) {
    const std::string_view name = imported.as_string();
    return name.size() > pattern->before.size() + pattern->after.size() && name.starts_with(pattern->before) &&
           name.ends_with(pattern->after);
  }
  const auto wanted = pattern_of(imported);
  return wanted && wanted->before == pattern->before && wanted->after == pattern->after;
}

/// A name as the template writes it: `${Network}-VpcId`.
std::string shown(const Value& name) {
  if (!name.is_unknown()) return value::to_display(name);
  const auto named = [](const Value& hole) {
    const auto causes = hole.is_unknown() ? hole.causes() : std::span<const Cause* const>();
    return "${" + (causes.empty() ? std::string("?") : causes.front()->subject) + "}";
  };
  if (name.parts().empty()) return named(name);
  std::string text;
  for (const Part& part : name.parts()) text += part.is_hole ? named(part.hole) : std::string(part.literal);
  return text;
}

}  // namespace

void Stack::name_exports() {
  for (OutputEntry& output : outputs_) {
    const NodeId exported = tree_.find(output.member.node, "Export");
    if (!exported.is_valid() || node(exported).kind != NodeKind::Mapping) continue;
    const NodeId name = tree_.find(exported, "Name");
    if (!name.is_valid()) continue;
    output.export_name = evaluate(name, Frame{.loop = output.member.loop, .section = Section::Outputs});
  }
}

Value Stack::output_value(OutputEntry& output) {
  if (output.progress == Progress::Done) return output.value;
  const LoopMember member = output.member;
  if (output.progress == Progress::Running) {
    return pool().unknown(
        Cause{CauseKind::Error, std::string(member.key), "the output needs itself", "", member.key_span}, {},
        member.key_span);
  }
  output.progress = Progress::Running;
  Frame frame{.loop = member.loop, .section = Section::Outputs};
  const Decision decision = existence(member.node, frame);
  frame.guard = guards().negation(decision.no);
  const NodeId node_of_value = tree_.find(member.node, "Value");
  Value value = pool().null(member.key_span);
  if (node_of_value.is_valid() && !frame.guard.is_never()) value = evaluate(node_of_value, frame);
  if (!node_of_value.is_valid()) {
    error(DiagnosticKind::InvalidStructure, member.key_span, "output `" + std::string(member.key) + "` has no `Value`");
  }
  if (!frame.guard.is_always() && !frame.guard.is_never()) {
    const value::Alternative alternatives[] = {{frame.guard, value}, {decision.no, pool().null(member.key_span)}};
    value = pool().choice(alternatives, value.origin());
  }
  output.value = as_text(pool(), value);
  output.progress = Progress::Done;
  return output.value;
}

void Stack::evaluate_outputs(Configuration& out) {
  for (OutputEntry& entry : outputs_) {
    Output output;
    output.name = std::string(entry.member.key);
    output.value = output_value(entry);
    output.place = entry.member.key_span;
    if (entry.export_name.is_string()) output.export_name = std::string(entry.export_name.as_string());
    output.sensitive = output.value.is_sensitive();
    output.unit = source_.unit;
    if (!output.value.is_null() && !is_nested()) out.outputs.push_back(std::move(output));
  }
}

/// The export that a name certainly names; else the only one of another stack that fits it.
OutputEntry* Stack::find_export(const Value& name, Stack*& owner) {
  OutputEntry* fitting = nullptr;
  std::size_t count = 0;
  for (const auto& stack : run_->stacks) {
    if (stack.get() == this) continue;
    for (OutputEntry& output : stack->outputs()) {
      if (output.export_name.is_null() || output.export_name.is_choice()) continue;
      const bool is_exact = is_yes(same_text(pool(), output.export_name, name));
      if (!is_exact && !may_match(pool(), output.export_name, name)) continue;
      owner = stack.get();
      if (is_exact) return &output;
      fitting = &output;
      ++count;
    }
  }
  if (count != 1) return nullptr;
  for (const auto& stack : run_->stacks) {
    std::vector<OutputEntry>& outputs = stack->outputs();
    if (!outputs.empty() && fitting >= outputs.data() && fitting < outputs.data() + outputs.size()) owner = stack.get();
  }
  return fitting;
}

Value Stack::outside_import(const Value& name, Span place) {
  std::string text;
  bool is_named = true;
  if (const auto known = value::primitive_to_text(name)) {
    text = *known;
  } else if (name.is_unknown()) {
    is_named = !name.parts().empty() || name.symbol().is_valid();
    const auto add_hole = [&](const Value& hole) {
      is_named = is_named && hole.is_unknown() && hole.symbol().is_valid();
      text += "${" + (is_named ? std::string(pool().symbol_data(hole.symbol()).path) : std::string("?")) + "}";
    };
    for (const Part& part : name.parts()) {
      if (part.is_hole) {
        add_hole(part.hole);
      } else {
        text += part.literal;
      }
    }
    if (name.parts().empty()) add_hole(name);
  }
  Cause cause{CauseKind::Import, text, "the export `" + text + "` is of no template in this run",
              "check the template that exports it together with this one", place};
  const std::string_view owner = name.is_string() ? std::string_view() : std::string_view(scope_);
  const value::Symbol symbol = is_named ? pool().symbol(SymbolKind::Import, owner, text) : value::Symbol();
  return pool().unknown(cause, pool().string_type(), place, symbol);
}

/// Remembers for a resource that an import was joined by its pattern, not by a certain name.
void Stack::note_assumption(const Value& wanted, const Value& exported, const Stack& owner, Span place,
                            const Frame& frame) {
  if (frame.resource == kNoResource || is_yes(same_text(pool(), exported, wanted))) return;
  AssumedImport assumed;
  assumed.resource = prefix_ + std::string(resources_[frame.resource].member.key);
  assumed.unit = source_.unit;
  assumed.place = place;
  assumed.message =
      "the import `" + shown(wanted) + "` is the export `" + shown(exported) + "` of `" + owner.unit_path() + "`";
  const auto is_same = [&](const AssumedImport& one) {
    return one.resource == assumed.resource && one.unit == assumed.unit && one.message == assumed.message;
  };
  if (std::ranges::none_of(run_->out->assumed_imports, is_same)) {
    run_->out->assumed_imports.push_back(std::move(assumed));
  }
}

/// Fn::GetStackOutput: an output of another stack by that stack's name.
Value Stack::stack_output(const Call& call, const Frame& frame) {
  const Value wanted = argument(call, frame);
  std::string text;
  for (const std::string_view part : {"StackName", "OutputName"}) {
    const Value* given = wanted.is_mapping() ? wanted.find(part) : nullptr;
    const auto known = given == nullptr ? std::nullopt : value::primitive_to_text(*given);
    if (!known) return pool().unknown_from({&wanted, 1}, {}, call.span);
    text += (text.empty() ? "" : ".") + *known;
  }
  const Cause cause{CauseKind::Import, text, "the output `" + text + "` is of a stack that is deployed already",
                    "set what uses it by a parameter to have it checked", call.span};
  return pool().unknown(cause, pool().string_type(), call.span, pool().symbol(SymbolKind::Import, "output", text));
}

Value Stack::fn_import(const Call& call, const Frame& frame) {
  const Value wanted = argument(call, frame);
  const Value imported = pool().lift({&wanted, 1}, call.span, [&](std::span<const Value> chosen) {
    Stack* owner = nullptr;
    OutputEntry* output = find_export(chosen[0], owner);
    if (output == nullptr || owner == nullptr) return outside_import(chosen[0], call.span);
    note_assumption(chosen[0], output->export_name, *owner, call.span, frame);
    return owner->output_value(*output).with_origin(call.span);
  });
  return settle(imported, frame.guard);
}

}  // namespace brn::config::cloudformation
