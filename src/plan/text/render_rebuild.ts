import { objectNameToken } from "../../schema/object_sql.ts";
import { quoteName, quoteString } from "../../sql/names.ts";
import { tokenize } from "../../sql/tokens.ts";
import type { StubbornKey } from "../rebuild/drop_order.ts";
import type { Deferral, MissingParent, RebuildStep, RebuiltTable } from "../plan.ts";
import type { Target } from "../targets.ts";

/** A line of a migration that is longer is broken where that helps. */
const WIDTH = 100;

/**
 * The statements of a rebuild, without semicolons. All new tables are made and filled before any old
 * one goes, and the old ones go children first: no row points at a table that is dropped.
 * https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function rebuildSql(step: RebuildStep, target: Target): string[] {
  const { members, drops, deferral, missingKeys, missingParents } = step;
  // Out of a transaction, each statement would be the end. D1 has none but its own.
  const savepoint = deferral !== undefined && target !== "d1";
  return [
    ...(savepoint ? ["SAVEPOINT penumbra_rebuild"] : []),
    ...(deferral !== undefined ? ["PRAGMA defer_foreign_keys = ON"] : []),
    ...missingParents.map(parentSql),
    ...members.map((member) => member.sql),
    ...members.flatMap(keySql),
    ...missingKeys.map(({ name, table, columns }) =>
      `CREATE UNIQUE INDEX ${quoteName(name)} ON ${quoteName(table)} (${list(columns)})`
    ),
    ...members.flatMap(copySql),
    ...missingKeys.map(({ name }) => `DROP INDEX ${quoteName(name)}`),
    ...drops.flatMap(({ refusing }) => refusing.map((name) => `DROP INDEX ${quoteName(name)}`)),
    ...drops.flatMap(({ name, pointedAt, stubborn }) => [
      ...stubborn.flatMap((key) => releaseSql(name, key)),
      `DROP TABLE ${quoteName(name)}`,
      ...(pointedAt.length > 0 ? [parentSql({ name, keys: pointedAt })] : []),
    ]),
    ...drops.filter(({ pointedAt }) => pointedAt.length > 0)
      .map(({ name }) => `DROP TABLE ${quoteName(name)}`),
    ...missingParents.map(({ name }) => `DROP TABLE ${quoteName(name)}`),
    ...members.map((member) =>
      `ALTER TABLE ${quoteName(member.temporaryName)} RENAME TO ${quoteName(member.after.name)}`
    ),
    ...(savepoint ? ["RELEASE penumbra_rebuild"] : []),
  ];
}

/** What keeps a key from acting on rows of a table that goes; their copies are safe by now. */
function releaseSql(table: string, key: StubbornKey): string[] {
  const name = quoteName(table);
  if (key.kind === "nowhere") return [`UPDATE ${name} SET ${quoteName(key.column)} = NULL`];
  const { columns, references, nullable } = key;
  return [
    ...nullable.map((it) => `DELETE FROM ${name} WHERE ${quoteName(it)} IS NULL`),
    `UPDATE ${name} SET (${list(columns)}) = (${list(references)})`,
  ];
}

