import { type Result, succeed } from "../../base/result.ts";
import { parseRename } from "../../commands/answers/parse.ts";
import { COLUMN_ORDERS, type ProjectOptions } from "../../commands/options.ts";
import { REBUILD_SCOPES } from "../../plan/request.ts";
import { CASINGS } from "../../entities/casing.ts";
import { parseTarget, TARGETS, VERSIONED_TARGET } from "../../base/target.ts";
import type { Declared } from "../../sql/declared.ts";
import { parseSource } from "../../sources/source.ts";

type Shared =
  | "migrations"
  | "layout"
  | "opaque"
  | "placeholders"
  | "skip"
  | "baseline"
  | "runner"
  | "foreignKeys"
  | "schema"
  | "target"
  | "cache"
  | "fullReplay"
  | "columnOrder"
  | "rebuild"
  | "casing";

/** The values of a configuration, with paths as written. */
export interface ConfigValues extends Partial<Pick<ProjectOptions, Shared>>, Declared {
  readonly renames?: readonly string[];
}

/** The purpose of a configuration key, and its values. */
export interface ConfigKey {
  /** Shown by editors. */
  readonly description: string;
  readonly takes: Taken;
}

/** The kinds of values. */
export type Taken =
  /** A text; `words` describes it. */
  | { readonly kind: "text"; readonly words: string }
  /** One of these values, loaded lazily since not every run needs them. */
  | { readonly kind: "one-of"; readonly values: () => Promise<readonly string[]> }
  /** A text with a syntax of its own: one of the known values, or one that matches the pattern. */
  | {
    readonly kind: "formed";
    readonly words: string;
    readonly known: readonly string[];
    readonly pattern: string;
    readonly read: (text: string) => Result<unknown>;
  }
  | { readonly kind: "flag" }
  /** A text for each of these keys. */
  | { readonly kind: "record"; readonly words: string; readonly keys: readonly string[] }
  /** Functions by name. */
  | { readonly kind: "functions"; readonly words: string }
  /** Native extensions with their hashes. */
  | { readonly kind: "extensions"; readonly words: string }
  /** Texts by arbitrary names. */
  | { readonly kind: "values"; readonly words: string }
  /** Texts with a syntax of their own; if `orOne` is set, a single one need not be in a list. */
  | {
    readonly kind: "texts";
    readonly words: string;
    readonly orOne: boolean;
    readonly read: (text: string) => Result<unknown>;
  };

/** The pattern for the hash of an extension. */
export const SHA256_PATTERN = "^[0-9A-Fa-f]{64}$";

