import type { Migration } from "../migrations/directory.ts";
import { fingerprint } from "../schema/facts.ts";
import { objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { createsFromSelect } from "../schema/text/object_sql.ts";
import { replay } from "../shadow/replay/replay.ts";
import { fold } from "../sql/names.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { nameOf } from "../sql/token_names.ts";
import { isWord } from "../sql/tokens.ts";
import type { RunHistory } from "./run_history.ts";

/**
 * Whether a migration that precedes applied ones has the same result when run after them: both
 * orders lead to the same schema, and if either writes rows, the other names none of those tables.
 */
export async function isIndependent(id: string, history: RunHistory): Promise<boolean> {
  const { migrations, applied, ...how } = history;
  const place = migrations.findIndex((it) => it.id === id);
  const late = migrations[place];
  const byId = new Map(migrations.map((it) => [it.id, it]));
  const done = applied.map((it) => byId.get(it));
  if (late === undefined || done.some((it) => it === undefined)) return false;
  const overtook = migrations.slice(place + 1).filter((it) => applied.includes(it.id));
  const inFolder = migrations.filter((it) => it === late || applied.includes(it.id));
  const [one, other] = [
    await replay([...done as Migration[], late], undefined, how),
    await replay(inFolder, undefined, how),
  ];
  if (!one.ok || !other.ok) return false;
  const schemas = [one.value.snapshot, other.value.snapshot];
  const [left, right] = await Promise.all(schemas.map(fingerprint));
  if (left !== right) return false;
  const names = namesIn(schemas);
  const [own, others] = [touched([late], names), touched(overtook, names)];
  return !meet(own.written, others.named) && !meet(others.written, own.named);
}

/** The tables and views that migrations name, and those to which they write rows. */
interface Touched {
  readonly named: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
}

function touched(migrations: readonly Migration[], known: ReadonlySet<string>): Touched {
  const named = new Set<string>();
  const written = new Set<string>();
  for (const { source } of migrations) {
    const script = splitStatements(source);
    for (const statement of script.ok ? script.value.statements : []) {
      const writes = writesRows(statement);
      for (const token of statement.tokens) {
        const name = nameOf(token);
        if (name === undefined || !known.has(name)) continue;
        named.add(name);
        if (writes) written.add(name);
      }
    }
  }
  return { named, written };
}

function writesRows({ tokens }: Statement): boolean {
  return isWord(tokens[0], "insert", "replace", "update", "delete", "with") ||
    createsFromSelect(tokens);
}

function namesIn(schemas: readonly SchemaSnapshot[]): ReadonlySet<string> {
  return new Set(schemas.flatMap(objectsOf).map(({ name }) => fold(name)));
}

function meet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((name) => right.has(name));
}
