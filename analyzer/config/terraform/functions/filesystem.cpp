// Functions that read files or take paths apart. Files are read only inside the analysed tree.

#include <algorithm>
#include <set>

#include "analyzer/config/terraform/functions/files.h"
#include "analyzer/config/terraform/functions/glob.h"
#include "parsers/source/utf8.h"

namespace brn::config::terraform::functions {

namespace {

constexpr std::size_t kMaxFilesetEntries = 100'000;
constexpr std::size_t kMaxFilesetDepth = 64;
constexpr std::uint32_t kMaxTemplateDepth = 64;

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string root_folder(Call& call) {
  const std::string_view root = call.context().root_folder;
  return root.empty() ? "." : std::string(root);
}

FunctionResult file(Call& call, Arguments arguments) {
  auto read = read_file(call, arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&read)) return *error;
  const auto& text = std::get<std::string>(read);
  if (utf8::first_invalid(text)) {
    return Call::fail(0, "contents of " + quoted(arguments[0].as_string()) +
                             " are not valid UTF-8; use the filebase64 "
                             "function or one of the file hash functions instead");
  }
  return call.text(text);
}

FunctionResult file_base64(Call& call, Arguments arguments) {
  auto read = read_file(call, arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&read)) return *error;
  return call.text(encode_base64(std::get<std::string>(read)));
}

FunctionResult file_exists(Call& call, Arguments arguments) {
  auto resolved = resolve_path(call, arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&resolved)) return *error;
  switch (call.context().sources.file_system().kind(std::get<std::string>(resolved))) {
    case FileKind::File: return call.boolean(true);
    case FileKind::Missing: return call.boolean(false);
    case FileKind::Directory: return Call::fail(quoted(arguments[0].as_string()) + " is a directory, not a file");
    case FileKind::Other: break;
  }
  return Call::fail(quoted(arguments[0].as_string()) + " is not a regular file");
}

/// Walks folders along a pattern.
class FileSet {
 public:
  FileSet(const FileSystem& files, std::string base) : files_(files), base_(std::move(base)) {}

  void find(std::string_view pattern) {
    std::vector<std::string> steps;
    const std::string normal = normal_path(pattern);
    for (std::string_view rest = normal; !rest.empty();) {
      const std::size_t slash = std::min(rest.find('/'), rest.size());
      if (slash > 0) steps.emplace_back(rest.substr(0, slash));
      rest.remove_prefix(std::min(slash + 1, rest.size()));
    }
    walk("", steps, 0, 0);
  }
  [[nodiscard]] const std::set<std::string>& found() const { return found_; }
  [[nodiscard]] bool is_too_large() const { return entries_ > kMaxFilesetEntries; }

 private:
  static std::string below(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
  }

  void walk(const std::string& folder, const std::vector<std::string>& steps, std::size_t at, std::size_t depth) {
    if (at == steps.size() || depth > kMaxFilesetDepth || is_too_large()) return;
    const bool is_last = at + 1 == steps.size();
    if (steps[at] == "**") {
      walk(folder, steps, at + 1, depth + 1);
      visit(folder, [&](const std::string& path, const DirectoryEntry& entry, FileKind kind) {
        if (kind == FileKind::Directory && !entry.is_symlink) walk(path, steps, at, depth + 1);
        if (kind == FileKind::File && is_last) found_.insert(path);
      });
      return;
    }
    if (!is_glob(steps[at])) {
      ++entries_;
      const std::string path = below(folder, steps[at]);
      const FileKind kind = files_.kind(join_path(base_, path));
      if (kind == FileKind::Directory) walk(path, steps, at + 1, depth + 1);
      if (kind == FileKind::File && is_last) found_.insert(path);
      return;
    }
    visit(folder, [&](const std::string& path, const DirectoryEntry& entry, FileKind kind) {
      if (!matches_name(steps[at], entry.name)) return;
      if (kind == FileKind::Directory) walk(path, steps, at + 1, depth + 1);
      if (kind == FileKind::File && is_last) found_.insert(path);
    });
  }

  template <typename Visit>
  void visit(const std::string& folder, const Visit& each) {
    const auto entries = files_.list(join_path(base_, folder));
    if (!entries.ok()) return;
    for (const DirectoryEntry& entry : entries.value()) {
      if (++entries_ > kMaxFilesetEntries) return;
      const std::string path = below(folder, entry.name);
      const bool is_plain = !entry.is_symlink && entry.kind != FileKind::Missing;
      each(path, entry, is_plain ? entry.kind : files_.kind(join_path(base_, path)));
    }
  }