/** Every key. The validation and the JSON schema are both derived from it. */
export const CONFIG_KEYS: Readonly<Record<"$schema" | keyof ConfigValues, ConfigKey>> = {
  $schema: {
    description: "The JSON schema of this file, for editors",
    takes: { kind: "text", words: "the path or the URL of a JSON schema" },
  },
  migrations: {
    description: 'The folder of migrations, relative to this file; "migrations" by default',
    takes: { kind: "text", words: "the path of a folder" },
  },
  layout: {
    description: "The layout of the migrations folder; detected by default",
    takes: { kind: "one-of", values: layoutNames },
  },
  opaque: {
    description: "Programs among the migrations to skip, by file name; what " +
      'one does to the schema can be written next to it, in "0012_fix.penumbra.sql" for "0012_fix.js"',
    takes: {
      kind: "texts",
      words: "a list of file names",
      orOne: false,
      read: (text) => succeed(text),
    },
  },
  placeholders: {
    description: "Values for placeholders in migrations, such as ${prefix} or {{.prefix}}, " +
      "by name",
    takes: { kind: "values", words: "an object of strings by name" },
  },
  skip: {
    description: "Statements of migrations to skip, since they cannot run here, with the " +
      'reason: "0012_fix.sql:3" for the third of a file, "0012_fix.sql" for all of it',
    takes: { kind: "values", words: "an object of reasons by place" },
  },
  baseline: {
    description: 'Where the replay starts: "upTo" is the version or the whole name of the last ' +
      'migration that is not replayed, "schema" an SQL file with the schema after it',
    takes: {
      kind: "record",
      words: 'an object with the strings "upTo" and "schema"',
      keys: ["upTo", "schema"],
    },
  },
  runner: {
    description:
      "The tool that runs the migrations, if the layout leaves that open; what a file does to rows depends on it",
    takes: { kind: "one-of", values: runnerNames },
  },
  foreignKeys: {
    description: "Whether foreign keys are on while migrations run, if that is up to the " +
      "application rather than the runner; by default, what its driver does",
    takes: { kind: "one-of", values: foreignKeyStates },
  },
  functions: {
    description: "The functions that the application registers, by name: how many arguments each " +
      "takes, and whether equal arguments always give equal values; both are optional",
    takes: {
      kind: "functions",
      words: 'an object such as { "uuid": { "arguments": 0, "deterministic": false } }',
    },
  },
  collations: {
    description: "The collations that the application registers",
    takes: { kind: "texts", words: "a list of names", orOne: false, read: (text) => succeed(text) },
  },
  modules: {
    description: "The modules of virtual tables that the application loads, such as vec0",
    takes: { kind: "texts", words: "a list of names", orOne: false, read: (text) => succeed(text) },
  },
  extensions: {
    description:
      "Loadable SQLite extensions to load, instead of declaring what they register; each with the " +
      "SHA-256 of its file, or a list with one for each platform. Native code: it runs with your rights",
    takes: {
      kind: "extensions",
      words: 'a list such as [{ "path": "lib/vec0", "sha256": "…" }]',
    },
  },
  schema: {
    description: "What defines the schema: a file or folder of SQL, " +
      "entities, a database, command:PROGRAM, or several of them",
    takes: { kind: "texts", words: "a source or a list of them", orOne: true, read: parseSource },
  },
  target: {
    description: "What will run the migrations: any (SQLite and libSQL alike), sqlite, " +
      'sqlite@VERSION, d1, libsql or turso; by default what usually runs their layout, else "any"',
    takes: {
      kind: "formed",
      words: "a target",
      known: TARGETS,
      pattern: VERSIONED_TARGET,
      read: parseTarget,
    },
  },
  cache: {
    description: "Whether to cache what was replayed; true by default",
    takes: { kind: "flag" },
  },
  fullReplay: {
    description: "Whether every migration is replayed with the whole schema in memory, not only " +
      "with what it can affect; false by default",
    takes: { kind: "flag" },
  },
  columnOrder: {
    description: 'Whether column order matters; "any" by default: it does not',
    takes: { kind: "one-of", values: () => Promise.resolve(COLUMN_ORDERS) },
  },
  rebuild: {
    description: 'Which tables a rebuild includes; "family" by default: all that reference the ' +
      'changed one. "alone" is for runners that let a file turn foreign keys off',
    takes: { kind: "one-of", values: () => Promise.resolve(REBUILD_SCOPES) },
  },
  casing: {
    description: "How to name entity and Drizzle columns that are given no name; " +
      '"as-written" by default: as in TypeScript',
    takes: { kind: "one-of", values: () => Promise.resolve(CASINGS) },
  },
  renames: {
    description: "Renames: old:new for a table, table.old:table.new for a column",
    takes: {
      kind: "texts",
      words: "a list of renames such as old:new",
      orOne: false,
      read: parseRename,
    },
  },
};

async function layoutNames(): Promise<readonly string[]> {
  const { LAYOUTS } = await import("../../migrations/layouts/list.ts");
  return LAYOUTS.map(({ name }) => name);
}

async function foreignKeyStates(): Promise<readonly string[]> {
  return (await import("../../migrations/runners/runners_of.ts")).FOREIGN_KEY_STATES;
}

async function runnerNames(): Promise<readonly string[]> {
  const { RUNNERS } = await import("../../migrations/runners/list.ts");
  return RUNNERS.map(({ name }) => name);
}
