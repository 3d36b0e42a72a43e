#pragma once
// Owns the text of every file of a run. Buffers are read once into memory, never change and outlive all that points
// into them, so stages pass `std::string_view` and `Span` around freely. Several threads may use one manager; the
// numbers of files then depend on who came first, so whatever is shown is ordered by path, not by FileId.

#include <cstdint>
#include <deque>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/source/file_system.h"
#include "parsers/source/result.h"
#include "parsers/source/span.h"

namespace brn {

/// A place as people count: both 1-based, columns in Unicode code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend constexpr auto operator<=>(LineColumn, LineColumn) = default;
};

/// The largest file that is read, in bytes. Larger ones are an error with the file's name.
inline constexpr std::uint64_t kMaxFileBytes = 32ULL * 1024 * 1024;

class SourceManager {
 public:
  /// `files` must outlive the manager.
  explicit SourceManager(const FileSystem& files) : files_(&files) {}

  [[nodiscard]] const FileSystem& file_system() const { return *files_; }

  /// Reads a file, or gives the buffer that was read before for the same path.
  [[nodiscard]] Result<FileId> load(const std::string& path);
  /// Adds text that no file holds (a decoded policy, a `--var`), under a name to show.
  FileId add(std::string name, std::string text);

  [[nodiscard]] std::string_view text(FileId file) const { return buffer(file).text; }
  [[nodiscard]] std::string_view text(Span span) const;
  /// The path as it was given to `load`, or the name given to `add`.
  [[nodiscard]] const std::string& path(FileId file) const { return buffer(file).path; }
  [[nodiscard]] std::size_t file_count() const;
  [[nodiscard]] std::uint64_t total_bytes() const;

  /// Line and column of an offset; O(log lines) after the first call for a file. A BOM has no column.
  [[nodiscard]] LineColumn line_column(FileId file, std::uint32_t offset) const;
  /// Text of a 1-based line without its line end; empty past the last one.
  [[nodiscard]] std::string_view line_text(FileId file, std::uint32_t line) const;

 private:
  struct Buffer {
    std::string path;
    std::string text;
    mutable std::vector<std::uint32_t> line_starts;  // filled on first use
  };
  FileId append(std::string name, std::string text);  // with the lock held
  [[nodiscard]] const Buffer& buffer(FileId file) const;
  [[nodiscard]] const std::vector<std::uint32_t>& line_starts(const Buffer& buffer) const;

  const FileSystem* files_;
  mutable std::shared_mutex mutex_;  // of all below
  std::deque<Buffer> buffers_;       // a deque: views into a buffer stay valid
  std::unordered_map<std::string, FileId> by_path_;
  std::uint64_t total_bytes_ = 0;
};

}  // namespace brn
