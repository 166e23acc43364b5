import { match } from "../../base/match.ts";
import type { Change, TableConstraint } from "../../diff/change.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";

/** The maximum length of a name, without the version and `.sql`. */
const LONGEST = 60;

/**
 * A generated name for a migration, from its most important change and the number of others:
 * `add_users_bio`, `create_users_and_2_more`. Letters, digits and `_`, at most 60 of them; `manual`
 * if nothing changes. Changes that follow from a table being created or dropped are not counted.
 */
export function nameFor(changes: readonly Change[]): string {
  const counted = changes.filter((change) => !belongsToAnother(change, changes));
  const [first, ...others] = counted.toSorted((left, right) => weight(left) - weight(right));
  if (first === undefined) return "manual";
  const rest = others.length === 0 ? "" : `_and_${others.length}_more`;
  const name = subject(first).map(slug).filter(Boolean).join("_");
  return name.slice(0, LONGEST - rest.length).replace(/_+$/, "") + rest;
}

/** The words for a change, with names as they are. */
function subject(change: Change): readonly string[] {
  return match(change)
    .returnType<readonly string[]>()
    .with({ kind: "create" }, ({ object }) => ["create", ...objectWords(object)])
    .with({ kind: "drop" }, ({ object }) => ["drop", ...objectWords(object)])
    .with({ kind: "replace" }, ({ after }) => ["change", ...objectWords(after)])
    .with({ kind: "rename-table" }, (it) => ["rename", it.before, "to", it.after])
    .with({ kind: "rename-column" }, (it) => ["rename", it.table, it.before, "to", it.after])
    .with({ kind: "add-column" }, (it) => ["add", it.table, it.column.name])
    .with({ kind: "drop-column" }, (it) => ["drop", it.table, it.column.name])
    .with({ kind: "alter-column" }, (it) => ["change", it.table, it.after.name])
    .with({ kind: "add-constraint" }, (it) => ["add", it.table, ...constraintWords(it.constraint)])
    .with(
      { kind: "drop-constraint" },
      (it) => ["drop", it.table, ...constraintWords(it.constraint)],
    )
    .with({ kind: "alter-options" }, (it) => ["change", it.table, "options"])
    .exhaustive();
}

/** The words for an object; the kind is left out for tables. */
function objectWords({ kind, name }: SchemaObject): readonly string[] {
  const isTable = kind === "table" || kind === "virtual-table";
  // A name without ASCII letters or digits would vanish, so the kind is added.
  return isTable && slug(name) !== "" ? [name] : [kind, name];
}

function constraintWords(constraint: TableConstraint): readonly string[] {
  return match(constraint)
    .returnType<readonly string[]>()
    .with({ kind: "primary-key" }, () => ["primary", "key"])
    .with({ kind: "unique" }, (it) => [...it.terms.map((term) => term.column ?? ""), "unique"])
    .with({ kind: "check" }, () => ["check"])
    .with({ kind: "foreign-key" }, (it) => [...it.columns, "foreign", "key"])
    .exhaustive();
}

/** Whether a change only follows from a table that is created or dropped in the same migration. */
function belongsToAnother(change: Change, changes: readonly Change[]): boolean {
  if (change.kind !== "create" && change.kind !== "drop") return false;
  const { kind, object } = change;
  if (object.kind !== "index" && object.kind !== "trigger") return false;
  return changes.some((other) =>
    other.kind === kind && other.object.kind === "table" &&
    fold(other.object.name) === fold(object.table)
  );
}

/** A rank: the lower, the more important the change. */
function weight(change: Change): number {
  const lesser = "object" in change && change.object.kind !== "table";
  return WEIGHTS[change.kind] + (lesser ? 10 : 0);
}

const WEIGHTS: Readonly<Record<Change["kind"], number>> = {
  "create": 0,
  "drop": 1,
  "rename-table": 2,
  "rename-column": 3,
  "add-column": 4,
  "drop-column": 5,
  "alter-column": 6,
  "add-constraint": 7,
  "drop-constraint": 8,
  "alter-options": 9,
  "replace": 12,
};

/** The ASCII letters and digits in lower case, with `_` for everything between them. */
function slug(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase()
    .replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
}