/** What a reader should know of a rebuild beyond the changes it makes, a line each. */
export function rebuildReasons(step: RebuildStep): string[] {
  const { members, drops, deferral, missingParents } = step;
  const named = (which: (member: RebuiltTable) => boolean) =>
    members.filter(which).map((member) => `"${member.after.name}"`).join(", ");
  const own = named((member) => member.because.length > 0);
  const along = named((member) => member.because.length === 0);
  const counting = named((member) => member.carriesSequence);
  const reasons: [string, string][] = [
    [own, `SQLite cannot do this in place: rebuild ${own}`],
    [along, `Rows of ${along} point there, so these go along`],
    [deferral ?? "", DEFERRED[deferral ?? "circle"]],
    [counting, `The highest id ever given out goes along: ${counting}`],
    ...missingParents.map(({ name }): [string, string] => [
      name,
      `There is no table "${name}" to point at: an empty one stands in meanwhile`,
    ]),
    ...drops.filter(({ pointedAt }) => pointedAt.length > 0).map(({ name }): [string, string] => [
      name,
      `Rows that go still point at "${name}": an empty one stands in until they are gone`,
    ]),
    ...drops.filter(({ stubborn }) => stubborn.length > 0).map(({ name }): [string, string] => [
      name,
      `Rows of "${name}" stop pointing at others first: deleting those would change them`,
    ]),
    ...drops.filter(({ refusing }) => refusing.length > 0).map((
      { name, refusing },
    ): [string, string] => [
      name,
      `Columns of "${name}" are set while its rows go: ${
        list(refusing)
      } must not stand against that`,
    ]),
    ...members.flatMap(({ copies }) => copies).filter(({ value }) => value === "NULL").map((
      { column },
    ): [string, string] => [column, nullReason(column)]),
  ];
  return reasons.flatMap(([applies, reason]) => applies === "" ? [] : reason);
}

const DEFERRED: { readonly [Why in Deferral]: string } = {
  circle: "Rows point around in a circle: keys are checked at the end",
  orphans: "Rows that point nowhere stay as they are: keys are checked at the end",
};

/** Why rows get NULL where a default stands ready. */
export function nullReason(column: string): string {
  return `Rows that are there get NULL in ${column}, not its default`;
}

function parentSql({ name, keys }: MissingParent): string {
  const columns = new Map(keys.flat().map((column) => [column.toLowerCase(), column]));
  const uniques = keys.map((key, index) =>
    `${index === 0 ? "PRIMARY KEY" : "UNIQUE"} (${list(key)})`
  );
  return `CREATE TABLE ${quoteName(name)} (${
    [list([...columns.values()]), ...uniques].join(", ")
  })`;
}

/** What keys point at must be unique before rows that point there can be written at all. */
function keySql(member: RebuiltTable): string[] {
  return [
    ...member.replacedKeys.map((index) => `DROP INDEX ${quoteName(index.name)}`),
    ...member.parentKeys.map((index) => indexOn(index.sql, member.temporaryName)),
  ];
}

/** OR ABORT, since a conflict clause of the new table could otherwise leave rows out unseen. */
function copySql(member: RebuiltTable): string[] {
  const [from, to] = [quoteName(member.before), quoteName(member.temporaryName)];
  const columns = member.copies.map((copy) => copy.column).join(", ");
  const values = member.copies.map((copy) => copy.value).join(", ");
  const [before, after] = [quoteString(member.before), quoteString(member.temporaryName)];
  return [
    inLines(`INSERT OR ABORT INTO ${to} (${columns})`, `SELECT ${values} FROM ${from}`),
    ...(member.carriesSequence
      ? [
        `DELETE FROM sqlite_sequence WHERE name = ${after}`,
        inLines(
          "INSERT INTO sqlite_sequence (name, seq)",
          `SELECT ${after}, seq FROM sqlite_sequence WHERE name = ${before}`,
        ),
      ]
      : []),
  ];
}

/** Two parts of a statement on one line where they fit. */
export function inLines(first: string, second: string): string {
  return `${first}${first.length + second.length < WIDTH ? " " : "\n  "}${second}`;
}

/** The CREATE INDEX with another table behind ON. */
function indexOn(sql: string, table: string): string {
  const tokens = tokenize(sql).filter((token) => token.kind !== "comment");
  const name = objectNameToken(sql);
  const on = tokens.findIndex((token) => token.startOffset > name.startOffset) + 1;
  const target = tokens[on]!;
  return sql.slice(0, target.startOffset) + quoteName(table) + sql.slice(target.endOffset);
}

function list(columns: readonly string[]): string {
  return columns.map(quoteName).join(", ");
}
