import {
  columnName,
  derivedName,
  type Draft,
  type Edit,
  nextId,
  nextStyle,
  objectName,
  pickFrom,
} from "./draft.ts";
import { randomCondition } from "./expressions.ts";
import type { Expression, NamedColumn, SchemaModel, TableModel, ViewModel } from "./model.ts";

/** A table or view to select from, and its columns. */
type Source = TableModel | ViewModel;

export const createView: Edit = (draft) => {
  const source = pickSource(draft, draft.model);
  if (source === undefined) return false;
  const name = derivedName(draft, source.name, "view");
  const id = nextId(draft);
  draft.model.views.push({ id, name, style: nextStyle(draft), ...viewBody(draft, source) });
  return true;
};

function pickSource(
  { random }: Draft,
  model: Pick<SchemaModel, "tables" | "views">,
): Source | undefined {
  const views = model.views.filter((it) => it.columns.length > 0);
  return pickFrom<Source>(random, random.chance(0.3) && views.length > 0 ? views : model.tables);
}

type Body = Pick<ViewModel, "columns" | "listed" | "body">;

function viewBody(draft: Draft, source: Source): Body {
  const { random } = draft;
  const from = [" FROM ", { relation: source.id }];
  const where = random.chance(0.3) ? [" WHERE ", ...randomCondition(random, source.columns)] : [];
  const roll = random.next();
  if (roll < 0.12) return { columns: [], listed: false, body: ["SELECT *", ...from, ...where] };
  if (roll < 0.2) return counting(draft, source);
  if (roll < 0.3) return joined(draft, source);
  if (roll < 0.36) return further(draft, source);
  const count = 1 + random.below(3);
  const columns = newNames(draft, count);
  const values = columns.map((): Expression => {
    const name = { column: random.pick(source.columns).id };
    return random.chance(0.75) ? [name] : random.pick<Expression>([
      ["coalesce(", name, ", 'x; y')"],
      ["length(", name, ")"],
      [name, " || ''"],
    ]);
  });
  const listed = random.chance(0.25);
  const list = values.flatMap((value, index): Expression => [
    ...(index > 0 ? [", "] : []),
    ...value,
    ...(listed ? [] : [" AS ", { column: columns[index]!.id }]),
  ]);
  const select: Expression = ["SELECT ", ...list, ...from, ...where];
  if (roll < 0.4) return { columns, listed, body: [...select, " UNION ALL ", ...select] };
  if (roll < 0.5 && !listed) {
    return { columns, listed, body: ["WITH part AS (", ...select, ") SELECT * FROM part"] };
  }
  return { columns, listed, body: select };
}

function counting(draft: Draft, source: Source): Body {
  const [group, count] = newNames(draft, 2);
  const name = { column: draft.random.pick(source.columns).id };
  return {
    columns: [group!, count!],
    listed: false,
    body: [
      "SELECT ",
      name,
      " AS ",
      { column: group!.id },
      ", count(*) AS ",
      { column: count!.id },
      " FROM ",
      { relation: source.id },
      " GROUP BY ",
      name,
    ],
  };
}

function joined(draft: Draft, left: Source): Body {
  const { random } = draft;
  const right = pickSource(draft, draft.model) ?? left;
  const columns = newNames(draft, 2);
  const of = (source: Source, alias: string) => ({
    column: random.pick(source.columns).id,
    of: alias,
  });
  return {
    columns,
    listed: false,
    body: [
      "SELECT ",
      of(left, "l"),
      " AS ",
      { column: columns[0]!.id },
      ", ",
      of(right, "r"),
      " AS ",
      { column: columns[1]!.id },
      " FROM ",
      { relation: left.id },
      " AS l LEFT JOIN ",
      { relation: right.id },
      " AS r ON ",
      of(left, "l"),
      " = ",
      of(right, "r"),
    ],
  };
}

