// The tokens of HCL that a regular expression cannot tell: line ends that matter, the text of templates, and heredocs,
// whose end is a line that repeats their marker. The set of valid symbols says in which context a token is asked for;
// the only state kept between tokens is one hash of the marker for each heredoc that is open.

#include "tree_sitter/parser.h"

#include <stdlib.h>
#include <string.h>

enum TokenType {
  NEWLINE,
  MISSING,
  STRAY_NEWLINE,
  ITEMS,
  TEMPLATE_TEXT,
  UNTERMINATED,
  HEREDOC_OPEN,
  HEREDOC_TEXT,
  HEREDOC_CLOSE,
  RECOVERING,
};

// tree-sitter keeps at most TREE_SITTER_SERIALIZATION_BUFFER_SIZE bytes of state: a heredoc nested deeper is an error.
enum { MAX_HEREDOCS = 200 };

typedef struct {
  uint32_t count;
  uint32_t markers[MAX_HEREDOCS];
} Scanner;

static const uint32_t EMPTY_HASH = 2166136261u;

static uint32_t hash_add(uint32_t hash, int32_t c) { return (hash ^ (uint32_t)c) * 16777619u; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }

// What may surround the marker on the closing line: all of Unicode's white space but the line feed.
static bool is_marker_space(int32_t c) {
  return is_blank(c) || c == '\v' || c == '\f' || c == '\r' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_name_start(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static bool is_name_part(int32_t c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-'; }

static bool produce(TSLexer *lexer, enum TokenType type) {
  lexer->result_symbol = (TSSymbol)type;
  return true;
}

// Consumes "\n" or "\r\n"; a carriage return alone is consumed too, but is not a line end.
static bool take_line_end(TSLexer *lexer) {
  if (lexer->lookahead == '\r') advance(lexer);
  if (lexer->lookahead != '\n') return false;
  advance(lexer);
  return true;
}

// A line end and all the blank lines and indentation after it.
static bool scan_newline(TSLexer *lexer) {
  do {
    lexer->mark_end(lexer);
    while (is_blank(lexer->lookahead)) advance(lexer);
    lexer->mark_end(lexer);
  } while (!lexer->eof(lexer) && take_line_end(lexer));
  return produce(lexer, NEWLINE);
}

// Called at the end of a line or of the file.
static bool scan_line_end(TSLexer *lexer, const bool *valid) {
  lexer->mark_end(lexer);
  bool at_end = lexer->eof(lexer);
  if (!at_end && !take_line_end(lexer)) return false;
  if (valid[NEWLINE]) return at_end ? produce(lexer, NEWLINE) : scan_newline(lexer);
  if (valid[RECOVERING] || valid[ITEMS]) return false;
  if (valid[MISSING]) return produce(lexer, MISSING);
  return valid[STRAY_NEWLINE] && produce(lexer, STRAY_NEWLINE);
}

// Called at a '$' or '%'. Consumes it and those like it that follow, and tells whether it begins a sequence: one that
// is doubled before its brace does not. The end of the token stays before the sequence.
static bool take_sequence_start(TSLexer *lexer) {
  int32_t mark = lexer->lookahead;
  lexer->mark_end(lexer);
  advance(lexer);
  if (lexer->lookahead == '{') return true;
  while (lexer->lookahead == mark) advance(lexer);
  if (lexer->lookahead == '{') advance(lexer);
  return false;
}

static bool scan_quoted(TSLexer *lexer, const bool *valid) {
  bool has_text = false;
  for (;; has_text = true) {
    int32_t c = lexer->lookahead;
    if (c == '"') break;
    if (c == '\n' || c == '\r' || lexer->eof(lexer)) {
      if (has_text) break;
      lexer->mark_end(lexer);
      return valid[UNTERMINATED] && produce(lexer, UNTERMINATED);
    }
    if (c == '$' || c == '%') {
      if (take_sequence_start(lexer)) return has_text && produce(lexer, TEMPLATE_TEXT);
      continue;
    }
    advance(lexer);
    if (c == '\\' && lexer->lookahead != '\n' && lexer->lookahead != '\r') advance(lexer);
  }
  lexer->mark_end(lexer);
  return has_text && produce(lexer, TEMPLATE_TEXT);
}

static bool scan_heredoc_open(Scanner *scanner, TSLexer *lexer) {
  for (int i = 0; i < 2; i++) {
    if (lexer->lookahead != '<') return false;
    advance(lexer);
  }
  if (lexer->lookahead == '-') advance(lexer);
  if (!is_name_start(lexer->lookahead)) return false;
  uint32_t hash = EMPTY_HASH;
  for (; is_name_part(lexer->lookahead); advance(lexer)) hash = hash_add(hash, lexer->lookahead);
  if (!take_line_end(lexer) || scanner->count == MAX_HEREDOCS) return false;
  lexer->mark_end(lexer);
  scanner->markers[scanner->count++] = hash;
  return produce(lexer, HEREDOC_OPEN);
}

// Consumes white space, but not the last carriage return before a line feed; `mark` moves the token's end along.
static void take_marker_spaces(TSLexer *lexer, bool mark) {
  while (is_marker_space(lexer->lookahead)) {
    bool is_return = lexer->lookahead == '\r';
    advance(lexer);
    if (mark && !(is_return && lexer->lookahead == '\n')) lexer->mark_end(lexer);
  }
}

// Called at the start of a line. Consumes as much of it as can belong to a closing line, and tells whether it is one.
static bool take_closing_line(TSLexer *lexer, uint32_t marker, bool mark) {
  take_marker_spaces(lexer, false);
  if (!is_name_start(lexer->lookahead)) return false;
  uint32_t hash = EMPTY_HASH;
  for (; is_name_part(lexer->lookahead) && !is_marker_space(lexer->lookahead); advance(lexer)) {
    hash = hash_add(hash, lexer->lookahead);
  }
  if (hash != marker) return false;
  if (mark) lexer->mark_end(lexer);
  take_marker_spaces(lexer, mark);
  return lexer->lookahead == '\n';
}

// Consumes text up to a sequence, a line end (which it consumes) or the end of the file.
enum LineStop { AT_SEQUENCE, AT_NEXT_LINE, AT_END };
static enum LineStop take_heredoc_line(TSLexer *lexer, bool *has_text) {
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if ((c == '$' || c == '%') && take_sequence_start(lexer)) return AT_SEQUENCE;
    *has_text = true;
    if (c == '$' || c == '%') continue;
    advance(lexer);
    if (c == '\n') return AT_NEXT_LINE;
  }
  return AT_END;
}

// The grammar lets `heredoc_close` follow the opening or a text only, never a sequence: so where it is valid, a line
// starts here or a sequence does, and where it is not, the rest of the line is text.
static bool scan_heredoc(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  if (scanner->count == 0) return false;
  uint32_t marker = scanner->markers[scanner->count - 1];
  bool has_text = false;
  bool may_close = valid[HEREDOC_CLOSE];
  for (;; may_close = true) {
    int32_t first = lexer->lookahead;
    if (may_close && take_closing_line(lexer, marker, !has_text)) {
      if (has_text) return produce(lexer, HEREDOC_TEXT);
      scanner->count--;
      return produce(lexer, HEREDOC_CLOSE);
    }
    if (!valid[HEREDOC_TEXT]) return false;
    if (may_close && (is_marker_space(first) || is_name_start(first))) has_text = true;
    enum LineStop stop = take_heredoc_line(lexer, &has_text);
    if (stop != AT_SEQUENCE) lexer->mark_end(lexer);
    if (stop != AT_NEXT_LINE) return has_text && produce(lexer, HEREDOC_TEXT);
  }
}

// How often this thread's parsers have looked for a way out of an error. tree-sitter does not tell its caller of an
// error before the end of the parse, and repairing many of them takes long: the adaptor wants to stop early.
static _Thread_local uint32_t recoveries;

uint32_t tree_sitter_hcl_recoveries(void);
uint32_t tree_sitter_hcl_recoveries(void) { return recoveries; }

static bool is_closer(int32_t c) { return c == ')' || c == ']' || c == '}' || c == ','; }

static bool scan_between_tokens(Scanner *scanner, TSLexer *lexer, const bool *valid) {
  // Where none of these can be, line ends are mere blanks.
  bool minds_lines = valid[NEWLINE] || valid[STRAY_NEWLINE] || (valid[MISSING] && !valid[ITEMS]);
  while (is_blank(lexer->lookahead) || (!minds_lines && (lexer->lookahead == '\n' || lexer->lookahead == '\r'))) {
    lexer->advance(lexer, true);
  }
  int32_t c = lexer->lookahead;
  if (c == '\n' || c == '\r' || lexer->eof(lexer)) return scan_line_end(lexer, valid);
  if (c == '<') return valid[HEREDOC_OPEN] && scan_heredoc_open(scanner, lexer);
  if (!is_closer(c) || !valid[MISSING] || valid[ITEMS]) return false;
  lexer->mark_end(lexer);
  return produce(lexer, MISSING);
}

void *tree_sitter_hcl_external_scanner_create(void) { return calloc(1, sizeof(Scanner)); }

void tree_sitter_hcl_external_scanner_destroy(void *payload) { free(payload); }

unsigned tree_sitter_hcl_external_scanner_serialize(void *payload, char *buffer) {
  const Scanner *scanner = payload;
  unsigned size = scanner->count * (unsigned)sizeof(uint32_t);
  memcpy(buffer, scanner->markers, size);
  return size;
}

void tree_sitter_hcl_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *scanner = payload;
  scanner->count = length / (unsigned)sizeof(uint32_t);
  if (length > 0) memcpy(scanner->markers, buffer, length);
}

bool tree_sitter_hcl_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  if (valid[RECOVERING]) {
    recoveries++;
  } else {
    if (valid[TEMPLATE_TEXT] || valid[UNTERMINATED]) return scan_quoted(lexer, valid);
    if (valid[HEREDOC_TEXT] || valid[HEREDOC_CLOSE]) return scan_heredoc(payload, lexer, valid);
  }
  return scan_between_tokens(payload, lexer, valid);
}
