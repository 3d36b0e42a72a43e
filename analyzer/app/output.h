#pragma once
// The one place that writes: standard output, standard error and the files that `--format NAME=FILE` names.

#include <chrono>
#include <string>
#include <string_view>

#include "analyzer/app/command_line.h"
#include "parsers/source/result.h"

namespace brn::app {

/// A reader that went away (`| head`) is no error.
void write_stdout(std::string_view text);
void write_stderr(std::string_view text);
/// Nothing, or why it could not be written.
[[nodiscard]] std::string write_file(const std::string& path, std::string_view text);
[[nodiscard]] std::string append_file(const std::string& path, std::string_view text);

/// Whether standard output gets colours: a terminal, unless NO_COLOR is set.
[[nodiscard]] bool use_color(ColorMode mode);
/// Whether the terminal is known to show hyperlinks (OSC 8).
[[nodiscard]] bool use_links();

/// One line on standard error that says how far the work is; only on a terminal and only for work that takes long.
class Progress {
 public:
  Progress();
  void show(std::size_t done, std::size_t all);
  void clear();

 private:
  bool is_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

/// Columns of the terminal; 100 where there is none.
[[nodiscard]] std::uint32_t terminal_width();

}  // namespace brn::app
