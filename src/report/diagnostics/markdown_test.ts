import assert from "node:assert/strict";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { renderMarkdown } from "./markdown.ts";

const fileOf = (name: string) => `api/${name}`;
const OPTIONS = { fileOf, listsAll: false };
const source = { name: "migrations/0002_a.sql", text: "\n\nDROP TABLE users;\n" };
const ERROR: Diagnostic = {
  code: "lint/data-loss",
  severity: "error",
  message: 'The migration drops table "users"',
  span: { source, startOffset: 2, endOffset: 18 },
  notes: ["posts.user_id references users", "two\nlines"],
  hint: "Let penumbra generate it",
};

Deno.test("renderMarkdown() has counts in its heading, and lists each finding with place, notes and hint", () => {
  const warning: Diagnostic = { code: "a/b", severity: "warning", message: "Second" };
  assert.equal(
    renderMarkdown([ERROR, warning, warning], OPTIONS),
    `### penumbra: 1 error, 2 warnings

- **error** \`lint/data-loss\` at \`api/migrations/0002_a.sql:3\`: The migration drops table &quot;users&quot;
  - note: posts.user\\_id references users
  - note: two lines
  - hint: Let penumbra generate it
- **warning** \`a/b\`: Second
- **warning** \`a/b\`: Second
`,
  );
});

Deno.test("renderMarkdown() groups similar findings unless all are to be listed, and counts them all", () => {
  const { notes: _, hint: _hint, ...bare } = ERROR;
  const many = Array(5).fill(bare);
  assert.equal(
    renderMarkdown(many, OPTIONS),
    "### penumbra: 5 errors\n\n" +
      "- **error** `lint/data-loss` at `api/migrations/0002_a.sql:3`: The migration drops table " +
      "&quot;users&quot; (5 like this; --verbose lists them)\n",
  );
  assert.equal(renderMarkdown(many, { fileOf, listsAll: true }).split("\n").length, 8);
});

Deno.test("renderMarkdown() says so if nothing was found", () => {
  assert.equal(renderMarkdown([], OPTIONS), "### penumbra: no findings\n");
});

Deno.test("renderMarkdown() escapes text of files: HTML, Markdown, mentions, references", () => {
  const rendered = renderMarkdown([{
    code: "a/b",
    severity: "note",
    message: '<img src=x> & *b* `c` [d](http://e) | # ~f~ @octocat #12 \\ ![g] a_b "\u202e',
    span: { source: { name: "a`b\n.sql", text: "x" }, startOffset: 0, endOffset: 1 },
  }], OPTIONS);
  assert.equal(
    rendered,
    "### penumbra: 1 note\n\n" +
      "- **note** `a/b` at ``api/a`b␊.sql:1``: &lt;img src=x&gt; &amp; \\*b\\* \\`c\\` " +
      "\\[d\\](http://e) \\| \\# \\~f\\~ @<!-- -->octocat \\#<!-- -->12 \\\\ !\\[g\\] a\\_b " +
      "&quot;\ufffd\n",
  );
});
