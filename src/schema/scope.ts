import { fold } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { canBeName, isWord, unquote } from "../sql/tokens.ts";
import { mentionsOf } from "./mentions.ts";
import { objectsOf, type SchemaObject, type SchemaSnapshot } from "./snapshot.ts";

/**
 * The objects that the statements can change or need to find: running them on a database that holds
 * only these has the same effect on its schema. In the order of `objectsOf`.
 *
 * A statement that only adds something needs what it names. Any other may reach all that mentions
 * what it names, directly or not: a RENAME rewrites indexes, triggers, views and foreign keys, and
 * every ALTER compiles them anew, for which they need what they mention in turn.
 * https://www.sqlite.org/lang_altertable.html
 */
export function scopeOf(
  snapshot: SchemaSnapshot,
  statements: readonly Statement[],
): SchemaObject[] {
  const all = objectsOf(snapshot);
  if (all.length === 0) return [];
  const byName = Map.groupBy(all, (object) => fold(object.name));
  const named = (names: Iterable<string>) => [...names].flatMap((name) => byName.get(name) ?? []);
  const [adding, reaching] = [
    statements.filter(onlyAdds),
    statements.filter((it) => !onlyAdds(it)),
  ];
  const reached = new Set(reaching.flatMap((statement) => named(namesIn(statement))));
  if (reached.size > 0) {
    const byMention = groupByMention(all, byName);
    for (const object of reached) {
      for (const dependent of byMention.get(fold(object.name)) ?? []) reached.add(dependent);
    }
  }
  const needed = new Set([
    ...adding.flatMap((statement) => named(namesIn(statement))),
    ...[...reached].flatMap((object) => named(mentionsOf(object))),
  ]);
  for (const object of needed) {
    if (object.kind === "table") continue;
    for (const other of named(mentionsOf(object))) needed.add(other);
  }
  const isThere = (object: SchemaObject) => reached.has(object) || needed.has(object);
  // A row can be written only where what its keys point at is known to be unique.
  const isKey = (object: SchemaObject) =>
    object.kind === "index" && object.unique && named([fold(object.table)]).some(isThere);
  return all.filter((object) => isThere(object) || isKey(object));
}

/** The objects that mention a name of the schema, by that name. */
function groupByMention(
  all: readonly SchemaObject[],
  byName: ReadonlyMap<string, unknown>,
): Map<string, SchemaObject[]> {
  const byMention = new Map<string, SchemaObject[]>();
  for (const object of all) {
    for (const name of mentionsOf(object)) if (byName.has(name)) append(byMention, name, object);
  }
  return byMention;
}

/** Whether the statement can only add to the schema: CREATE, or ALTER TABLE … ADD. */
function onlyAdds({ tokens }: Statement): boolean {
  if (isWord(tokens[0], "create")) return true;
  if (!isWord(tokens[0], "alter")) return false;
  const name = isWord(tokens[3], ".") ? 4 : 2;
  return isWord(tokens[name + 1], "add");
}

function namesIn(statement: Statement): Set<string> {
  return new Set(statement.tokens.filter(canBeName).map((token) => fold(unquote(token))));
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
