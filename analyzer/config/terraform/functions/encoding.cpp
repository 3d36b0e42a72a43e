// base64, text encodings, URL, JSON.

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "analyzer/config/terraform/functions/holes.h"
#include "analyzer/config/terraform/functions/library.h"
#include "analyzer/config/terraform/functions/tree_value.h"
#include "parsers/json/parser.h"
#include "parsers/source/utf8.h"

namespace brn::config::terraform::functions {

namespace {

FunctionResult base64_encode(Call& call, Arguments arguments) {
  return call.text(encode_base64(arguments[0].as_string()));
}

FunctionResult base64_decode(Call& call, Arguments arguments) {
  const std::string_view text = arguments[0].as_string();
  const std::optional<std::string> bytes = decode_base64(text);
  if (!bytes) return Call::fail("failed to decode base64 data \"" + std::string(text) + "\"");
  if (utf8::first_invalid(*bytes)) return Call::fail("the result of decoding the provided string is not valid UTF-8");
  return call.text(*bytes);
}

FunctionResult base64_gzip(Call& call, Arguments) {
  return call.unknowable(call.pool().string_type(), "compressed text depends on the compressor");
}

/// Names of IANA's registry that Terraform knows, without case, and what iconv calls them.
struct Encoding {
  std::string_view name;
  const char* iconv_name;
};
constexpr Encoding kEncodings[] = {
    {"utf-8", "UTF-8"},
    {"utf-16", "UTF-16BE"},
    {"utf-16be", "UTF-16BE"},
    {"utf-16le", "UTF-16LE"},
    {"us-ascii", "ASCII"},
    {"ascii", "ASCII"},
    {"iso-8859-1", "ISO-8859-1"},
    {"latin1", "ISO-8859-1"},
    {"iso_8859-1", "ISO-8859-1"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"windows-1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"windows-1252", "CP1252"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"windows-874", "CP874"},
    {"ibm437", "CP437"},
    {"ibm850", "CP850"},
    {"ibm852", "CP852"},
    {"ibm855", "CP855"},
    {"ibm862", "CP862"},
    {"ibm866", "CP866"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"macintosh", "MACINTOSH"},
    {"big5", "BIG5"},
    {"euc-jp", "EUC-JP"},
    {"euc-kr", "EUC-KR"},
    {"gbk", "GBK"},
    {"gb2312", "GB2312"},
    {"gb18030", "GB18030"},
    {"hz-gb-2312", "HZ"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"shift_jis", "SHIFT_JIS"},
    {"sjis", "SHIFT_JIS"},
};

const Encoding* find_encoding(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto* const found = std::ranges::find(kEncodings, lower, &Encoding::name);
  return found == std::end(kEncodings) ? nullptr : found;
}

/// Nothing when a character has no equal there; `supported` turns false where the system lacks the table.
std::optional<std::string> recode(std::string text, const char* from, const char* to, bool& supported) {
  const iconv_t converter = iconv_open(to, from);
  supported = converter != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): iconv's own error value
  if (!supported) return std::nullopt;
  std::string result(text.size() * 4 + 16, '\0');
  char* in = text.data();
  char* out = result.data();
  std::size_t in_left = text.size();
  std::size_t out_left = result.size();
  const std::size_t status = iconv(converter, &in, &in_left, &out, &out_left);
  const bool is_complete = status != static_cast<std::size_t>(-1) && in_left == 0 &&
                           iconv(converter, nullptr, nullptr, &out, &out_left) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!is_complete) return std::nullopt;
  result.resize(result.size() - out_left);
  return result;
}

FunctionError unknown_encoding(std::string_view name) {
  return Call::fail(1, "\"" + std::string(name) + "\" is not a supported IANA encoding name or alias");
}

FunctionResult text_encode(Call& call, Arguments arguments) {
  const Encoding* encoding = find_encoding(arguments[1].as_string());
  if (encoding == nullptr) return unknown_encoding(arguments[1].as_string());
  bool supported = false;
  const auto bytes = recode(std::string(arguments[0].as_string()), "UTF-8", encoding->iconv_name, supported);
  if (!supported) return call.unknowable(call.pool().string_type(), "this system has no table for the encoding");
  if (!bytes) {
    return Call::fail(0, "the given string contains characters that cannot be represented in " +
                             std::string(arguments[1].as_string()));
  }
  const bool has_mark = encoding->name == "utf-16";
  return call.text(encode_base64(has_mark ? "\xfe\xff" + *bytes : *bytes));
}

FunctionResult text_decode(Call& call, Arguments arguments) {
  const Encoding* encoding = find_encoding(arguments[1].as_string());
  if (encoding == nullptr) return unknown_encoding(arguments[1].as_string());
  std::optional<std::string> bytes = decode_base64(arguments[0].as_string());
  if (!bytes) return Call::fail(0, "the given value has an invalid base64 symbol");
  std::string from = encoding->iconv_name;
  if (encoding->name == "utf-16") {
    const bool is_little = bytes->starts_with("\xff\xfe");
    if (is_little) from = "UTF-16LE";
    if (is_little || bytes->starts_with("\xfe\xff")) bytes->erase(0, 2);
  }
  bool supported = false;
  const auto text = recode(*bytes, from.c_str(), "UTF-8", supported);
  if (!supported) return call.unknowable(call.pool().string_type(), "this system has no table for the encoding");
  if (!text) {
    return Call::fail(
        0, "the given string contains symbols that are not defined for " + std::string(arguments[1].as_string()));
  }
  return call.text(*text);
}

/// Go's url.QueryEscape.
FunctionResult url_encode(Call& call, Arguments arguments) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : arguments[0].as_string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
      result += c;
    } else if (c == ' ') {
      result += '+';
    } else {
      result += '%';
      result += kDigits[byte >> 4U];
      result += kDigits[byte & 0xfU];
    }
  }
  return call.text(result);
}

