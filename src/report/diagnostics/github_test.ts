import assert from "node:assert/strict";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { renderGithub } from "./github.ts";

const TEXT = "CREATE TABLE a (x);\nDROP TABLE a;\n";
const FINDING: Diagnostic = {
  code: "lint/data-loss",
  severity: "error",
  message: "100% of a: lost",
  span: { source: { name: "a,b:c.sql", text: TEXT }, startOffset: 31, endOffset: 32 },
  notes: ["first\r\nsecond"],
  hint: "Keep it",
};

const fileOf = (name: string) => `api/${name}`;

Deno.test("renderGithub() writes one command per finding, escaped as the runner expects", () => {
  assert.equal(
    renderGithub([FINDING], { fileOf }),
    "::error file=api/a%2Cb%3Ac.sql,line=2,col=12,endColumn=13,title=lint/data-loss" +
      "::100%25 of a: lost%0Anote: first%0D%0Asecond%0Ahint: Keep it\n",
  );
});

Deno.test("renderGithub() uses GitHub's names of severities, and supports findings without a place", () => {
  const { span: _, notes: _notes, hint: _hint, ...bare } = FINDING;
  assert.equal(
    renderGithub([
      { ...bare, message: "one" },
      { ...bare, severity: "warning", message: "two" },
      { ...bare, severity: "note", message: "three" },
    ], { fileOf }),
    "::error title=lint/data-loss::one\n::warning title=lint/data-loss::two\n" +
      "::notice title=lint/data-loss::three\n",
  );
  const elsewhere = renderGithub([FINDING], { fileOf: () => undefined });
  assert.match(elsewhere, /^::error title=lint\/data-loss::/);
});

Deno.test("renderGithub() gives columns only for places on one line, as the runner requires", () => {
  const span = { ...FINDING.span!, startOffset: 13, endOffset: 24 };
  assert.match(
    renderGithub([{ ...FINDING, span }], { fileOf }),
    /^::error file=[^,]*,line=1,endLine=2,title=/,
  );
});

Deno.test("renderGithub() escapes text of files that looks like a command", () => {
  const message = "a\n::add-mask::b\u202e";
  assert.equal(
    renderGithub([{ code: "a/b", severity: "error", message }], { fileOf }),
    "::error title=a/b::a%0A::add-mask::b\ufffd\n",
  );
});

Deno.test("renderGithub() is empty if there are no findings", () => {
  assert.equal(renderGithub([], { fileOf }), "");
});
