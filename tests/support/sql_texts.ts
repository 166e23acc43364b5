import fc from "npm:fast-check@4.10.2";

/** A name as SQLite accepts it: bare, or in one of the three kinds of quotes for names. */
export const names: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "a",
    "Users",
    "user_id",
    "begin",
    "end",
    "key",
    "order_",
    "größe",
    "表",
    "🐘",
  ),
  fc.string({ unit: fc.constantFrom(..."aB ;'\"`-/*é]"), minLength: 1, maxLength: 6 }).chain((
    text,
  ) =>
    fc.constantFrom(
      `"${text.replaceAll('"', '""')}"`,
      `\`${text.replaceAll("`", "``")}\``,
      `[${text.replaceAll("]", "")}]`,
    )
  ),
);

/** A string literal that contains quotes and semicolons. */
export const strings: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(..."aB ;'\"-/*\n\r表"), maxLength: 8 })
  .map((text) => `'${text.replaceAll("'", "''")}'`);

/** A significant token other than a semicolon and a dot. */
export const lexemes: fc.Arbitrary<string> = fc.oneof(
  names,
  strings,
  fc.constantFrom("SELECT", "create", "Trigger", "BEGIN", "CASE", "END", "x", "X", "e5"),
  fc.constantFrom("0", "12", "1e5", "1E+5", ".5", "5.", "1.5e-3", "0xFF", "1_000", "12ab"),
  fc.constantFrom("x'00ff'", "X'Ab'", "x''"),
  fc.constantFrom("?", "?12", ":a", "@a", "$a::b", "$a(;)", "#a"),
  fc.constantFrom(..."+-*/%(),<>=&|~!{}\\^".split("")),
  fc.constantFrom("->", "->>", "||", "<<", ">>", "<=", ">=", "<>", "!=", "=="),
);

/** White space and comments between tokens, never empty. */
export const gaps: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(" ") },
  fc.constantFrom("\n", "\r\n", "\t", "\f", "  \n ", " \uFEFF"),
  fc.constantFrom(" -- ; '\n", " -- end\r\n", '/* ; " */', " /**/ ", "/***/ ", "/* -- */\n"),
);

/** Any text, composed of the pieces that readers of SQL must distinguish. SQLite may refuse it. */
export const anyText: fc.Arbitrary<string> = fc.array(
  fc.oneof(
    fc.constantFrom(..."'\"`[]-/*;.:$@#?()\\ \n\r\t0e_ax|<>=!é表🐘".split("")),
    fc.constantFrom(
      "--",
      "/*",
      "*/",
      "''",
      "x'",
      "BEGIN",
      "END",
      "CREATE TRIGGER ",
      "; END;",
      "1e",
    ),
    gaps,
    lexemes,
  ),
  { maxLength: 25 },
).map((pieces) => pieces.join(""));
