import {
  columnName,
  derivedName,
  type Draft,
  type Edit,
  nextId,
  pickFrom,
  pickTable,
} from "./draft.ts";
import { type Expression, type Id, rowidKey, type SearchModel, type TableModel } from "./model.ts";
import { hasPlainRowid } from "./prune.ts";
import { kindOf } from "./types.ts";

/** Words that FTS5 or its backing tables reserve. */
const RESERVED = ["rank", "rowid"];

export const createSearch: Edit = (draft) => {
  const { model, random } = draft;
  if (model.searches.length > 2) return false;
  const table = random.chance(0.5) ? pickTable(draft, mayBeContent) : undefined;
  const module = table === undefined
    ? random.pick(["fts5", "fts5", "fts4", "rtree"] as const)
    : "fts5";
  const columns = table === undefined
    ? ownColumns(draft, module === "rtree" ? random.pick([3, 4]) : 2)
    : texts(table).slice(0, 2).map((it) => ({ source: it.id }));
  const search: SearchModel = {
    id: nextId(draft),
    name: searchName(draft, table?.name ?? "notes"),
    style: 0,
    module,
    columns,
    content: table?.id,
    contentKey: table && random.chance(0.5) ? rowidKey(table) : undefined,
    options: module !== "rtree" && random.chance(0.3) ? [tokenizer(module)] : [],
  };
  model.searches.push(search);
  if (table !== undefined) addSync(draft, search, table);
  return true;
};

/** FTS5 derives the names of its backing tables from it, and accepts only plain ones. */
function searchName(draft: Draft, base: string): string {
  return derivedName({ ...draft, odd: 0 }, base, "search").replaceAll(/^\d|\W/g, "_");
}

function mayBeContent(table: TableModel): boolean {
  return hasPlainRowid(table) && texts(table).length > 0;
}

function texts(table: TableModel) {
  return table.columns.filter((it) =>
    kindOf(it.type) === "text" && /^[a-z_]+$/i.test(it.name) &&
    !RESERVED.includes(it.name.toLowerCase())
  );
}

function tokenizer(module: SearchModel["module"]): string {
  return module === "fts5" ? "tokenize = 'porter'" : "tokenize=porter";
}

function ownColumns(draft: Draft, count: number) {
  const columns: { id: Id; name: string }[] = [];
  while (columns.length < count) {
    const name = columnName({ ...draft, odd: 0 }, [
      ...columns,
      ...RESERVED.map((it) => ({ name: it })),
    ]);
    columns.push({ id: nextId(draft), name });
  }
  return columns;
}

/** The triggers that keep an index over another table up to date. */
function addSync(draft: Draft, search: SearchModel, table: TableModel): void {
  const sources = search.columns.flatMap((it) => "source" in it ? [it.source] : []);
  const fts = { relation: search.id };
  const names = sources.flatMap((id): Expression => [", ", { column: id }]);
  const values = (of: string) => sources.flatMap((id): Expression => [", ", { column: id, of }]);
  const insert: Expression = [
    "INSERT INTO ",
    fts,
    " (rowid",
    ...names,
    ") VALUES (",
    { rowid: table.id, of: "new" },
    ...values("new"),
    ")",
  ];
  const remove: Expression = [
    "INSERT INTO ",
    fts,
    " (",
    fts,
    ", rowid",
    ...names,
    ") VALUES ('delete', ",
    { rowid: table.id, of: "old" },
    ...values("old"),
    ")",
  ];
  const events: [string, Expression[]][] = [
    ["INSERT", [insert]],
    ["DELETE", [remove]],
    ["UPDATE", [remove, insert]],
  ];
  for (const [event, actions] of events) {
    draft.model.triggers.push({
      id: nextId(draft),
      name: derivedName({ ...draft }, search.name, event.toLowerCase()),
      style: 0,
      table: table.id,
      event: [`AFTER ${event}`],
      when: undefined,
      actions,
    });
  }
}

export const dropSearch: Edit = ({ model, random }) => {
  if (model.searches.length === 0) return false;
  model.searches.splice(random.below(model.searches.length), 1);
  return true;
};

/** Changes a column, the tokenizer or the name. */
export const alterSearch: Edit = (draft) => {
  const { model, random } = draft;
  const search = pickFrom(random, model.searches);
  if (search === undefined) return false;
  const roll = random.next();
  if (roll < 0.4 && search.module !== "rtree") {
    search.options = search.options.length > 0 ? [] : [tokenizer(search.module)];
  } else if (roll < 0.6) search.name = searchName(draft, "notes");
  else if (search.content !== undefined || search.columns.length > 3) return false;
  else {
    const names = search.columns.flatMap((it) => "name" in it ? [it] : []);
    const name = columnName({ ...draft, odd: 0 }, [...names, { name: "rank" }]);
    search.columns.push({ id: nextId(draft), name });
  }
  return true;
};
