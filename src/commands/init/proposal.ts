import { presentFields } from "../../base/present_fields.ts";
import type { Target } from "../../base/target.ts";
import type { Ask } from "../answers/question.ts";
import type { Finding } from "./findings/finding.ts";
import type { Proposal } from "./setup.ts";

/** The basis of a proposal. */
export interface ProposalRequest {
  readonly findings: readonly Finding[];
  /** Values of the command line, which override findings. */
  readonly given: Partial<Proposal>;
  /** The layouts that can be written. */
  readonly layouts: readonly string[];
  /** Asks if there are several candidates; without it the likeliest is used. */
  readonly ask?: Ask | undefined;
}

/** The configuration that matches the findings, with defaults for the rest. */
export async function proposalFor(request: ProposalRequest): Promise<Proposal> {
  const { findings, given, layouts, ask } = request;
  const choose = <Value>(message: string, choices: readonly Choice<Value>[]) =>
    chosen({ message, choices, ask });
  const migrations = given.migrations ??
    await choose("Which folder contains the migrations?", foldersIn(findings)) ?? "migrations";
  // A finding with other migrations concerns another database.
  const related = findings.filter((it) =>
    it.migrations === undefined || it.migrations === migrations
  );
  const schema = given.schema ??
    await choose("What defines the schema?", schemasIn(related)) ??
    ["schema.sql"];
  const target = given.target ?? targetFinding(related, migrations)?.target ??
    (ask && await choose("What will run the migrations?", TARGET_CHOICES));
  const { casing } = namingFinding(related, schema) ?? {};
  // A tool that writes migrations is more specific about their layout than a platform that runs
  // them.
  const layout = related.findLast((it) =>
    !it.isDependency && it.migrations !== undefined && it.layout !== undefined
  )?.layout;
  // The first of two values wins, as for all findings.
  const placeholders = Object.fromEntries(
    related.toReversed().flatMap((it) => Object.entries(it.placeholders ?? {})),
  );
  return {
    migrations,
    schema,
    ...presentFields({ layout: layouts.find((it) => it === layout), casing, target }),
    ...(Object.keys(placeholders).length > 0 && { placeholders }),
    ...given,
  };
}

/**
 * The path of the database to start from: one that was found in a project with neither a schema nor
 * migrations. Without a person to ask, the only one.
 */
export async function databaseFor(
  { findings, given, ask }: ProposalRequest,
): Promise<string | undefined> {
  const isNew = given.schema === undefined && given.migrations === undefined &&
    findings.every(({ schemas, migrations, isEmpty }) =>
      schemas === undefined && (migrations === undefined || isEmpty)
    );
  const found = findings.flatMap(({ database }) => database ?? []);
  if (!isNew || found.length === 0) return undefined;
  if (ask === undefined) return found.length === 1 ? found[0] : undefined;
  const choices = [
    ...found.map((value) => ({ value, label: `${value}, with its schema as the first migration` })),
    { value: undefined, label: "An example of a schema" },
  ];
  return await chosen<string | undefined>({ message: "What do you start from?", choices, ask });
}

/**
 * The finding that shows the target of the migrations in this folder. Drivers of packages elsewhere
 * show it only if they agree: what libSQL alone runs must not be written for SQLite.
 */
export function targetFinding(
  findings: readonly Finding[],
  migrations: string,
): Finding | undefined {
  const related = findings.filter((it) =>
    it.target !== undefined && (it.migrations === undefined || it.migrations === migrations)
  );
  const required = related.find((it) => !it.isDependency);
  if (required !== undefined) return required;
  const [nearest, ...others] = nearestDependencies(related, migrations);
  const isClear = nearest !== undefined &&
    (isAround(nearest, migrations) || others.every(({ target }) => target === nearest.target));
  return isClear ? nearest : undefined;
}

/**
 * What the packages around a folder depend on, nearest first; if the folder is in no package but the
 * project's own, what the other packages depend on comes after that.
 */
