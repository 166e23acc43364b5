import assert from "node:assert/strict";
import { canBeName, isWord, significant, tokenize, unquote } from "./tokens.ts";

/** The tokens as `kind text`, which is readable in a failure. */
function tokensOf(text: string): string[] {
  return tokenize(text).map((token) => `${token.kind} ${token.text}`);
}

Deno.test("tokenize() distinguishes words, names, strings and operators, each with its place", () => {
  assert.deepEqual(tokenize("SELECT \"a\" || 'b'"), [
    { kind: "word", text: "SELECT", startOffset: 0, endOffset: 6 },
    { kind: "name", text: '"a"', startOffset: 7, endOffset: 10 },
    { kind: "operator", text: "||", startOffset: 11, endOffset: 13 },
    { kind: "string", text: "'b'", startOffset: 14, endOffset: 17 },
  ]);
});

Deno.test("tokenize() counts offsets in UTF-16 units", () => {
  const [elephant, comma] = tokenize("🐘,");
  assert.deepEqual([elephant?.startOffset, elephant?.endOffset], [0, 2]);
  assert.deepEqual([comma?.startOffset, comma?.endOffset], [2, 3]);
});

Deno.test.each([
  ["doubled quotes", `'it''s' "a""b" \`a\`\`b\``, ["string 'it''s'", 'name "a""b"', "name `a``b`"]],
  ["empty quotes", `'' "" \`\` []`, ["string ''", 'name ""', "name ``", "name []"]],
  ["no doubling in brackets", "[a]]", ["name [a]", "operator ]"]],
  ["quotes within other quotes", `"it's" 'say "hi"' [\`]`, [
    `name "it's"`,
    `string 'say "hi"'`,
    "name [`]",
  ]],
  ["line breaks within quotes", "'a\r\nb' \"c\nd\"", ["string 'a\r\nb'", 'name "c\nd"']],
  ["blobs", "x'00ff' X'AB' x''", ["blob x'00ff'", "blob X'AB'", "blob x''"]],
  ["a blob that is no hexadecimal", "x'zz;' 1", ["blob x'zz;'", "number 1"]],
  ["no doubling in blobs", "x'00''b'", ["blob x'00'", "string 'b'"]],
  ["an x that is a name", "x x1 'a' xy'a'", [
    "word x",
    "word x1",
    "string 'a'",
    "word xy",
    "string 'a'",
  ]],
  ["numbers", "1 12.5 .5 5. 1e5 1E+5 1.5e-3", [
    "number 1",
    "number 12.5",
    "number .5",
    "number 5.",
    "number 1e5",
    "number 1E+5",
    "number 1.5e-3",
  ]],
  ["hexadecimal numbers", "0xFF 0Xab", ["number 0xFF", "number 0Xab"]],
  ["digits in groups", "1_000 0xFF_FF 1_0.0_1", [
    "number 1_000",
    "number 0xFF_FF",
    "number 1_0.0_1",
  ]],
  ["numbers that run into letters", "1e 12ab 0x", ["number 1e", "number 12ab", "number 0x"]],
  ["an exponent without digits", "1e+", ["number 1e", "operator +"]],
  ["a dot between names", "t.a", ["word t", "operator .", "word a"]],
  ["long operators", "->> -> || << >> <= >= <> == !=", [
    "operator ->>",
    "operator ->",
    "operator ||",
    "operator <<",
    "operator >>",
    "operator <=",
    "operator >=",
    "operator <>",
    "operator ==",
    "operator !=",
  ]],
  ["operators side by side", "a<-1 b=-.5", [
    "word a",
    "operator <",
    "operator -",
    "number 1",
    "word b",
    "operator =",
    "operator -",
    "number .5",
  ]],
  ["parameters", "? ?12 :a @b $c #d :1", [
    "parameter ?",
    "parameter ?12",
    "parameter :a",
    "parameter @b",
    "parameter $c",
    "parameter #d",
    "parameter :1",
  ]],
  ["parameters as Tcl writes them", "$a::b $a(x;y) :a(;) $::a", [
    "parameter $a::b",
    "parameter $a(x;y)",
    "parameter :a(;)",
    "parameter $::a",
  ]],
  ["a sigil that names nothing", ": @", ["operator :", "operator @"]],
  ["illegal characters, whole", "\\ { ! 🐘", [
    "operator \\",
    "operator {",
    "operator !",
    "word 🐘",
  ]],
  ["names in other alphabets", "größe таблица 表 👩‍👩‍👧 a$b", [
    "word größe",
    "word таблица",
    "word 表",
    "word 👩‍👩‍👧",
    "word a$b",
  ]],
  ["characters that only look like white space", "a\u00A0b", ["word a\u00A0b"]],
])("tokenize() reads %s", (_, text, expected) => assert.deepEqual(tokensOf(text), expected));

