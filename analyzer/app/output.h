#pragma once
// The one place that writes: standard output, standard error and the files that `--format NAME=FILE` names.

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

/// Whether standard output gets colours: a terminal, unless NO_COLOR is set.
[[nodiscard]] bool use_color(ColorMode mode);
/// Columns of the terminal; 100 where there is none.
[[nodiscard]] std::uint32_t terminal_width();

}  // namespace brn::app
