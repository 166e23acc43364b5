import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { holds } from "../../tests/support/property.ts";
import { anyText, gaps, lexemes, names, strings } from "../../tests/support/sql_texts.ts";
import { canonical, canonicalExpression, canonicalTokens } from "./canonical.ts";
import { meansSameUnquoted } from "./names.ts";
import { splitStatements } from "./statements.ts";
import { tokenize } from "./tokens.ts";

const WHITE_SPACE = /^[\t-\r \uFEFF]*$/;

function sqlsOf(text: string): string[] | undefined {
  const result = splitStatements({ name: "any.sql", text });
  return result.ok ? result.value.statements.map(({ sql }) => sql) : undefined;
}

Deno.test("tokenize() covers any text except white space, and its tokens never overlap", () => {
  holds(anyText, (text) => {
    let end = 0;
    for (const token of tokenize(text)) {
      assert.ok(token.startOffset >= end && token.endOffset > token.startOffset);
      assert.match(text.slice(end, token.startOffset), WHITE_SPACE);
      assert.equal(text.slice(token.startOffset, token.endOffset), token.text);
      end = token.endOffset;
    }
    assert.match(text.slice(end), WHITE_SPACE);
  });
});

Deno.test("tokenize() finds the tokens that a text was built from", () => {
  holds(fc.array(fc.tuple(lexemes, gaps)), (pieces) => {
    const text = pieces.map(([lexeme, gap]) => lexeme + gap).join("");
    const found = tokenize(text).filter(({ kind }) => kind !== "comment").map((token) =>
      token.text
    );
    assert.deepEqual(found, pieces.map(([lexeme]) => lexeme));
  });
});

Deno.test("splitStatements() returns the same statements after joining them again", () => {
  holds(anyText, (text) => {
    const first = sqlsOf(text);
    if (first === undefined) return;
    assert.deepEqual(sqlsOf(first.join(" ;\n")), first);
  });
});

/** A statement as its tokens: some words, or a trigger around such statements. */
const plain = fc.array(lexemes, { minLength: 1, maxLength: 6 });
const trigger = fc.tuple(
  fc.constantFrom("CREATE TRIGGER", "create temp trigger"),
  names,
  names,
  plain,
)
  .map(([create, name, column, body]) => [
    ...create.split(" "),
    name,
    "UPDATE",
    "OF",
    column,
    "ON",
    "t",
    "BEGIN",
    ...body,
    ";",
    "SELECT",
    ";",
    "END",
  ]);
/** Skips statements that look like the start of a trigger by chance. */
const statement = fc.oneof(
  plain.filter(([first]) => !/^(?:create|explain)$/i.test(first!)),
  trigger,
);

Deno.test("splitStatements() finds the statements that a text was built from", () => {
  holds(fc.array(fc.tuple(gaps, statement, fc.array(gaps))), (pieces) => {
    const written = pieces.map(([gap, tokens]) => tokens.join(gap));
    const text = written.map((sql, index) => sql + " " + pieces[index]![2].join("") + ";").join("");
    assert.deepEqual(sqlsOf(text), written);
  });
});

/** A text and the same text in another style. */
const twice = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom("select", "create", "primary", "users", "1e5", "0xff", "x'ab'", "(", ")", "+")
        .chain((word) => fc.constantFrom([word, word.toUpperCase()], [word, word])),
      strings.map((text) => [text, text] as const),
      names.chain((name) => respelled(name)),
    ),
    gaps,
    gaps,
  ),
  { minLength: 1 },
).map((pieces) => ({
  left: pieces.map(([[word], gap]) => word + gap).join(""),
  right: pieces.map(([[, word], , gap]) => word + gap).join(""),
}));

/** Two spellings of a name that mean the same to SQLite. */
function respelled(name: string): fc.Arbitrary<readonly [string, string]> {
  if (!/^["`[]/.test(name)) {
    return fc.constantFrom(name, name.replace(/[a-z]/g, (letter) => letter.toUpperCase()))
      .chain((other) => fc.constantFrom(other, ...(meansSameUnquoted(name) ? [`"${other}"`] : [])))
      .map((other) => [name, other] as const);
  }
  const quote = name[0]!;
  const said = quote === "["
    ? name.slice(1, -1)
    : name.slice(1, -1).replaceAll(quote + quote, quote);
  return fc.constantFrom(
    `"${said.replaceAll('"', '""')}"`,
    `\`${said.replaceAll("`", "``")}\``,
    ...(said.includes("]") ? [] : [`[${said}]`]),
  ).map((other) => [name, other] as const);
}

Deno.test("canonical() ignores white space, comments, quoting and the case of keywords", () => {
  holds(twice, ({ left, right }) => {
    assert.equal(canonical(tokenize(left)), canonical(tokenize(right)));
    assert.equal(canonicalExpression(tokenize(left)), canonicalExpression(tokenize(right)));
  });
});

Deno.test("canonical() has the tokens it was made from, and is idempotent", () => {
  holds(fc.array(lexemes), (words) => {
    const tokens = tokenize(words.join(" "));
    const once = canonical(tokens);
    assert.deepEqual(canonicalTokens(tokenize(once)), canonicalTokens(tokens));
    assert.equal(canonical(tokenize(once)), once);
  });
});
