// The syntax of HCL, the language of Terraform, as the HCL native syntax specification has it.
//
// Line ends matter in bodies and objects and nowhere else, so the operator rules exist twice: the "line" copy, in
// which a line end closes the expression, and the "free" copy for the inside of (), [], ${} and %{}. The scanner
// learns from the set of symbols that are valid at a place which of the two it is in, and needs no state for it.
//
// The visible tokens `missing`, `stray_newline` and `unterminated` have no width and always stand for a mistake: they
// keep a half-typed line from swallowing the next one. Template directives are left flat; whoever reads the tree
// pairs them.
//
// `tree-sitter generate --abi 14 grammar.js` (Cargo package tree-sitter-cli 0.25.10) writes src/parser.c, of which
// parser.c beside this file is a copy.

const NAME = /[A-Za-z_\u0080-\u{10FFFF}][A-Za-z0-9_\u0080-\u{10FFFF}-]*/u;

// Operators by rising precedence; all of them associate to the left.
const BINARY = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];
const UNARY_PRECEDENCE = BINARY.length + 2;

const one_of = (tokens) => (tokens.length === 1 ? tokens[0] : choice(...tokens));
const separated = (item, separator) => seq(item, repeat(seq(separator, item)), optional(separator));

// The expression rules that differ between the two copies. `hole` is what may stand for an operand that is not there,
// `stop` what ends a conditional without its second half; the free copy has neither.
function expression_rules(copy, hole, stop) {
  const expression = ($) => $[`_${copy}_expression`];
  const term = ($) => choice($._term, $[`${copy}_scoped_call`]);
  const primary = ($) => choice(term($), ...hole($));
  return {
    [`_${copy}_expression`]: ($) =>
      choice(primary($), $[`${copy}_traversal`], $[`${copy}_unary`], $[`${copy}_binary`], $[`${copy}_conditional`]),

    [`${copy}_traversal`]: ($) => prec.left(UNARY_PRECEDENCE + 1, seq(term($), repeat1($[`_${copy}_step`]))),

    [`_${copy}_step`]: ($) =>
      choice(
        $.attribute_path,
        seq('.', choice($.identifier, $.number, '*', ...hole($))),
        seq('[', choice($._free_expression, '*'), ']'),
      ),

    [`${copy}_scoped_call`]: ($) =>
      seq(
        $.identifier,
        repeat1(seq('::', choice($.identifier, ...hole($)))),
        choice(seq('(', optional($._arguments), ')'), ...stop($)),
      ),

    [`${copy}_unary`]: ($) =>
      prec(
        UNARY_PRECEDENCE,
        seq(choice('-', '!'), choice(primary($), $[`${copy}_traversal`], $[`${copy}_unary`])),
      ),

    [`${copy}_binary`]: ($) =>
      choice(
        ...BINARY.map((operators, level) =>
          prec.left(level + 2, seq(expression($), one_of(operators), expression($))),
        ),
      ),

    [`${copy}_conditional`]: ($) =>
      prec.right(
        1,
        seq(expression($), '?', expression($), choice(seq(':', expression($)), ...stop($))),
      ),
  };
}

