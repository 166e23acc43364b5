import {
  derivedName,
  type Draft,
  type Edit,
  nextId,
  nextStyle,
  pickFrom,
  pickTable,
} from "./draft.ts";
import { randomCondition } from "./expressions.ts";
import type { IndexModel, IndexTerm, TableModel } from "./model.ts";

export const createIndex: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  const { model, random } = draft;
  const index: IndexModel = {
    id: nextId(draft),
    name: indexName(draft, table.name),
    style: nextStyle(draft),
    table: table.id,
    unique: random.chance(0.25),
    ...indexBody(draft, table),
  };
  model.indexes.push(index);
  return true;
};

/** Without punctuation, since libSQL would run SQL in the name of an index. */
function indexName(draft: Draft, base: string): string {
  return derivedName({ ...draft, odd: 0 }, base.replaceAll(/[^\p{L}\d ]/gu, "_"), "by");
}

function indexBody({ random }: Draft, table: TableModel): Pick<IndexModel, "terms" | "where"> {
  const count = random.pick([1, 1, 1, 2, 3]);
  return {
    terms: Array.from({ length: count }, () => indexTerm(random, table)),
    where: random.chance(0.2) ? randomCondition(random, table.columns) : undefined,
  };
}

function indexTerm(random: Draft["random"], table: TableModel): IndexTerm {
  const name = { column: random.pick(table.columns).id };
  const expression = random.chance(0.8) ? [name] : random.pick([
    ["lower(", name, ")"],
    ["length(", name, ")"],
    ["coalesce(", name, ", '')"],
    ["(", name, " IS NULL)"],
    [name, " || 'x, y'"],
    ["CASE WHEN ", name, " > 0 THEN ", name, " END"],
    ["(", name, " + 0)"],
    ["iif(json_valid(", name, "), json_extract(", name, ", '$.k'), NULL)"],
    ["substr(", name, ", -2)"],
  ]);
  return {
    expression,
    collation: random.chance(0.15) ? random.pick(["NOCASE", "RTRIM", "BINARY"]) : undefined,
    descending: random.chance(0.2),
  };
}

export const dropIndex: Edit = ({ model, random }) => {
  if (model.indexes.length === 0) return false;
  model.indexes.splice(random.below(model.indexes.length), 1);
  return true;
};

/** Changes the definition of an index, sometimes its table, or its name. */
export const alterIndex: Edit = (draft) => {
  const { model, random } = draft;
  const index = pickFrom(random, model.indexes);
  if (index === undefined) return false;
  const roll = random.next();
  if (roll < 0.25) index.unique = !index.unique;
  else if (roll < 0.45) index.name = indexName(draft, "other");
  else {
    const owner = model.tables.find((it) => it.id === index.table);
    const table = roll < 0.6 ? pickTable(draft) : owner;
    if (table === undefined) return false;
    index.table = table.id;
    Object.assign(index, indexBody(draft, table));
  }
  return true;
};
