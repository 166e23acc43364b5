import assert from "node:assert/strict";
import { significant, tokenize } from "../../sql/tokens.ts";
import { hasStatement } from "./has_statement.ts";

Deno.test.each([
  { text: "", has: false },
  { text: "\ufeff \t\r\n\f\v;;\n", has: false },
  { text: "-- a comment; SELECT 1", has: false },
  { text: "-- one\r\n/* two\n SELECT 1; */ -- three\n;", has: false },
  { text: "/* never closed SELECT 1;", has: false },
  { text: "/**/", has: false },
  { text: "/*/ SELECT 1; */", has: false },
  { text: "-- a comment\nSELECT 1", has: true },
  { text: "/* a */SELECT 1", has: true },
  { text: "/* a */*/", has: true },
  { text: "- -", has: true },
  { text: "/", has: true },
  { text: "\u00a0", has: true },
  { text: ";;x", has: true },
])("hasStatement() agrees with the tokens of $text", ({ text, has }) => {
  assert.equal(hasStatement(text), has);
  assert.equal(significant(tokenize(text)).some((token) => token.text !== ";"), has);
});
