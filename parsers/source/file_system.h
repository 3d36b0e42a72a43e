#pragma once
// The disk behind an interface, so that tests work in memory and an editor can lay unsaved text over it. Paths use `/`.
// Nothing in the analyzer touches files except through a FileSystem.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/source/result.h"

namespace brn {

/// What stands at a path.
enum class FileKind : std::uint8_t { Missing, File, Directory, Other };

/// One entry of a directory.
struct DirectoryEntry {
  std::string name;
  FileKind kind = FileKind::Missing;
  bool is_symlink = false;
};

class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  /// Follows links. Missing also when a parent may not be entered.
  [[nodiscard]] virtual FileKind kind(const std::string& path) const = 0;
  /// Entries sorted by name (bytes), without `.` and `..`.
  [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) const = 0;
  /// The whole content. Fails for more than `max_bytes`, for what is no regular file, and when reading fails.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::uint64_t max_bytes) const = 0;
  /// The absolute path without links, `.` and `..`; the path itself, made normal, where nothing stands there.
  [[nodiscard]] virtual std::string canonical(const std::string& path) const = 0;
};

/// The real disk.
class DiskFileSystem final : public FileSystem {
 public:
  [[nodiscard]] FileKind kind(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t max_bytes) const override;
  [[nodiscard]] std::string canonical(const std::string& path) const override;
};

/// Files in memory, for tests and for `eval`. Directories exist where files lie below them.
class MemoryFileSystem final : public FileSystem {
 public:
  void add(const std::string& path, std::string content);

  [[nodiscard]] FileKind kind(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t max_bytes) const override;
  [[nodiscard]] std::string canonical(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

/// `a/./b/../c` → `a/c`; keeps a leading `/` or `..`; the empty path is `.`.
[[nodiscard]] std::string normal_path(std::string_view path);
/// `base` and `relative` joined and made normal; an absolute `relative` wins.
[[nodiscard]] std::string join_path(std::string_view base, std::string_view relative);
/// The part before the last `/`; `.` where there is none.
[[nodiscard]] std::string parent_path(std::string_view path);
/// The part after the last `/`.
[[nodiscard]] std::string_view file_name(std::string_view path);
/// True when `path` is `folder` or lies below it; both normal.
[[nodiscard]] bool is_within(std::string_view path, std::string_view folder);

}  // namespace brn
