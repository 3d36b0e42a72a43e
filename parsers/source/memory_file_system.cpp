#include "parsers/source/file_system.h"

namespace brn {
namespace {

// What every path below a folder starts with; empty for the folder `.`, which holds all relative paths.
std::string prefix_of(const std::string& folder) {
  if (folder == ".") return "";
  return folder == "/" ? folder : folder + "/";
}

}  // namespace

void MemoryFileSystem::add(const std::string& path, std::string content) {
  files_[normal_path(path)] = std::move(content);
}

FileKind MemoryFileSystem::kind(const std::string& path) const {
  const std::string wanted = normal_path(path);
  if (files_.contains(wanted)) return FileKind::File;
  if (wanted == ".") return FileKind::Directory;
  const std::string prefix = prefix_of(wanted);
  const auto below = files_.lower_bound(prefix);
  return below != files_.end() && below->first.starts_with(prefix) ? FileKind::Directory : FileKind::Missing;
}

Result<std::vector<DirectoryEntry>> MemoryFileSystem::list(const std::string& path) const {
  const std::string folder = normal_path(path);
  if (kind(folder) != FileKind::Directory) return Error{"cannot list `" + path + "`: it is not a directory"};
  const std::string prefix = prefix_of(folder);
  std::map<std::string, FileKind> found;
  for (auto file = files_.lower_bound(prefix); file != files_.end() && file->first.starts_with(prefix); ++file) {
    if (prefix.empty() && (file->first[0] == '/' || file->first.starts_with("../"))) continue;
    const std::string_view rest = std::string_view(file->first).substr(prefix.size());
    const std::size_t slash = rest.find('/');
    const bool is_file = slash == std::string_view::npos;
    found.emplace(rest.substr(0, slash), is_file ? FileKind::File : FileKind::Directory);
  }
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, entry_kind] : found) entries.push_back({name, entry_kind, false});
  return entries;
}

Result<std::string> MemoryFileSystem::read(const std::string& path, std::uint64_t max_bytes) const {
  const auto file = files_.find(normal_path(path));
  const std::string start = "cannot read `" + path + "`: ";
  if (file == files_.end()) {
    return Error{start + (kind(path) == FileKind::Directory ? "it is a directory" : "no such file or directory")};
  }
  if (file->second.size() > max_bytes) {
    return Error{start + "it is larger than " + std::to_string(max_bytes) + " bytes"};
  }
  return file->second;
}

std::string MemoryFileSystem::canonical(const std::string& path) const {
  return normal_path(path);
}

}  // namespace brn
