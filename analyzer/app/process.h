#pragma once
// Runs other programs (git, and nothing else), without a shell.

#include <string>
#include <string_view>
#include <vector>

#include "parsers/source/result.h"

namespace brn::app {

/// Standard output of a program that ended with status 0; else what it said on standard error.
[[nodiscard]] brn::Result<std::string> output_of(const std::vector<std::string>& command);

/// A program that answers on its standard output what it is asked on its standard input.
class Conversation {
 public:
  explicit Conversation(const std::vector<std::string>& command);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  ~Conversation();

  [[nodiscard]] bool is_open() const { return to_ >= 0; }
  /// False when the program is gone.
  [[nodiscard]] bool say(std::string_view text);
  /// Up to the line end, without it; false at the end.
  [[nodiscard]] bool read_line(std::string& line);
  [[nodiscard]] bool read_bytes(std::size_t count, std::string& bytes);

 private:
  bool fill();

  int to_ = -1;
  int from_ = -1;
  int process_ = -1;
  std::string buffer_;
};

}  // namespace brn::app