Deno.test.each([
  ["a line comment up to its line", "a -- b\nc", ["word a", "comment -- b", "word c"]],
  ["a line comment without its CRLF", "-- a\r\nb", ["comment -- a", "word b"]],
  ["a line comment across a lone CR", "-- a\rb\nc", ["comment -- a\rb", "word c"]],
  ["a line comment that ends the text", "a --", ["word a", "comment --"]],
  ["a block comment that does not nest", "/* /* */ a", ["comment /* /* */", "word a"]],
  ["stars at the edges", "/**/a/***/", ["comment /**/", "word a", "comment /***/"]],
  ["a block comment that is not closed by its own star", "/*/ a */ b", [
    "comment /*/ a */",
    "word b",
  ]],
  ["a block comment that ends with the text", "a /* b", ["word a", "comment /* b"]],
  ["comment signs within quotes", "'--' \"/*\"", ["string '--'", 'name "/*"']],
  ["quotes within comments", "-- it's\n/* \" */ a", [
    "comment -- it's",
    'comment /* " */',
    "word a",
  ]],
  ["two operators, no comment, where /* is the very end", "a /*", [
    "word a",
    "operator /",
    "operator *",
  ]],
  ["signs that only look like comments", "5 - -3 / *", [
    "number 5",
    "operator -",
    "operator -",
    "number 3",
    "operator /",
    "operator *",
  ]],
])("tokenize() reads %s", (_, text, expected) => assert.deepEqual(tokensOf(text), expected));

Deno.test("tokenize() treats a byte order mark as white space, but not within a word", () => {
  assert.deepEqual(tokensOf("\uFEFFSELECT\uFEFF"), ["word SELECT\uFEFF"]);
  assert.deepEqual(tokensOf("\uFEFF\uFEFF 1"), ["number 1"]);
});

Deno.test("tokenize() marks a quote that is not closed, up to the end of the text", () => {
  for (const open of ["'", '"', "`", "[", "x'"]) {
    const last = tokenize(`SELECT ${open}a;\n--`).at(-1)!;
    assert.equal(last.unterminated, true, open);
    assert.equal(last.text, `${open}a;\n--`);
  }
  assert.deepEqual(tokenize("'a'").map((token) => token.unterminated), [undefined]);
});

Deno.test("significant() leaves out comments", () => {
  assert.deepEqual(significant(tokenize("/* a */ 1 -- b")).map(({ text }) => text), ["1"]);
});

Deno.test("isWord() accepts a keyword in any case, but not a quoted or similar one", () => {
  const [upper, mixed, quoted, string, kelvin, operator] = tokenize(
    "KEY kEy \"key\" 'key' \u212Aey (",
  );
  assert.ok(isWord(upper, "key") && isWord(mixed, "select", "key") && isWord(operator, "("));
  assert.ok(!isWord(quoted, "key") && !isWord(string, "key") && !isWord(kelvin, "key"));
  assert.ok(!isWord(undefined, "key"));
});

Deno.test("canBeName() accepts words, names and strings", () => {
  assert.deepEqual(tokenize(`a "a" 'a' 1 x'00' ?`).map(canBeName), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

Deno.test("unquote() returns the contents of a name", () => {
  const text = `a "b""c" \`d\`\`e\` [f'g] 'h''i' [j""k] x'00'`;
  assert.deepEqual(tokenize(text).map(unquote), [
    "a",
    'b"c',
    "d`e",
    "f'g",
    "h'i",
    'j""k',
    "x'00'",
  ]);
});
