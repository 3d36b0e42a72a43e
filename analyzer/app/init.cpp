#include "analyzer/app/init.h"

#include <algorithm>

#include "analyzer/app/deployments.h"
#include "analyzer/app/discovery.h"
#include "analyzer/app/output.h"
#include "analyzer/app/project_file.h"
#include "analyzer/app/walk.h"

namespace brn::app {
namespace {

constexpr std::string_view kHookFile = ".pre-commit-config.yaml";
constexpr std::string_view kHook =
    "  - repo: local\n"
    "    hooks:\n"
    "      - id: bedrock-lint\n"
    "        name: bedrock-lint\n"
    "        entry: bedrock-lint check\n"
    "        language: system\n"
    "        files: \\.(tf|tofu|tfvars|tf\\.json|ya?ml|json|template)$\n"
    "        require_serial: true\n";

constexpr std::string_view kHead =
    "# Configuration of bedrock-lint. Every key may be left out; flags of the command line win.\n"
    "# What each rule finds: `bedrock-lint rules`, `bedrock-lint explain RULE`.\n"
    "\n"
    "# sandbox: fails on high. standard: fails on medium. regulated: fails on what is not known, too, and expects "
    "roles to be\n"
    "# bound to the network.\n"
    "profile: standard\n"
    "\n"
    "# The lowest severity that fails a run: low, medium, high or critical.\n"
    "# fail-on: medium\n"
    "\n"
    "# Rules and subjects that are not asked, and folders that are not looked at.\n"
    "# ignore: [BRN403]\n"
    "# exclude: [examples/**]\n"
    "\n"
    "# Who may call: findings then say who else can.\n"
    "# organization-ids: [o-abcdefghij]\n"
    "# trusted-accounts: [\"111111111111\"]\n"
    "# trusted-principals: [\"arn:aws:iam::111111111111:role/assistant\"]\n"
    "\n"
    "# The Regions in which Bedrock is used.\n"
    "# regions: [eu-central-1]\n"
    "\n"
    "# Settings of an organisation that this file cannot weaken.\n"
    "# extends: ../policy/bedrock-lint.yaml\n";

constexpr std::string_view kTail =
    "\n"
    "# Where modules of a registry or of git are on disk, when `terraform init` does not fetch them here.\n"
    "# module-sources:\n"
    "#   terraform-aws-modules/vpc/aws: vendor/vpc\n"
    "#   git::https://example.com/network.git: ../network\n"
    "\n"
    "# What exists elsewhere and the source cannot show. Each is reported as \"holds by declaration\".\n"
    "# assume:\n"
    "#   shared-endpoints: [bedrock-runtime]\n"
    "#   dns-forwarders: [aws_vpc.main]\n"
    "#   s3-gateway: [vpc-0123456789abcdef0]\n"
    "#   inspected-transit-gateways: [tgw-0123456789abcdef0]\n"
    "\n"
    "# Findings that are known today, written by `bedrock-lint baseline`.\n"
    "# baseline: .bedrock-lint-baseline.json\n";

int fail(const std::string& message) {
  write_stderr("bedrock-lint: " + message + "\n");
  return 2;
}

bool is_var_file(std::string_view name) {
  return name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
}

// Terraform reads these by itself.
bool is_automatic(std::string_view name) {
  return name == "terraform.tfvars" || name == "terraform.tfvars.json" || name.ends_with(".auto.tfvars") ||
         name.ends_with(".auto.tfvars.json");
}

/// `prod` for `env/prod.tfvars`, and for `prod/terraform.tfvars` below the root.
struct VarFile {
  std::string path;  // from the root module
  std::string name;
};

class TreeReader {
 public:
  explicit TreeReader(const FileSystem& files) : files_(files) {}

  // Var files in the folder and one or two folders below that Terraform does not read by itself.
  std::vector<VarFile> var_files(const std::string& folder) const {
    std::vector<VarFile> found;
    collect(folder, "", 0, found);
    return found;
  }

 private:
  void collect(const std::string& folder, const std::string& prefix, int depth, std::vector<VarFile>& found) const {
    const auto entries = files_.list(folder);
    if (!entries.ok()) return;
    for (const DirectoryEntry& entry : entries.value()) {
      if (entry.kind == FileKind::File && is_var_file(entry.name) && (depth > 0 || !is_automatic(entry.name))) {
        const bool is_plain = is_automatic(entry.name);
        std::string name = is_plain ? std::string(file_name(folder)) : entry.name.substr(0, entry.name.find(".tfvars"));
        found.push_back(VarFile{prefix + entry.name, std::move(name)});
      }
      if (entry.kind == FileKind::Directory && depth < 2 && !entry.name.starts_with(".")) {
        const std::string below = join_path(folder, entry.name);
        if (!has_configuration(below)) collect(below, prefix + entry.name + "/", depth + 1, found);
      }
    }
  }

