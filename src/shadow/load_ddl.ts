import type { SourceText } from "../base/diagnostic.ts";
import type { Progress } from "../base/progress.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { mentionsOf } from "../schema/mentions.ts";
import { type RenameHint, renameHints } from "../schema/rename_hints.ts";
import { type SchemaObject, type SchemaSnapshot, snapshotOf } from "../schema/snapshot.ts";
import type { EngineName } from "../base/engine_name.ts";
import { fold } from "../sql/names.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { withoutHistory } from "../sources/history_tables.ts";
import { createdName, ddlOrder, isPlainCreate } from "./ddl_order.ts";
import type { TargetOptions } from "./engine_options.ts";
import { explainBroken } from "./explain_broken.ts";
import { guard } from "./guard.ts";
import { leftOut } from "./left_out.ts";
import { runFor } from "./other_engine.ts";
import { readStatements } from "./read_statements.ts";
import { snapshotAfter } from "./snapshot_after.ts";

/** A schema that was written down as DDL. */
export interface DdlSchema {
  readonly snapshot: SchemaSnapshot;
  /** What its comments say of names before. */
  readonly hints: readonly RenameHint[];
}

/**
 * The schema that DDL makes: its statements are run on a shadow and read back, in an order that runs,
 * see `ddlOrder`. What stands word for word among the `known` objects is not run again. The history
 * tables of tools are left out; what no schema holds comes back as warnings. Fails at the first
 * statement the engine refuses, and for views and triggers that do not compile.
 */
export async function loadDdl(
  files: readonly SourceText[],
  known: readonly SchemaObject[] = [],
  { progress, target, declared }: TargetOptions = {},
): Promise<Result<DdlSchema>> {
  return await runFor(target, (engine) => loadOn(files, known, { engine, declared, progress }));
}

/** Where DDL is run. */
interface DdlOptions extends Pick<TargetOptions, "progress" | "declared"> {
  readonly engine: EngineName;
}

async function loadOn(
  files: readonly SourceText[],
  known: readonly SchemaObject[],
  { engine, declared, progress }: DdlOptions,
): Promise<Result<DdlSchema>> {
  const read = readStatements(files);
  if (!read.ok) return read;
  const statements = read.value;
  const { kept, run } = split(ddlOrder(statements), known);
  // What is kept has passed the guard before.
  const unknown = new Set(run);
  const refused = statements.filter((statement) => unknown.has(statement))
    .map((statement) => guard(statement, engine, declared))
    .filter((diagnostic) => diagnostic !== undefined);
  if (refused.length > 0) return fail("unfinished", ...refused);
  const made = await snapshotAfter(snapshotOf(kept), run, {
    engine,
    declared,
    starts: progress && tellPlace(run, progress),
  });
  // What is told of a failure depends on what is there, and must not on what was known.
  const isFine = made.ok && made.value.broken.length + made.value.unknownDefaults.length === 0;
  if (!isFine && kept.length > 0) return await loadOn(files, [], { engine, declared, progress });
  if (!made.ok) return made;
  const { snapshot } = made.value;
  const broken = [...made.value.unknownDefaults, ...made.value.broken];
  if (broken.length > 0) {
    return fail(
      "unfinished",
      ...broken.map((it) => ({ ...BROKEN, ...explainBroken(it, statements, snapshot) })),
    );
  }
  const schema = { snapshot: withoutHistory(snapshot), hints: statements.flatMap(renameHints) };
  return succeed(schema, leftOut(files, statements));
}

/** The hints of DDL that is known to run, in order. */
export function ddlHints(files: readonly SourceText[]): RenameHint[] {
  return files.filter(({ text }) => text.includes("@renamed")).flatMap((file) => {
    const script = splitStatements(file);
    return script.ok ? script.value.statements.flatMap(renameHints) : [];
  });
}

/** Says how far the schema has come. */
function tellPlace(statements: readonly Statement[], progress: Progress) {
  const places = new Map(statements.map((statement, index) => [statement, index + 1]));
  return (statement: Statement) =>
    progress(`Making the schema: statement ${places.get(statement)} of ${statements.length}`);
}

/**
 * The known objects that the schema holds word for word, and the statements to run. An object is
 * only kept when nothing it reads from is run or has gone, and where it could not have been refused
 * for standing before its table.
 */
function split(
  statements: readonly Statement[],
  known: readonly SchemaObject[],
): { kept: readonly SchemaObject[]; run: readonly Statement[] } {
  const all = { kept: [], run: statements };
  if (known.length === 0 || !statements.every(isPlainCreate)) return all;
  const bySql = new Map(known.map((object) => [withoutSpelling(object.sql), object]));
  const counts = new Map<string, number>();
  const objects = statements.map((statement) => bySql.get(withoutSpelling(statement.sql)));
  const names = statements.map(createdName);
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const unsettled = new Set(known.map((object) => fold(object.name)));
  const places = new Map<string, number>();
  objects.forEach((object, index) => {
    if (object === undefined || counts.get(fold(object.name)) !== 1) return;
    unsettled.delete(fold(object.name));
    places.set(fold(object.name), index);
  });
  names.forEach((name, index) => {
    if (objects[index] === undefined) unsettled.add(name);
  });
  const isKept = (object: SchemaObject | undefined, index: number) => {
    if (object === undefined || unsettled.has(fold(object.name))) return false;
    if (object.kind === "table" || object.kind === "virtual-table") return true;
    // An index reads nothing but its table.
    const mentioned = object.kind === "index" ? [fold(object.table)] : [...mentionsOf(object)];
    const reads = mentioned.filter((name) => name !== fold(object.name));
    const owner = object.kind === "view" ? undefined : places.get(fold(object.table));
    return reads.every((name) => !unsettled.has(name)) &&
      (object.kind === "view" || (owner !== undefined && owner < index));
  };
  // A view that is run again unsettles what reads from it.
  for (let size = -1; size !== unsettled.size;) {
    size = unsettled.size;
    objects.forEach((object, index) => {
      if (object !== undefined && !isKept(object, index)) unsettled.add(fold(object.name));
    });
  }
  const kept = objects.filter((object, index) => isKept(object, index)) as SchemaObject[];
  return { kept, run: statements.filter((_, index) => !isKept(objects[index], index)) };
}

/** The text as the engine keeps it: it writes the words up to the name in its own way. */
function withoutSpelling(sql: string): string {
  return sql.replace(
    /^create\s+((?:unique|virtual)\s+)?(table|index|view|trigger)\s+(?:if\s+not\s+exists\s+)?/i,
    (_, modifier = "", kind) => `create ${modifier.trim()} ${kind} `.toLowerCase(),
  );
}

const BROKEN = {
  code: "schema/broken-object",
  severity: "error",
  hint: "Create what it reads from in the same schema, or drop it",
} as const;
