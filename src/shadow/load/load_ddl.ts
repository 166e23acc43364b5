import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { Progress } from "../../base/progress.ts";
import { fail, type Failure, type Result, succeed } from "../../base/result.ts";
import { mentionsAny } from "../../schema/dependencies/mentions.ts";
import { type RenameHint, renameHints } from "../../schema/text/rename_hints.ts";
import { type SchemaObject, type SchemaSnapshot, snapshotOf } from "../../schema/snapshot.ts";
import { engineOf, type TrialEngine } from "../../base/engine_name.ts";
import { fold } from "../../sql/names.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import { creationOf, ddlOrder, type DdlStatement } from "./ddl_order.ts";
import type { TargetOptions } from "../database/target_options.ts";
import { brokenDiagnostic } from "../database/explain_broken.ts";
import { everyRefusal } from "./every_refusal.ts";
import { guard } from "../guard/guard.ts";
import { knownObjects } from "./known_objects.ts";
import { leftOut } from "./left_out.ts";
import { runOnEngine } from "../replay/run_on_engine.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { snapshotAfter } from "../replay/snapshot_after.ts";

/** A schema that was loaded from a source. */
export interface DdlSchema {
  /** The schema as plain data. */
  readonly snapshot: SchemaSnapshot;
  /** The previous names in its comments, `-- @renamed from=NAME`, for `detectChanges` and `generateMigration`. */
  readonly hints: readonly RenameHint[];
}

/**
 * The schema that DDL creates: its statements are run on a shadow, in an order that works (see
 * `ddlOrder`), and read back. Objects that appear word for word among the `known` ones are not run
 * again. The history tables of tools are left out; statements that are not part of a schema come
 * back as warnings. Fails with every statement that the engine refuses, and with the views and
 * triggers that do not compile.
 */
export async function loadDdl(
  files: readonly SourceText[],
  known: readonly SchemaObject[] = [],
  { progress, target, declared }: TargetOptions = {},
): Promise<Result<DdlSchema>> {
  return await runOnEngine(
    target,
    (engine) => loadOn(files, known, { engine, declared, progress }),
  );
}

/** Options for running DDL. */
interface DdlOptions extends Pick<TargetOptions, "progress" | "declared"> {
  readonly engine: TrialEngine;
}

async function loadOn(
  files: readonly SourceText[],
  known: readonly SchemaObject[],
  { engine, declared, progress }: DdlOptions,
): Promise<Result<DdlSchema>> {
  const recognised = knownObjects(known);
  const read = readStatements(files, recognised.endOf);
  if (!read.ok) return read;
  const statements = read.value;
  const parts = statements.map((statement) => schemaPart(statement, recognised.of(statement)));
  const { kept, run } = split(ddlOrder(parts), known);
  // Known objects have passed the guard before.
  const unknown = new Set(run);
  const refused = statements.filter((statement) => unknown.has(statement))
    .map((statement) => guard(statement, engineOf(engine), declared))
    .filter((diagnostic) => diagnostic !== undefined);
  const refusals = () => everyRefusal(run, { engine, declared });
  if (refused.length > 0) {
    return inOrder(await refusals(), statements) ?? fail("unfinished", refused);
  }
  const made = await snapshotAfter(snapshotOf(kept), run, {
    engine,
    declared,
    starts: progress && progressReporter(run, progress),
  });
  // The diagnostics of a failure depend on which objects exist, but must not depend on which were
  // known.
  const isFine = made.ok && made.value.broken.length + made.value.unknownDefaults.length === 0;
  if (!isFine && kept.length > 0) return await loadOn(files, [], { engine, declared, progress });
  if (!made.ok) return inOrder(await refusals(), statements) ?? made;
  const { snapshot } = made.value;
  const broken = [...made.value.unknownDefaults, ...made.value.broken];
  if (broken.length > 0) {
    return fail("unfinished", broken.map((it) => brokenDiagnostic(it, statements, snapshot)));
  }
  const schema = { snapshot: withoutHistory(snapshot), hints: statements.flatMap(renameHints) };
  const others = parts.filter(({ object }) => object === undefined);
  return succeed(schema, leftOut(others.map(({ statement }) => statement)));
}

