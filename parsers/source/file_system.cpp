#include "parsers/source/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace brn {
namespace {

namespace fs = std::filesystem;

Error failure(std::string_view verb, const std::string& path, std::string_view reason) {
  std::string message = "cannot ";
  message.append(verb).append(" `").append(path).append("`: ").append(reason);
  return Error{std::move(message)};
}

// The system's words, in the form of all messages: "No such file or directory" → "no such file or directory".
std::string reason_of(std::error_code code) {
  std::string reason = code.message();
  if (reason.size() > 1 && reason[0] >= 'A' && reason[0] <= 'Z' && reason[1] >= 'a') reason[0] += 'a' - 'A';
  return reason;
}

std::string last_reason() {
  return reason_of(std::error_code(errno, std::generic_category()));
}

FileKind kind_of(fs::file_type type) {
  switch (type) {
    case fs::file_type::regular: return FileKind::File;
    case fs::file_type::directory: return FileKind::Directory;
    case fs::file_type::none:
    case fs::file_type::not_found: return FileKind::Missing;
    default: return FileKind::Other;
  }
}

Error too_large(const std::string& path, std::uint64_t max_bytes) {
  return failure("read", path, "it is larger than " + std::to_string(max_bytes) + " bytes");
}

// Closes the descriptor at the end of the scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// A file may grow while it is read, so the limit is checked on what was read and not on its size alone.
Result<std::string> read_all(int descriptor, const std::string& path, std::uint64_t size, std::uint64_t max_bytes) {
  std::string content;
  content.resize(static_cast<std::size_t>(std::min(size, max_bytes)) + 1);
  std::size_t used = 0;
  while (true) {
    if (used == content.size()) content.resize(content.size() * 2);
    const ssize_t got = ::read(descriptor, content.data() + used, content.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("read", path, last_reason());
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
    if (used > max_bytes) return too_large(path, max_bytes);
  }
  content.resize(used);
  return content;
}

}  // namespace

FileKind DiskFileSystem::kind(const std::string& path) const {
  std::error_code error;
  return kind_of(fs::status(path, error).type());
}

Result<std::vector<DirectoryEntry>> DiskFileSystem::list(const std::string& path) const {
  std::error_code error;
  std::vector<DirectoryEntry> entries;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;  // an entry that vanished meanwhile is listed as missing
    const fs::file_type type = entry->status(ignored).type();
    entries.push_back({entry->path().filename().string(), kind_of(type), entry->is_symlink(ignored)});
  }
  if (error) return failure("list", path, reason_of(error));
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

Result<std::string> DiskFileSystem::read(const std::string& path, std::uint64_t max_bytes) const {
  if (path.find('\0') != std::string::npos) return failure("read", path, "the name holds a NUL byte");
  struct stat status {};
  // Opening a device can have effects and opening a FIFO can block, so the kind is asked first and, against a change
  // in between, once more on the open file.
  if (::stat(path.c_str(), &status) != 0) return failure("read", path, last_reason());
  if (S_ISDIR(status.st_mode)) return failure("read", path, "it is a directory");
  if (!S_ISREG(status.st_mode)) return failure("read", path, "it is not a regular file");
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.number() < 0) return failure("read", path, last_reason());
  if (::fstat(file.number(), &status) != 0) return failure("read", path, last_reason());
  if (!S_ISREG(status.st_mode)) return failure("read", path, "it is not a regular file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) return too_large(path, max_bytes);
  return read_all(file.number(), path, size, max_bytes);
}

std::string DiskFileSystem::canonical(const std::string& path) const {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  if (error) return normal_path(path);
  const fs::path found = fs::weakly_canonical(absolute, error);
  return normal_path(error ? absolute.string() : found.string());
}

}  // namespace brn
