import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { parseRename } from "../commands/answers.ts";
import type { ProjectOptions } from "../commands/options.ts";
import { TARGETS } from "../plan/targets.ts";
import type { JsonPath } from "./json_places.ts";
import { either, misuse } from "./misuse.ts";

type Shared = "migrations" | "layout" | "schema" | "target" | "cache" | "columnOrder";

/** What a project says about itself once and for all, with paths as they are written. */
export interface ConfigValues extends Partial<Pick<ProjectOptions, Shared>> {
  readonly renames?: readonly string[];
}

/**
 * The values of a configuration. Fails with all that is wrong in it: `cli/bad-json`, or
 * `cli/unknown-key` and `cli/bad-value` for each such place.
 */
export async function readConfigValues(source: SourceText): Promise<Result<ConfigValues>> {
  const json = parsed(source.text);
  const problems = json === undefined ? [notJson(source)] : problemsOf(json, source);
  if (problems.length > 0) {
    // Only now are places needed: the parser that knows them is longer in loading than the rest.
    const { placesIn } = await import("./json_places.ts");
    const spanOf = placesIn(source);
    return fail(
      "misuse",
      ...problems.map(({ path, diagnostic }) => ({ ...diagnostic, ...spanOf(path) })),
    );
  }
  const { $schema: _, schema, ...values } = json as Record<string, unknown>;
  const list = typeof schema === "string" ? [schema] : schema;
  return succeed({ ...values, ...(list === undefined ? {} : { schema: list }) } as ConfigValues);
}

/** What is wrong, and the place of it: a key, its value, or an element of that. */
interface Problem {
  readonly path: JsonPath;
  readonly diagnostic: Diagnostic;
}

interface Wanted {
  /** What the value has to be, in words. */
  readonly words: string;
  accepts(value: unknown): boolean;
}

const KEYS: ReadonlyMap<string, Wanted> = new Map(Object.entries(
  {
    $schema: { words: "a text", accepts: isText },
    migrations: { words: "the path of a folder", accepts: isText },
    layout: { words: "the name of a layout", accepts: isText },
    schema: { words: "a source or a list of them", accepts: (it) => isText(it) || isTextList(it) },
    target: { words: either(TARGETS), accepts: (it) => TARGETS.some((target) => target === it) },
    cache: { words: "true or false", accepts: (it) => typeof it === "boolean" },
    columnOrder: { words: "any or strict", accepts: (it) => it === "any" || it === "strict" },
    renames: { words: "a list of renames such as old:new", accepts: isTextList },
  } satisfies Record<"$schema" | keyof ConfigValues, Wanted>,
));

function problemsOf(json: unknown, { name }: SourceText): Problem[] {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    const message = `Cannot use "${name}": it holds no object`;
    return [{ path: {}, diagnostic: misuse("bad-value", { message, hint: "Begin with {" }) }];
  }
  return Object.entries(json).flatMap(([key, value]): Problem[] => {
    const wanted = KEYS.get(key);
    if (wanted === undefined) {
      const known = [...KEYS.keys()];
      const message = `Cannot use "${name}": there is no key "${key}"`;
      const hint = `Use one of ${either(known)}`;
      const diagnostic = misuse("unknown-key", { message, word: key, known, hint });
      return [{ path: { key }, diagnostic }];
    }
    if (!wanted.accepts(value)) {
      const message = `Cannot use "${name}": "${key}" is not ${wanted.words}`;
      const hint = `Write ${wanted.words}`;
      return [{ path: { key, inValue: true }, diagnostic: misuse("bad-value", { message, hint }) }];
    }
    return key === "renames" ? renameProblems(value as string[]) : [];
  });
}

function renameProblems(renames: readonly string[]): Problem[] {
  return renames.flatMap((rename, element) => {
    const result = parseRename(rename);
    if (result.ok) return [];
    const { span: _, ...diagnostic } = result.diagnostics[0]!;
    return [{ path: { key: "renames", inValue: true, element }, diagnostic }];
  });
}

function notJson({ name, text }: SourceText): Problem {
  if (text.trim() === "") {
    const message = `Cannot read "${name}": it is empty`;
    return { path: {}, diagnostic: misuse("bad-json", { message, hint: "Write {} or delete it" }) };
  }
  const message = `Cannot read "${name}": it is not JSON`;
  const hint = "Write names and texts in double quotes, no comments, no comma before } or ]";
  return { path: {}, diagnostic: misuse("bad-json", { message, hint }) };
}

/** What the text says, or undefined when it is not JSON, which no JSON says. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