/** Views that few schemas have: windows, recursion, subqueries, VALUES, functions that return tables. */
function further(draft: Draft, source: Source): Body {
  const { random } = draft;
  const [first, second] = newNames(draft, 2);
  const name = { column: random.pick(source.columns).id };
  const aliased = { column: random.pick(source.columns).id, of: "s" };
  const [from, left, right] = [{ relation: source.id }, { column: first!.id }, {
    column: second!.id,
  }];
  const body = random.pick<Expression>([
    [
      "SELECT ",
      name,
      " AS ",
      left,
      ", row_number() OVER (PARTITION BY ",
      name,
      ") AS ",
      right,
      " FROM ",
      from,
    ],
    [
      "SELECT ",
      name,
      " AS ",
      left,
      ", sum(1) OVER w AS ",
      right,
      " FROM ",
      from,
      " WINDOW w AS (ORDER BY ",
      name,
      ")",
    ],
    ["SELECT s.*, ", aliased, " AS ", left, ", 1 AS ", right, " FROM ", from, " AS s"],
    [
      "SELECT ",
      aliased,
      " AS ",
      left,
      ", (SELECT count(*) FROM ",
      from,
      ") AS ",
      right,
      " FROM ",
      from,
      " AS s",
    ],
    [
      "SELECT ",
      aliased,
      " AS ",
      left,
      ", 'x; y' AS ",
      right,
      " FROM ",
      from,
      " AS s WHERE EXISTS (SELECT 1 FROM ",
      from,
      " WHERE ",
      name,
      " = ",
      aliased,
      ")",
    ],
    [
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT ",
      aliased,
      " AS ",
      left,
      ", c.n AS ",
      right,
      " FROM c, ",
      from,
      " AS s",
    ],
    [
      "SELECT ",
      name,
      " AS ",
      left,
      ", 1 AS ",
      right,
      " FROM ",
      from,
      " EXCEPT SELECT ",
      name,
      ", 2 FROM ",
      from,
    ],
    [
      "SELECT ",
      aliased,
      " AS ",
      left,
      ", j.value AS ",
      right,
      " FROM ",
      from,
      " AS s, json_each('[1, 2]') AS j",
    ],
    [
      "SELECT ",
      name,
      " AS ",
      left,
      ", group_concat(",
      name,
      ", '; ') AS ",
      right,
      " FROM ",
      from,
      " GROUP BY ",
      name,
      " HAVING count(*) > 0 ORDER BY ",
      name,
      " LIMIT 9",
    ],
    [
      "SELECT ",
      aliased,
      " AS ",
      left,
      ", CASE WHEN ",
      aliased,
      " IS NULL THEN 'none; end' END AS ",
      right,
      " FROM (SELECT * FROM ",
      from,
      ") AS s",
    ],
  ]);
  return { columns: [first!, second!], listed: false, body };
}

function newNames(draft: Draft, count: number): NamedColumn[] {
  const columns: NamedColumn[] = [];
  while (columns.length < count) {
    columns.push({ id: nextId(draft), name: columnName(draft, columns) });
  }
  return columns;
}

export const dropView: Edit = ({ model, random }) => {
  if (model.views.length === 0) return false;
  model.views.splice(random.below(model.views.length), 1);
  return true;
};

/** Changes a view's name, the name of a column, or its body. */
export const alterView: Edit = (draft) => {
  const { model, random } = draft;
  const view = pickFrom(random, model.views);
  if (view === undefined) return false;
  const roll = random.next();
  if (roll < 0.3) view.name = objectName(draft);
  else if (roll < 0.5 && view.columns.length > 0) {
    random.pick(view.columns).name = columnName(draft, view.columns);
  } else {
    // Only relations created before it, so that no view reads from itself.
    const views = model.views.slice(0, model.views.indexOf(view));
    const source = pickSource(draft, { tables: model.tables, views });
    if (source === undefined) return false;
    const others = { ...draft, model: { ...model, views } };
    Object.assign(view, viewBody(others, source));
    model.nextId = others.model.nextId;
  }
  return true;
};
