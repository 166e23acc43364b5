import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import { findMergeMarker, RESOLVE_MERGE } from "../../base/merge_markers.ts";
import { parseJson } from "../../base/parse_json.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { CONFIG_KEYS, type ConfigValues, SHA256_PATTERN, type Taken } from "./config_keys.ts";
import type { JsonPath } from "./json_places.ts";
import { either, misuse } from "../misuse.ts";

/**
 * The values of a configuration. Fails with all of its errors: `cli/bad-json`, or `cli/unknown-key`
 * and `cli/bad-value` for each place, or the errors within a text.
 */
export async function readConfigValues(source: SourceText): Promise<Result<ConfigValues>> {
  const json = parseJson(source.text);
  const problems = json === undefined ? [notJson(source)] : await problemsOf(json, source.name);
  if (problems.length > 0) {
    // Loaded only now, since the parser that knows positions takes longer to load than everything
    // else.
    const { placesIn } = await import("./json_places.ts");
    const spanOf = placesIn(source);
    return fail(
      "misuse",
      ...problems.map(({ path, diagnostic }) => ({ ...diagnostic, ...spanOf(path) })),
    );
  }
  const { $schema: _, schema, ...values } = json as Record<string, unknown>;
  const list = typeof schema === "string" ? [schema] : schema;
  return succeed({ ...values, ...(list !== undefined && { schema: list }) } as ConfigValues);
}

/** An error, and its place: a key, its value, or an element of that. */
interface Problem {
  readonly path: JsonPath;
  readonly diagnostic: Diagnostic;
}

async function problemsOf(json: unknown, file: string): Promise<Problem[]> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    const message = `Cannot use "${file}": it is not an object`;
    return [{ path: {}, diagnostic: misuse("bad-value", { message, hint: "Start it with {" }) }];
  }
  const problems = await Promise.all(
    Object.entries(json).map(([key, value]) => problemsOfKey({ key, value, file })),
  );
  return problems.flat();
}

interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly file: string;
}

async function problemsOfKey(entry: Entry): Promise<Problem[]> {
  const { key, file } = entry;
  const known = Object.entries(CONFIG_KEYS).find(([name]) => name === key);
  if (known !== undefined) return await problemsOfValue(known[1].takes, entry);
  const names = Object.keys(CONFIG_KEYS);
  const message = `Cannot use "${file}": unknown key "${key}"`;
  const hint = `Use one of ${either(names)}`;
  const diagnostic = misuse("unknown-key", { message, word: key, known: names, hint });
  return [{ path: { key }, diagnostic }];
}

async function problemsOfValue(takes: Taken, entry: Entry): Promise<Problem[]> {
  const { value } = entry;
  return await match(takes)
    .returnType<Promise<Problem[]> | Problem[]>()
    .with({ kind: "text" }, ({ words }) => isText(value) ? [] : [badValue(entry, { words })])
    .with({ kind: "formed" }, (it) => problemsOfText(it, entry))
    .with(
      { kind: "flag" },
      () => typeof value === "boolean" ? [] : [badValue(entry, { words: "true or false" })],
    )
    .with({ kind: "values" }, ({ words }) => isOfTexts(value) ? [] : [badValue(entry, { words })])
    .with(
      { kind: "functions" },
      ({ words }) => areFunctions(value) ? [] : [badValue(entry, { words })],
    )
    .with({ kind: "extensions" }, ({ words }) => problemsOfExtensions(words, entry))
    .with(
      { kind: "record" },
      ({ words, keys }) => isRecordOf(value, keys) ? [] : [badValue(entry, { words })],
    )
    .with({ kind: "one-of" }, async (it) => {
      const values = await it.values();
      const isOne = values.some((one) => one === value);
      return isOne ? [] : [unknownValue(entry, values)];
    })
    .with({ kind: "texts" }, (it) => problemsOfTexts(it, entry))
    .exhaustive();
}

