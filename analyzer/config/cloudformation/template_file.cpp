#include "analyzer/config/cloudformation/template_file.h"

#include "analyzer/config/cloudformation/include.h"
#include "parsers/json/parser.h"
#include "parsers/yaml/parser.h"

namespace brn::config::cloudformation {
namespace {

bool begins_with_brace(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at != std::string_view::npos && text[at] == '{';
}

}  // namespace

syntax::Tree parse_document(FileId file, std::string_view text, const std::string& path) {
  if (!begins_with_brace(text)) return yaml::parse(file, text);
  syntax::Tree tree = json::parse(file, text);
  if (tree.errors().empty() || path.ends_with(".json")) return tree;
  syntax::Tree other = yaml::parse(file, text);
  return other.errors().empty() ? std::move(other) : std::move(tree);
}

std::string path_from_root(const Run& run, const std::string& path) {
  const std::string& root = run.limits->tree_root;
  const std::string normal = normal_path(path);
  if (root.empty()) return normal;
  const std::string folder = normal_path(root);
  const std::string full = is_within(normal, folder) ? normal : run.sources->file_system().canonical(path);
  if (folder == "." || !is_within(full, folder) || folder.size() >= full.size()) return normal;
  return full.substr(folder.ends_with('/') ? folder.size() : folder.size() + 1);
}

bool may_be_read(const Run& run, const std::string& path) {
  if (run.limits->allow_outside || run.limits->tree_root.empty()) return true;
  const FileSystem& files = run.sources->file_system();
  return is_within(files.canonical(path), files.canonical(run.limits->tree_root));
}

TemplateFile load_template(Run& run, const std::string& path) {
  TemplateFile result;
  const Result<FileId> file = run.sources->load(path);
  if (!file.ok()) {
    result.error = file.error();
    return result;
  }
  result.file = file.value();
  std::unique_ptr<syntax::Tree>& tree = run.trees[file.value().index];
  if (tree == nullptr) {
    const std::string_view text = run.sources->text(file.value());
    syntax::Tree parsed = parse_document(file.value(), text, path);
    tree = std::make_unique<syntax::Tree>(with_includes(run, std::move(parsed), path));
  }
  result.tree = tree.get();
  return result;
}

}  // namespace brn::config::cloudformation
