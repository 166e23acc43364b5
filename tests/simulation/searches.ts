import { quoteName } from "../../src/sql/names.ts";
import { type Database, literalOf, literalSql } from "./database.ts";
import type { Id, SchemaModel } from "./model.ts";

/** A search index as it is. */
interface SearchState {
  /** Whether it says of its content what is there. */
  readonly isSound: boolean;
  /** The rows of one that holds its own: rowid, then values by column's number. */
  readonly rows: readonly ReadonlyMap<Id, string>[];
}

/** Every search index, by number. */
export function searchesOf(database: Database, model: SchemaModel): Map<Id, SearchState> {
  return new Map(model.searches.map((search) => {
    const name = quoteName(search.name);
    // With rank 1 the content of another table is compared as well.
    // https://www.sqlite.org/fts5.html#the_integrity_check_command
    const refused = database.run(
      `INSERT INTO ${name} (${name}, rank) VALUES ('integrity-check', 1)`,
    );
    const own = search.columns.flatMap((it) => "name" in it ? [it] : []);
    const columns = ["rowid", ...own.map((it) => quoteName(it.name))].map(literalSql);
    const rows = search.content === undefined
      ? database.query(`SELECT ${columns.join(", ")} FROM ${name} ORDER BY rowid`)
      : [];
    const ids = [ROWID, ...own.map((it) => it.id)];
    return [search.id, {
      isSound: refused === undefined,
      rows: rows.map((row) => new Map(ids.map((id, at) => [id, literalOf(row[at])]))),
    }];
  }));
}

const ROWID: Id = 0;

/** What a migration did to search indexes that it should not have done, as sentences. */
export function searchFaults(
  before: ReadonlyMap<Id, SearchState>,
  after: ReadonlyMap<Id, SearchState>,
): string[] {
  return [...after].flatMap(([id, is]) => {
    const was = before.get(id);
    const faults: string[] = [];
    if (was?.isSound !== false && !is.isSound) faults.push(`search index ${id} is out of step`);
    if (was === undefined) return faults;
    const shared = (row: ReadonlyMap<Id, string>, other: ReadonlyMap<Id, string> | undefined) =>
      JSON.stringify([...row].filter(([column]) => other?.has(column)));
    const kept = was.rows.length === is.rows.length && was.rows.every((row, at) => {
      const other = is.rows[at]!;
      return shared(row, other) === JSON.stringify(
        [...row.keys()].filter((it) => other.has(it)).map((it) => [it, other.get(it)]),
      );
    });
    return kept ? faults : [...faults, `search index ${id} lost what it held`];
  });
}
