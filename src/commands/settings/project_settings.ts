import { either } from "../../base/word_lists.ts";
import { presentFields } from "../../base/present_fields.ts";
import { parseTarget, TARGETS, VERSIONED_TARGET } from "../../base/target.ts";
import { CASINGS } from "../../entities/casing.ts";
import { ADVICE_LEVELS, ADVICE_NAMES, type AdviceLevels } from "../../lint/rule_names.ts";
import { FOREIGN_KEY_STATES } from "../../migrations/runners/profile.ts";
import { REBUILD_SCOPES } from "../../plan/request.ts";
import type { Declared } from "../../sql/declared.ts";
import { parseRename } from "../answers/parse.ts";
import { json, type Setting, type SettingTable, TEXT, type ValuesOf } from "../setting.ts";

/** A starting point for running migrations: the schema after one of them, so that it and those before it are not run. */
export interface BaselineOption {
  /** The version, name or id of the last migration that is not run. */
  readonly upTo: string;
  /** The path of an SQL file with the schema after it. */
  readonly schema: string;
}

/** What `--layout` and the like take. */
export const LAYOUT = { kind: "name", names: layoutNames } as const;

const SHA256 = { type: "string", pattern: "^[0-9A-Fa-f]{64}$" } as const;

/** The settings of a project, which are the keys of its penumbra.json. */
export const SETTINGS = {
  migrations: {
    takes: { kind: "path", to: "folder" },
    default: "migrations",
    flags: "--migrations <dir>",
    help: "The folder of migrations (default: migrations)",
    config: 'The folder of migrations, relative to this file; "migrations" by default',
  },
  layout: {
    takes: LAYOUT,
    flags: "--layout <name>",
    help: "The layout of that folder (default: detected)",
    config: "The layout of the migrations folder; detected by default",
  },
  opaque: {
    takes: { kind: "texts", words: "a list of file names" },
    config: "Programs among the migrations to skip, by file name; what " +
      'one does to the schema can be written next to it, in "0012_fix.penumbra.sql" for "0012_fix.js"',
  },
  placeholders: {
    takes: json<Readonly<Record<string, string>>>({
      words: "an object of strings by name",
      schema: { type: "object", additionalProperties: { type: "string" } },
    }),
    config: "Values for placeholders in migrations, such as ${prefix} or {{.prefix}}, by name",
  },
  skip: {
    takes: json<Readonly<Record<string, string>>>({
      words: "an object of reasons by place",
      schema: { type: "object", additionalProperties: { type: "string" } },
    }),
    config: "Statements of migrations to skip, since they cannot run here, with the " +
      'reason: "0012_fix.sql:3" for the third of a file, "0012_fix.sql" for all of it',
  },
  baseline: {
    takes: json<BaselineOption>({
      words: 'an object with the strings "upTo" and "schema"',
      schema: {
        type: "object",
        additionalProperties: false,
        required: ["upTo", "schema"],
        properties: { upTo: TEXT, schema: TEXT },
      },
      pathsIn: ({ schema }) => [schema],
    }),
    config: 'Where the replay starts: "upTo" is the version or the whole name of the last ' +
      'migration that is not replayed, "schema" an SQL file with the schema after it',
  },
  runner: {
    takes: { kind: "name", names: runnerNames },
    config:
      "The tool that runs the migrations, if the layout leaves that open; what a file does to rows depends on it",
  },
  foreignKeys: {
    takes: { kind: "one-of", values: FOREIGN_KEY_STATES },
    config: "Whether foreign keys are on while migrations run, if that is up to the " +
      "application rather than the runner; by default, what its driver does",
  },
  functions: {
    takes: json<NonNullable<Declared["functions"]>>({
      words: 'an object such as { "uuid": { "arguments": 0, "deterministic": false } }',
      schema: {
        type: "object",
        additionalProperties: {
          type: "object",
          additionalProperties: false,
          properties: {
            arguments: { type: "integer", minimum: 0 },
            deterministic: { type: "boolean" },
          },
        },
      },
    }),
    config: "The functions that the application registers, by name: how many arguments each " +
      "takes, and whether equal arguments always give equal values; both are optional",
  },
  collations: {
    takes: { kind: "texts", words: "a list of names" },
    config: "The collations that the application registers",
  },
  modules: {
    takes: { kind: "texts", words: "a list of names" },
    config: "The modules of virtual tables that the application loads, such as vec0",
  },
  extensions: {
    takes: json<NonNullable<Declared["extensions"]>>({
      words: 'a list such as [{ "path": "lib/vec0", "sha256": "…" }]',
      schema: {
        type: "array",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["path", "sha256"],
          properties: {
            path: TEXT,
            sha256: { anyOf: [SHA256, { type: "array", items: SHA256, minItems: 1 }] },
          },
        },
      },
      pathsIn: (extensions) => extensions.map(({ path }) => path),
    }),
    config:
      "Loadable SQLite extensions to load, instead of declaring what they register; each with the " +
      "SHA-256 of its file, or a list with one for each platform. Native code: it runs with your rights",
  },
  schema: {
    takes: { kind: "sources" },
    // The command looks for the usual ones.
    default: [],
    flags: "--schema <source>",
    help: "The desired schema, repeatable (default: schema.sql, else schema/, else entities/)",
    config: "What defines the schema: a file or folder of SQL, " +
      "entities, a database, command:PROGRAM, or several of them",
  },
  target: {
    takes: {
      kind: "formed",
      words: "a target",
      known: TARGETS,
      pattern: VERSIONED_TARGET,
      read: parseTarget,
    },
    flags: "--target <engine>",
    help: `What will run the migrations: ${
      either(TARGETS)
    } (default: detected from the project, else any)`,
    config: "What will run the migrations: any (SQLite and libSQL alike), sqlite, " +
      'sqlite@VERSION, d1, libsql or turso; by default what usually runs their layout, else "any"',
  },
  cache: {
    takes: { kind: "switch", means: false },
    default: true,
    flags: "--no-cache",
    help: "Replay every migration; the result is the same",
    config: "Whether to cache what was replayed; true by default",
  },
  // Without a value, migrations are replayed with a part of the schema if that is faster.
  fullReplay: {
    takes: { kind: "switch", means: true },
    flags: "--full-replay",
    help: "Like --no-cache, with the whole schema in memory; slower",
    config: "Whether every migration is replayed with the whole schema in memory, not only " +
      "with what it can affect; false by default",
  },
  columnOrder: {
    takes: { kind: "one-of", values: ["any", "strict"] },
    default: "any",
    flags: "--column-order <order>",
    help: "Whether column order matters: any (default) or strict",
    config: 'Whether column order matters; "any" by default: it does not',
  },
  rebuild: {
    takes: { kind: "one-of", values: REBUILD_SCOPES },
    flags: "--rebuild <scope>",
    help:
      "Which tables to rebuild: family (default: with all that reference the changed one), or alone if the file can turn foreign keys off",
    config: 'Which tables a rebuild includes; "family" by default: all that reference the ' +
      'changed one. "alone" is for runners that let a file turn foreign keys off',
  },
  casing: {
    takes: { kind: "one-of", values: CASINGS },
    flags: "--casing <casing>",
    help: "How to name entity columns that have no name: as-written (default) or snake_case",
    config: "How to name entity and Drizzle columns that are given no name; " +
      '"as-written" by default: as in TypeScript',
  },
  lint: {
    takes: json<AdviceLevels>({
      words: 'an object such as { "if-not-exists": "off" }',
      schema: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(ADVICE_NAMES.map((name) => [name, { enum: ADVICE_LEVELS }])),
      },
    }),
    config: "Levels of the advice of penumbra lint that differ from the usual ones, by rule: " +
      "off, note, warning or error",
  },
  // Added to those of the command line.
  renames: {
    takes: { kind: "texts", words: "a list of renames such as old:new", read: parseRename },
    config: "Renames: old:new for a table, table.old:table.new for a column",
  },
} as const satisfies SettingTable;

