import assert from "node:assert/strict";
import type { Diagnostic } from "./diagnostic.ts";
import { fail, type Result, succeed } from "./result.ts";

const WARNING: Diagnostic = { code: "test/odd", severity: "warning", message: "Odd" };
const ERROR: Diagnostic = { code: "test/wrong", severity: "error", message: "Wrong" };

Deno.test("succeed() carries a value and its warnings", () => {
  const plain: Result<number> = succeed(1);
  assert.deepEqual(plain, { ok: true, value: 1, diagnostics: [] });
  assert.deepEqual(succeed(1, [WARNING]).diagnostics, [WARNING]);
});

Deno.test("fail() carries the reason and all diagnostics in order", () => {
  const failure: Result<number> = fail("finding", ERROR, WARNING);
  assert.deepEqual(failure, { ok: false, reason: "finding", diagnostics: [ERROR, WARNING] });
});
