import assert from "node:assert/strict";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { VERSION } from "../../base/version.ts";
import { assertSarif } from "../../../tests/support/sarif.ts";
import { explain } from "../explanations/explain.ts";
import { renderSarif } from "./sarif.ts";

const source = { name: "migrations/größe #1.sql", text: "😀 SELECT\n1" };
const span = { source, startOffset: 3, endOffset: 11 };
const FINDINGS: readonly Diagnostic[] = [
  { code: "lint/b", severity: "error", message: "First", span, notes: ["n"], hint: "h" },
  { code: "lint/a", severity: "warning", message: "Second" },
  { code: "lint/b", severity: "note", message: "Third", span },
];

const OPTIONS = {
  version: VERSION,
  fileOf: (name: string) => `api/${name}`,
  projectFile: "api/penumbra.json",
};

function logOf(diagnostics: readonly Diagnostic[]) {
  const log: unknown = JSON.parse(renderSarif(diagnostics, OPTIONS));
  return assertSarif(log);
}

Deno.test("renderSarif() writes one run with its rules, results and places", () => {
  const { runs: [run] } = logOf(FINDINGS);
  assert.equal(run.tool.driver.name, "penumbra");
  assert.equal(run.tool.driver.version, VERSION);
  assert.deepEqual(run.tool.driver.rules.map(({ id }) => id), ["lint/b", "lint/a"]);
  assert.deepEqual(
    run.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level]),
    [["lint/b", 0, "error"], ["lint/a", 1, "warning"], ["lint/b", 0, "note"]],
  );
  assert.equal(run.results[0]!.message.text, "First\nnote: n\nhint: h");
  assert.deepEqual(run.results[0]!.locations, [{
    physicalLocation: {
      artifactLocation: {
        uri: "api/migrations/gr%C3%B6%C3%9Fe%20%231.sql",
        uriBaseId: "%SRCROOT%",
      },
      region: { startLine: 1, startColumn: 3, endLine: 2, endColumn: 2 },
    },
  }]);
});

Deno.test("renderSarif() uses the project file for findings about the whole project, since code scanning requires a location", () => {
  const { runs: [run] } = logOf(FINDINGS);
  assert.equal(
    run.results[1]!.locations[0]!.physicalLocation.artifactLocation.uri,
    "api/penumbra.json",
  );
});

Deno.test("renderSarif() explains each code that has a page", () => {
  const code = "lint/data-loss" as const;
  const { runs: [run] } = logOf([{ code, severity: "error", message: "Lost" }, FINDINGS[0]!]);
  const [known, unknown] = run.tool.driver.rules;
  assert.equal(known!.shortDescription!.text, explain(code)!.summary);
  assert.equal(known!.help!.text, explain(code)!.text);
  assert.deepEqual(unknown, { id: "lint/b" });
});

Deno.test("renderSarif() writes an empty run if nothing was found", () => {
  const { runs: [run] } = logOf([]);
  assert.deepEqual([run.results, run.tool.driver.rules], [[], []]);
});