function nearestDependencies(
  findings: readonly Finding[],
  path: string,
): readonly Finding[] {
  const dependencies = findings.filter((it) => it.isDependency);
  const around = dependencies.filter((it) => isAround(it, path)).toSorted((left, right) =>
    right.folder!.length - left.folder!.length
  );
  const elsewhere = dependencies.filter((it) => !isAround(it, path));
  return around.some(({ folder }) => folder !== "") ? around : [...around, ...elsewhere];
}

/** The findings with a runner for the migrations in this folder, the likeliest first. */
export function runnerFindings(
  findings: readonly Finding[],
  migrations: string,
): readonly Finding[] {
  const own = findings.filter((it) => !it.isDependency && it.migrations === migrations);
  return [...own, ...nearestDependencies(findings, migrations)].filter((it) =>
    it.runner !== undefined
  );
}

/**
 * The finding with the layout in which an empty folder begins: that of the nearest tool, unless the
 * library that runs it leaves the layout open.
 */
export function layoutFinding(
  findings: readonly Finding[],
  migrations: string,
): Finding | undefined {
  const tool = nearestDependencies(findings, migrations).find((it) =>
    (it.migrations ?? migrations) === migrations && (it.layout ?? it.runner) !== undefined
  );
  return tool?.layout === undefined ? undefined : tool;
}

/** Whether a finding is about the package, or a package around it, that contains the path. */
function isAround({ folder }: Finding, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** The finding that names the columns of a proposed schema, unless a program prints them. */
export function namingFinding(
  findings: readonly Finding[],
  schema: readonly string[],
): Finding | undefined {
  if (schema.some((source) => source.startsWith("command:"))) return undefined;
  return findings.find(({ schemas = [] }) => schemas.some((it) => it === schema));
}

interface Choice<Value> {
  readonly value: Value;
  /** The text that distinguishes it from the others. */
  readonly label: string;
  readonly hint?: string;
}

/** The likeliest candidate, unless the person chooses another; undefined if there is none. */
async function chosen<Value>({ message, choices, ask }: {
  readonly message: string;
  readonly choices: readonly Choice<Value>[];
  readonly ask: Ask | undefined;
}): Promise<Value | undefined> {
  const different = choices.filter(({ label }, index) =>
    choices.findIndex((other) => other.label === label) === index
  );
  if (ask === undefined || different.length < 2) return different[0]?.value;
  const options = different.map(({ label, hint }) => ({ label, ...(hint && { hint }) }));
  const answer = await ask({ kind: "choice", message, options });
  return different.find(({ label }) => label === answer)?.value;
}

const TARGET_CHOICES: readonly Choice<Target>[] = [
  { value: "any", label: "any", hint: "SQLite and libSQL alike" },
  { value: "sqlite", label: "sqlite", hint: "any SQLite from 3.35 on" },
  { value: "sqlite@3.53", label: "sqlite@3.53", hint: "SQLite 3.53 or later" },
  { value: "d1", label: "d1", hint: "Cloudflare D1" },
  { value: "libsql", label: "libsql", hint: "libSQL, in a file or on a server, and Turso Cloud" },
  { value: "turso", label: "turso", hint: "Turso, the rewrite of SQLite in Rust" },
];

/** Folders with files come first: an empty one may only be a tool's default. */
function foldersIn(findings: readonly Finding[]): Choice<string>[] {
  const byContent = findings.toSorted((left, right) =>
    Number(left.isEmpty ?? false) - Number(right.isEmpty ?? false)
  );
  return byContent.flatMap(({ migrations, found }) =>
    migrations === undefined ? [] : [{ value: migrations, label: migrations, hint: found }]
  );
}

/** The first choices of all findings come before their second choices. */
function schemasIn(findings: readonly Finding[]): Choice<readonly string[]>[] {
  const lists = findings.map(({ schemas }) => schemas ?? []);
  const ranks = Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) });
  return ranks.flatMap((_, rank) =>
    lists.flatMap((list) => {
      const sources = list[rank];
      return sources === undefined ? [] : [{ value: sources, label: sources.join(", ") }];
    })
  );
}
