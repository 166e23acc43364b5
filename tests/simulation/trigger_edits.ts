import {
  type Draft,
  type Edit,
  freeColumns,
  nextId,
  nextStyle,
  objectName,
  pickFrom,
  pickTable,
} from "./draft.ts";
import { literalFor } from "./expressions.ts";
import type { Expression, Id, Piece, TableModel, TriggerModel, ViewModel } from "./model.ts";
import { foldName } from "./names.ts";

export const createTrigger: Edit = (draft) => {
  const { model, random } = draft;
  const views = model.views.filter((it) => it.columns.length > 0);
  const watched = random.chance(0.2) && views.length > 0 ? random.pick(views) : pickTable(draft);
  if (watched === undefined || watched.columns.length === 0) return false;
  const trigger: TriggerModel = {
    id: nextId(draft),
    name: triggerName(draft, watched),
    style: nextStyle(draft),
    table: watched.id,
    ...triggerBody(draft, watched),
  };
  model.triggers.push(trigger);
  return true;
};

/** Triggers have a namespace of their own: one may have the name of its table. */
function triggerName(draft: Draft, watched: TableModel | ViewModel): string {
  const isFree = !draft.model.triggers.some((it) => foldName(it.name) === foldName(watched.name));
  return isFree && draft.random.chance(0.05) ? watched.name : objectName(draft);
}

function triggerBody(
  draft: Draft,
  watched: TableModel | ViewModel,
): Pick<TriggerModel, "event" | "when" | "actions"> {
  const { random, model } = draft;
  const isView = model.views.some((it) => it.id === watched.id);
  const event = random.pick(["INSERT", "UPDATE", "UPDATE", "DELETE"]);
  const time = isView ? "INSTEAD OF " : random.pick(["BEFORE ", "AFTER ", "AFTER ", ""]);
  const row = event === "DELETE"
    ? "old"
    : random.pick(event === "UPDATE" ? ["old", "new"] : ["new"]);
  const column = (): Piece => ({ column: random.pick(watched.columns).id, of: row });
  const named: Expression = event === "UPDATE" && random.chance(0.5)
    ? [" OF ", { column: random.pick(watched.columns).id }]
    : [];
  return {
    event: [`${time}${event}`, ...named],
    when: random.chance(0.3)
      ? [column(), " IS NOT NULL AND ", column(), " <> 'x; END'"]
      : undefined,
    actions: Array.from({ length: random.pick([1, 1, 2]) }, () => action(draft, column)),
  };
}

function action(draft: Draft, value: () => Piece): Expression {
  const { random } = draft;
  const roll = random.next();
  const table = pickTable(draft, (it) => freeColumns(it).length > 0);
  if (table === undefined || roll < 0.2) {
    return [
      "SELECT CASE WHEN ",
      value(),
      " = 'never; ever' THEN RAISE(ABORT, 'no; not this') END",
    ];
  }
  const target = (id: Id): Piece => ({ column: id });
  const column = random.pick(freeColumns(table));
  if (roll < 0.3) return furtherAction(draft, { table, column, value });
  if (roll < 0.6) {
    return [
      "INSERT OR IGNORE INTO ",
      { relation: table.id },
      " (",
      target(column.id),
      ") VALUES (",
      value(),
      ")",
    ];
  }
  if (roll < 0.85) {
    return [
      "UPDATE OR IGNORE ",
      { relation: table.id },
      " SET ",
      target(column.id),
      ` = ${literalFor(random, column.type)} WHERE `,
      target(random.pick(table.columns).id),
      " = ",
      value(),
    ];
  }
  return [
    "DELETE FROM ",
    { relation: table.id },
    " WHERE ",
    target(column.id),
    " = 'gone' AND ",
    value(),
    " IS NULL",
  ];
}

/** Statements that few triggers have: UPSERT, UPDATE … FROM, subqueries, and other ways to stop. */
function furtherAction(
  { random, model }: Draft,
  { table, column, value }: {
    readonly table: TableModel;
    readonly column: TableModel["columns"][number];
    readonly value: () => Piece;
  },
): Expression {
  const name: Piece = { column: column.id };
  const relation: Piece = { relation: table.id };
  const other = random.pick(model.tables);
  const otherName: Piece = { column: random.pick(other.columns).id, of: "o" };
  return random.pick<Expression>([
    ["SELECT RAISE(IGNORE) WHERE ", value(), " = 'never; ever'"],
    [
      "SELECT RAISE(ROLLBACK, 'no; more') FROM ",
      { relation: other.id },
      " AS o WHERE ",
      otherName,
      " = 'x; y'",
    ],
    [
      "INSERT INTO ",
      relation,
      " (",
      name,
      ") SELECT ",
      otherName,
      " FROM ",
      { relation: other.id },
      " AS o WHERE ",
      otherName,
      " = 'none; such' AND ",
      value(),
      " IS NOT NULL ON CONFLICT DO NOTHING",
    ],
    [
      "UPDATE OR IGNORE ",
      relation,
      " SET ",
      name,
      " = ",
      otherName,
      " FROM ",
      { relation: other.id },
      " AS o WHERE ",
      otherName,
      " = 'none; such' AND ",
      value(),
      " IS NULL",
    ],
    [
      "DELETE FROM ",
      relation,
      " WHERE ",
      name,
      " IN (SELECT ",
      otherName,
      " FROM ",
      { relation: other.id },
      " AS o WHERE ",
      otherName,
      " = 'none; such') AND ",
      value(),
      " IS NULL",
    ],
    ["SELECT count(*) OVER (ORDER BY ", name, ") FROM ", relation, " WHERE ", name, " = ", value()],
  ]);
}

export const dropTrigger: Edit = ({ model, random }) => {
  if (model.triggers.length === 0) return false;
  model.triggers.splice(random.below(model.triggers.length), 1);
  return true;
};

/** Changes the body or the name of a trigger. */
export const alterTrigger: Edit = (draft) => {
  const { model, random } = draft;
  const trigger = pickFrom(random, model.triggers);
  if (trigger === undefined) return false;
  const watched = [...model.tables, ...model.views].find((it) => it.id === trigger.table);
  if (watched === undefined) return false;
  if (random.chance(0.4)) trigger.name = objectName(draft);
  else Object.assign(trigger, triggerBody(draft, watched));
  return true;
};
