import assert from "node:assert/strict";
import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { CompiledEntities } from "./compile.ts";
import { atOrigins } from "./origins.ts";

const module: SourceText = { name: "user.ts", text: "export const users = entity(…);" };
const text =
  "CREATE TABLE users (\n  id INTEGER\n);\n\nCREATE TABLE posts (\n  id INT CHECK (ID2)\n);\n";
const span = { source: module, startOffset: 13, endOffset: 18 };
const compiled: CompiledEntities = {
  name: "the entities of .",
  text,
  parts: [
    { startOffset: 0, endOffset: 37, span: undefined },
    { startOffset: 38, endOffset: text.length, span },
  ],
};

function diagnosticAt(source: SourceText, word: string): Diagnostic {
  const startOffset = source.text.indexOf(word);
  return {
    code: "schema/broken",
    severity: "error",
    message: "Cannot run it",
    span: { source, startOffset, endOffset: startOffset + word.length },
    notes: ["a note"],
  };
}

Deno.test("atOrigins() turns a place in the DDL into that of the entity's definition", () => {
  const { name } = compiled;
  const [turned] = atOrigins([diagnosticAt({ name, text }, "ID2")], compiled);
  assert.deepEqual(turned?.span, span);
  assert.deepEqual(turned?.notes, ["a note", "In the generated SQL: id INT CHECK (ID2)"]);
});

Deno.test("atOrigins() keeps diagnostics that are elsewhere, or of unknown origin", () => {
  const elsewhere = diagnosticAt({ name: "schema.sql", text }, "ID2");
  const unknown = diagnosticAt({ name: compiled.name, text }, "INTEGER");
  const { span: _, ...nowhere } = elsewhere;
  const all = [elsewhere, unknown, nowhere];
  assert.deepEqual(atOrigins(all, compiled), all);
});
