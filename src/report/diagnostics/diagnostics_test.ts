import assert from "node:assert/strict";
import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { coloured } from "../style.ts";

/** A diagnostic that points at the first occurrence of `part` in the text. */
function pointingAt(part: string, text: string, rest: Partial<Diagnostic> = {}): Diagnostic {
  const source: SourceText = { name: "schema.sql", text };
  const startOffset = text.indexOf(part);
  assert(startOffset >= 0, "the part must be in the text");
  const span = { source, startOffset, endOffset: startOffset + part.length };
  return { code: "sql/bad", severity: "error", message: "Cannot read it", span, ...rest };
}

/** Only the lines of the excerpt. */
function excerpt(part: string, text: string): string[] {
  return renderDiagnostics([pointingAt(part, text)]).trimEnd().split("\n").slice(2);
}

Deno.test("renderDiagnostics() shows code, message, place, line, carets and hint", () => {
  const text = `${"\n".repeat(11)}ALTER TABLE customer ADD COLUMN vat TEXT;\n`;
  const startOffset = text.indexOf("customer");
  const rendered = renderDiagnostics([{
    code: "replay/statement-failed",
    severity: "error",
    message: 'Cannot run statement 3 of 0004_orders.sql: no such table "customer"',
    span: {
      source: { name: "migrations/0004_orders.sql", text },
      startOffset,
      endOffset: startOffset + 8,
    },
    hint: 'Did you mean "customers"?',
  }]);
  assert.equal(
    rendered,
    `error[replay/statement-failed]: Cannot run statement 3 of 0004_orders.sql: no such table "customer"
  --> migrations/0004_orders.sql:12:13
   |
12 | ALTER TABLE customer ADD COLUMN vat TEXT;
   |             ^^^^^^^^
hint: Did you mean "customers"?
`,
  );
});

Deno.test("renderDiagnostics() puts notes before the hint and keeps their lines together", () => {
  const rendered = renderDiagnostics([{
    code: "plan/open-question",
    severity: "warning",
    message: "It is not known",
    notes: ["first\nsecond", "third"],
    hint: "Answer",
  }]);
  assert.equal(
    rendered,
    "warning[plan/open-question]: It is not known\n" +
      "note: first\n      second\nnote: third\nhint: Answer\n",
  );
});

Deno.test("renderDiagnostics() separates blocks and keeps single lines together", () => {
  const single: Diagnostic = { code: "a/b", severity: "note", message: "M" };
  const block: Diagnostic = { ...single, hint: "H" };
  assert.equal(
    renderDiagnostics([single, single, block, single]),
    "note[a/b]: M\nnote[a/b]: M\n\nnote[a/b]: M\nhint: H\n\nnote[a/b]: M\n",
  );
  assert.equal(renderDiagnostics([]), "");
});

Deno.test("renderDiagnostics() counts wide and combined characters by the columns they take", () => {
  assert.deepEqual(excerpt("kolom", "名前 👩‍👩‍👧 é kolom"), [
    "  |",
    "1 | 名前 👩‍👩‍👧 é kolom",
    `  | ${" ".repeat(4 + 1 + 2 + 1 + 1 + 1)}^^^^^`,
  ]);
  assert.deepEqual(excerpt("名前", "a 名前 b").at(-1), "  |   ^^^^");
});

Deno.test("renderDiagnostics() shows a tab as four spaces", () => {
  assert.deepEqual(excerpt("b", "\ta\tb"), ["  |", "1 |     a    b", "  |          ^"]);
});

Deno.test("renderDiagnostics() excludes a byte order mark from the line and its columns", () => {
  assert.deepEqual(excerpt("b", "\ufeffa b"), ["  |", "1 | a b", "  |   ^"]);
});

Deno.test("renderDiagnostics() points at the first and the last line of a long span", () => {
  const text = "CREATE TABLE a (\n  id,\n  name\n);\n";
  assert.deepEqual(excerpt("TABLE a (\n  id,\n  name\n)", text), [
    "  |",
    "1 | CREATE TABLE a (",
    "  |        ^^^^^^^^^",
    "...",
    "4 | );",
    "  | ^",
  ]);
  assert.deepEqual(excerpt("id,\n  name", text).slice(1), [
    "2 |   id,",
    "  |   ^^^",
    "3 |   name",
    "  |   ^^^^",
  ]);
});

Deno.test("renderDiagnostics() shows the part of a very long line around the place", () => {
  const text = `${"é".repeat(500_000)} here ${"x".repeat(500_000)}`;
  const [, line, marks] = excerpt("here", text) as [string, string, string];
  assert(line.length < 120, `${line.length} characters`);
  assert.match(line, /^1 \| …é+ here x+…$/);
  assert.equal(line.indexOf("here"), marks.indexOf("^^^^"));
  assert.equal(excerpt("x", `x${"y".repeat(300)}`)[1], `1 | x${"y".repeat(99)}…`);
});

Deno.test("renderDiagnostics() puts one caret at an empty span, even after the line", () => {
  const source = { name: "a.sql", text: "SELECT 1\nSELECT" };
  const rendered = (offset: number) =>
    renderDiagnostics([{
      code: "a/b",
      severity: "error",
      message: "M",
      span: { source, startOffset: offset, endOffset: offset },
    }]).trimEnd().split("\n");
  assert.deepEqual(rendered(8).slice(1), [
    " --> a.sql:1:9",
    "  |",
    "1 | SELECT 1",
    "  |         ^",
  ]);
  assert.equal(rendered(15).at(-1), "  |       ^");
});

Deno.test("renderDiagnostics() prints only the place if there is nothing to show", () => {
  const span = { source: { name: "a.sql", text: "\n" }, startOffset: 1, endOffset: 1 };
  assert.equal(
    renderDiagnostics([{ code: "a/b", severity: "error", message: "M", span }]),
    "error[a/b]: M\n --> a.sql:2:1\n",
  );
});

Deno.test("renderDiagnostics() passes no control character on to a terminal", () => {
  const rendered = renderDiagnostics([
    pointingAt("x", "a\x1b[2J\u202ex", { message: "A \x1b]0;t\x07 name\nof two lines" }),
  ]);
  // deno-lint-ignore no-control-regex -- It searches for control characters.
  assert.doesNotMatch(rendered, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  assert.match(rendered, /A ␛\]0;t␇ name␊of two lines/);
  assert.match(rendered, /a␛\[2J\ufffdx/);
});

Deno.test("renderDiagnostics() passes no command on to a CI service", () => {
  const rendered = renderDiagnostics([
    pointingAt("x", "a ##[error]x", {
      message: "A ##[group]\n::debug::b",
      notes: ["first\n::error::second\r\n \t::debug::third\n##[error]"],
      hint: "Do a::b",
    }),
  ]);
  assert.equal(
    rendered,
    `error[sql/bad]: A ##\\[group]␊::debug::b
 --> schema.sql:1:12
  |
1 | a ##\\[error]x
  |             ^
note: first
      \\::error::second\r
           \\::debug::third
      ##\\[error]
hint: Do a::b
`,
  );
});

Deno.test("renderDiagnostics() changes no text with colours", () => {
  const list = [pointingAt("b", "a\nb c", { notes: ["n"], hint: "h" })];
  const dressed = renderDiagnostics(list, coloured);
  assert.notEqual(dressed, renderDiagnostics(list));
  // deno-lint-ignore no-control-regex -- It removes the escape sequences.
  assert.equal(dressed.replace(/\x1b\[[\d;]*m/g, ""), renderDiagnostics(list));
});
