import { uniqueKeysOf } from "../../../schema/constraints/keys.ts";
import {
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type SchemaSnapshot,
  type Table,
} from "../../../schema/snapshot.ts";
import {
  programOf,
  readProgram,
  type TriggerProgram,
} from "../../../schema/dependencies/trigger_program.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { fold, sameName } from "../../../sql/names.ts";
import type { Statement } from "../../../sql/statements.ts";
import { nameAt, nameOf } from "../../../sql/token_names.ts";
import { canBeName, isWord, type Token } from "../../../sql/tokens.ts";
import { copiesValues, namesFrom } from "../statements/copies.ts";
import { allStatements, type RunFile } from "../run/run.ts";

/**
 * The tables, with foreign keys that the files and the triggers imply: a statement that compares a column
 * with a unique one, as in a join, expects rows that have a partner there. Otherwise every join over
 * columns without a foreign key would seem to lose all rows, and no trigger would find any.
 */
export function withImpliedKeys(
  tables: readonly Table[],
  { before, files }: { readonly before: SchemaSnapshot; readonly files: readonly RunFile[] },
): readonly Table[] {
  const statements = allStatements(files);
  const copies = statements.filter(copiesValues);
  const programs = [
    ...before.triggers.flatMap((trigger) => comparing(programOf(trigger), fold(trigger.table))),
    ...statements.flatMap((statement) => {
      const outline = outlineOf(statement);
      return outline.kind === "create" && outline.object === "trigger" && outline.table
        ? comparing(readProgram(statement.tokens), outline.table.name)
        : [];
    }),
  ];
  const pairs = [...copies, ...programs].flatMap((it) => equalitiesIn(it, { tables, files }));
  const groups = Map.groupBy(pairs, ({ child, parent }) => `${child.table}\0${parent.table}`);
  let keyed = tables;
  for (const group of groups.values()) {
    const [{ child, parent }] = group as [Pair];
    const key = keyOf(group, {
      table: findByName(keyed, child.table)!,
      parent: findByName(keyed, parent.table)!,
      before,
    });
    if (key === undefined) continue;
    keyed = keyed.map((it) =>
      fold(it.name) === child.table ? { ...it, constraints: [...it.constraints, key] } : it
    );
  }
  return keyed;
}

/** A column, and the folded name of its table before the files. */
interface Place {
  readonly table: string;
  readonly column: string;
}

/** Columns that a statement compares, in one direction. */
interface Pair {
  readonly child: Place;
  readonly parent: Place;
}

interface Sources {
  readonly tables: readonly Table[];
  readonly files: readonly RunFile[];
}

/** A statement of a file or of a trigger, with the folded name of the table of that. */
interface Comparing extends Pick<Statement, "tokens"> {
  readonly owner?: string;
}

function comparing({ body }: TriggerProgram, owner: string): Comparing[] {
  return body.map(({ tokens }) => ({ tokens, owner }));
}