bool has_infinity(const Value& value) {
  if (value.is_number()) return value.as_number().is_infinite();
  if (value.is_sequence()) return std::ranges::any_of(value.elements(), has_infinity);
  if (value.is_mapping()) {
    return std::ranges::any_of(value.members(), [](const Member& member) { return has_infinity(member.value); });
  }
  return false;
}

/// How much of a text is known.
std::size_t known_bytes(const Value& text) {
  if (text.is_string()) return text.as_string().size();
  std::size_t bytes = 0;
  if (text.is_unknown()) {
    for (const value::Part& part : text.parts()) bytes += part.literal.size();
  }
  return bytes;
}

/// Text that keeps its structure: policies are read from it with their places and unknown parts.
FunctionResult json_encode(Call& call, Arguments arguments) {
  if (arguments[0].is_unknown() && arguments[0].type().is_dynamic() && !arguments[0].symbol().is_valid()) {
    const Value structure = arguments[0];
    const std::vector<const Cause*> causes = call.pool().causes_within(arguments);
    return call.pool().unknown({.type = call.pool().string_type(),
                                .symbol = {},
                                .causes = causes,
                                .parts = {},
                                .structure = &structure,
                                .not_null = true},
                               call.origin());
  }
  if (has_infinity(arguments[0])) return Call::fail("cannot serialize infinity as JSON");
  const Value encoded = value::encode_json(call.pool(), arguments[0], call.origin());
  if (known_bytes(encoded) > call.context().limits.max_string_bytes) return Call::fail("the result is too long");
  return encoded;
}

/// What the first character of text says of the value that it encodes, when the rest is not known.
FunctionResult decoded_later(Call& call, const Value& text) {
  const Value because[] = {text};
  std::string_view prefix = known_prefix(text);
  prefix.remove_prefix(std::min(prefix.find_first_not_of(" \t\r\n"), prefix.size()));
  if (prefix.empty()) return call.unknown(because, Type());
  switch (prefix[0]) {
    case '{':
    case '[':
    case 'n': return call.unknown(because, Type());
    case '"': return call.unknown(because, call.pool().string_type());
    case 't':
    case 'f': return call.unknown(because, call.pool().bool_type());
    default: break;
  }
  const bool is_number = prefix[0] == '-' || (prefix[0] >= '0' && prefix[0] <= '9');
  if (is_number) return call.unknown(because, call.pool().number_type());
  return Call::fail(0, "no JSON document begins like this");
}

FunctionResult json_decode(Call& call, Arguments arguments) {
  const Value& text = arguments[0];
  if (text.structure() != nullptr) return as_decoded(call.pool(), *text.structure());
  if (!text.is_string()) return decoded_later(call, text);
  const syntax::Tree tree = json::parse(FileId::none(), text.as_string());
  return decode_tree(call, tree, json_scalar);
}

constexpr Function kFunctions[] = {
    {"base64decode", {P::Text}, P::None, 1, R::Text, kPlain, base64_decode},
    {"base64encode", {P::Text}, P::None, 1, R::Text, kPlain, base64_encode},
    {"base64gzip", {P::Text}, P::None, 1, R::Text, kPlain, base64_gzip},
    {"jsondecode", {P::Text}, P::None, 1, R::Any, kUnknown, json_decode},
    {"jsonencode", {P::Any}, P::None, 1, R::Text, kUnknown | kNull | kChoices, json_encode},
    {"textdecodebase64", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, text_decode},
    {"textencodebase64", {P::Text, P::Text}, P::None, 2, R::Text, kPlain, text_encode},
    {"urlencode", {P::Text}, P::None, 1, R::Text, kPlain, url_encode},
};

}  // namespace

std::span<const Function> encoding_functions() {
  return kFunctions;
}

}  // namespace brn::config::terraform::functions
