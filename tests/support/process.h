#pragma once
// Runs a program as a user does, and takes down what it writes.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace brn::test {

struct Outcome {
  int status = -1;  // exit status; -1 when a signal ended it
  std::string out;
  std::string err;
};

/// `environment` entries are `NAME=value`, added to the present ones. Standard output and error are files, no terminal.
/// `without_rights`: root, who may read everything, becomes nobody first.
inline Outcome run_program(const std::vector<std::string>& command, const std::filesystem::path& folder,
                           const std::vector<std::string>& environment = {}, bool without_rights = false) {
  const TemporaryFolder capture;
  const std::string out = (capture.path() / "out").string();
  const std::string err = (capture.path() / "err").string();
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT, 0600);
    const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT, 0600);
    constexpr uid_t kNobody = 65534;
    bool is_ready = ::chdir(folder.c_str()) == 0 && ::dup2(out_file, 1) >= 0 && ::dup2(err_file, 2) >= 0;
    if (without_rights && ::geteuid() == 0) is_ready = is_ready && ::setuid(kNobody) == 0;
    for (const std::string& entry : environment) ::putenv(const_cast<char*>(entry.c_str()));
    if (is_ready) ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return Outcome{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(out), read_text(err)};
}

}  // namespace brn::test
