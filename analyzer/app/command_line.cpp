#include "analyzer/app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>

#include "analyzer/diagnostics/names.h"

namespace brn::app {
namespace {

constexpr std::string_view kFooter =
    "Exit status of check: 0 nothing at or above --fail-on, 1 findings, 2 something could not be analysed in full.";

// Texts of options as given; checked and turned into a CommandLine once all are read.
struct Raw {
  std::vector<std::string> paths;
  std::vector<std::string> formats;
  std::string fail_on;
  std::string color = "auto";
  std::string print;
  std::string list_format = "text";
};

// `--select A,B --select C`: a comma separates names.
std::vector<std::string> split_names(const std::vector<std::string>& texts) {
  std::vector<std::string> names;
  for (const std::string& text : texts) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      if (end > begin) names.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return names;
}

void add_source_options(CLI::App& check, CommandLine& line) {
  config::Inputs& inputs = line.request.inputs;
  const auto add_variable = [&inputs](config::VariableArgument::Kind kind) {
    return [&inputs, kind](const std::string& text) { inputs.variables.push_back({kind, text}); };
  };
  constexpr std::string_view kGroup = "Source";
  const std::string group(kGroup);
  check
      .add_option_function<std::string>("--var", add_variable(config::VariableArgument::Kind::Assignment),
                                        "Terraform variable; may be repeated")
      ->type_name("NAME=VALUE")
      ->group(group)
      ->trigger_on_parse();
  check
      .add_option_function<std::string>("--var-file", add_variable(config::VariableArgument::Kind::File),
                                        "file of Terraform variables; may be repeated")
      ->type_name("FILE")
      ->group(group)
      ->trigger_on_parse();
  check.add_option("--parameters", inputs.parameter_files, "file of CloudFormation parameters; may be repeated")
      ->type_name("FILE")
      ->group(group)
      ->allow_extra_args(false);
  check.add_option("--region", inputs.region, "Region of stacks and of providers that name none")
      ->type_name("NAME")
      ->group(group);
  check.add_option("--stack-name", inputs.stack_name, "value of AWS::StackName")->type_name("NAME")->group(group);
  check
      .add_option("-C", line.directory, "where the source is: of the plans that are named, else the folder to start in")
      ->type_name("DIR")
      ->group(group);
  check.add_flag("--allow-outside", line.request.allow_outside, "read files outside of the tree (repository), too")
      ->group(group);
}

void add_settings(CLI::App& check, CommandLine& line) {
  const std::string group = "Source";
  check
      .add_option("--unit", line.request.only_units,
                  "only this root module or template, by path or configured name; may be repeated")
      ->type_name("NAME")
      ->group(group)
      ->allow_extra_args(false);
  check
      .add_option("--config", line.config_file,
                  "configuration file; default: .bedrock-lint.yaml at the root of the tree")
      ->type_name("FILE")
      ->group(group);
  check
      .add_option("--policy", line.policies,
                  "settings of an organisation, which the configuration cannot weaken; may be repeated")
      ->type_name("FILE")
      ->group(group)
      ->allow_extra_args(false);
}

void add_check(CLI::App& app, CommandLine& line, Raw& raw) {
  CLI::App& check = *app.add_subcommand("check", "analyse root modules and templates, print findings");
  check.add_option("PATH", raw.paths, "files or folders; default: the folder you are in");
  check
      .add_option("--format", raw.formats,
                  "text, json, sarif, junit, github, gitlab or markdown; with =FILE into a file; may be repeated")
      ->type_name("NAME[=FILE]")
      ->allow_extra_args(false);
  check
      .add_option("--fail-on", raw.fail_on,
                  "lowest severity that gives exit status 1: low, medium (default), high, critical")
      ->type_name("SEVERITY");
  check.add_flag("--fail-on-unknown", line.fail_on_unknown, "an undetermined verdict gives exit status 1, too");
  check.add_option("--select", line.request.selection.select, "only these rules (id or name) or subjects")
      ->type_name("NAME,…")
      ->allow_extra_args(false);
  check.add_option("--ignore", line.request.selection.ignore, "without these rules or subjects")
      ->type_name("NAME,…")
      ->allow_extra_args(false);
  check.add_option("--baseline", line.baseline, "report only what this file, written by `baseline`, does not know")
      ->type_name("FILE");
  check
      .add_option("--changed-since", line.changed_since,
                  "report only what the tree of this commit, branch or tag does not have")
      ->type_name("GIT_REF");
  check.add_option("--waivers", line.waivers, "file of findings that are accepted, by fingerprint; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  add_source_options(check, line);
  add_settings(check, line);
  const std::string output = "Output";
  check.add_flag("--all", line.all, "every finding with its source, every question")->group(output);
  check.add_flag("--verbose", line.verbose, "list the files that were skipped")->group(output);
  check.add_flag("--stats", line.stats, "add the time taken")->group(output);
  check.add_option("--color", raw.color, "auto, always or never")
      ->type_name("WHEN")
      ->group(output)
      ->capture_default_str();
  check.add_option("--print", raw.print, "print a stage instead of findings: syntax, config, graph or facts")
      ->type_name("STAGE")
      ->group(output);
  check.add_option("--jobs", line.request.jobs, "units analysed at a time; default: one for each processor")
      ->type_name("N")
      ->group(output)
      ->check(CLI::PositiveNumber);
}

void add_others(CLI::App& app, CommandLine& line, Raw& raw) {
  CLI::App& baseline =
      *app.add_subcommand("baseline", "write today's findings to a file, so that only new ones are reported");
  baseline.add_option("PATH", raw.paths, "files or folders; default: the folder you are in");
  baseline
      .add_option("--output", line.baseline,
                  "file to write; default: the configured one, else .bedrock-lint-baseline.json")
      ->type_name("FILE");
  baseline.add_option("--waivers", line.waivers, "file of findings that are accepted, by fingerprint")
      ->type_name("FILE")
      ->allow_extra_args(false);
  baseline.add_option("--jobs", line.request.jobs, "units analysed at a time")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  add_source_options(baseline, line);
  add_settings(baseline, line);
  CLI::App& init =
      *app.add_subcommand("init", "look at the tree and write a commented .bedrock-lint.yaml and a hook entry");
  init.add_option("PATH", raw.paths, "folder; default: the folder you are in");
  init.add_flag("--force", line.force, "replace a .bedrock-lint.yaml that is there");
  init.add_flag("--stdout", line.to_stdout, "print the configuration instead of writing files");
  CLI::App& rules = *app.add_subcommand("rules", "list the rules");
  rules.add_option("--format", raw.list_format, "text, json or markdown")->type_name("NAME")->capture_default_str();
  rules.add_option("--color", raw.color, "auto, always or never")->type_name("WHEN")->capture_default_str();
  CLI::App& explain = *app.add_subcommand("explain", "explain a rule: why, controls, examples, verification");
  explain.add_option("RULE", line.rule, "id or name of a rule")->required();
  explain.add_option("--color", raw.color, "auto, always or never")->type_name("WHEN")->capture_default_str();
}

void add_evaluation(CLI::App& app, CommandLine& line, Raw& raw) {
  CLI::App& eval = *app.add_subcommand("eval", "evaluate Terraform expressions: JSON Lines in, one answer each");
  eval.add_option("--dir", line.folder, "root module in which the expressions stand")->type_name("DIR");
  add_source_options(eval, line);
  add_settings(eval, line);
  CLI::App& resolve =
      *app.add_subcommand("resolve", "print the evaluated configuration of one root module or template as JSON");
  resolve.add_option("PATH", raw.paths, "root module, template, or a folder with one; default: the folder you are in")
      ->expected(0, 1);
  add_source_options(resolve, line);
  add_settings(resolve, line);
}

std::string not_one_of(std::string_view option, const std::string& given, std::span<const std::string_view> names) {
  std::string text = std::string(option) + ": `" + given + "` is none of ";
  for (std::size_t i = 0; i < names.size(); ++i) text.append(i == 0 ? "" : ", ").append(names[i]);
  return text + did_you_mean(given, names);
}

// Position of `given` among `names`, or a message.
brn::Result<std::size_t> one_of(std::string_view option, const std::string& given,
                                std::span<const std::string_view> names) {
  const auto found = std::find(names.begin(), names.end(), given);
  if (found == names.end()) return Error{not_one_of(option, given, names)};
  return static_cast<std::size_t>(found - names.begin());
}

std::string read_formats(const Raw& raw, CommandLine& line) {
  static constexpr std::array<std::string_view, 7> kFormats = {"text",   "json",   "sarif",   "junit",
                                                               "github", "gitlab", "markdown"};
  std::size_t to_stdout = 0;
  for (const std::string& text : raw.formats) {
    const std::size_t equals = text.find('=');
    if (text.substr(0, equals) == "html")
      return "--format: `html` is not available in this version; `markdown` is the nearest";
    auto format = one_of("--format", text.substr(0, equals), kFormats);
    if (!format.ok()) return format.error();
    Output output;
    output.format = static_cast<OutputFormat>(format.value());
    if (equals != std::string::npos) output.file = text.substr(equals + 1);
    if (equals != std::string::npos && output.file.empty())
      return "--format: a file name is missing after `" + text + "`";
    if (output.file.empty() && ++to_stdout > 1)
      return "--format: only one format can go to standard output; give the others a file: `json=FILE`";
    line.outputs.push_back(std::move(output));
  }
  if (line.outputs.empty()) line.outputs.push_back(Output{});
  return {};
}

// Empty when all is well.
std::string interpret(const Raw& raw, CommandLine& line) {
  static constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};
  static constexpr std::array<std::string_view, 4> kSeverities = {"low", "medium", "high", "critical"};
  static constexpr std::array<std::string_view, 4> kStages = {"syntax", "config", "graph", "facts"};
  static constexpr std::array<std::string_view, 3> kLists = {"text", "json", "markdown"};
  const auto color = one_of("--color", raw.color, kColors);
  const auto severity = one_of("--fail-on", raw.fail_on.empty() ? "medium" : raw.fail_on, kSeverities);
  const auto list = one_of("--format", raw.list_format, kLists);
  for (const auto* choice : {&color, &severity, &list}) {
    if (!choice->ok()) return choice->error();
  }
  line.color = static_cast<ColorMode>(color.value());
  if (!raw.fail_on.empty()) line.fail_on_severity = static_cast<engine::Severity>(severity.value() + 1);
  line.list_format = static_cast<report::ListFormat>(list.value());
  if (!raw.print.empty()) {
    const auto stage = one_of("--print", raw.print, kStages);
    if (!stage.ok()) return stage.error();
    line.request.print = static_cast<Print>(stage.value() + 1);
  }
  line.request.selection.select = split_names(line.request.selection.select);
  line.request.selection.ignore = split_names(line.request.selection.ignore);
  if (!raw.paths.empty()) line.request.paths = raw.paths;
  return read_formats(raw, line);
}

// Names that could have been meant by an argument that nobody took.
std::string suggestion_for(const CLI::App& app, const std::string& given) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands(nullptr)) names.push_back(sub->get_name());
  const auto chosen = app.get_subcommands();
  for (const CLI::Option* option : (chosen.empty() ? &app : chosen.front())->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return did_you_mean(given.substr(0, given.find('=')), views);
}

std::string wrong_arguments(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> extras = app.remaining(true);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !extras.empty()) {
    const std::string& first = extras.front();
    const bool is_option = first.starts_with("-");
    return std::string(is_option                       ? "unknown option `"
                       : app.get_subcommands().empty() ? "unknown command `"
                                                       : "unexpected argument `") +
           first + "`" + suggestion_for(app, first);
  }
  return error.what();
}

