import type { Result } from "../base/result.ts";

/**
 * Something that a person can set: an option, an argument of a command, a key of penumbra.json. The types, the parser,
 * the help, the completions, the validation of penumbra.json, its JSON schema and its page are derived from this.
 */
export interface Setting {
  readonly takes: Taken;
  /** An option such as `-o, --output <file>`, or an argument such as `<source>` or `[name]`. */
  readonly flags?: string;
  /** Its description in the help. */
  readonly help?: string;
  /** Its description as a key of penumbra.json. */
  readonly config?: string;
  /** Its value if it is not given; without one, it is absent then. */
  readonly default?: unknown;
  /** Whether the option has to be given. */
  readonly isRequired?: true;
  /** The option that sets it to false instead. */
  readonly off?: { readonly flags: string; readonly help: string };
}

/** Settings, by the names of their values. */
export type SettingTable = Readonly<Record<string, Setting>>;

/** The values that a setting takes. */
export type Taken =
  /** As an option: nothing, since being given means this. */
  | { readonly kind: "switch"; readonly means: boolean }
  /** Any text; `words` describes it. */
  | { readonly kind: "text"; readonly words?: string }
  | { readonly kind: "path"; readonly to: "file" | "folder" }
  /** A source of a schema, or several of them. */
  | { readonly kind: "source" | "sources" }
  /** The path or the address of a database. */
  | { readonly kind: "database" }
  /** One of these; if they depend on the command, an option is checked once that is known. */
  | { readonly kind: "one-of"; readonly values: readonly string[]; readonly isCheckedLater?: true }
  /** A name of something; loaded lazily since not every run needs them. The commands check it. */
  | { readonly kind: "name"; readonly names: () => Promise<readonly string[]> }
  /** A text with a syntax of its own: one of the known values, or one that matches the pattern. */
  | {
    readonly kind: "formed";
    readonly words?: string;
    readonly known: readonly string[];
    readonly pattern?: string;
    readonly read: (text: string, flags: string) => Result<unknown>;
  }
  /** Several texts, with a syntax of their own if there is `read`. */
  | {
    readonly kind: "texts";
    readonly words?: string;
    readonly read?: (text: string) => Result<unknown>;
  }
  | JsonTaken<unknown>;

/** A value that only penumbra.json can hold. */
export interface JsonTaken<Value> {
  readonly kind: "json";
  readonly words: string;
  readonly schema: JsonSchema;
  /** The paths in it, one for each element if it is a list. */
  pathsIn?(value: Value): readonly string[];
}

/** What we use of the JSON schema of a value. https://json-schema.org/draft-07 */
export type JsonSchema =
  | { readonly anyOf: readonly JsonSchema[] }
  | { readonly enum: readonly string[] }
  | { readonly type: "string"; readonly pattern?: string }
  | { readonly type: "boolean" }
  | { readonly type: "integer"; readonly minimum: number }
  | { readonly type: "array"; readonly items: JsonSchema; readonly minItems?: number }
  | {
    readonly type: "object";
    readonly additionalProperties: JsonSchema | false;
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, JsonSchema>>;
  };

/** A text that is not blank. */
export const TEXT = { type: "string", pattern: "\\S" } as const;

/** What a setting takes if it is a value of this type in penumbra.json. */
export function json<Value>(form: Omit<JsonTaken<Value>, "kind">): JsonTaken<Value> {
  return { kind: "json", ...form };
}

/** An option that is true if it is given. */
export const SWITCH = { takes: { kind: "switch", means: true }, default: false } as const;

/** The type of the values of a table. */
export type ValuesOf<Table extends SettingTable> =
  & {
    readonly [Name in keyof Table as Table[Name] extends AlwaysThere ? Name : never]: ValueOf<
      Table[Name]
    >;
  }
  & {
    readonly [Name in keyof Table as Table[Name] extends AlwaysThere ? never : Name]?: ValueOf<
      Table[Name]
    >;
  };

type AlwaysThere =
  | { readonly default: unknown }
  | { readonly isRequired: true }
  | { readonly flags: `<${string}` };

type ValueOf<One extends Setting> =
  | (One["takes"] extends { kind: "switch" } ? boolean
    : One["takes"] extends { kind: "one-of"; values: readonly (infer Value)[] } ? Value
    : One["takes"] extends { kind: "formed"; read: (...args: never) => Result<infer Value> } ? Value
    : One["takes"] extends { kind: "texts" | "sources" } ? readonly string[]
    : One["takes"] extends JsonTaken<infer Value> ? Value
    : string)
  | (One extends { off: unknown } ? false : never);

/** The defaults of a table. */
export function defaultsOf<Table extends SettingTable>(table: Table): {
  readonly [Name in keyof Table as Table[Name] extends { default: unknown } ? Name : never]:
    ValueOf<Table[Name]>;
} {
  const entries = Object.entries(table).flatMap(([name, it]) =>
    it.default === undefined ? [] : [[name, it.default]]
  );
  return Object.fromEntries(entries);
}
