#pragma once
// The one place that writes: standard output, standard error and the files that `--format NAME=FILE` names.

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

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

/// One line on standard error that says how far the work is; only on a terminal and only for work that takes long. A
/// thread writes it, so that one unit that takes long shows it, too.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();
  void show(std::size_t done, std::size_t all);
  /// Takes the line away, for good.
  void clear();

 private:
  void write_now_and_then();

  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::size_t done_ = 0;
  std::size_t all_ = 0;
  std::thread writer_;  // only on a terminal
};

/// Columns of the terminal; 100 where there is none.
[[nodiscard]] std::uint32_t terminal_width();

}  // namespace brn::app
