#include "analyzer/app/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace brn::app {
namespace {

// 0, or the error number.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

void write_stdout(std::string_view text) {
  const int error = write_all(STDOUT_FILENO, text);
  if (error == 0 || error == EPIPE) return;
  write_stderr(std::string("bedrock-lint: cannot write to standard output: ") + std::strerror(error) + "\n");
  std::exit(2);
}

void write_stderr(std::string_view text) {
  write_all(STDERR_FILENO, text);
}

namespace {

std::string write_to(const std::string& path, std::string_view text, int mode) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0644);
  int error = descriptor < 0 ? errno : write_all(descriptor, text);
  if (descriptor >= 0 && ::close(descriptor) != 0 && error == 0) error = errno;
  return error == 0 ? std::string() : "cannot write `" + path + "`: " + std::strerror(error);
}

}  // namespace

std::string write_file(const std::string& path, std::string_view text) {
  return write_to(path, text, O_TRUNC);
}

std::string append_file(const std::string& path, std::string_view text) {
  return write_to(path, text, O_APPEND);
}

bool use_color(ColorMode mode) {
  if (mode != ColorMode::Auto) return mode == ColorMode::Always;
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

// Terminals say in their own ways that they are ones which show links.
bool use_links() {
  if (std::getenv("WT_SESSION") != nullptr || std::getenv("KONSOLE_VERSION") != nullptr) return true;
  if (const char* version = std::getenv("VTE_VERSION"); version != nullptr && std::atoi(version) >= 5000) return true;
  const char* program = std::getenv("TERM_PROGRAM");
  const std::string_view name = program == nullptr ? std::string_view() : std::string_view(program);
  return name == "iTerm.app" || name == "WezTerm" || name == "vscode" || name == "ghostty";
}

Progress::Progress() {
  if (::isatty(STDERR_FILENO) != 1) return;
  try {
    writer_ = std::thread([this] { write_now_and_then(); });
  } catch (const std::system_error&) {
    // Without another thread there is no progress to see.
  }
}

Progress::~Progress() {
  clear();
}

void Progress::write_now_and_then() {
  constexpr std::chrono::milliseconds kPause{400};
  bool is_shown = false;
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, kPause, [this] { return has_ended_; })) {
    is_shown = true;
    write_stderr("\r\x1b[K" + (all_ == 0
                                   ? std::string("reading the source")
                                   : "analysed " + std::to_string(done_) + " of " + std::to_string(all_) + " units"));
  }
  if (is_shown) write_stderr("\r\x1b[K");
}

void Progress::show(std::size_t done, std::size_t all) {
  const std::lock_guard lock(mutex_);
  done_ = done;
  all_ = all;
}

void Progress::clear() {
  {
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
  }
  ended_.notify_all();
  if (writer_.joinable()) writer_.join();
}

std::uint32_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::clamp<std::uint32_t>(size.ws_col, 60, 160);
  }
  return 100;
}

}  // namespace brn::app
