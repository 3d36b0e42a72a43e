#include "analyzer/config/cloudformation/include.h"

#include <optional>

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/template_file.h"

namespace brn::config::cloudformation {
namespace {

using syntax::Member;
using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;

constexpr std::string_view kInclude = "AWS::Include";
constexpr std::string_view kCall = "Fn::Transform";
constexpr std::uint32_t kMaxDepth = 8;       // of files that include files
constexpr std::uint32_t kMaxIncludes = 500;  // in one template

bool includes_anything(const syntax::Tree& tree) {
  for (std::uint32_t index = 0; index < tree.node_count(); ++index) {
    const Node& node = tree.node(NodeId{index});
    if (is_scalar(node) && node.text == kInclude) return true;
  }
  return false;
}

/// Where a call of the transform finds its file; nothing when it is another transform.
std::optional<NodeId> location_of(const syntax::Tree& tree, NodeId call) {
  if (tree.node(call).kind != NodeKind::Mapping) return std::nullopt;
  const NodeId name = tree.find(call, "Name");
  const NodeId parameters = tree.find(call, "Parameters");
  if (!name.is_valid() || tree.node(name).text != kInclude) return std::nullopt;
  if (!parameters.is_valid() || tree.node(parameters).kind != NodeKind::Mapping) return std::nullopt;
  const NodeId location = tree.find(parameters, "Location");
  if (!location.is_valid() || !is_scalar(tree.node(location)) || !tree.node(location).tag.empty()) return std::nullopt;
  return location;
}

/// Copies a tree node by node and puts the included files in.
class Includer {
 public:
  Includer(Run& run, syntax::Tree& out) : run_(run), out_(out) {}

  void add_root(const syntax::Tree& tree, const std::string& path) {
    add_remarks(tree);
    for (const NodeId root : tree.documents()) out_.add_document(copy(tree, root, path, 0, true));
  }

 private:
  struct Snippet {
    const syntax::Tree* tree = nullptr;
    NodeId root;
    std::string path;
  };

  void add_remarks(const syntax::Tree& tree) {
    for (const syntax::Comment& comment : tree.comments()) out_.add_comment(comment.span);
    for (const SyntaxError& problem : tree.errors()) out_.add_error(problem.span, problem.message);
  }

  NodeId copy(const syntax::Tree& tree, NodeId id, const std::string& path, std::uint32_t depth, bool is_root = false) {
    const auto known = copied_.find({&tree, id.index});
    if (known != copied_.end()) return known->second;
    const NodeId made = copy_new(tree, id, path, depth, is_root);
    copied_.emplace(std::pair(&tree, id.index), made);
    return made;
  }

  NodeId copy_new(const syntax::Tree& tree, NodeId id, const std::string& path, std::uint32_t depth, bool is_root) {
    const Node& node = tree.node(id);
    if (node.kind == NodeKind::Mapping) {
      if (node.tag == "!Transform") {
        if (const auto snippet = snippet_of(tree, id, path, depth)) {
          return copy(*snippet->tree, snippet->root, snippet->path, depth + 1);
        }
      }
      return copy_mapping(tree, id, path, depth, is_root);
    }
    if (node.kind != NodeKind::Sequence) return out_.add(node);
    std::vector<NodeId> items;
    for (const NodeId item : tree.items(id)) items.push_back(copy(tree, item, path, depth));
    return out_.add_sequence(node, items);
  }

  NodeId copy_mapping(const syntax::Tree& tree, NodeId id, const std::string& path, std::uint32_t depth, bool is_root) {
    std::vector<Member> members;
    for (const Member& member : tree.members(id)) {
      if (member.key == kCall) {
        const auto snippet = snippet_of(tree, member.value, path, depth);
        if (snippet && tree.members(id).size() == 1 && snippet->tree->node(snippet->root).kind != NodeKind::Mapping) {
          return copy(*snippet->tree, snippet->root, snippet->path, depth + 1);
        }
        if (snippet && add_members(*snippet, depth, members)) continue;
      }
      if (is_root && member.key == "Transform" && add_transforms(tree, member, path, members)) continue;
      members.push_back(Member{member.key, member.key_span, copy(tree, member.value, path, depth)});
    }
    return out_.add_mapping(tree.node(id), members);
  }

