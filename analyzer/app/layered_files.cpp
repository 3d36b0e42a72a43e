#include "analyzer/app/layered_files.h"

#include <algorithm>

namespace brn::app {

FileKind LayeredFileSystem::kind(const std::string& path) const {
  const FileKind above = above_.kind(path);
  return above == FileKind::File ? above : std::max(above, below_.kind(path));
}

Result<std::vector<DirectoryEntry>> LayeredFileSystem::list(const std::string& path) const {
  Result<std::vector<DirectoryEntry>> below = below_.list(path);
  Result<std::vector<DirectoryEntry>> above = above_.list(path);
  if (!above.ok()) return below;
  if (!below.ok()) return above;
  std::vector<DirectoryEntry> all = below.take();
  for (const DirectoryEntry& entry : above.value()) {
    if (std::ranges::find(all, entry.name, &DirectoryEntry::name) == all.end()) all.push_back(entry);
  }
  std::ranges::sort(all, {}, &DirectoryEntry::name);
  return all;
}

Result<std::string> LayeredFileSystem::read(const std::string& path, std::uint64_t max_bytes) const {
  return above_.kind(path) == FileKind::File ? above_.read(path, max_bytes) : below_.read(path, max_bytes);
}

}  // namespace brn::app
