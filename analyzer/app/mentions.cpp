#include "analyzer/app/mentions.h"

#include <algorithm>
#include <array>

#include "parsers/source/file_system.h"

namespace brn::app {
namespace {

constexpr std::array<bool, 256> path_characters() {
  std::array<bool, 256> in_path{};
  for (int c = 'a'; c <= 'z'; ++c) in_path[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) in_path[static_cast<std::size_t>(c)] = true;
  for (int c = '0'; c <= '9'; ++c) in_path[static_cast<std::size_t>(c)] = true;
  for (int c = 0x80; c <= 0xFF; ++c) in_path[static_cast<std::size_t>(c)] = true;  // the bytes of other scripts
  for (const char c : {'.', '_', '-', '+', '@', '/'}) in_path[static_cast<unsigned char>(c)] = true;
  return in_path;
}

constexpr std::array<bool, 256> kInPath = path_characters();

bool is_path_character(char c) {
  return kInPath[static_cast<unsigned char>(c)];
}

std::string_view ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

}  // namespace

void Mentions::add(const std::string& path) {
  if (!paths_.insert(path).second) return;
  names_.emplace(file_name(path));
  if (const std::string_view ending = ending_of(file_name(path)); !ending.empty()) endings_.emplace(ending);
}

bool Mentions::is_path(std::string_view word, std::string_view folder) const {
  return names_.contains(word.substr(word.rfind('/') + 1)) && paths_.contains(join_path(folder, word));
}

bool Mentions::is_rest(std::string_view word, std::string_view folder) const {
  if (!endings_.contains(ending_of(word))) return false;
  const bool has_folder = word.find('/', 1) != std::string_view::npos;
  return std::any_of(paths_.begin(), paths_.end(), [&](std::string_view path) {
    return path.ends_with(word) && (has_folder || is_within(path, folder));
  });
}

bool Mentions::found_in(std::string_view text, std::string_view folder) const {
  constexpr std::string_view kModule = "${path.module}";
  for (std::size_t at = 0; at < text.size();) {
    if (!is_path_character(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_path_character(text[at])) ++at;
    std::string_view word = text.substr(begin, at - begin);
    const std::string_view before = text.substr(0, begin);
    if (before.ends_with('}') || before.ends_with('*')) {
      if (!before.ends_with(kModule) && is_rest(word, folder)) return true;
      word.remove_prefix(word.starts_with('/') ? 1 : 0);
    }
    if (is_path(word, folder)) return true;
  }
  return false;
}

}  // namespace brn::app
