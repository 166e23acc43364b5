import { type Random, randomFrom } from "../bench/random.ts";
import type { SourceText } from "../../src/base/diagnostic.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { editSchema } from "../simulation/edits.ts";
import { copyOf, type SchemaModel } from "../simulation/model.ts";
import { renderSchema, schemaText } from "../simulation/render.ts";
import { generateSchema } from "../simulation/schemas.ts";

/** A valid schema and its spelling. */
export interface WrittenSchema {
  readonly model: SchemaModel;
  /** The CREATE statements, in an order that runs. */
  readonly statements: readonly string[];
  readonly snapshot: SchemaSnapshot;
}

/** The schema of a seed. `firstId` keeps the ids of two schemas apart. */
export async function schemaFrom(seed: number, firstId = 1): Promise<WrittenSchema> {
  for (let attempt = 0;; attempt++) {
    const model = generateSchema({ seed: seed + attempt * 7919, tables: 1 + seed % 5, firstId });
    const written = await write(model);
    if (written !== undefined) return written;
  }
}

/** The schema after a few edits. */
export async function editedFrom(
  { model }: WrittenSchema,
  options: { readonly seed: number; readonly edits: number },
): Promise<WrittenSchema> {
  for (let attempt = 0;; attempt++) {
    const { seed, edits } = options;
    const written = await write(editSchema(model, { seed: seed + attempt * 7919, edits }));
    if (written !== undefined) return written;
  }
}

/** The same schema in another spelling, or undefined if SQLite refuses that. */
export function respelled({ model }: WrittenSchema, seed: number) {
  const random = randomFrom(seed);
  const copy = copyOf(model);
  for (const list of [copy.tables, copy.indexes, copy.views, copy.triggers]) {
    for (const object of list) object.style = 1 + random.below(100_000);
  }
  return write(copy);
}

/** The statements split into a few files, in any order. */
export function dealtOut(statements: readonly string[], random: Random): SourceText[] {
  const files = Array.from({ length: 2 + random.below(3) }, (): string[] => []);
  for (const sql of shuffled(statements, random)) random.pick(files).push(sql);
  return files.map((list, index) => ({ name: `${index}.sql`, text: schemaText(list) }));
}

/** The list in another order. */
function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list.map((item) => [random.next(), item] as const)
    .sort(([left], [right]) => left - right).map(([, item]) => item);
}

/** The schema of these statements. Throws if they do not load. */
export async function loaded(files: readonly SourceText[]): Promise<SchemaSnapshot> {
  const schema = await loadDdl(files);
  if (!schema.ok) throw new Error(schema.diagnostics[0]?.message);
  return schema.value.snapshot;
}

async function write(model: SchemaModel): Promise<WrittenSchema | undefined> {
  const statements = renderSchema(model);
  const schema = await loadDdl([{ name: "schema.sql", text: schemaText(statements) }]);
  return schema.ok ? { model, statements, snapshot: schema.value.snapshot } : undefined;
}
