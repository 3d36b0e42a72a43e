#pragma once
// Files in memory laid over a folder of the disk, so that an expression can be evaluated as if it stood in a module.

#include "parsers/source/file_system.h"

namespace brn::app {

class LayeredFileSystem final : public FileSystem {
 public:
  explicit LayeredFileSystem(const FileSystem& below) : below_(below) {}
  void add(const std::string& path, std::string content) { above_.add(path, std::move(content)); }

  [[nodiscard]] FileKind kind(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t max_bytes) const override;
  [[nodiscard]] std::string canonical(const std::string& path) const override { return below_.canonical(path); }

 private:
  const FileSystem& below_;
  MemoryFileSystem above_;
};

}  // namespace brn::app
