import assert from "node:assert/strict";
import { codesPage } from "../../../scripts/codes_page.ts";
import { diagnosticCodes } from "../../../tests/support/diagnostic_codes.ts";
import { assertKept } from "../../../tests/support/kept_file.ts";
import type { ExitCode } from "../../commands/outcome.ts";
import { EXIT_CODES } from "./exit_codes.ts";
import { explain, EXPLANATIONS, suggestCode } from "./explain.ts";

Deno.test("every code that a diagnostic can have is explained, and no other", async () => {
  assert.deepEqual(EXPLANATIONS.map(({ code }) => code), await diagnosticCodes());
});

Deno.test("an explanation begins with one sentence, is short, and fits into 80 columns", () => {
  const odd = EXPLANATIONS.filter(({ text }) => {
    const [summary = "", blank, ...rest] = text.split("\n");
    const isWide = [summary, ...rest].some((line) => [...line].length > 80 || /\s$/.test(line));
    const written = rest.filter((line) => line !== "").length;
    return isWide || !/^\S.*[^.]\.$/.test(summary) || blank !== "" || written < 1 || written > 14;
  });
  assert.deepEqual(odd.map(({ code }) => code), []);
});

Deno.test("the table of exit codes has every one there is", () => {
  const all: Record<ExitCode | 130, true> = {
    0: true,
    1: true,
    2: true,
    3: true,
    70: true,
    130: true,
  };
  assert.deepEqual(Object.keys(EXIT_CODES), Object.keys(all));
});

Deno.test("suggestCode() knows a code by its slip, and by what follows its slash", () => {
  assert.equal(explain("plan/fill-neded"), undefined);
  assert.equal(suggestCode("plan/fill-neded"), "plan/fill-needed");
  assert.equal(suggestCode("data-loss"), "lint/data-loss");
  assert.equal(suggestCode("weather"), undefined);
});

Deno.test("CODES.md is made from the explanations", async () => {
  await assertKept("src/report/CODES.md", codesPage());
});
