#pragma once
// The tree of a commit as a FileSystem: the listing is read once, texts when they are asked for, nothing is checked out.
// What git does not keep (`.terraform`, files outside of the repository) is read from the disk.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "analyzer/app/process.h"
#include "parsers/source/file_system.h"
#include "parsers/source/result.h"

namespace brn::app {

class GitTreeFileSystem final : public FileSystem {
 public:
  /// `folder` is in the repository; `reference` names a commit. Fails with git's own words.
  [[nodiscard]] static brn::Result<std::unique_ptr<GitTreeFileSystem>> open(const std::string& folder,
                                                                            const std::string& reference);

  [[nodiscard]] FileKind kind(const std::string& path) const override;
  [[nodiscard]] brn::Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  [[nodiscard]] brn::Result<std::string> read(const std::string& path, std::uint64_t max_bytes) const override;
  [[nodiscard]] std::string canonical(const std::string& path) const override;

 private:
  struct Blob {
    std::string id;
    bool is_link = false;
  };
  /// A path taken apart: where it is read from.
  struct Place {
    std::string in_tree;  // from the root of the repository; "" is the root
    std::string on_disk;  // when not in the tree
    bool is_in_tree = false;
  };

  explicit GitTreeFileSystem(std::string root) : root_(std::move(root)) {}
  [[nodiscard]] bool read_listing(const std::string& listing);
  void add(const std::string& path, Blob blob);
  [[nodiscard]] Place locate(const std::string& path) const;
  /// Follows links in the tree; the last one, too.
  [[nodiscard]] std::string resolved(std::string path) const;
  [[nodiscard]] brn::Result<std::string> blob_text(const std::string& id) const;

  std::string root_;  // canonical
  std::string working_folder_;
  DiskFileSystem disk_;
  std::map<std::string, Blob> blobs_;
  std::map<std::string, std::map<std::string, bool>> folders_;  // children; true: a folder
  mutable std::mutex mutex_;
  mutable std::unique_ptr<Conversation> cat_file_;
};

}  // namespace brn::app
