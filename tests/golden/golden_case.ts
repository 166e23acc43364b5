import { generateMigration, type NextMigration, type Result, type Target } from "penumbra";
import { parseRename } from "../../src/commands/answers/parse.ts";
import type { RenameHint } from "../../src/schema/text/rename_hints.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { replay } from "../../src/shadow/replay/replay.ts";

/** One folder: two schemas, the migration between them, and rows. */
export interface GoldenCase {
  /** The folder below `tests/golden`: `columns/add_nullable`. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Statements that insert rows into the schema before; `""` if there are none. */
  readonly rows: string;
  /** Queries that must each return 1 after the migration has run on these rows. */
  readonly holds: string;
  readonly answers: Answers;
  /** The expected migration; absent in a new case, and if it is refused. */
  readonly expected?: string;
  /** The diagnostics if no migration is written (`refused.json`). */
  readonly refused?: readonly Refusal[];
}

/** The answers and options of a case (`answers.json`), named as on the command line. */
export interface Answers {
  readonly renames?: readonly string[];
  readonly noRenames?: boolean;
  readonly fills?: readonly string[];
  readonly allow?: readonly string[];
  /** Default `sqlite`, or `libsql` if nothing else can run the case. */
  readonly target?: Target;
  readonly columnOrder?: "any" | "strict";
  readonly rebuild?: "family" | "alone";
  /** What the down migration needs besides the reversed renames and `--allow data-loss`. */
  readonly back?: {
    readonly fills?: readonly string[];
    /** Why the down migration is only run on empty tables: it would stop at these rows. */
    readonly withoutRows?: string;
    /** Why there is no down migration. */
    readonly none?: string;
  };
  /** Other rows at which the migration stops, and the message. */
  readonly stops?: { readonly rows: string; readonly says: string };
  /** Why a second run changes rows. */
  readonly again?: string;
  /** The part of the text that the model cannot express. */
  readonly opaque?: string;
  /** Why plain SQLite cannot run the case. */
  readonly libsqlOnly?: string;
  /** Why libSQL cannot run the case. */
  readonly sqliteOnly?: string;
  /** The only mode in which it can be run, as part of what `describeMode` returns, and why. */
  readonly only?: { readonly mode: string; readonly why: string };
}

/** One diagnostic: its code, and a part of its message. */
export interface Refusal {
  readonly code: string;
  readonly says: string;
}

/** The cases whose migrations have comments with a line break in a name, and are no files that run. */
export const LINE_BREAKS: readonly string[] = [
  "found/name_with_a_line_break",
  "spelling/carriage_returns",
];

/** All cases, sorted by name. */
export function readCases(root: URL): GoldenCase[] {
  const folders = [...Deno.readDirSync(root)].filter((it) => it.isDirectory).flatMap((area) =>
    [...Deno.readDirSync(new URL(`${area.name}/`, root))].map((it) => `${area.name}/${it.name}`)
  );
  return folders.sort().map((name) => readCase(name, new URL(`${name}/`, root)));
}

function readCase(name: string, folder: URL): GoldenCase {
  const read = (file: string) => {
    try {
      return Deno.readTextFileSync(new URL(file, folder));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  };
  const [expected, refused] = [read("expected.sql"), read("refused.json")];
  return {
    name,
    before: read("before.sql") ?? "",
    after: read("after.sql") ?? "",
    rows: read("rows.sql") ?? "",
    holds: read("holds.sql") ?? "",
    answers: JSON.parse(read("answers.json") ?? "{}"),
    ...(expected !== undefined && { expected }),
    ...(refused !== undefined && { refused: JSON.parse(refused) }),
  };
}

/** The target of a case. */
export function targetOf({ target, libsqlOnly }: Answers): Target {
  return target ?? (libsqlOnly === undefined ? "sqlite" : "libsql");
}

/** The two schemas of a case, loaded like a history and like a desired schema. */
export interface Sides {
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
  readonly hints: readonly RenameHint[];
}

/** Loads both schemas; throws if one does not run. */
export async function loadSides({ before, after, answers }: GoldenCase): Promise<Sides> {
  const target = targetOf(answers);
  const source = { name: "before.sql", text: before };
  const migrations = [{ id: "0001", version: "0001", name: "", source }];
  const history = value(await replay(migrations, undefined, { target }));
  const desired = value(await loadDdl([{ name: "after.sql", text: after }], [], { target }));
  return { before: history.snapshot, after: desired.snapshot, hints: desired.hints };
}

/** The migration of a case. */
export function forth(golden: GoldenCase, sides: Sides): Promise<Result<NextMigration>> {
  const { renames = [], noRenames = false, fills = [], allow = [] } = golden.answers;
  const { columnOrder = "any" } = golden.answers;
  const target = targetOf(golden.answers);
  const { before: current, after: desired, hints } = sides;
  const answers = { renames, noRenames, fills, allow };
  return generateMigration({
    current,
    desired,
    hints,
    ...answers,
    columnOrder,
    target,
    ...(golden.answers.rebuild !== undefined && { rebuild: golden.answers.rebuild }),
  });
}

/** The down migration of a case, with every rename reversed, and everything else dropped and recreated. */
export function back(golden: GoldenCase, sides: Sides): Promise<Result<NextMigration>> {
  const { columnOrder = "any", renames = [], back } = golden.answers;
  return generateMigration({
    current: sides.after,
    desired: sides.before,
    hints: [
      ...sides.hints.map((hint) => turned(hint, sides.hints)),
      ...renames.map(turnedAnswer),
    ],
    noRenames: true,
    fills: back?.fills ?? [],
    allow: ["data-loss"],
    target: targetOf(golden.answers),
    columnOrder,
  });
}

/** A reversed answer, as a hint; if something new has the name, it keeps it. */
function turnedAnswer(text: string): RenameHint {
  const answer = value(parseRename(text));
  const { before: after, after: before } = answer.kind === "table" ? answer.table : answer.column;
  const names = { before, after };
  return answer.kind === "table"
    ? { kind: "table", ...names }
    : { kind: "column", table: answer.table.before, ...names };
}

function turned(hint: RenameHint, all: readonly RenameHint[]): RenameHint {
  const names = { before: hint.after, after: hint.before };
  if (hint.kind === "table") return { ...hint, ...names };
  const moved = all.find((it) => it.kind === "table" && it.after === hint.table);
  return { ...hint, ...names, table: moved?.before ?? hint.table };
}

/** The text of a migration in `expected.sql`: without the hashes of its first line. */
export function expectedText({ value, diagnostics }: Result<NextMigration> & { ok: true }): string {
  const said = diagnostics.map((it) => `-- ${it.severity}[${it.code}]: ${it.message}\n`).join("");
  return `${said}${said && "\n"}${value.text.replace(/^-- Made by .*\n\n?/, "")}`;
}

/** The value of a result; throws with all diagnostics if it is a failure. */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const lines = result.diagnostics.flatMap((it) => [
    `${it.code}: ${it.message}`,
    ...(it.notes ?? []),
    ...(it.hint ? [it.hint] : []),
  ]);
  throw new Error(lines.join("\n"));
}