/** The comparisons of columns in a statement, in both directions. */
function equalitiesIn({ tokens, owner }: Comparing, { tables, files }: Sources): Pair[] {
  const qualifiers = qualifiersIn(tokens);
  const tableOf = (name: string) =>
    findByName(tables, name) ?? tables.find((it) => namesFrom(files, it.name).has(name));
  const joined = [...new Set([...qualifiers.values()].map(tableOf))];
  const placesOf = (column: string) =>
    joined.flatMap((table): Place[] => {
      const known = table && findByName(table.columns, column);
      return known === undefined ? [] : [{ table: fold(table!.name), column: known.name }];
    });
  /** The column whose name is at the index, with a qualifier before it unless only one table has it. */
  const placeAt = (index: number): Place | undefined => {
    const column = nameOf(tokens[index]);
    if (column === undefined || /^[.(]$/.test(tokens[index + 1]?.text ?? "")) return undefined;
    if (tokens[index - 1]?.text !== ".") {
      const places = isAssigned(tokens, index) ? [] : placesOf(column);
      return places.length === 1 ? places[0] : undefined;
    }
    const qualifier = nameOf(tokens[index - 2]) ?? "";
    const isRow = owner !== undefined && ["new", "old"].includes(qualifier);
    const table = tableOf(qualifiers.get(qualifier) ?? (isRow ? owner : ""));
    const known = table && findByName(table.columns, column);
    return table && known && { table: fold(table.name), column: known.name };
  };
  /** The column of the operand that starts at the index. */
  const placeFrom = (index: number): Place | undefined => {
    const dots = [1, 3].findIndex((offset) => tokens[index + offset]?.text !== ".");
    return placeAt(index + 2 * (dots < 0 ? 2 : dots));
  };
  const shared = sharedColumns(tokens).map(placesOf).flatMap((places) =>
    places.flatMap((child) =>
      places.flatMap((parent) => child === parent ? [] : [{ child, parent }])
    )
  );
  const compared = [...tokens.keys()].flatMap((index): Pair[] => {
    if (!/^==?$/.test(tokens[index]!.text)) return [];
    const [left, right] = [placeAt(index - 1), placeFrom(index + 1)];
    if (left === undefined || right === undefined) return [];
    return [{ child: right, parent: left }, { child: left, parent: right }];
  });
  return [...compared, ...shared];
}

/** Whether the column at the index is one that an UPDATE sets. */
function isAssigned(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  return isWord(previous, "set") || previous?.text === ",";
}

/** The folded columns that the tables of joins share, by USING (x, y). */
function sharedColumns(tokens: readonly Token[]): string[] {
  return [...tokens.keys()].filter((index) => isWord(tokens[index], "using")).flatMap((index) => {
    const end = tokens.findIndex(({ text }, at) => at > index && text === ")");
    return tokens.slice(index + 2, end).flatMap((token) => nameOf(token) ?? []);
  });
}

/** The folded names of tables, by what a statement calls them. */
function qualifiersIn(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const qualifiers = new Map<string, string>();
  /** Where another source may follow, after a comma. */
  let comma: number | undefined;
  for (const [index, token] of tokens.entries()) {
    const isSource = isWord(token, "from", "join", "update", "into") || index === comma;
    const source = isSource ? nameAt(tokens, index + 1) : undefined;
    if (source === undefined) continue;
    const [{ name }, end] = source;
    const alias = end + (isWord(tokens[end], "as") ? 1 : 0);
    const isAlias = canBeName(tokens[alias]) && !isWord(tokens[alias], ...AFTER_TABLE);
    qualifiers.set(name, name);
    if (isAlias) qualifiers.set(nameOf(tokens[alias])!, name);
    const next = isAlias ? alias + 1 : end;
    comma = tokens[next]?.text === "," ? next : undefined;
  }
  return qualifiers;
}

const AFTER_TABLE = [
  ...["on", "where", "join", "inner", "left", "right", "full", "cross", "natural", "using", "set"],
  ...["group", "having", "order", "limit", "union", "intersect", "except", "select", "values"],
];

/**
 * The foreign key that these pairs of two tables imply; undefined if they do not identify one row, or if
 * a foreign key of the same columns, or of the other table, contradicts it.
 */
function keyOf(
  pairs: readonly Pair[],
  { table, parent, before }: {
    readonly table: Table;
    readonly parent: Table;
    readonly before: SchemaSnapshot;
  },
): ForeignKey | undefined {
  const columns = [...new Map(pairs.map((pair) => [pair.child.column, pair.parent.column]))];
  const isUnique = uniqueKeysOf(parent, before.indexes).some(({ terms }) =>
    terms.every((term) => columns.some(([, name]) => sameName(name, term.column ?? "")))
  );
  const isOwn = sameName(table.name, parent.name);
  const isIdentity = isOwn && columns.some(([left, right]) => sameName(left, right));
  const isReversed = !isOwn &&
    foreignKeysOf(parent).some((key) => sameName(key.references.table, table.name));
  const isTaken = foreignKeysOf(table).some((key) =>
    !sameName(key.references.table, parent.name) &&
    key.columns.some((name) => columns.some(([column]) => sameName(column, name)))
  );
  if (!isUnique || isIdentity || isReversed || isTaken) return undefined;
  return {
    kind: "foreign-key",
    columns: columns.map(([column]) => column),
    references: { table: parent.name, columns: columns.map(([, name]) => name) },
    onDelete: "no action",
    onUpdate: "no action",
    deferred: false,
  };
}