module.exports = grammar({
  name: 'hcl',

  word: ($) => $.identifier,

  extras: ($) => [/[ \t]/, /\r?\n/, $.comment],

  externals: ($) => [
    $._newline, // a line end that closes an argument, a block or an object item
    $.missing, // nothing stands where an operand or a name has to
    $.stray_newline, // a line end where none may be
    $._items, // never produced: valid where items start, and line ends do not matter
    $.template_text,
    $.unterminated, // the line ends before the string does
    $.heredoc_open,
    $.heredoc_text,
    $.heredoc_close,
    $._recovering, // never produced: valid only while the parser looks for a way out of an error
  ],

  rules: {
    config_file: ($) => repeat($._item),

    _item: ($) => choice($.attribute, $.block, $.fragment),

    attribute: ($) => seq($.identifier, '=', $._line_expression, $._newline),

    block: ($) =>
      seq(
        $.identifier,
        repeat($._label),
        '{',
        choice(
          '}',
          seq($._newline, repeat($._item), '}'),
          seq(alias($._only_attribute, $.attribute), optional($.stray_newline), '}'),
        ),
        $._newline,
      ),

    _label: ($) => choice($.identifier, $.string, $.template),

    // The only argument of a block that is written on one line.
    _only_attribute: ($) => seq($.identifier, choice(seq('=', $._line_expression), $.stray_newline)),

    // The beginning of an item that stops at its line's end.
    fragment: ($) => seq($.identifier, repeat($._label), $.stray_newline, $._newline),

    ...expression_rules('line', ($) => [$.missing], ($) => [$.stray_newline]),
    ...expression_rules('free', () => [], () => []),

    _term: ($) =>
      choice(
        $.number,
        $.identifier,
        $.reference,
        $.string,
        $.template,
        $.heredoc,
        $.call,
        $.tuple,
        $.object,
        $.for_tuple,
        $.for_object,
        $.parentheses,
      ),

    parentheses: ($) => seq('(', $._free_expression, ')'),

    call: ($) => seq($.identifier, '(', optional($._arguments), ')'),

    _arguments: ($) =>
      seq(
        $._free_expression,
        repeat(seq(',', $._free_expression)),
        optional(choice(',', '...')),
      ),

    tuple: ($) => seq('[', optional(separated($._free_expression, ',')), ']'),

    object: ($) =>
      seq(
        '{',
        repeat(choice($._items, seq($.object_item, choice(',', $._newline)))),
        optional($.object_item),
        '}',
      ),

    object_item: ($) =>
      seq($._line_expression, choice(seq(choice('=', ':'), $._line_expression), $.stray_newline)),

    for_tuple: ($) => seq('[', $._for_head, ']'),
    for_object: ($) => seq('{', $._for_head, '}'),

    _for_head: ($) =>
      seq(
        'for',
        $.identifier,
        optional(seq(',', $.identifier)),
        'in',
        $._free_expression,
        ':',
        $._free_expression,
        optional(seq('=>', $._free_expression)),
        optional('...'),
        optional(seq('if', $._free_expression)),
      ),

    template: ($) =>
      seq(
        '"',
        repeat(choice($.template_text, $.interpolation, $.directive)),
        choice('"', $.unterminated),
      ),

    // A closing line starts a line, so after a sequence there is text, if only a line end, before the close.
    heredoc: ($) =>
      seq(
        $.heredoc_open,
        optional($.heredoc_text),
        repeat(seq(repeat1(choice($.interpolation, $.directive)), $.heredoc_text)),
        $.heredoc_close,
      ),

    interpolation: ($) => seq(choice('${', '${~'), $._free_expression, choice('}', '~}')),

    directive: ($) =>
      seq(
        choice('%{', '%{~'),
        choice(
          seq('if', $._free_expression),
          'else',
          'endif',
          seq('for', $.identifier, optional(seq(',', $.identifier)), 'in', $._free_expression),
          'endfor',
        ),
        choice('}', '~}'),
      ),

    identifier: () => NAME,

    // Names joined by dots without blanks are one token; so are the `.b.c` that follow a bracket.
    reference: () => token(seq(NAME, repeat1(seq('.', NAME)))),
    attribute_path: () => token(repeat1(seq('.', NAME))),

    // Wider than a number: `1.2.3` and `1e2e3` are one token, and wrong.
    number: () => /[0-9](\.*([0-9]|[eE][+-]?[0-9]))*/,

    // A quoted string without a template sequence is one token. `$` and `%` stand for themselves, but one alone before
    // a brace begins a sequence; two or more escape it.
    string: () =>
      token(
        seq(
          '"',
          repeat(choice(/[^"\\$%\r\n]/, /[$%]*\\[^\r\n]/, /[$%]+[^"\\$%{\r\n]/, /[$%]*(\$\$|%%)\{/)),
          /[$%]*"/,
        ),
      ),

    comment: () =>
      token(choice(/#[^\n]*/, /\/\/[^\n]*/, /\/\*[^*]*\*+([^/*][^*]*\*+)*\//)),
  },
});