  const FileSystem& files_;
  std::string base_;
  std::set<std::string> found_;
  std::size_t entries_ = 0;
};

FunctionResult file_set(Call& call, Arguments arguments) {
  auto resolved = resolve_path(call, arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&resolved)) return *error;
  const auto& base = std::get<std::string>(resolved);
  const std::string_view pattern = arguments[1].as_string();
  // `..` in a pattern could leave the tree.
  auto target = resolve_path(call, join_path(base, pattern.substr(0, pattern.find_first_of("*?[{\\"))));
  if (auto* error = std::get_if<FunctionError>(&target)) return *error;
  if (call.context().sources.file_system().kind(base) == FileKind::Missing)
    return call.set({}, call.pool().string_type());
  if (!is_well_formed(pattern))
    return Call::fail("failed to glob pattern " + quoted(pattern) + ": syntax error in pattern");
  FileSet files(call.context().sources.file_system(), base);
  files.find(pattern);
  if (files.is_too_large()) {
    return Call::fail("more than " + std::to_string(kMaxFilesetEntries) + " files lie in " +
                      quoted(arguments[0].as_string()));
  }
  std::vector<Value> paths;
  for (const std::string& path : files.found()) {
    const auto text = call.text(path);
    if (const Value* value = std::get_if<Value>(&text)) paths.push_back(*value);
  }
  return call.set(paths, call.pool().string_type());
}

bool is_identifier(std::string_view name) {
  const auto is_start = [](unsigned char c) {
    return c >= 0x80 || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const auto is_part = [&](char c) {
    return is_start(static_cast<unsigned char>(c)) || c == '-' || (c >= '0' && c <= '9');
  };
  return !name.empty() && is_start(static_cast<unsigned char>(name[0])) && std::ranges::all_of(name, is_part);
}

FunctionResult render(Call& call, FileId id, std::string_view text, std::string_view name, const Value& variables) {
  FunctionContext& context = call.context();
  if (!variables.is_mapping()) return Call::fail(1, "invalid vars value: must be a map");
  for (const Member& member : variables.members()) {
    if (!is_identifier(member.name)) {
      return Call::fail(1, "invalid template variable name " + quoted(member.name) +
                               ": must start with a letter, followed by zero or more letters, digits, and underscores");
    }
  }
  if (context.template_depth >= kMaxTemplateDepth) {
    return Call::fail("templates are nested more than " + std::to_string(kMaxTemplateDepth) + " deep");
  }
  if (!context.evaluate_template) return call.unknowable(Type(), "templates are not evaluated here");
  const hcl::ParsedExpression parsed = hcl::parse_template(id, text);
  if (!parsed.file.errors().empty()) {
    const SyntaxError& error = parsed.file.errors().front();
    const LineColumn at = context.sources.line_column(id, error.span.begin);
    return Call::fail(std::string(name) + ":" + std::to_string(at.line) + "," + std::to_string(at.column) + ": " +
                      error.message);
  }
  FunctionResult result = context.evaluate_template(parsed, name, variables);
  if (auto* error = std::get_if<FunctionError>(&result); error != nullptr && error->is_missing_argument) {
    return Call::fail(1, error->message);
  }
  return result;
}

FunctionResult template_file(Call& call, Arguments arguments) {
  if (!arguments[0].is_string() || arguments[1].is_unknown()) return call.unknown(arguments, Type());
  auto read = read_file(call, arguments[0].as_string());
  if (const auto* error = std::get_if<FunctionError>(&read)) return *error;
  if (utf8::first_invalid(std::get<std::string>(read))) {
    return Call::fail(0, "contents of " + quoted(arguments[0].as_string()) + " are not valid UTF-8");
  }
  auto resolved = resolve_path(call, arguments[0].as_string());
  const auto loaded = call.context().sources.load(std::get<std::string>(resolved));
  if (!loaded.ok()) return Call::fail(0, loaded.error());
  return render(call, loaded.value(), call.context().sources.text(loaded.value()), arguments[0].as_string(),
                arguments[1]);
}

FunctionResult template_string(Call& call, Arguments arguments) {
  if (!arguments[0].is_string() || arguments[1].is_unknown()) return call.unknown(arguments, call.pool().string_type());
  SourceManager& sources = call.context().sources;
  const FileId id = sources.add("<templatestring argument>", std::string(arguments[0].as_string()));
  const hcl::ParsedExpression parsed = hcl::parse_template(id, sources.text(id));
  if (!parsed.file.errors().empty()) return Call::fail(0, "invalid template: " + parsed.file.errors().front().message);
  FunctionResult result = render(call, id, sources.text(id), sources.path(id), arguments[1]);
  const Value* value = std::get_if<Value>(&result);
  if (value == nullptr) return result;
  const value::Converted text = value::convert(call.pool(), *value, call.pool().string_type());
  if (const auto* error = std::get_if<value::ConversionError>(&text)) {
    return Call::fail("invalid template result: " + error->message);
  }
  return std::get<Value>(text);
}

FunctionResult absolute_path(Call& call, Arguments arguments) {
  const std::string root = call.context().sources.file_system().canonical(root_folder(call));
  return call.text(join_path(root, arguments[0].as_string()));
}

FunctionResult directory_name(Call& call, Arguments arguments) {
  const std::string_view path = arguments[0].as_string();
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return call.text(".");
  return call.text(normal_path(slash == 0 ? "/" : path.substr(0, slash)));
}

FunctionResult base_name(Call& call, Arguments arguments) {
  std::string_view path = arguments[0].as_string();
  if (path.empty()) return call.text(".");
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (path == "/") return call.text("/");
  return call.text(path.substr(path.rfind('/') + 1));
}

FunctionResult path_expand(Call& call, Arguments arguments) {
  const std::string_view path = arguments[0].as_string();
  if (!path.starts_with('~')) return call.text(path);
  if (path.size() > 1 && path[1] != '/') return Call::fail("cannot expand user-specific home dir");
  return call.unknowable(call.pool().string_type(), "the home folder of the user who runs Terraform is not known");
}

constexpr Function kFunctions[] = {
    {"abspath", {P::Text}, P::None, 1, R::Text, kPlain, absolute_path},
    {"basename", {P::Text}, P::None, 1, R::Text, kPlain, base_name},
    {"dirname", {P::Text}, P::None, 1, R::Text, kPlain, directory_name},
    {"file", {P::Text}, P::None, 1, R::Text, kPlain, file},
    {"filebase64", {P::Text}, P::None, 1, R::Text, kPlain, file_base64},
    {"fileexists", {P::Text}, P::None, 1, R::Bool, kPlain, file_exists},
    {"fileset", {P::Text, P::Text}, P::None, 2, R::Any, kPlain, file_set},
    {"pathexpand", {P::Text}, P::None, 1, R::Text, kPlain, path_expand},
    {"templatefile", {P::Text, P::Any}, P::None, 2, R::Any, kUnknown | kMarks | kChoices, template_file},
    {"templatestring", {P::Text, P::Any}, P::None, 2, R::Text, kUnknown | kMarks | kChoices, template_string},
};

}  // namespace

