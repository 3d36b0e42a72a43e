#include "analyzer/config/terraform/declared_sources.h"

#include <algorithm>

namespace brn::config::terraform {
namespace {

/// A module source in its parts: `git::https://example.com/net.git` `modules/vpc` `?ref=v1`.
struct SourceParts {
  std::string package;
  std::string folder;
  std::string query;
};

SourceParts parts_of(std::string_view source) {
  constexpr std::string_view kRegistry = "registry.terraform.io/";
  if (source.starts_with(kRegistry)) source.remove_prefix(kRegistry.size());
  SourceParts parts;
  const std::size_t query = std::min(source.find('?'), source.size());
  parts.query = source.substr(query);
  source = source.substr(0, query);
  const std::size_t scheme = source.find("://");
  const std::size_t inner = source.find("//", scheme == std::string_view::npos ? 0 : scheme + 3);
  if (inner != std::string_view::npos) parts.folder = source.substr(inner + 2);
  parts.package = source.substr(0, inner);
  return parts;
}

// The more is said the more it counts; 0: they do not fit.
int fit(const SourceParts& declared, const SourceParts& written) {
  if (declared.package != written.package) return 0;
  if (!declared.query.empty() && declared.query != written.query) return 0;
  if (!declared.folder.empty() && declared.folder != written.folder) return 0;
  return 1 + (declared.query.empty() ? 0 : 1) + (declared.folder.empty() ? 0 : 2);
}

bool goes_up(std::string_view path) {
  return path == ".." || path.starts_with("../");
}

}  // namespace

std::optional<std::string> declared_folder(const ModuleSources& declared, std::string_view source) {
  const SourceParts written = parts_of(source);
  std::optional<std::string> folder;
  int best = 0;
  for (const auto& [key, path] : declared) {
    const SourceParts parts = parts_of(key);
    const int how_well = fit(parts, written);
    if (how_well <= best) continue;
    best = how_well;
    folder = parts.folder.empty() && !written.folder.empty() ? join_path(path, written.folder) : normal_path(path);
  }
  return folder;
}

std::string path_from(const FileSystem& files, const std::string& path, const std::string& folder) {
  std::string to = normal_path(path);
  std::string from = normal_path(folder);
  if (to.starts_with('/') != from.starts_with('/') || goes_up(to) || goes_up(from)) {
    to = files.canonical(path);
    from = files.canonical(folder);
  }
  std::string up;
  while (!is_within(to, from)) {
    up += "../";
    from = parent_path(from);
  }
  if (to == from) return up.empty() ? "." : normal_path(up);
  const std::string rest = from == "." ? to : to.substr(from == "/" ? 1 : from.size() + 1);
  return up + rest;
}

}  // namespace brn::config::terraform
