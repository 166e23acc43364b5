import type { Target } from "../../base/target.ts";
import type { Casing } from "../../entities/casing.ts";
import type { Finding } from "./finding.ts";
import type { BaselineOption, ProjectOptions } from "../options.ts";
import type { Ask } from "../answers/question.ts";

/** What a configuration is to say. */
export interface Proposal {
  readonly migrations: string;
  /** Only where the folder cannot tell by itself. */
  readonly layout?: string;
  readonly schema: readonly string[];
  /** Absent where columns are called as they are written. */
  readonly casing?: Casing;
  /** Absent where the layout is to say it. */
  readonly target?: Target;
  /** Where the replay begins, for a history that cannot be replayed. */
  readonly baseline?: BaselineOption;
  /** What may stand for placeholders in the migrations, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
}

/** What there is to go by. */
export interface ProposalRequest {
  readonly findings: readonly Finding[];
  /** What the command line says goes before all that was found. */
  readonly given: Partial<
    Pick<ProjectOptions, Exclude<keyof Proposal, "baseline" | "placeholders">>
  >;
  /** The layouts that can be written. */
  readonly layouts: readonly string[];
  /** Asks where there is more than one answer; the likeliest is taken without it. */
  readonly ask?: Ask | undefined;
}

/** The configuration that goes with what was found, and with what is usual for the rest. */
export async function proposalFor(request: ProposalRequest): Promise<Proposal> {
  const { findings, given, layouts, ask } = request;
  const choose = <Value>(message: string, choices: readonly Choice<Value>[]) =>
    chosen({ message, choices, ask });
  const migrations = given.migrations ??
    await choose("Which folder contains the migrations?", foldersIn(findings)) ?? "migrations";
  // What keeps its migrations elsewhere speaks of another database.
  const related = findings.filter((it) =>
    it.migrations === undefined || it.migrations === migrations
  );
  const schema = given.schema ??
    await choose("What defines the schema?", schemasIn(related)) ??
    ["schema.sql"];
  const target = given.target ?? related.find((it) => it.target !== undefined)?.target ??
    (ask && await choose("What will run the migrations?", TARGET_CHOICES));
  const casing = related.find(({ schemas = [] }) => schemas.some((it) => it === schema))?.casing;
  // A tool that writes migrations says more of their layout than a platform that runs them.
  const layout = given.layout ??
    related.findLast((it) => it.migrations !== undefined && it.layout !== undefined)?.layout;
  // Of two values the first is to be believed, as of all that was found.
  const placeholders = Object.fromEntries(
    related.toReversed().flatMap((it) => Object.entries(it.placeholders ?? {})),
  );
  const isKnown = layout !== undefined && (layout === given.layout || layouts.includes(layout));
  return {
    migrations,
    ...(isKnown && { layout }),
    schema,
    ...(casing !== undefined && !schema.some(isCommand) && { casing }),
    ...(target !== undefined && { target }),
    ...(Object.keys(placeholders).length > 0 && { placeholders }),
  };
}

function isCommand(source: string): boolean {
  return source.startsWith("command:");
}

interface Choice<Value> {
  readonly value: Value;
  /** The one thing that tells it from the others. */
  readonly label: string;
  readonly hint?: string;
}

/** The likeliest, unless somebody says another one; undefined where there is none. */
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

/** Folders that have files come first: an empty one may be no more than what a tool would create. */
function foldersIn(findings: readonly Finding[]): Choice<string>[] {
  const byContent = findings.toSorted((left, right) =>
    Number(left.isEmpty ?? false) - Number(right.isEmpty ?? false)
  );
  return byContent.flatMap(({ migrations, found }) =>
    migrations === undefined ? [] : [{ value: migrations, label: migrations, hint: found }]
  );
}

/** What is best by one finding comes before what is second best by another. */
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
