#include "analyzer/facts/trusted_callers.h"

#include <algorithm>
#include <optional>

#include "analyzer/policy/glob.h"
#include "analyzer/value/pool.h"

namespace brn::facts {

using policy::CallerBound;
using policy::Text;

namespace {

constexpr std::size_t kAccountPart = 4;

bool is_account_number(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The account of an ARN; empty where it has none.
std::string_view account_of_arn(std::string_view arn) {
  for (std::size_t part = 0; part < kAccountPart; ++part) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Judges the values of one bound.
class BoundJudge {
 public:
  explicit BoundJudge(const Facts& facts) : facts_(facts), settings_(facts.settings()) {}

  Strangers judge(const CallerBound& bound) {
    if (bound.is_principals()) {
      if (!bound.statement->principals.is_complete) doubt(bound.statement->principals.causes);
      for (const policy::Principal& principal : bound.statement->principals.items) {
        if (principal.type == "AWS") judge_principal(principal.value, place_of_text(principal.value, *bound.statement));
      }
    }
    for (const policy::Condition* condition : bound.conditions) judge_condition(*condition);
    return std::move(strangers_);
  }

 private:
  void doubt(const Causes& causes) { merge_causes(strangers_.causes, causes); }

  static Span place_of_text(const Text& text, const policy::Statement& statement) {
    return text.place.is_valid() ? text.place : statement.place;
  }

  void judge_condition(const policy::Condition& condition) {
    const std::string key = policy::lower_case(condition.key);
    if (!condition.values.is_complete) doubt(condition.values.causes);
    for (const Text& value : condition.values.items) {
      const Span place = value.place.is_valid() ? value.place : condition.place;
      if (key == "aws:principalorgid" || key == "aws:principalorgpaths") judge_organization(value, place);
      if (key == "aws:principalaccount") judge_account(value, place);
      if (key == "aws:principalarn") judge_principal(value, place);
    }
  }

  void judge_organization(const Text& value, Span place) {
    if (settings_.organization_ids.empty() || is_own(value)) return;
    if (!value.is_known) return doubt(value.causes);
    const std::string_view name = std::string_view(value.text).substr(0, value.text.find('/'));
    if (!contains(settings_.organization_ids, name)) add(value.text, "organization-ids", place);
  }

  void judge_account(const Text& value, Span place) {
    if (settings_.trusted_accounts.empty() || is_own(value)) return;
    if (!value.is_known) return doubt(value.causes);
    if (!contains(settings_.trusted_accounts, value.text)) add(value.text, "trusted-accounts", place);
  }

  /// An ARN of a principal, or an account.
  void judge_principal(const Text& value, Span place) {
    if (value.is_known && is_account_number(value.text)) return judge_account(value, place);
    const bool has_accounts = !settings_.trusted_accounts.empty();
    const bool has_principals = !settings_.trusted_principals.empty();
    if ((!has_accounts && !has_principals) || is_own(value)) return;
    const bool is_named = std::ranges::any_of(settings_.trusted_principals, [&](const std::string& trusted) {
      return value.is_known && policy::matches_glob(trusted, value.text);
    });
    if (is_named) return;
    // An account as a whole is no principal that a list of principals could leave out.
    if (!has_accounts && value.is_known && value.text.ends_with(":root")) return;
    const std::string_view account = account_of_arn(value.text);
    if (has_accounts && contains(settings_.trusted_accounts, account)) return;
    const bool is_decided = value.is_known || (!has_principals && is_account_number(account));
    if (!is_decided) return doubt(value.causes);
    add(value.shown(), has_accounts ? "trusted-accounts" : "trusted-principals", place);
  }

  /// Of the account, the organisation or the resources of this source.
  [[nodiscard]] bool is_own(const Text& value) const {
    if (facts_.graph().configuration == nullptr) return false;
    const value::Pool& pool = *facts_.graph().configuration->pool;
    return std::ranges::any_of(value.holes, [&](const value::Value& hole) {
      if (!hole.is_unknown() || !hole.symbol().is_valid()) return false;
      const value::SymbolData& data = pool.symbol_data(hole.symbol());
      if (data.kind == value::SymbolKind::Account || data.kind == value::SymbolKind::Organization) return true;
      if (data.kind != value::SymbolKind::ResourceAttribute) return false;
      const bool is_read = data.owner.starts_with("data.") || data.owner.find(".data.") != std::string_view::npos;
      // Data sources about roles and about the caller read the account that is deployed to.
      return !is_read || data.owner.find("aws_iam_") != std::string_view::npos ||
             data.owner.find("aws_caller_identity") != std::string_view::npos;
    });
  }

  void add(std::string name, std::string setting, Span place) {
    strangers_.certain.push_back({std::move(name), std::move(setting), place});
  }

  const Facts& facts_;
  const Settings& settings_;
  Strangers strangers_;
};

}  // namespace

bool is_untrusted_account(const Settings& settings, std::string_view account) {
  return !settings.trusted_accounts.empty() && is_account_number(account) &&
         !contains(settings.trusted_accounts, account);
}

Strangers strangers_of(const Facts& facts, const policy::AllowReading& reading) {
  std::optional<Strangers> first;
  for (const CallerBound& bound : reading.bounds) {
    Strangers strangers = BoundJudge(facts).judge(bound);
    if (strangers.certain.empty() && strangers.causes.empty()) return {};
    // A bound that may be a trusted one leaves it open whether anybody else gets through.
    if (strangers.certain.empty()) return strangers;
    if (!first) first = std::move(strangers);
  }
  return first ? std::move(*first) : Strangers{};
}

}  // namespace brn::facts
