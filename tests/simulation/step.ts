import type { Change } from "../../src/diff/change.ts";
import { generateMigration } from "../../src/commands/library/generate_migration.ts";
import type { CompareOptions } from "../../src/diff/detect_changes.ts";
import type { Target } from "../../src/base/target.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import { objectsOf, type SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { snapshotAfter } from "../../src/shadow/replay/snapshot_after.ts";
import { splitStatements, type Statement } from "../../src/sql/statements.ts";
import type { Correspondence } from "./correspondence.ts";
import type { SchemaModel } from "./model.ts";
import { renderSchema, schemaText } from "./render.ts";

/** A generated migration and its intended result. */
export interface Generated {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly changes: readonly Change[];
  readonly desired: SchemaSnapshot;
}

/** The outcome of generating a migration. */
export type Answer =
  | ({ readonly kind: "generated" } & Generated)
  /** The edited schema is not valid. */
  | { readonly kind: "invalid"; readonly reason: string }
  /** Refused for a known and valid reason. */
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "fault"; readonly reason: string };

/**
 * Reasons for which a refusal is right. SQLite cannot rename an INTEGER PRIMARY KEY column that a
 * UNIQUE above the PRIMARY KEY clause names (3.45 and 3.53); a name in quotes is taken for a text
 * there. A default that violates the column's own CHECK is refused, as are foreign keys that
 * nothing can release. D1 has no R-trees.
 */
const KNOWN_REFUSALS = [
  /^Cannot write a migration for D1: it refuses the module /,
  /^Cannot add column .*: its default .* violates /s,
  /^Cannot rebuild ".*" while foreign keys are enforced: /s,
  /error in table .* after rename: (?:no such column|expressions prohibited in PRIMARY KEY)/,
];

/** The target, and what counts as a difference. */
export interface GenerateOptions extends CompareOptions {
  /** Default `libsql`. */
  readonly target?: Target;
}

/** Generates the migration from a schema to a model, with all questions answered. */
export async function generate(
  current: SchemaSnapshot,
  after: SchemaModel,
  { renames, fillAnswers, target = "libsql", columnOrder = "any" }:
    & Correspondence
    & GenerateOptions,
): Promise<Answer> {
  const source = { name: "after.sql", text: schemaText(renderSchema(after)) };
  const loaded = await loadDdl([source]);
  if (!loaded.ok) return { kind: "invalid", reason: loaded.diagnostics[0]!.message };
  const desired = loaded.value.snapshot;
  try {
    const migration = await generateMigration({
      current,
      desired,
      renames,
      fills: fillAnswers,
      noRenames: true,
      allow: ["data-loss"],
      target,
      columnOrder,
    });
    if (!migration.ok) {
      const { message, notes = [] } = migration.diagnostics[0]!;
      const isKnown = KNOWN_REFUSALS.some((it) => it.test(message));
      const reason = [`${migration.reason}: ${message}`, ...notes].join("\n  ");
      return { kind: isKnown ? "refused" : "fault", reason };
    }
    const { text, changes } = migration.value;
    const script = splitStatements({ name: "migration.sql", text });
    if (!script.ok) return { kind: "fault", reason: "the migration cannot be split" };
    return { kind: "generated", text, statements: script.value.statements, changes, desired };
  } catch (error) {
    return { kind: "fault", reason: `thrown: ${(error as Error).stack}` };
  }
}

/**
 * The differences between running statements on the part of a schema that they can reach and on the
 * whole database, and between loading DDL with and without known objects.
 */
export async function partialFaults(
  current: SchemaSnapshot,
  reached: SchemaSnapshot,
  { statements, desired }: Generated,
  after: SchemaModel,
): Promise<string[]> {
  const partial = await snapshotAfter(current, statements);
  const source = { name: "after.sql", text: schemaText(renderSchema(after)) };
  const known = await loadDdl([source], objectsOf(current));
  return [
    ...(partial.ok
      ? snapshotDifferences("partial replay", partial.value.snapshot, reached)
      : [`partial replay: ${partial.diagnostics[0]!.message}`]),
    ...(known.ok
      ? snapshotDifferences("loading with known objects", known.value.snapshot, desired)
      : [`loading with known objects: ${known.diagnostics[0]!.message}`]),
  ];
}

/** The differences between two schemas, including their texts. */
function snapshotDifferences(
  what: string,
  is: SchemaSnapshot,
  wanted: SchemaSnapshot,
): string[] {
  const lines = (snapshot: SchemaSnapshot) => [
    ...snapshotFacts(snapshot),
    ...objectsOf(snapshot).map((object) => object.sql),
  ];
  const [left, right] = [lines(is), lines(wanted)];
  return [
    ...left.filter((line) => !right.includes(line)).map((line) => `${what}: has ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `${what}: lacks ${line}`),
  ];
}
