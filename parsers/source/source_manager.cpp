#include "parsers/source/source_manager.h"

#include <algorithm>

#include "parsers/source/line_index.h"
#include "parsers/source/utf8.h"

namespace brn {

Result<FileId> SourceManager::load(const std::string& path) {
  if (const auto known = by_path_.find(path); known != by_path_.end()) return known->second;
  Result<std::string> content = files_->read(path, kMaxFileBytes);
  if (!content.ok()) return Error{content.error()};
  const FileId file = add(path, content.take());
  by_path_.emplace(path, file);
  return file;
}

FileId SourceManager::add(std::string name, std::string text) {
  BRN_CHECK(text.size() < 0xffffffffU, "offsets are 32 bits wide");
  total_bytes_ += text.size();
  buffers_.push_back(Buffer{std::move(name), std::move(text), {}});
  return FileId{static_cast<std::uint32_t>(buffers_.size() - 1)};
}

std::string_view SourceManager::text(Span span) const {
  const std::string_view whole = text(span.file);
  BRN_CHECK(span.begin <= span.end && span.end <= whole.size(), "span outside its file");
  return whole.substr(span.begin, span.size());
}

const std::vector<std::uint32_t>& SourceManager::line_starts(const Buffer& buffer) {
  if (buffer.line_starts.empty()) buffer.line_starts = find_line_starts(buffer.text);
  return buffer.line_starts;
}

LineColumn SourceManager::line_column(FileId file, std::uint32_t offset) const {
  const Buffer& buffer = buffers_[file.index];
  const std::string_view whole = buffer.text;
  const auto end = std::min(static_cast<std::size_t>(offset), whole.size());
  const std::uint32_t line = line_at(line_starts(buffer), static_cast<std::uint32_t>(end));
  std::size_t begin = buffer.line_starts[line - 1];
  if (line == 1) begin = std::min(utf8::byte_order_mark_length(whole), end);
  const std::size_t column = utf8::code_point_count(whole.substr(begin, end - begin)) + 1;
  return LineColumn{line, static_cast<std::uint32_t>(column)};
}

std::string_view SourceManager::line_text(FileId file, std::uint32_t line) const {
  const Buffer& buffer = buffers_[file.index];
  const std::vector<std::uint32_t>& starts = line_starts(buffer);
  if (line == 0 || line > starts.size()) return {};
  const std::string_view rest = std::string_view(buffer.text).substr(starts[line - 1]);
  const std::string_view found = rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size()));
  return line == 1 ? found.substr(utf8::byte_order_mark_length(found)) : found;
}

}  // namespace brn