/** The token of a database server, which only the command line or the environment can set. */
export const AUTH_TOKEN = {
  takes: { kind: "text" },
  flags: "--auth-token <token>",
  help: "The token of a database server (default: PENUMBRA_AUTH_TOKEN)",
} as const;

/** The settings of a project by name, as far as they are set. */
export type SettingValues = ValuesOf<typeof SETTINGS>;

type OptionName = {
  [Name in keyof typeof SETTINGS]: typeof SETTINGS[Name] extends { flags: string } ? Name : never;
}[keyof typeof SETTINGS];

/** What the application registers, of the values for a project; undefined if there is nothing. */
export function declaredIn(
  { functions, collations, modules, extensions }: Partial<SettingValues>,
): Declared | undefined {
  const declared = presentFields({ functions, collations, modules, extensions });
  return Object.keys(declared).length === 0 ? undefined : declared;
}

/** Those settings of a project that a command line can set. */
export type GivenOptions = Partial<Pick<SettingValues, OptionName>>;

/** The settings with an option, in the order of the help: switches last. */
export const PROJECT_OPTIONS: SettingTable = Object.fromEntries(
  Object.entries<Setting>(SETTINGS).filter(([, { flags }]) => flags !== undefined)
    .toSorted(([, one], [, other]) => Number(isSwitch(one)) - Number(isSwitch(other))),
);

function isSwitch({ takes }: Setting): boolean {
  return takes.kind === "switch";
}

async function layoutNames(): Promise<readonly string[]> {
  return (await import("../../migrations/layouts/list.ts")).LAYOUTS.map(({ name }) => name);
}

async function runnerNames(): Promise<readonly string[]> {
  return (await import("../../migrations/runners/list.ts")).RUNNERS.map(({ name }) => name);
}
