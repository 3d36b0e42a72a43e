#pragma once
// A Span names a piece of source text: a file and two byte offsets, half-open. Everything that the analyzer says about
// the source points at it with a Span; lines and columns are computed only when a person is told.

#include <compare>
#include <cstdint>

namespace brn {

/// Number of a buffer in its SourceManager. `none()` marks values that no file wrote (defaults, the command line).
struct FileId {
  std::uint32_t index = 0xffffffffU;

  static constexpr FileId none() { return FileId{}; }
  [[nodiscard]] constexpr bool is_valid() const { return index != 0xffffffffU; }
  friend constexpr auto operator<=>(FileId, FileId) = default;
};

/// Half-open range of byte offsets in one file.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr bool is_valid() const { return file.is_valid(); }
  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool contains(Span other) const {
    return file == other.file && begin <= other.begin && other.end <= end;
  }
  /// The smallest span that covers both; `this` when the files differ.
  [[nodiscard]] constexpr Span joined(Span other) const {
    if (!is_valid()) return other;
    if (file != other.file) return *this;
    return Span{file, begin < other.begin ? begin : other.begin, end > other.end ? end : other.end};
  }
  friend constexpr auto operator<=>(Span, Span) = default;
};

}  // namespace brn
