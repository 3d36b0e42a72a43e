// csvdecode: RFC 4180 as Go's encoding/csv reads it.

#include <algorithm>

#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/unicode.h"

namespace brn::config::terraform::functions {

namespace {

using Record = std::vector<std::string>;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  /// False at the end; an error when what stands there is no record.
  std::variant<bool, FunctionError> next(Record& record) {
    while (at_ < text_.size() && skip_line_end()) {
    }  // empty lines are no records
    if (at_ >= text_.size()) return false;
    record.clear();
    while (true) {
      std::string field;
      if (auto error =
              text_[std::min(at_, text_.size() - 1)] == '"' && at_ < text_.size() ? quoted(field) : bare(field)) {
        return *error;
      }
      record.push_back(std::move(field));
      if (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        continue;
      }
      static_cast<void>(skip_line_end());
      return true;
    }
  }
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] static FunctionError error(std::size_t line, const std::string& why) {
    return Call::fail("CSV parse error on line " + std::to_string(line) + ": " + why);
  }

 private:
  bool skip_line_end() {
    if (text_.substr(at_, 2) == "\r\n") {
      at_ += 2;
    } else if (text_.substr(at_, 1) == "\n") {
      ++at_;
    } else {
      return false;
    }
    ++line_;
    return true;
  }
  [[nodiscard]] bool at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
  }

  std::optional<FunctionError> bare(std::string& field) {
    while (!at_line_end() && text_[at_] != ',') {
      if (text_[at_] == '"') return error(line_, "bare \" in non-quoted-field");
      field += text_[at_++];
    }
    return std::nullopt;
  }
  std::optional<FunctionError> quoted(std::string& field) {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') {
        if (text_.substr(at_, 1) == "\"") {
          field += '"';
          ++at_;
          continue;
        }
        if (at_line_end() || text_[at_] == ',') return std::nullopt;
        return error(line_, "extraneous or missing \" in quoted-field");
      }
      if (c == '\n') ++line_;
      if (c == '\r' && text_.substr(at_, 1) == "\n") continue;
      field += c;
    }
    return error(line_, "extraneous or missing \" in quoted-field");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

FunctionResult csv_decode(Call& call, Arguments arguments) {
  Pool& pool = call.pool();
  Reader reader(arguments[0].as_string());
  Record header;
  auto more = reader.next(header);
  if (const auto* error = std::get_if<FunctionError>(&more)) return *error;
  if (!std::get<bool>(more)) return Call::fail("missing header line");
  std::vector<Type::Attribute> attributes;
  for (std::string& name : header) {
    name = to_nfc(name);
    if (std::ranges::count(header, name) > 1) return Call::fail("duplicate column name \"" + name + "\"");
    attributes.push_back({name, pool.string_type(), false});
  }
  std::vector<Value> rows;
  Record record;
  while (true) {
    const std::size_t line = reader.line();
    more = reader.next(record);
    if (const auto* error = std::get_if<FunctionError>(&more)) return *error;
    if (!std::get<bool>(more)) break;
    if (record.size() != header.size()) return Reader::error(line, "wrong number of fields");
    std::vector<Member> members;
    for (std::size_t i = 0; i < header.size(); ++i) {
      members.push_back({header[i], pool.string(to_nfc(record[i]), call.origin()), {}});
    }
    rows.push_back(pool.object(members, call.origin()));
  }
  return call.list(rows, pool.object_of(attributes));
}

constexpr Function kFunctions[] = {{"csvdecode", {P::Text}, P::None, 1, R::AnyList, kPlain, csv_decode}};

}  // namespace

std::span<const Function> csv_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
