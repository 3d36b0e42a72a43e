// `module` blocks: where their source leads, the instances that they make, and their outputs.

#include <algorithm>

#include "analyzer/config/terraform/call_memo.h"
#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/instance.h"
#include "analyzer/config/terraform/module_summaries.h"
#include "analyzer/config/terraform/resources.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::terraform {

using value::Value;

namespace {

constexpr std::string_view kCallArguments[] = {"source",   "version",    "providers", "count",
                                               "for_each", "depends_on", "lifecycle"};

/// Everything but the arguments of the call itself.
bool is_variable_argument(std::string_view name) {
  return std::ranges::find(kCallArguments, name) == std::end(kCallArguments);
}

bool is_recursive(const ModuleInstance& caller, const Module& callee) {
  constexpr std::size_t kMaxNesting = 64;
  if (caller.call_path().size() > kMaxNesting) return true;
  for (const ModuleInstance* module = &caller; module != nullptr; module = module->call().caller) {
    if (&module->module() == &callee) return true;
  }
  return false;
}

void check_arguments(Run& run, const Definition& definition, const Module& callee) {
  std::vector<std::string_view> names;
  for (const auto& [name, variable] : callee.variables) names.push_back(name);
  for (const AttributeView& view : definition.body.attributes) {
    const std::string_view name = view.attribute->name;
    if (!is_variable_argument(name) || callee.variables.contains(name)) continue;
    run.configuration.diagnostics.error(
        DiagnosticKind::InvalidStructure, view.attribute->name_span,
        "the module has no variable `" + std::string(name) + "`" + did_you_mean(name, names));
  }
  for (const auto& [name, variable] : callee.variables) {
    if (variable.body.find("default") != nullptr || definition.body.find(name) != nullptr) continue;
    const Span body = definition.body.span;
    run.configuration.diagnostics.error(DiagnosticKind::InvalidStructure, Span{body.file, body.begin, body.begin + 1},
                                        "the module needs the argument `" + name + "`");
  }
}

Cause absent_cause(const ModuleSource& source, const std::string& address, Span place) {
  return Cause{CauseKind::Module, address, "`" + address + "` (" + source.written + ") is not on disk",
               "run `terraform init` or `terraform get` in the root module's folder", place};
}

void report_source(Run& run, const ModuleSource& source, const std::string& address, Span header) {
  Diagnostics& diagnostics = run.configuration.diagnostics;
  const Span place = source.place.is_valid() ? source.place : header;
  switch (source.kind) {
    case ModuleSource::Kind::Remote:
      diagnostics.warning(
          DiagnosticKind::RemoteModule, place,
          "`" + address + "` (" + source.written +
              ") is not on disk, so what it makes is not known; `terraform init` or `terraform get` fetches it");
      break;
    case ModuleSource::Kind::Missing:
      diagnostics.error(DiagnosticKind::MissingModule, header, "there is no module in `" + source.folder + "`");
      break;
    case ModuleSource::Kind::Outside:
      diagnostics.error(DiagnosticKind::MissingModule, place,
                        "`" + source.folder + "` lies outside of the tree that may be read (see `--allow-outside`)");
      break;
    default:
      diagnostics.error(DiagnosticKind::InvalidStructure, source.place.is_valid() ? source.place : header,
                        "a module call needs a `source` in plain text");
      break;
  }
}

}  // namespace

CallMemo& ModuleInstance::prepare_call(const Definition& definition) {
  std::unique_ptr<CallMemo>& slot = calls_[definition.name];
  if (slot != nullptr) return *slot;
  slot = std::make_unique<CallMemo>();
  CallMemo& memo = *slot;
  memo.address = qualified("module." + definition.name);
  const ModuleSource source = find_source(run_, *this, definition);
  if (source.kind == ModuleSource::Kind::Folder) {
    const Module& callee = run_.modules.load(source.folder);
    if (is_recursive(*this, callee)) {
      run_.configuration.diagnostics.error(DiagnosticKind::Cycle, source.place,
                                           "`" + memo.address + "` calls a module that it is part of");
      memo.is_error = true;
    } else {
      memo.callee = &callee;
      check_arguments(run_, definition, callee);
      run_.check_references_once(callee);
    }
  } else if (source.kind == ModuleSource::Kind::Summary) {
    memo.callee = &run_.modules.load_summary(*source.summary);
    run_.configuration.summarized_modules.push_back(
        {memo.address, std::string(source.summary->source), definition.header()});
    run_.configuration.diagnostics.warning(
        DiagnosticKind::RemoteModule, source.place,
        "`" + memo.address + "` (" + source.written +
            ") is not on disk; a summary of it is used, `terraform init` or `terraform get` fetches it");
  } else {
    report_source(run_, source, memo.address, definition.header());
    memo.is_error = source.kind != ModuleSource::Kind::Remote;
  }
  run_.enter(memo.address, definition.header());
  memo.instances = repeat(run_, scope(), definition.body);
  run_.leave();
  memo.is_ready = true;
  if (memo.callee != nullptr) {
    make_children(definition, memo);
    for (const std::unique_ptr<ModuleInstance>& child : memo.children) child->path_ = source.path;
    return memo;
  }
  memo.cause = memo.is_error ? Cause{CauseKind::Error, memo.address, "`" + memo.address + "` could not be read",
                                     "correct the module's source", definition.header()}
                             : absent_cause(source, memo.address, definition.header());
  memo.source = source;
  return memo;
}