std::span<const Function> filesystem_functions() {
  return kFunctions;
}

std::variant<std::string, FunctionError> resolve_path(Call& call, std::string_view path) {
  if (path.starts_with('~')) return Call::fail(0, "the home folder is not known: " + quoted(path));
  const FileSystem& files = call.context().sources.file_system();
  const Limits& limits = call.context().limits;
  const std::string joined = join_path(root_folder(call), path);
  if (limits.allow_outside) return joined;
  const std::string tree = files.canonical(limits.tree_root.empty() ? "." : limits.tree_root);
  if (is_within(files.canonical(joined), tree)) return joined;
  return Call::fail(0, quoted(path) + " lies outside of the analysed tree and is not read");
}

std::variant<std::string, FunctionError> read_file(Call& call, std::string_view path) {
  auto resolved = resolve_path(call, path);
  if (std::holds_alternative<FunctionError>(resolved)) return resolved;
  const FileSystem& files = call.context().sources.file_system();
  const auto& joined = std::get<std::string>(resolved);
  const FileKind kind = files.kind(joined);
  if (kind == FileKind::Missing) {
    return Call::fail(0, "no file exists at " + quoted(path) +
                             "; this function works only with files that are distributed as part of the configuration "
                             "source code");
  }
  if (kind == FileKind::Directory) return Call::fail(0, quoted(path) + " is a directory, not a file");
  auto content = files.read(joined, std::min<std::uint64_t>(kMaxFileBytes, call.context().limits.max_string_bytes));
  if (!content.ok()) return Call::fail(0, content.error());
  return content.take();
}

}  // namespace brn::config::terraform::functions