  [[nodiscard]] bool has_configuration(const std::string& folder) const {
    const auto entries = files_.list(folder);
    return entries.ok() && std::any_of(entries.value().begin(), entries.value().end(), [](const DirectoryEntry& entry) {
             return entry.name.ends_with(".tf") || entry.name.ends_with(".tofu") || entry.name.ends_with(".tf.json");
           });
  }

  const FileSystem& files_;
};

std::string yaml_text(const std::string& text) {
  const bool is_plain = !text.empty() &&
                        text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-") ==
                            std::string::npos &&
                        text.front() != '-' && text.find_first_not_of("0123456789.") != std::string::npos;
  if (is_plain) return text;
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}

// A deployment for each var file; commented out when there is nothing to tell apart.
std::string units_section(const TreeReader& reader, const FileSystem& files, const std::vector<Target>& targets) {
  std::string units;
  for (const Target& target : targets) {
    if (target.language != config::Language::Terraform) continue;
    const std::string path = path_in_tree(files, target.paths.front(), target.tree_root);
    for (const VarFile& file : reader.var_files(target.paths.front())) {
      const std::string name = (path == "." ? "" : path + "-") + file.name;
      units += "  - path: " + yaml_text(path) + "\n    name: " + yaml_text(name) + "\n    var-files: [" +
               yaml_text(path == "." ? file.path : path + "/" + file.path) + "]\n";
    }
  }
  if (!units.empty()) {
    return "\n# One root module deployed several times: a unit for each of its files of variables.\nunits:\n" + units;
  }
  return "\n# One root module or template deployed several times: a unit for each deployment.\n"
         "# units:\n"
         "#   - {path: live, name: prod, var-files: [live/prod.tfvars], region: eu-central-1}\n"
         "#   - {path: template.yaml, name: prod-stack, parameters: [prod-parameters.json]}\n";
}

int write(const CommandLine& line, const FileSystem& files, const std::string& root, const std::string& text) {
  const std::string file = join_path(root, kProjectFileName);
  if (files.kind(file) != FileKind::Missing && !line.force) {
    return fail("`" + file + "` is there already; replace it with --force, or look at a new one with --stdout");
  }
  if (const std::string error = write_file(file, text); !error.empty()) return fail(error);
  write_stdout("wrote " + file + "\n");
  const std::string hooks = join_path(root, kHookFile);
  if (files.kind(hooks) == FileKind::Missing) {
    if (const std::string error = write_file(hooks, "repos:\n" + std::string(kHook)); !error.empty())
      return fail(error);
    write_stdout("wrote " + hooks + "; switch it on with `pre-commit install`\n");
  } else {
    const auto present = files.read(hooks, kMaxFileBytes);
    if (present.ok() && present.value().find("bedrock-lint") == std::string::npos) {
      write_stdout("to run it before each commit, add to `repos:` in " + hooks + ":\n" + std::string(kHook));
    }
  }
  write_stdout("next: `bedrock-lint check`\n");
  return 0;
}

}  // namespace

int init(const CommandLine& line) {
  const DiskFileSystem files;
  SourceManager sources(files);
  const std::string& folder = line.request.paths.front();
  if (files.kind(folder) != FileKind::Directory) return fail("`" + folder + "` is no folder");
  const std::string tree = tree_root_of(files, folder);
  const std::string root = tree == files.canonical(".") ? "." : tree;
  const Discovery found = discover(sources, {root}, false);
  const TreeReader reader(files);
  const auto roots =
      static_cast<std::size_t>(std::count_if(found.targets.begin(), found.targets.end(), [](const Target& one) {
        return one.language == config::Language::Terraform;
      }));
  std::size_t templates = 0;
  for (const Target& one : found.targets)
    templates += one.language == config::Language::Terraform ? 0 : one.paths.size();
  std::string text = std::string(kHead);
  text += "\n# Found here: " + std::to_string(roots) + " Terraform root modules, " + std::to_string(templates) +
          " CloudFormation templates.\n";
  text += units_section(reader, files, found.targets) + std::string(kTail);
  if (line.to_stdout) {
    write_stdout(text);
    return 0;
  }
  return write(line, files, root, text);
}

}  // namespace brn::app
