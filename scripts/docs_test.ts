import assert from "node:assert/strict";
import { findingsThatCount } from "./docs.ts";

const MEMBER = `error[missing-jsdoc]: exported symbol is missing JSDoc documentation
   --> /src/a.ts:7:12
  |
7 |   readonly sql: string;
  |            ^
`;
const TYPE = MEMBER.replace("  readonly sql: string;", "export interface Index {");
const LEAK = MEMBER.replace("missing-jsdoc", "private-type-ref");

Deno.test("findingsThatCount() allows members without a comment, and nothing else", () => {
  const total = "error: Found 3 documentation lint errors.\n";
  assert.deepEqual(findingsThatCount(MEMBER + TYPE + LEAK + total), [TYPE, LEAK]);
});
