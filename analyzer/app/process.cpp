#include "analyzer/app/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace brn::app {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    read = ends[0];
    write = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(read);
    close_end(write);
  }
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
  static int take(int& end) {
    const int taken = end;
    end = -1;
    return taken;
  }
};

// Git asks no questions, fetches nothing and leaves no locks.
std::vector<std::string> environment() {
  std::vector<std::string> all;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) all.emplace_back(*entry);
  for (const char* entry : {"GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"})
    all.emplace_back(entry);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

// -1 and `errno` when it cannot be started. `err` < 0: its standard error goes nowhere.
pid_t start(const std::vector<std::string>& command, int in, int out, int err) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  if (in >= 0) {
    ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  } else {
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  if (err >= 0) {
    ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  } else {
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  }
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = environment();
  pid_t process = -1;
  const int error = ::posix_spawnp(&process, arguments.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                   pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return process;
  errno = error;
  return -1;
}

ssize_t read_some(int descriptor, std::string& into) {
  std::array<char, 65536> chunk{};
  ssize_t count = -1;
  do {
    count = ::read(descriptor, chunk.data(), chunk.size());
  } while (count < 0 && errno == EINTR);
  if (count > 0) into.append(chunk.data(), static_cast<std::size_t>(count));
  return count;
}

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

brn::Result<std::string> output_of(const std::vector<std::string>& command) {
  Pipe out;
  // A few lines at most: they fit into the pipe and are read when the program has ended.
  Pipe err;
  if (out.read < 0 || err.read < 0) return Error{std::string("cannot make a pipe: ") + std::strerror(errno)};
  const pid_t process = start(command, -1, out.write, err.write);
  if (process < 0) return Error{"cannot start `" + command.front() + "`: " + std::strerror(errno)};
  Pipe::close_end(out.write);
  Pipe::close_end(err.write);
  std::string text;
  while (read_some(out.read, text) > 0) {
  }
  std::string complaint;
  while (read_some(err.read, complaint) > 0) {
  }
  if (wait_for(process) == 0) return text;
  while (!complaint.empty() && complaint.back() == '\n') complaint.pop_back();
  return Error{complaint.empty() ? "`" + command.front() + "` failed" : complaint};
}

Conversation::Conversation(const std::vector<std::string>& command) {
  Pipe in;
  Pipe out;
  if (in.read < 0 || out.read < 0) return;
  process_ = start(command, in.read, out.write, -1);
  if (process_ < 0) return;
  to_ = Pipe::take(in.write);
  from_ = Pipe::take(out.read);
}

Conversation::~Conversation() {
  if (to_ >= 0) ::close(to_);
  if (from_ >= 0) ::close(from_);
  if (process_ >= 0) wait_for(process_);
}

bool Conversation::say(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(to_, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool Conversation::fill() {
  return read_some(from_, buffer_) > 0;
}

bool Conversation::read_line(std::string& line) {
  std::size_t end = buffer_.find('\n');
  while (end == std::string::npos) {
    if (!fill()) return false;
    end = buffer_.find('\n');
  }
  line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  return true;
}

bool Conversation::read_bytes(std::size_t count, std::string& bytes) {
  while (buffer_.size() < count) {
    if (!fill()) return false;
  }
  bytes = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return true;
}

}  // namespace brn::app
