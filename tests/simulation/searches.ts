import { quoteName, quoteString } from "../../src/sql/names.ts";
import { type Database, literalOf, literalSql } from "./database.ts";
import type { Id, SchemaModel, SearchModel } from "./model.ts";

/** The contents of a search index. */
interface SearchState {
  /** Whether its own check finds it consistent with its content. */
  readonly isSound: boolean;
  /** The rows, if it stores its own: the rowid, then the values by the column's id. */
  readonly rows: readonly ReadonlyMap<Id, string>[];
}

/** Every search index, by id. */
export function searchesOf(database: Database, model: SchemaModel): Map<Id, SearchState> {
  return new Map(model.searches.map((search) => {
    const name = quoteName(search.name);
    // With rank 1, the contents of an external content table are compared, too.
    // https://www.sqlite.org/fts5.html#the_integrity_check_command
    const refused = database.run(checkSql(search));
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

/** What fails if an index is not consistent. */
function checkSql({ module, name: plain }: SearchModel): string {
  const name = quoteName(plain);
  switch (module) {
    case "fts5":
      return `INSERT INTO ${name} (${name}, rank) VALUES ('integrity-check', 1)`;
    case "fts4":
      return `INSERT INTO ${name} (${name}) VALUES ('integrity-check')`;
    case "rtree":
      return `SELECT json(iif(rtreecheck(${quoteString(plain)}) = 'ok', '{}', 'damaged'))`;
  }
}

const ROWID: Id = 0;

/** The unwanted effects of a migration on search indexes. */
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
