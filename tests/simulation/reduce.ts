import { copyOf, type SchemaModel, type Transition } from "./model.ts";
import { prune } from "./prune.ts";

/**
 * The smallest transition that still fails, found by leaving out what is possible on one side or
 * both. `fails` is called many times.
 */
export async function reduce(
  transition: Transition,
  fails: (transition: Transition) => Promise<boolean>,
): Promise<Transition> {
  let best = transition;
  for (let found = true; found;) {
    found = false;
    for (const attempt of attempts(best)) {
      if (!await fails(attempt)) continue;
      best = attempt;
      found = true;
      break;
    }
  }
  return best;
}

type Change = (model: SchemaModel) => void;

/** Every smaller transition, those that leave out the most first. */
function* attempts({ before, after }: Transition): Generator<Transition> {
  const changes = [...new Map([...changesOf(before), ...changesOf(after)])];
  for (const sides of ["both", "after", "before"]) {
    for (const [, change] of changes) {
      const smaller: Transition = {
        before: sides === "after" ? before : changed(before, change),
        after: sides === "before" ? after : changed(after, change),
      };
      if (JSON.stringify(smaller) !== JSON.stringify({ before, after })) yield smaller;
    }
  }
}

function changed(model: SchemaModel, change: Change): SchemaModel {
  const copy = copyOf(model);
  change(copy);
  prune(copy);
  return copy;
}

/** The parts that can be left out, each under a key that is the same on both sides. */
function* changesOf(model: SchemaModel): Generator<[string, Change]> {
  for (const list of ["tables", "searches", "views", "triggers", "indexes"] as const) {
    for (const { id } of model[list]) {
      yield [`drop ${id}`, (it) => {
        Object.assign(it, { [list]: it[list].filter((object) => object.id !== id) });
      }];
    }
  }
  for (const table of model.tables) yield* tableChanges(table.id, model);
  for (const list of ["tables", "searches", "views", "triggers", "indexes"] as const) {
    for (const object of model[list]) {
      const { id } = object;
      const find = (it: SchemaModel) => it[list].find((other) => other.id === id);
      if (object.style !== 0) {
        yield [`plain ${id}`, (it) => void Object.assign(find(it) ?? {}, { style: 0 })];
      }
      if (list === "triggers") {
        yield [`short ${id}`, (it) => {
          const trigger = it.triggers.find((other) => other.id === id);
          trigger?.actions.splice(1);
          if (trigger) trigger.when = undefined;
        }];
      }
    }
  }
}

function* tableChanges(id: number, model: SchemaModel): Generator<[string, Change]> {
  const table = model.tables.find((it) => it.id === id)!;
  const edit = (key: string, change: (table: SchemaModel["tables"][number]) => void) =>
    [`${key} ${id}`, (it: SchemaModel) => {
      const found = it.tables.find((other) => other.id === id);
      if (found) change(found);
    }] as [string, Change];
  yield edit("key", (it) => it.primaryKey = undefined);
  yield edit("strict", (it) => it.strict = false);
  yield edit("rowid", (it) => it.withoutRowid = false);
  for (const list of ["uniques", "checks", "foreignKeys"] as const) {
    for (const index of table[list].keys()) {
      yield edit(`${list} ${index}`, (it) => it[list].splice(index, 1));
    }
  }
  for (const [index] of table.foreignKeys.entries()) {
    yield edit(`actions ${index}`, (it) => {
      const key = it.foreignKeys[index];
      if (key) {
        Object.assign(key, { onDelete: "NO ACTION", onUpdate: "NO ACTION", deferred: false });
      }
    });
  }
  for (const { id: column } of table.columns) {
    yield edit(`column ${column}`, (it) => it.columns = it.columns.filter((c) => c.id !== column));
    const facets = { notNull: undefined, default: undefined, collation: undefined };
    for (
      const [facet, value] of Object.entries({ ...facets, generated: undefined, type: "INTEGER" })
    ) {
      yield edit(`${facet} ${column}`, (it) => {
        const found = it.columns.find((c) => c.id === column);
        if (found) Object.assign(found, { [facet]: value });
      });
    }
  }
}
