import assert from "node:assert/strict";

/** A SARIF 2.1.0 log, as far as it is used here. */
export interface SarifLog {
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version: string;
      readonly rules: readonly SarifRule[];
    };
  };
  readonly results: readonly SarifResult[];
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription?: { readonly text: string };
  readonly help?: { readonly text: string };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region?: unknown;
    };
  }[];
}

/**
 * Asserts that the parts we write conform to the schema of SARIF 2.1.0, without additional
 * properties, and to GitHub's code scanning, which also requires a location for each result.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function assertSarif(log: unknown): SarifLog {
  const { version, runs } = objectWith(log, ["$schema", "version", "runs"]);
  assert.equal(version, "2.1.0");
  const [first, ...others] = list(runs);
  assert.equal(others.length, 0);
  const run = objectWith(first, ["tool", "columnKind", "results"]);
  assert(["utf16CodeUnits", "unicodeCodePoints"].includes(String(run["columnKind"])));
  const { driver } = objectWith(run["tool"], ["driver"]);
  const { name, rules, version: own, informationUri } = objectWith(driver, [
    "name",
    "version",
    "informationUri",
    "rules",
  ]);
  for (const text of [name, own]) assert(typeof text === "string" && text !== "");
  if (informationUri !== undefined) new URL(String(informationUri));
  const ids = list(rules).map(assertRule);
  assert.equal(new Set(ids).size, ids.length, "rules are unique");
  for (const result of list(run["results"])) assertResult(result, ids);
  return log as SarifLog;
}

function assertRule(rule: unknown): unknown {
  const { id, ...texts } = objectWith(rule, ["id", "shortDescription", "help"]);
  for (const message of Object.values(texts)) {
    const { text } = objectWith(message, ["text"]);
    assert(typeof text === "string" && text !== "");
  }
  return id;
}

function assertResult(value: unknown, ids: readonly unknown[]): void {
  const result = objectWith(value, ["ruleId", "ruleIndex", "level", "message", "locations"]);
  assert.equal(ids[Number(result["ruleIndex"])], result["ruleId"]);
  assert(["none", "note", "warning", "error"].includes(String(result["level"])));
  const { text } = objectWith(result["message"], ["text"]);
  assert(typeof text === "string" && text !== "");
  const locations = list(result["locations"]);
  assert.equal(locations.length, 1);
  const { physicalLocation } = objectWith(locations[0], ["physicalLocation"]);
  const physical = objectWith(physicalLocation, ["artifactLocation", "region"]);
  const { uri, uriBaseId } = objectWith(physical["artifactLocation"], ["uri", "uriBaseId"]);
  assert(typeof uri === "string" && !/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/.test(uri), String(uri));
  if (uriBaseId !== undefined) assert.doesNotThrow(() => new URL(uri, "file:///repository/"));
  if (physical["region"] === undefined) return;
  const { startLine, startColumn, endLine, endColumn } = objectWith(physical["region"], [
    "startLine",
    "startColumn",
    "endLine",
    "endColumn",
  ]);
  for (const number of [startLine, startColumn, endLine, endColumn]) {
    assert(Number.isSafeInteger(number) && Number(number) >= 1, String(number));
  }
  const isForward = Number(endLine) > Number(startLine) || Number(endColumn) >= Number(startColumn);
  assert(isForward, "a region ends behind its start");
}

function objectWith(value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  assert(typeof value === "object" && value !== null && !Array.isArray(value));
  const stray = Object.keys(value).filter((key) => !known.includes(key));
  assert.deepEqual(stray, []);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown): readonly unknown[] {
  assert(Array.isArray(value));
  return value;
}
