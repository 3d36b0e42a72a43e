#include "parsers/source/source_manager.h"

#include <algorithm>
#include <mutex>
#include <optional>

#include "parsers/source/line_index.h"
#include "parsers/source/utf8.h"

namespace brn {

Result<FileId> SourceManager::load(const std::string& path) {
  const auto known = [&]() -> std::optional<FileId> {
    const auto found = by_path_.find(path);
    return found == by_path_.end() ? std::nullopt : std::optional(found->second);
  };
  {
    const std::shared_lock lock(mutex_);
    if (const auto file = known()) return *file;
  }
  Result<std::string> content = files_->read(path, kMaxFileBytes);
  if (!content.ok()) return Error{content.error()};
  const std::unique_lock lock(mutex_);
  if (const auto file = known()) return *file;  // another thread was quicker
  const FileId file = append(path, content.take());
  by_path_.emplace(path, file);
  return file;
}

FileId SourceManager::add(std::string name, std::string text) {
  const std::unique_lock lock(mutex_);
  return append(std::move(name), std::move(text));
}

FileId SourceManager::append(std::string name, std::string text) {
  BRN_CHECK(text.size() < 0xffffffffU, "offsets are 32 bits wide");
  total_bytes_ += text.size();
  buffers_.push_back(Buffer{std::move(name), std::move(text), {}});
  return FileId{static_cast<std::uint32_t>(buffers_.size() - 1)};
}

std::size_t SourceManager::file_count() const {
  const std::shared_lock lock(mutex_);
  return buffers_.size();
}

std::uint64_t SourceManager::total_bytes() const {
  const std::shared_lock lock(mutex_);
  return total_bytes_;
}

const SourceManager::Buffer& SourceManager::buffer(FileId file) const {
  const std::shared_lock lock(mutex_);
  return buffers_[file.index];
}

std::string_view SourceManager::text(Span span) const {
  const std::string_view whole = text(span.file);
  BRN_CHECK(span.begin <= span.end && span.end <= whole.size(), "span outside its file");
  return whole.substr(span.begin, span.size());
}

const std::vector<std::uint32_t>& SourceManager::line_starts(const Buffer& buffer) const {
  const std::unique_lock lock(mutex_);
  if (buffer.line_starts.empty()) buffer.line_starts = find_line_starts(buffer.text);
  return buffer.line_starts;
}

LineColumn SourceManager::line_column(FileId file, std::uint32_t offset) const {
  const Buffer& buffer = this->buffer(file);
  const std::string_view whole = buffer.text;
  const std::vector<std::uint32_t>& starts = line_starts(buffer);
  const auto end = std::min(static_cast<std::size_t>(offset), whole.size());
  const std::uint32_t line = line_at(starts, static_cast<std::uint32_t>(end));
  std::size_t begin = starts[line - 1];
  if (line == 1) begin = std::min(utf8::byte_order_mark_length(whole), end);
  const std::size_t column = utf8::code_point_count(whole.substr(begin, end - begin)) + 1;
  return LineColumn{line, static_cast<std::uint32_t>(column)};
}

std::string_view SourceManager::line_text(FileId file, std::uint32_t line) const {
  const Buffer& buffer = this->buffer(file);
  const std::vector<std::uint32_t>& starts = line_starts(buffer);
  if (line == 0 || line > starts.size()) return {};
  const std::string_view rest = std::string_view(buffer.text).substr(starts[line - 1]);
  const std::string_view found = rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size()));
  return line == 1 ? found.substr(utf8::byte_order_mark_length(found)) : found;
}

}  // namespace brn
