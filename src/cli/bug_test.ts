import assert from "node:assert/strict";
import { bugDiagnostic } from "./bug.ts";

Deno.test.each([
  [new Error("malformed JSON"), "malformed JSON"],
  [{ message: "malformed JSON", code: "SQLITE_ERROR" }, "malformed JSON"],
  ["thrown", "thrown"],
  [undefined, "undefined"],
])("bugDiagnostic() has the words of what was thrown: %o", (thrown, words) => {
  const terminal = { runtime: "deno" } as never;
  const { message } = bugDiagnostic(thrown, { args: ["check"], terminal });
  assert.equal(message, `Cannot finish, and this is a bug in penumbra: ${words}`);
});