  /// The members of an included object beside those of the object that includes it.
  bool add_members(const Snippet& snippet, std::uint32_t depth, std::vector<Member>& members) {
    if (snippet.tree->node(snippet.root).kind != NodeKind::Mapping) return false;
    const NodeId made = copy(*snippet.tree, snippet.root, snippet.path, depth + 1);
    for (const Member& member : out_.members(made)) members.push_back(member);
    return true;
  }

  /// The template's own `Transform`: included files add sections, other transforms stay.
  bool add_transforms(const syntax::Tree& tree, const Member& transform, const std::string& path,
                      std::vector<Member>& members) {
    if (tree.node(transform.value).kind == NodeKind::Mapping) {
      const auto snippet = snippet_of(tree, transform.value, path, 0);
      return snippet && add_members(*snippet, 0, members);
    }
    if (tree.node(transform.value).kind != NodeKind::Sequence) return false;
    std::vector<NodeId> kept;
    for (const NodeId item : tree.items(transform.value)) {
      const auto snippet = snippet_of(tree, item, path, 0);
      if (!snippet || !add_members(*snippet, 0, members)) kept.push_back(copy(tree, item, path, 0));
    }
    const NodeId list = out_.add_sequence(tree.node(transform.value), kept);
    members.push_back(Member{transform.key, transform.key_span, list});
    return true;
  }

  std::optional<Snippet> snippet_of(const syntax::Tree& tree, NodeId call, const std::string& path,
                                    std::uint32_t depth) {
    const auto location = location_of(tree, call);
    if (!location) return std::nullopt;
    const Node& place = tree.node(*location);
    if (place.text.find("://") != std::string_view::npos) return std::nullopt;
    const std::string target = join_path(parent_path(path), place.text);
    if (depth >= kMaxDepth || ++count_ > kMaxIncludes) {
      run_.diagnostics->error(DiagnosticKind::LimitReached, place.span, "files include each other too deeply");
      return std::nullopt;
    }
    if (!may_be_read(run_, target)) {
      run_.diagnostics->error(DiagnosticKind::MissingModule, place.span,
                              "included file `" + std::string(place.text) +
                                  "` lies outside of the tree that is analysed; give `--allow-outside` to read it");
      return std::nullopt;
    }
    return read_snippet(target, place);
  }

  std::optional<Snippet> read_snippet(const std::string& target, const Node& place) {
    const auto known = snippets_.find(target);
    if (known != snippets_.end()) return known->second;
    const Result<FileId> file = run_.sources->load(target);
    if (!file.ok()) {
      run_.diagnostics->error(DiagnosticKind::MissingModule, place.span,
                              "included file `" + std::string(place.text) + "` does not exist");
      return std::nullopt;
    }
    run_.snippets.push_back(parse_document(file.value(), run_.sources->text(file.value()), target));
    const syntax::Tree& snippet = run_.snippets.back();
    add_remarks(snippet);
    if (snippet.documents().empty() || !snippet.documents().front().is_valid()) return std::nullopt;
    const Snippet result{&snippet, snippet.documents().front(), target};
    snippets_.emplace(target, result);
    return result;
  }

  Run& run_;
  syntax::Tree& out_;
  std::map<std::pair<const syntax::Tree*, std::uint32_t>, NodeId> copied_;
  std::map<std::string, Snippet> snippets_;
  std::uint32_t count_ = 0;
};

}  // namespace

syntax::Tree with_includes(Run& run, syntax::Tree tree, const std::string& path) {
  if (!includes_anything(tree)) return tree;
  run.snippets.push_back(std::move(tree));  // texts of the copy point into it
  syntax::Tree out;
  Includer(run, out).add_root(run.snippets.back(), path);
  return out;
}

}  // namespace brn::config::cloudformation
