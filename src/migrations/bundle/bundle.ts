import { append } from "../../base/append.ts";
import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { sha256 } from "../../base/hash.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { MAKER } from "../../base/version.ts";
import type { Bundle, BundledMigration } from "../../runner/bundle.ts";
import { canonical } from "../../sql/canonical.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { switched } from "../../sql/pragmas.ts";
import { droppedTable, renameIn } from "../../sql/statement_kinds.ts";
import { splitStatements, type Statement } from "../../sql/statements.ts";
import { EMPTY_HISTORY_KEY } from "../chain.ts";
import type { Migration } from "../directory.ts";
import { replacedIds } from "../text/replaced_ids.ts";
import { stillReplaced } from "./replaced.ts";

/** A bundle, and the places of its statements. */
export interface PreparedBundle {
  readonly bundle: Bundle;
  /**
   * The statements of each migration with their places in the file, by id, as many as in the
   * bundle.
   */
  readonly places: ReadonlyMap<string, readonly Statement[]>;
  /** Why some of the migrations cannot be run, by id; they can be recorded. */
  readonly unrunnable: ReadonlyMap<string, Diagnostic>;
}

/**
 * Migrations that are ready to run: split, without BEGIN and COMMIT, hashed. Programs and those with a
 * ROLLBACK cannot be run. Fails for text that cannot be split, and with `migrations/replaced`.
 */
export async function prepareBundle(
  migrations: readonly Migration[],
): Promise<Result<PreparedBundle>> {
  const bundled: BundledMigration[] = [];
  const places = new Map<string, readonly Statement[]>();
  const unrunnable = new Map<string, Diagnostic>();
  const problems: Diagnostic[] = stillReplaced(migrations);
  const covers = migrations.filter(({ isCovered }) => isCovered).map(({ id }) => id);
  let chain = EMPTY_HISTORY_KEY;
  for (const migration of migrations) {
    if (migration.isCovered) continue;
    const source = textOf(migration);
    const script = splitStatements(source);
    if (!script.ok) {
      append(problems, script.diagnostics);
      continue;
    }
    const problem = cannotRun(migration, script.value.statements);
    if (problem !== undefined) unrunnable.set(migration.id, problem);
    const text = source.text.replaceAll("\r\n", "\n");
    chain = await sha256(chain, text);
    const statements = script.value.statements.filter(isRun);
    places.set(migration.id, statements);
    const stoodFor = bundled.length === 0 && covers.length > 0 ? covers : replacedIds(text);
    const outside = [...statements.keys()].filter((it) => runsOutside(statements[it]!));
    bundled.push({
      id: migration.id,
      checksum: await sha256(text),
      meaning: await sha256(statements.map((it) => `${canonical(it.tokens)};\n`).join("")),
      chain,
      statements: statements.map(({ sql }) => sql),
      ...keysOf(script.value.statements),
      ...(outside.length > 0 && { outside }),
      ...(stoodFor.length > 0 && { covers: stoodFor }),
    });
  }
  if (problems.length > 0) return fail("unfinished", problems);
  const bundle = { format: 1, maker: MAKER, migrations: bundled, objects: {} } as const;
  return succeed({ bundle, places, unrunnable });
}

/** What a runner runs of a migration: nothing of a program, whose SQL only describes it. */
function textOf({ source, isOpaque }: Migration): SourceText {
  return isOpaque ? { name: source.name, text: "" } : source;
}

/** Whether the runner runs the statement, rather than doing the same itself. */
function isRun(statement: Statement): boolean {
  const outline = outlineOf(statement);
  if (outline.kind !== "transaction") return switched(statement, "foreign_keys") === undefined;
  const { action, savepoint } = outline;
  if (action === "begin" || action === "commit") return false;
  // A transaction of the runner replaces the savepoint around a file of ours.
  return action === "rollback-to" || savepoint !== "penumbra";
}

/** How a file changes foreign keys: by its pragma, or by rebuilding a table as most tools do. */
function keysOf(
  statements: readonly Statement[],
): Pick<BundledMigration, "foreignKeys" | "drops"> {
  const [pragma] = statements.flatMap((it) => switched(it, "foreign_keys") ?? []);
  const drops = statements.flatMap((it) => droppedTable(it) ?? []);
  const isOff = pragma === undefined ? rebuilds(statements) : pragma === "off";
  if (!isOff) return pragma === undefined ? {} : { foreignKeys: "on" };
  return { foreignKeys: "off", ...(drops.length > 0 && { drops: [...new Set(drops)] }) };
}

/**
 * Whether a table is dropped and another one takes its name: with foreign keys on, children would
 * lose rows.
 */
function rebuilds(statements: readonly Statement[]): boolean {
  const dropped = new Set<string>();
  return statements.some((statement) => {
    const gone = droppedTable(statement);
    if (gone !== undefined) dropped.add(gone);
    return dropped.has(newTable(statement) ?? "");
  });
}

/** The folded name that a statement gives to a table. */
function newTable(statement: Statement): string | undefined {
  const outline = outlineOf(statement);
  const isCreated = outline.kind === "create" && outline.object === "table" && !outline.isTemporary;
  return isCreated ? outline.name.name : renameIn(statement)?.after;
}

/** Pragmas that have no effect, or fail, inside a transaction. */
const OUTSIDE = ["journal_mode", "page_size", "auto_vacuum", "synchronous", "wal_checkpoint"];

function runsOutside(statement: Statement): boolean {
  const outline = outlineOf(statement);
  if (outline.kind === "pragma") return OUTSIDE.includes(outline.name);
  return outline.kind === "other" && ["vacuum", "detach"].includes(outline.verb);
}

function cannotRun(
  { id, source, isOpaque }: Migration,
  statements: readonly Statement[],
): Diagnostic | undefined {
  if (isOpaque) {
    return {
      code: "migrations/program",
      severity: "error",
      message: `Cannot run "${id}": it is a program, not SQL`,
      span: { source, startOffset: 0, endOffset: 0 },
      hint: "Let the tool that it was written for apply this folder",
    };
  }
  const rollback = statements.find((statement) => {
    const outline = outlineOf(statement);
    return outline.kind === "transaction" && outline.action === "rollback";
  });
  return rollback && {
    code: "migrations/rollback",
    severity: "error",
    message: `Cannot run "${id}": its ROLLBACK would undo the transaction that it runs in`,
    span: rollback,
    hint:
      "Remove the ROLLBACK and the statements before it; each migration already runs in a transaction",
  };
}
