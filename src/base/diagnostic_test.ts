import assert from "node:assert/strict";
import { lineAt, positionAt } from "./diagnostic.ts";

/** The position of the first `^` as `line:column`, and its line. */
function place(text: string): [string, string] {
  const offset = text.indexOf("^");
  const { line, column } = positionAt(text, offset);
  return [`${line}:${column}`, lineAt(text, offset)];
}

Deno.test.each([
  ["the start", "^a\nb", "1:1", "^a"],
  ["the first line", "a ^b\nc", "1:3", "a ^b"],
  ["a later line", "a\nb\n c^", "3:3", " c^"],
  ["lines that end with CRLF", "a\r\nb\r\n ^c\r\nd", "3:2", " ^c"],
  ["lines that end with a lone CR", "a\rb\r^c\rd", "3:1", "^c"],
  ["empty lines", "\n\n\n^", "4:1", "^"],
  ["characters outside the basic plane", "🐘🐘^", "1:3", "🐘🐘^"],
  ["a line behind other alphabets", "größe\n表^", "2:2", "表^"],
  ["a byte order mark", "\uFEFF^a", "1:1", "^a"],
  ["a line below a byte order mark", "\uFEFFa\n^b", "2:1", "^b"],
])("positionAt() and lineAt() count lines and columns from 1: %s", (_, text, position, line) => {
  assert.deepEqual(place(text), [position, line]);
});

Deno.test("positionAt() accepts the offset after the last character", () => {
  assert.deepEqual(positionAt("ab\n", 3), { line: 2, column: 1 });
  assert.deepEqual(positionAt("ab", 2), { line: 1, column: 3 });
  assert.deepEqual(positionAt("", 0), { line: 1, column: 1 });
  assert.deepEqual(positionAt("\uFEFF", 0), { line: 1, column: 1 });
});

Deno.test("lineAt() returns the line that a line break ends", () => {
  assert.equal(lineAt("ab\ncd\n", 2), "ab");
  assert.equal(lineAt("ab\r\ncd", 2), "ab");
  assert.equal(lineAt("ab\ncd\n", 6), "");
});