/// What a module that is not on disk was given. Its outputs do not wait for its arguments, so these are evaluated last.
void ModuleInstance::record_absent(const Definition& definition, const CallMemo& memo) {
  BodyView arguments = definition.body;
  std::erase_if(arguments.attributes,
                [](const AttributeView& view) { return !is_variable_argument(view.attribute->name); });
  for (const BlockInstance& instance : memo.instances.instances) {
    Scope inner = scope();
    inner.repetition = &instance.repetition;
    inner.guard = run_.pool.guards().both(inner.guard, instance.guard);
    run_.configuration.absent_modules.push_back(
        {memo.address + (instance.key ? key_text(*instance.key) : ""), memo.source.written, memo.source.version,
         inner.guard, evaluate_body(run_, inner, arguments), definition.header(), 0, *memo.cause});
  }
}

void ModuleInstance::make_children(const Definition& definition, CallMemo& memo) {
  for (const BlockInstance& instance : memo.instances.instances) {
    Call call;
    call.caller = this;
    call.definition = &definition;
    call.repetition = instance.repetition;
    call.existence = call_.existence;
    call.existence.guard = run_.pool.guards().both(call.existence.guard, instance.guard);
    if (memo.instances.is_summary) {
      call.existence.exists = Tri::Unknown;
      call.existence.is_summary = true;
      merge_causes(call.existence.causes, memo.instances.causes);
    }
    const std::string address = memo.address + (instance.key ? key_text(*instance.key) : "");
    memo.children.push_back(std::make_unique<ModuleInstance>(
        run_, *memo.callee, address, qualified_definition("module." + definition.name), "", std::move(call)));
  }
}

std::optional<Value> ModuleInstance::call_output(std::string_view name, const std::optional<Value>& key,
                                                 std::string_view output, guard::Guard guard, Span place) {
  const auto found = module_.calls.find(name);
  if (found == module_.calls.end()) return std::nullopt;
  CallMemo& memo = prepare_call(found->second);
  const bool is_single = memo.instances.kind == RepetitionKind::Single;
  if (memo.callee == nullptr || !memo.is_ready || memo.instances.is_summary || is_single == key.has_value()) {
    return std::nullopt;
  }
  if (!memo.callee->outputs.contains(output)) {
    if (memo.callee->summary == nullptr) return std::nullopt;
    const std::string address = memo.address + (key ? key_text(*key) : "");
    const Cause cause{CauseKind::Module, address,
                      "`" + address + "` is known by a summary, which has no output `" + std::string(output) + "`",
                      "run `terraform init` or `terraform get` in the root module's folder", found->second.header()};
    return run_.pool.unknown(cause, {}, place, run_.pool.symbol(value::SymbolKind::ModuleOutput, address, output));
  }
  const std::optional<std::size_t> at = key ? memo.instances.find(*key) : std::optional<std::size_t>(0);
  if (!at || !run_.pool.guards().implies(guard, memo.instances.instances[*at].guard)) return std::nullopt;
  return memo.children[*at]->output(output, place);
}

Value ModuleInstance::outputs_of(CallMemo& memo, std::size_t index, Span place) {
  std::vector<value::Member> members;
  for (const auto& [name, definition] : memo.callee->outputs) {
    members.push_back({name, memo.children[index]->output(name, place), definition.header()});
  }
  return run_.pool.object(members, place);
}

Value ModuleInstance::whole_call(std::string_view name, Span place) {
  const auto found = module_.calls.find(name);
  if (found == module_.calls.end()) return run_.failed(place, "module." + std::string(name), "is not declared");
  CallMemo& memo = prepare_call(found->second);
  if (!memo.is_ready) return run_.cycle(memo.address, place);
  if (memo.callee == nullptr) {
    const value::Symbol symbol =
        memo.is_error ? value::Symbol{} : run_.pool.symbol(value::SymbolKind::ModuleOutput, memo.address, "");
    return run_.pool.unknown(*memo.cause, {}, place, symbol);
  }
  if (memo.instances.is_summary) {
    return run_.pool.unknown(memo.instances.causes.empty() ? Cause{CauseKind::Unsupported, memo.address,
                                                                   "the number of instances is not known", "", place}
                                                           : memo.instances.causes.front(),
                             {}, place);
  }
  std::vector<Value> values;
  for (std::size_t i = 0; i < memo.children.size(); ++i) values.push_back(outputs_of(memo, i, place));
  return collect_instances(run_, memo.instances, values, call_.existence.guard, place);
}

}  // namespace brn::config::terraform
