import type { CheckModel, ColumnModel, ForeignKeyModel, KeyModel, TableModel } from "./model.ts";
import { type Names, renderExpression, renderKey, renderReference } from "./render.ts";
import { type Pen, penFor } from "./spelling.ts";

/**
 * The CREATE TABLE in the table's own spelling: constraints that may be written in a column or
 * below all of them are written in either place.
 */
export function renderTable(table: TableModel, names: Names): string {
  const pen = penFor(table.style);
  const writer = { table, names, pen };
  const placed = placeConstraints(writer);
  const columns = table.columns.map((column) =>
    columnTokens(column, writer, placed.inline.get(column) ?? [])
  );
  const parts = [...columns, ...shuffled(placed.below, pen)];
  const options = [
    ...(table.strict ? ["STRICT"] : []),
    ...(table.withoutRowid ? ["WITHOUT ROWID"] : []),
  ];
  if (pen.fancy(0.5)) options.reverse();
  return pen.join([
    ...pen.words("CREATE TABLE"),
    ...(pen.fancy(0.05) ? pen.words("IF NOT EXISTS") : []),
    pen.name(table.name),
    "(",
    ...parts.flatMap((tokens, index) => [...(index > 0 ? [","] : []), ...tokens]),
    ")",
    ...options.flatMap((option, index) => [...(index > 0 ? [","] : []), ...pen.words(option)]),
  ]);
}

interface Writer {
  readonly table: TableModel;
  readonly names: Names;
  readonly pen: Pen;
}

interface Placed {
  readonly inline: Map<ColumnModel, string[][]>;
  readonly below: string[][];
}

function placeConstraints(writer: Writer): Placed {
  const { table, pen } = writer;
  const placed: Placed = { inline: new Map(), below: [] };
  const put = (column: ColumnModel | undefined, [inside, below]: [string[], string[]]) => {
    if (column === undefined) placed.below.push([...nameTokens(pen), ...below]);
    else placed.inline.set(column, [...placed.inline.get(column) ?? [], inside]);
  };
  const columnOf = (id: number) => table.columns.find((it) => it.id === id);
  for (const unique of table.uniques) {
    const single = isSimple(unique) && pen.fancy(0.6) ? columnOf(unique.columns[0]!.column) : null;
    put(single ?? undefined, keyTokens("UNIQUE", unique, writer));
  }
  for (const check of table.checks) {
    const named = check.expression.findLast((it) => typeof it === "object" && "column" in it);
    const host = named !== undefined && typeof named === "object" && "column" in named &&
        pen.fancy(0.6)
      ? columnOf(named.column)
      : undefined;
    const tokens = checkTokens(check, writer);
    // A CHECK has a conflict clause only below the columns.
    put(check.conflict === "ABORT" ? host : undefined, [
      tokens,
      [...tokens, ...conflictTokens(check.conflict, pen)],
    ]);
  }
  for (const key of table.foreignKeys) {
    const single = key.columns.length === 1 && pen.fancy(0.6) ? columnOf(key.columns[0]!) : null;
    put(single ?? undefined, foreignKeyTokens(key, writer));
  }
  const key = table.primaryKey;
  if (key !== undefined) {
    const [term] = key.columns;
    const mayChoose = isSimple(key) && !term!.descending;
    const inside = mayChoose ? !pen.fancy(0.4) : key.inline;
    put(
      inside ? columnOf(term!.column) : undefined,
      primaryKeyTokens({ ...key, inline: inside }, writer),
    );
  }
  return placed;
}

function isSimple({ columns }: KeyModel): boolean {
  return columns.length === 1 && columns[0]!.collation === undefined && !columns[0]!.descending;
}

function columnTokens(column: ColumnModel, writer: Writer, inline: readonly string[][]): string[] {
  const { names, pen } = writer;
  const clauses: string[][] = inline.map((tokens) => [...nameTokens(pen), ...tokens]);
  if (column.notNull) {
    clauses.push([...pen.words("NOT NULL"), ...conflictTokens(column.notNull, pen)]);
  } else if (pen.fancy(0.05) && !column.generated) clauses.push(pen.words("NULL"));
  if (column.default !== undefined) clauses.push([...pen.words("DEFAULT"), column.default]);
  if (column.collation !== undefined) clauses.push([...pen.words("COLLATE"), column.collation]);
  else if (pen.fancy(0.03)) clauses.push(pen.words("COLLATE BINARY"));
  if (column.generated) {
    const { expression, stored } = column.generated;
    clauses.push([
      ...pen.words(pen.fancy(0.3) ? "AS" : "GENERATED ALWAYS AS"),
      `(${renderExpression(expression, names, pen)})`,
      ...(stored ? pen.words("STORED") : pen.fancy(0.5) ? pen.words("VIRTUAL") : []),
    ]);
  }
  return [pen.name(column.name), ...typeTokens(column.type, pen), ...shuffled(clauses, pen).flat()];
}

function typeTokens(type: string, pen: Pen): string[] {
  if (type === "") return [];
  return [pen.fancy(0.2) ? type.toLowerCase() : type];
}

function nameTokens(pen: Pen): string[] {
  if (!pen.fancy(0.15)) return [];
  return [...pen.words("CONSTRAINT"), pen.name(pen.random.pick(["c", "rule 1", "check", "pk"]))];
}

function conflictTokens(conflict: string, pen: Pen): string[] {
  return conflict === "ABORT" && !pen.fancy(0.05) ? [] : pen.words(`ON CONFLICT ${conflict}`);
}

/** A key written in its column, and one written below the columns. */
function keyTokens(words: string, key: KeyModel, { names, pen }: Writer): [string[], string[]] {
  const conflict = conflictTokens(key.conflict, pen);
  return [
    [...pen.words(words), ...conflict],
    [...pen.words(words), "(", ...renderKey(key.columns, names, pen), ")", ...conflict],
  ];
}

function primaryKeyTokens(
  key: NonNullable<TableModel["primaryKey"]>,
  { names, pen }: Writer,
): [string[], string[]] {
  const words = pen.words("PRIMARY KEY");
  const conflict = conflictTokens(key.conflict, pen);
  const counts = key.autoincrement ? pen.words("AUTOINCREMENT") : [];
  const order = key.columns[0]!.descending ? pen.words("DESC") : [];
  const terms = renderKey(key.columns, names, pen);
  return [
    [...words, ...order, ...conflict, ...counts],
    [...words, "(", ...terms, ...counts, ")", ...conflict],
  ];
}

function checkTokens(check: CheckModel, { names, pen }: Writer): string[] {
  const text = renderExpression(check.expression, names, pen);
  return [...pen.words("CHECK"), pen.fancy(0.1) ? `((${text}))` : `(${text})`];
}

function foreignKeyTokens(
  key: ForeignKeyModel,
  { names, pen }: Writer,
): [string[], string[]] {
  const reference = renderReference(key, names, pen);
  const columns = key.columns.flatMap((id, index) => [
    ...(index > 0 ? [","] : []),
    pen.reference(names.get(id)!),
  ]);
  return [reference, [...pen.words("FOREIGN KEY"), "(", ...columns, ")", ...reference]];
}

function shuffled<T>(list: readonly T[], pen: Pen): T[] {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index--) {
    if (!pen.fancy(0.5)) continue;
    const other = pen.random.below(index + 1);
    [copy[index], copy[other]] = [copy[other]!, copy[index]!];
  }
  return copy;
}
