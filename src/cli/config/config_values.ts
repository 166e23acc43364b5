import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { findMergeMarker, RESOLVE_MERGE } from "../../base/merge_markers.ts";
import { parseJson } from "../../base/parse_json.ts";
import { presentFields } from "../../base/present_fields.ts";
import { either } from "../../base/word_lists.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import {
  type JsonSchema,
  type Setting,
  type SettingTable,
  type Taken,
  TEXT,
} from "../../commands/setting.ts";
import { parseSource } from "../../sources/source.ts";
import { misuse } from "../misuse.ts";
import { CONFIG_KEYS, type ConfigValues, formOf } from "./config_keys.ts";
import type { JsonPath } from "./json_places.ts";
import { fits, isObject } from "./json_schema.ts";

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
      problems.map(({ path, diagnostic }) => ({ ...diagnostic, ...spanOf(path) })),
    );
  }
  const { $schema: _, ...values } = json as Record<string, unknown>;
  const entries = Object.entries(values).map(([key, value]) => {
    const isSingle = CONFIG_KEYS[key]?.takes.kind === "sources" && typeof value === "string";
    return [key, isSingle ? [value] : value];
  });
  return succeed(Object.fromEntries(entries));
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
  /** The key of a member of its value, if this is about that. */
  readonly member?: string;
  readonly value: unknown;
  readonly file: string;
}

async function problemsOfKey(entry: Entry): Promise<Problem[]> {
  const names = Object.keys(CONFIG_KEYS);
  return names.includes(entry.key)
    ? await problemsOfValue(CONFIG_KEYS[entry.key]!.takes, entry)
    : [unknownKey(entry, names, await flagsOf(entry.key))];
}

/** The option that sets the same on the command line, if only that can. */
async function flagsOf(name: string): Promise<string | undefined> {
  const [{ VERB_SETTINGS }, { AUTH_TOKEN }, { commonSettings }] = await Promise.all([
    import("../../commands/settings/verb_settings.ts"),
    import("../../commands/settings/project_settings.ts"),
    import("../common_settings.ts"),
  ]);
  const tables: readonly SettingTable[] = [
    { authToken: AUTH_TOKEN },
    commonSettings(["text"]),
    ...Object.values(VERB_SETTINGS).map(({ options }) => options),
  ];
  return tables.flatMap((table) => Object.entries<Setting>(table)).find(([key, { flags }]) =>
    key === name || flags?.split(/[ ,]+/).includes(`--${name}`)
  )?.[1].flags;
}

function unknownKey(
  { key, member, file }: Omit<Entry, "value">,
  known: readonly string[],
  flags?: string,
): Problem {
  const word = member ?? key;
  const message = `Cannot use "${file}": unknown key "${word}"` +
    (member === undefined ? "" : ` in "${key}"`);
  const diagnostic = flags?.startsWith("-")
    ? misuse("unknown-key", { message, hint: `Pass ${flags} on the command line instead` })
    : misuse("unknown-key", { message, word, known, hint: `Use one of ${either(known)}` });
  return { path: { key, ...(member !== undefined && { member }) }, diagnostic };
}

async function problemsOfValue(takes: Taken, entry: Entry): Promise<Problem[]> {
  const { key, value } = entry;
  const { words, schema } = await formOf(takes);
  if ("enum" in schema) {
    return fits(value, schema) ? [] : [wrongValue(entry, { known: schema.enum })];
  }
  const named = namedMembers(schema);
  if (named !== undefined && isObject(value)) return problemsOfMembers(value, named, entry);
  const read = readerOf(takes);
  const problems = (one: unknown, isWanted: boolean, place: { readonly element?: number }) => {
    if (!isWanted) return [wrongValue(entry, { hint: `Write ${words}`, ...place })];
    const [found] = typeof one === "string" ? read(one).diagnostics : [];
    if (found === undefined) return [];
    const { span: _, ...diagnostic } = found;
    return [{ path: { key, inValue: true as const, ...place }, diagnostic }];
  };
  const list = listIn(schema);
  if (list !== undefined && Array.isArray(value)) {
    return value.flatMap((one, element) => problems(one, fits(one, list.items), { element }));
  }
  // Its reader knows better what is wrong with a text.
  return problems(value, fits(value, takes.kind === "formed" ? TEXT : schema), {});
}

/** The values that the members of an object may have, if it may have no others. */
function namedMembers(schema: JsonSchema): ReadonlyMap<string, readonly string[]> | undefined {
  if (!("type" in schema) || schema.type !== "object") return undefined;
  const { additionalProperties, properties = {} } = schema;
  const members = Object.entries(properties).flatMap(([name, it]) =>
    "enum" in it ? [[name, it.enum] as const] : []
  );
  const isClosed = additionalProperties === false &&
    members.length === Object.keys(properties).length;
  return isClosed ? new Map(members) : undefined;
}

function problemsOfMembers(
  members: object,
  known: ReadonlyMap<string, readonly string[]>,
  { key, file }: Entry,
): Problem[] {
  return Object.entries(members).flatMap(([member, value]) => {
    const values = known.get(member);
    if (values === undefined) return unknownKey({ key, member, file }, [...known.keys()]);
    return fits(value, { enum: values })
      ? []
      : wrongValue({ key, member, value, file }, { known: values });
  });
}

/** The schema of a list that a value may be. */
function listIn(schema: JsonSchema): Extract<JsonSchema, { type: "array" }> | undefined {
  if ("anyOf" in schema) return schema.anyOf.map(listIn).find((it) => it !== undefined);
  return "type" in schema && schema.type === "array" ? schema : undefined;
}

/** What parses a text of this kind. */
function readerOf(takes: Taken): (text: string) => Result<unknown> {
  if (takes.kind === "sources") return parseSource;
  const reads = takes.kind === "formed" || takes.kind === "texts" ? takes.read : undefined;
  return (text) => reads?.(text, "") ?? succeed(text);
}

/** What is known about a wrong value. */
interface WrongValue {
  /** The values that would be right, which only the hint lists: there may be many. */
  readonly known?: readonly string[];
  readonly hint?: string;
  /** Which element of the value is wrong, if it is one of several. */
  readonly element?: number;
}

function wrongValue(
  { key, member, value, file }: Entry,
  { known = [], hint = `Write ${either(known.map((it) => `"${it}"`))}`, element }: WrongValue,
): Problem {
  const name = member === undefined ? key : `${key}.${member}`;
  const [verb, wrong] = element === undefined
    ? ["be", value]
    : ["contain", (value as readonly unknown[])[element]];
  const message = `Cannot use "${file}": "${name}" cannot ${verb} ${inJson(wrong)}`;
  const word = typeof wrong === "string" ? { word: wrong, known } : {};
  return {
    path: { key, inValue: true, ...presentFields({ member, element }) },
    diagnostic: misuse("bad-value", { message, ...word, hint }),
  };
}

/** A value as it is written, unless it is too long for a message. */
function inJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `this ${Array.isArray(value) ? "list" : typeof value}`;
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