function problemsOfText(
  { words, read }: Extract<Taken, { kind: "formed" }>,
  entry: Entry,
): Problem[] {
  if (!isText(entry.value)) return [badValue(entry, { words })];
  const result = read(entry.value);
  return result.ok
    ? []
    : [{ path: { key: entry.key, inValue: true }, diagnostic: result.diagnostics[0]! }];
}

function problemsOfTexts(
  { words, orOne, read }: Extract<Taken, { kind: "texts" }>,
  entry: Entry,
): Problem[] {
  const { key, value } = entry;
  const isOne = orOne && typeof value === "string";
  if (!isOne && !Array.isArray(value)) return [badValue(entry, { words })];
  const texts: readonly unknown[] = isOne ? [value] : value as unknown[];
  return texts.flatMap((text, index): Problem[] => {
    const place = isOne ? {} : { element: index };
    if (!isText(text)) return [badValue(entry, { words, ...place })];
    const result = read(text);
    if (result.ok) return [];
    const { span: _, ...diagnostic } = result.diagnostics[0]!;
    return [{ path: { key, inValue: true, ...place }, diagnostic }];
  });
}

function problemsOfExtensions(words: string, entry: Entry): Problem[] {
  if (!Array.isArray(entry.value)) return [badValue(entry, { words })];
  return entry.value.flatMap((one, element) =>
    isExtension(one) ? [] : [badValue(entry, { words, element })]
  );
}

function badValue(
  { key, file }: Entry,
  { words, element }: {
    /** A description of the expected value. */
    readonly words: string;
    readonly element?: number;
  },
): Problem {
  const message = `Cannot use "${file}": "${key}" is not ${words}`;
  const diagnostic = misuse("bad-value", { message, hint: `Write ${words}` });
  return { path: { key, inValue: true, ...(element !== undefined && { element }) }, diagnostic };
}

/** There may be many names, so only the hint lists them. */
function unknownValue({ key, value, file }: Entry, known: readonly string[]): Problem {
  const message = `Cannot use "${file}": "${key}" cannot be ${JSON.stringify(value)}`;
  const word = typeof value === "string" ? { word: value, known } : {};
  const diagnostic = misuse("bad-value", { message, ...word, hint: `Write ${either(known)}` });
  return { path: { key, inValue: true }, diagnostic };
}

function notJson({ name, text }: SourceText): Problem {
  if (text.trim() === "") {
    const message = `Cannot read "${name}": it is empty`;
    return { path: {}, diagnostic: misuse("bad-json", { message, hint: "Write {} or delete it" }) };
  }
  if (findMergeMarker(text) !== undefined) {
    const message = `Cannot read "${name}": it still has merge conflict markers`;
    return { path: {}, diagnostic: misuse("bad-json", { message, hint: RESOLVE_MERGE }) };
  }
  const message = `Cannot read "${name}": it is not JSON`;
  const hint = "Use double quotes for names and strings, no comments, and no comma before } or ]";
  return { path: {}, diagnostic: misuse("bad-json", { message, hint }) };
}

function isOfTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((it) => typeof it === "string");
}

/** Whether each value only has the argument count of a function and whether it is deterministic. */
function areFunctions(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.values(value).every((one) =>
    isObject(one) &&
    Object.entries(one).every(([key, it]) =>
      key === "arguments"
        ? Number.isInteger(it) && Number(it) >= 0
        : key === "deterministic" && typeof it === "boolean"
    )
  );
}

/** Whether a value consists of a path and the hash or hashes of its file. */
function isExtension(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { path, sha256, ...others } = value as Record<string, unknown>;
  const hashes = Array.isArray(sha256) ? sha256 : [sha256];
  return isText(path) && hashes.length > 0 &&
    hashes.every((it) => typeof it === "string" && new RegExp(SHA256_PATTERN).test(it)) &&
    Object.keys(others).length === 0;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRecordOf(value: unknown, keys: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return entries.length === keys.length &&
    entries.every(([key, text]) => keys.includes(key) && isText(text));
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
