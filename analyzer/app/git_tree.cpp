#include "analyzer/app/git_tree.h"

#include <charconv>

namespace brn::app {
namespace {

constexpr std::size_t kMaxLinks = 40;

std::vector<std::string> git(const std::string& folder, std::initializer_list<std::string> arguments) {
  std::vector<std::string> command = {"git", "-c", "core.fsmonitor=false", "-C", folder};
  command.insert(command.end(), arguments);
  return command;
}

std::string without_line_end(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

bool has_part(std::string_view path, std::string_view part) {
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, end - begin) == part) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

brn::Result<std::unique_ptr<GitTreeFileSystem>> GitTreeFileSystem::open(const std::string& folder,
                                                                        const std::string& reference) {
  if (reference.empty() || reference.front() == '-') return Error{"`" + reference + "` is no reference of git"};
  const auto root = output_of(git(folder, {"rev-parse", "--show-toplevel"}));
  if (!root.ok()) return Error{root.error()};
  const auto commit = output_of(git(folder, {"rev-parse", "--verify", "--quiet", reference + "^{commit}"}));
  if (!commit.ok()) return Error{"`" + reference + "` names no commit of this repository"};
  const std::string top = without_line_end(root.value());
  auto listing = output_of(git(top, {"ls-tree", "-r", "-z", "--full-tree", without_line_end(commit.value())}));
  if (!listing.ok()) return Error{listing.error()};
  const DiskFileSystem disk;
  std::unique_ptr<GitTreeFileSystem> tree(new GitTreeFileSystem(disk.canonical(top)));
  tree->working_folder_ = disk.canonical(".");
  if (!tree->read_listing(listing.value())) return Error{"cannot read git's listing of `" + reference + "`"};
  tree->cat_file_ = std::make_unique<Conversation>(git(top, {"cat-file", "--batch"}));
  if (!tree->cat_file_->is_open()) return Error{"cannot start `git cat-file`"};
  return tree;
}

// `MODE TYPE ID\tPATH\0` for each file.
bool GitTreeFileSystem::read_listing(const std::string& listing) {
  folders_[""];
  for (std::size_t begin = 0; begin < listing.size();) {
    const std::size_t end = listing.find('\0', begin);
    if (end == std::string::npos) return false;
    const std::string_view entry = std::string_view(listing).substr(begin, end - begin);
    begin = end + 1;
    const std::size_t mode = entry.find(' ');
    const std::size_t type = mode == std::string_view::npos ? mode : entry.find(' ', mode + 1);
    const std::size_t tab = type == std::string_view::npos ? type : entry.find('\t', type);
    if (tab == std::string_view::npos) return false;
    if (entry.substr(mode + 1, type - mode - 1) != "blob") continue;  // a submodule has no files here
    add(std::string(entry.substr(tab + 1)),
        Blob{std::string(entry.substr(type + 1, tab - type - 1)), entry.substr(0, mode) == "120000"});
  }
  return true;
}

void GitTreeFileSystem::add(const std::string& path, Blob blob) {
  blobs_.emplace(path, std::move(blob));
  std::string here = path;
  bool is_folder = false;
  while (!here.empty()) {
    const std::size_t slash = here.rfind('/');
    const std::string parent = slash == std::string::npos ? std::string() : here.substr(0, slash);
    const std::string name = slash == std::string::npos ? here : here.substr(slash + 1);
    const bool is_new = folders_[parent].emplace(name, is_folder).second;
    if (!is_new) return;
    is_folder = true;
    here = parent;
  }
}

std::string GitTreeFileSystem::resolved(std::string path) const {
  for (std::size_t links = 0; links < kMaxLinks; ++links) {
    bool has_changed = false;
    for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
      const std::string head = path.substr(0, end);
      const auto found = blobs_.find(head);
      if (found != blobs_.end() && found->second.is_link) {
        const auto target = blob_text(found->second.id);
        if (!target.ok() || target.value().starts_with("/")) return path;
        const std::string folder = parent_path(head);
        path = normal_path(join_path(folder == "." ? "" : folder, target.value()) +
                           (end == std::string::npos ? "" : path.substr(end)));
        has_changed = true;
        break;
      }
      if (end == std::string::npos) break;
    }
    if (!has_changed) break;
  }
  return path;
}

GitTreeFileSystem::Place GitTreeFileSystem::locate(const std::string& path) const {
  Place place;
  place.on_disk = path;
  const std::string absolute = join_path(working_folder_, path);
  if (!is_within(absolute, root_)) return place;
  std::string inside = absolute == root_ ? std::string() : absolute.substr(root_ == "/" ? 1 : root_.size() + 1);
  if (has_part(inside, ".terraform") || inside == ".git" || inside.starts_with(".git/")) return place;
  place.in_tree = inside.empty() ? inside : resolved(std::move(inside));
  place.is_in_tree = !place.in_tree.starts_with("..");
  if (place.in_tree == ".") place.in_tree.clear();
  return place;
}

FileKind GitTreeFileSystem::kind(const std::string& path) const {
  const Place place = locate(path);
  if (!place.is_in_tree) return disk_.kind(place.on_disk);
  if (folders_.contains(place.in_tree)) return FileKind::Directory;
  const auto blob = blobs_.find(place.in_tree);
  if (blob == blobs_.end()) return FileKind::Missing;
  return blob->second.is_link ? FileKind::Missing : FileKind::File;
}

brn::Result<std::vector<DirectoryEntry>> GitTreeFileSystem::list(const std::string& path) const {
  const Place place = locate(path);
  if (!place.is_in_tree) return disk_.list(place.on_disk);
  const auto folder = folders_.find(place.in_tree);
  if (folder == folders_.end()) return Error{"cannot read `" + path + "`: no such directory"};
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, is_folder] : folder->second) {
    const std::string whole = place.in_tree.empty() ? name : place.in_tree + "/" + name;
    const auto blob = blobs_.find(whole);
    const bool is_link = blob != blobs_.end() && blob->second.is_link;
    const FileKind kind = is_folder ? FileKind::Directory
                          : is_link ? this->kind(join_path(path, name))
                                    : FileKind::File;
    entries.push_back(DirectoryEntry{name, kind, is_link});
  }
  return entries;
}