/** A failure with the diagnostics in the order of the files; undefined if there are none. */
function inOrder(
  diagnostics: readonly Diagnostic[],
  statements: readonly Statement[],
): Failure | undefined {
  if (diagnostics.length === 0) return undefined;
  const sources = [...new Set(statements.map(({ source }) => source))];
  const placeOf = ({ span }: Diagnostic) =>
    [sources.indexOf(span?.source ?? sources[0]!), span?.startOffset ?? 0] as const;
  const sorted = diagnostics.toSorted((left, right) => {
    const [[file, offset], [otherFile, otherOffset]] = [placeOf(left), placeOf(right)];
    return file - otherFile || offset - otherOffset;
  });
  return fail("unfinished", sorted);
}

/** The rename hints of DDL that is known to run, in order. */
export function ddlHints(files: readonly SourceText[]): RenameHint[] {
  return files.filter(({ text }) => text.includes("@renamed")).flatMap(statementsIn)
    .flatMap(renameHints);
}

/** Reports the progress of loading. */
function progressReporter(statements: readonly Statement[], progress: Progress) {
  const places = new Map(statements.map((statement, index) => [statement, index + 1]));
  return (statement: Statement) =>
    progress(`Creating the schema: statement ${places.get(statement)} of ${statements.length}`);
}

/** A statement of a schema, and the known object that it creates. */
interface SchemaPart extends DdlStatement {
  readonly object: SchemaObject | undefined;
}

function schemaPart(statement: Statement, object: SchemaObject | undefined): SchemaPart {
  if (object === undefined) return { statement, object, creation: creationOf(statement) };
  const kind = object.kind === "virtual-table" ? "table" : object.kind;
  return { statement, object, creation: { kind, name: fold(object.name) } };
}

/**
 * The known objects in the schema and the statements to run. A known object is used only if nothing
 * it reads from is run or missing, and if it could not have been refused for preceding its table.
 */
function split(
  parts: readonly SchemaPart[],
  known: readonly SchemaObject[],
): { kept: readonly SchemaObject[]; run: readonly Statement[] } {
  const all = { kept: [], run: parts.map(({ statement }) => statement) };
  if (known.length === 0 || parts.some(({ creation }) => creation === undefined)) return all;
  const names = parts.map(({ creation }) => creation!.name);
  /** The names of what is run, is missing or is there twice. */
  const unsettled = new Set<string>();
  const places = new Map<string, number>();
  parts.forEach(({ object }, index) => {
    const name = names[index]!;
    if (object === undefined || places.has(name)) unsettled.add(name);
    places.set(name, index);
  });
  for (const object of known) {
    const name = fold(object.name);
    if (!places.has(name)) unsettled.add(name);
  }
  const isSettled = (object: SchemaObject, index: number) => {
    if (object.kind === "table" || object.kind === "virtual-table") return true;
    // An index reads only its table.
    const readsUnsettled = object.kind === "index"
      ? unsettled.has(fold(object.table))
      : mentionsAny(object, unsettled);
    const owner = object.kind === "view" ? undefined : places.get(fold(object.table));
    return !readsUnsettled && (object.kind === "view" || (owner !== undefined && owner < index));
  };
  // A view that is run again may change the objects that read from it.
  for (let size = -1; size !== unsettled.size;) {
    size = unsettled.size;
    parts.forEach(({ object }, index) => {
      if (object !== undefined && !isSettled(object, index)) unsettled.add(names[index]!);
    });
  }
  const [kept, run]: [SchemaObject[], Statement[]] = [[], []];
  parts.forEach(({ object, statement }, index) => {
    if (object === undefined || unsettled.has(names[index]!)) run.push(statement);
    else kept.push(object);
  });
  return { kept, run };
}
