import { type Suggester, suggester } from "../../../base/suggest.ts";
import { type MismatchedKey, mismatchedKeys } from "../../../schema/constraints/mismatched_keys.ts";
import type { SchemaSnapshot } from "../../../schema/snapshot.ts";
import type { SchemaAdvice, SchemaRule } from "../advice.ts";

/** A foreign key to a table that does not exist: SQLite refuses every row of the child. */
export const PARENT_MISSING: SchemaRule = {
  name: "parent-missing",
  severity: "warning",
  find: (schema) => adviceFor(schema, "missing-table"),
};

/** A foreign key to columns that are not unique: SQLite refuses every row of the child. */
export const PARENT_KEY_NOT_UNIQUE: SchemaRule = {
  name: "parent-key-not-unique",
  severity: "warning",
  find: (schema) => adviceFor(schema, "not-unique"),
};

function adviceFor(schema: SchemaSnapshot, wanted: MismatchedKey["reason"]): SchemaAdvice[] {
  return adviceOnKeys(mismatchedKeys(schema).filter(({ reason }) => reason === wanted), schema);
}

/** The advice on such keys of a schema. */
export function adviceOnKeys(
  keys: readonly MismatchedKey[],
  { tables }: SchemaSnapshot,
): SchemaAdvice[] {
  const meant = suggester(tables.map(({ name }) => name));
  return keys.map((it) => adviceOnKey(it, meant));
}

function adviceOnKey({ child, key, reason }: MismatchedKey, meant: Suggester): SchemaAdvice {
  const { table, columns } = key.references;
  const written = columns.length === 0 ? "its primary key" : `(${columns.join(", ")})`;
  const near = reason === "missing-table" ? meant(table) : undefined;
  const [state, hint] = reason === "missing-table"
    ? [
      `there is no table "${table}"`,
      near === undefined
        ? `Create "${table}", or remove the foreign key`
        : `Did you mean "${near}"?`,
    ]
    : [
      `no key and no unique index covers ${written} of "${table}"`,
      `Make ${written} of "${table}" unique`,
    ];
  return {
    owner: child.name,
    object: `${child.name}.${key.columns[0]}`,
    message: `Cannot write rows of "${child.name}" with foreign keys on, since its key ` +
      `(${key.columns.join(", ")}) cannot be checked: ${state}`,
    hint,
  };
}