brn::Result<std::string> GitTreeFileSystem::read(const std::string& path, std::uint64_t max_bytes) const {
  const Place place = locate(path);
  if (!place.is_in_tree) return disk_.read(place.on_disk, max_bytes);
  const auto blob = blobs_.find(place.in_tree);
  if (blob == blobs_.end() || blob->second.is_link) return Error{"cannot read `" + path + "`: no such file"};
  auto text = blob_text(blob->second.id);
  if (text.ok() && text.value().size() > max_bytes) {
    return Error{"cannot read `" + path + "`: it is larger than " + std::to_string(max_bytes) + " bytes"};
  }
  return text;
}

std::string GitTreeFileSystem::canonical(const std::string& path) const {
  const Place place = locate(path);
  if (!place.is_in_tree) return disk_.canonical(place.on_disk);
  return place.in_tree.empty() ? root_ : join_path(root_, place.in_tree);
}

// `ID blob SIZE\n`, the bytes, `\n`.
brn::Result<std::string> GitTreeFileSystem::blob_text(const std::string& id) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string head;
  if (!cat_file_ || !cat_file_->say(id + "\n") || !cat_file_->read_line(head))
    return Error{"git did not answer for `" + id + "`"};
  const std::size_t blank = head.rfind(' ');
  std::size_t size = 0;
  const char* const begin = head.data() + (blank == std::string::npos ? head.size() : blank + 1);
  const auto read = std::from_chars(begin, head.data() + head.size(), size);
  if (read.ec != std::errc{} || read.ptr != head.data() + head.size()) return Error{"git has no text for `" + id + "`"};
  std::string text;
  std::string line_end;
  if (!cat_file_->read_bytes(size, text) || !cat_file_->read_bytes(1, line_end))
    return Error{"git did not answer for `" + id + "`"};
  return text;
}

}  // namespace brn::app
