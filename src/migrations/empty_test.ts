import assert from "node:assert/strict";
import { significant, tokenize } from "../sql/tokens.ts";
import { holdsNoStatement } from "./empty.ts";

Deno.test.each([
  { text: "", empty: true },
  { text: "\ufeff \t\r\n\f\v;;\n", empty: true },
  { text: "-- a comment; SELECT 1", empty: true },
  { text: "-- one\r\n/* two\n SELECT 1; */ -- three\n;", empty: true },
  { text: "/* never closed SELECT 1;", empty: true },
  { text: "/**/", empty: true },
  { text: "/*/ SELECT 1; */", empty: true },
  { text: "-- a comment\nSELECT 1", empty: false },
  { text: "/* a */SELECT 1", empty: false },
  { text: "/* a */*/", empty: false },
  { text: "- -", empty: false },
  { text: "/", empty: false },
  { text: "\u00a0", empty: false },
  { text: ";;x", empty: false },
])("holdsNoStatement() agrees with the tokens of $text", ({ text, empty }) => {
  assert.equal(holdsNoStatement(text), empty);
  assert.equal(significant(tokenize(text)).every((token) => token.text === ";"), empty);
});
