import assert from "node:assert/strict";
import type { Diagnostic } from "../base/diagnostic.ts";
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

Deno.test("renderGithub() writes one command a finding, escaped as the runner reads it", () => {
  assert.equal(
    renderGithub([FINDING], { fileOf }),
    "::error file=api/a%2Cb%3Ac.sql,line=2,col=12,endColumn=13,title=lint/data-loss" +
      "::100%25 of a: lost%0Anote: first%0D%0Asecond%0Ahint: Keep it\n",
  );
});

Deno.test("renderGithub() knows the runner's names of severities, and findings without a place", () => {
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

Deno.test("renderGithub() says columns only of places in one line, which is all the runner takes", () => {
  const span = { ...FINDING.span!, startOffset: 13, endOffset: 24 };
  assert.match(
    renderGithub([{ ...FINDING, span }], { fileOf }),
    /^::error file=[^,]*,line=1,endLine=2,title=/,
  );
});

Deno.test("renderGithub() lets no text of a file pass for a command of its own", () => {
  const message = "a\n::add-mask::b\u202e";
  assert.equal(
    renderGithub([{ code: "a/b", severity: "error", message }], { fileOf }),
    "::error title=a/b::a%0A::add-mask::b\ufffd\n",
  );
});

Deno.test("renderGithub() says nothing where there is nothing", () => {
  assert.equal(renderGithub([], { fileOf }), "");
});