Parsed failure(std::string message) {
  Parsed parsed;
  parsed.is_done = true;
  parsed.status = 2;
  parsed.message = "bedrock-lint: " + std::move(message) + "\nTry `bedrock-lint --help`.\n";
  return parsed;
}

Parsed success(std::string message) {
  Parsed parsed;
  parsed.is_done = true;
  parsed.message = std::move(message);
  return parsed;
}

}  // namespace

Parsed parse_command_line(const std::vector<std::string>& arguments, const std::string& version) {
  CLI::App app(
      "Decides from Terraform and CloudFormation whether Amazon Bedrock is reachable privately, only privately,\n"
      "and only by those who should.",
      "bedrock-lint");
  app.footer(std::string(kFooter));
  app.set_version_flag("--version", "bedrock-lint " + version);
  Parsed parsed;
  Raw raw;
  add_check(app, parsed.line, raw);
  add_others(app, parsed.line, raw);
  add_evaluation(app, parsed.line, raw);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::CallForVersion& call) {
    return success(std::string(call.what()) + "\n");
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return success(chosen.empty() ? app.help() : chosen.front()->help("bedrock-lint"));
  } catch (const CLI::ParseError& error) {
    return failure(wrong_arguments(app, error));
  }
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) return failure("a command is needed: check, baseline, init, rules, explain, eval or resolve");
  const std::map<std::string, Command> commands = {{"check", Command::Check},     {"baseline", Command::Baseline},
                                                   {"init", Command::Init},       {"rules", Command::Rules},
                                                   {"explain", Command::Explain}, {"eval", Command::Eval},
                                                   {"resolve", Command::Resolve}};
  parsed.line.command = commands.at(chosen.front()->get_name());
  if (const std::string message = interpret(raw, parsed.line); !message.empty()) return failure(message);
  return parsed;
}

}  // namespace brn::app
