import assert from "node:assert/strict";
import { renderJson } from "./json.ts";

Deno.test("renderJson() writes the facts of a diagnostic, without its source text", () => {
  const source = { name: "a.sql", text: "😀 SELECT\n1" };
  const rendered = renderJson({
    ok: false,
    diagnostics: [
      {
        code: "a/b",
        severity: "error",
        message: "M",
        span: { source, startOffset: 3, endOffset: 11 },
        notes: ["n"],
        hint: "h",
      },
      { code: "a/c", severity: "note", message: "N" },
    ],
    facts: { file: "x.sql" },
  });
  assert.deepEqual(JSON.parse(rendered), {
    ok: false,
    diagnostics: [
      {
        code: "a/b",
        severity: "error",
        message: "M",
        place: {
          file: "a.sql",
          line: 1,
          column: 3,
          endLine: 2,
          endColumn: 2,
          startOffset: 3,
          endOffset: 11,
        },
        notes: ["n"],
        hint: "h",
      },
      { code: "a/c", severity: "note", message: "N" },
    ],
    file: "x.sql",
  });
});

Deno.test("renderJson() is one object, with ok first and a line break at the end", () => {
  assert.equal(
    renderJson({ ok: true, diagnostics: [] }),
    '{\n  "ok": true,\n  "diagnostics": []\n}\n',
  );
});
