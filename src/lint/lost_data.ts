import { counted } from "../base/counted.ts";
import { match } from "../base/match.ts";
import type { Cause, Effect, RowsLost, ValuesLost } from "../shadow/judge/effect.ts";
import { quoteName } from "../sql/names.ts";
import { outlineOf } from "../sql/outline_of.ts";
import type { Finding } from "./finding.ts";
import { permissionWords } from "./permissions.ts";

/** Rows or values that are missing from a table that still exists. */
type LostData = (RowsLost | ValuesLost) & Pick<Effect, "statement" | "trait">;

/** A finding about them, without what every cause has in common. */
type Loss = Omit<Finding, "object" | "what">;

type CauseOf<Kind extends Cause["kind"]> = Extract<Cause, { readonly kind: Kind }>;

/** What it means that rows or values are lost, which depends on the cause. */
export function lostData(effect: LostData): Finding {
  const finding = match(effect.cause)
    .returnType<Loss>()
    .with({ kind: "drop" }, (cause) => byCascade(effect, cause))
    .with({ kind: "replace" }, (cause) => byReplace(effect, cause))
    .with(
      { kind: "copy" },
      (cause) =>
        effect.kind === "rows-lost"
          ? unitedNulls(effect) ?? leftOutRows(cause)
          : valuesOfCopy({ ...effect, cause }),
    )
    .with({ kind: "direct" }, () => unitedNulls(effect) ?? CHANGED)
    .with({ kind: "indirect" }, ({ back }) => byForeignKeyOrTrigger(effect, back))
    .with({ kind: "unexplained" }, () => UNEXPLAINED)
    .exhaustive();
  const { table } = effect;
  const [object, subject] = effect.kind === "rows-lost"
    ? [table, `Table "${table}"`]
    : [`${table}.${effect.column}`, `Column "${effect.column}" of "${table}"`];
  return { ...finding, object, what: `${subject}: ${lossWords(effect)}` };
}

/** What has been lost: `3 rows became 0`. */
function lossWords(effect: RowsLost | ValuesLost): string {
  if (effect.kind === "rows-lost") return `${counted(effect.before, "row")} became ${effect.after}`;
  const { becomes, count, from } = effect;
  const values = counted(count, "value");
  const numbers = count === 1 ? "a number" : "numbers";
  return match(becomes)
    .returnType<string>()
    .with("rowid", () => `${counted(count, "NULL")} became ${numbers}`)
    .with("number", () => `${counted(count, "text")} became ${numbers}`)
    .with("rounded", () => `${counted(count, "number")} lost digits`)
    .with("same", () => `${values} became that of one row`)
    .with("null", () => `${values} became NULL`)
    .with("default", () => `${values} became the default`)
    .with(
      "other",
      () =>
        from === undefined
          ? `${values} changed`
          : `${values} became ${count === 1 ? "that" : "those"} of ${from}`,
    )
    .exhaustive();
}

/**
 * Rows that are deleted, or foreign keys that are set to NULL, because another table is dropped: with
 * foreign keys on, DROP TABLE first deletes every row of the table.
 * https://www.sqlite.org/lang_droptable.html
 */
function byCascade({ table }: LostData, { table: parent, isRebuilt, key }: CauseOf<"drop">): Loss {
  const columns = key?.columns.map((column) => `${table}.${column}`).join(", ");
  return {
    rule: "cascade-on-rebuild",
    severity: isRebuilt ? "error" : "warning",
    notes: [
      key === undefined
        ? `Dropping "${parent}" deletes its rows first, which reaches "${table}"`
        : `${columns} references ${parent} ON DELETE ${key.onDelete.toUpperCase()}, and dropping a ` +
          "table deletes its rows first",
    ],
    hint: isRebuilt
      ? `Let penumbra generate the rebuild, or recreate the children of "${parent}" in the same file`
      : `If that is intended, delete those rows in a statement of their own first`,
  };
}

/** Rows that REPLACE deletes, and rows that reference them. */
function byReplace(effect: LostData, { table, isOwn }: CauseOf<"replace">): Loss {
  const rule = "replaces-rows";
  if (!isOwn) {
    return {
      rule,
      severity: "error",
      notes: [`REPLACE deletes a row of "${table}" first, and ON DELETE takes effect`],
      hint:
        `Change the rows of "${table}" in place, with UPDATE or INSERT … ON CONFLICT … DO UPDATE`,
    };
  }
  return effect.kind === "values-lost"
    ? {
      rule,
      severity: "warning",
      notes: [`REPLACE writes a new row, and no value for ${effect.column}`],
      hint:
        `Give ${effect.column} a value, too, or use INSERT … ON CONFLICT … DO UPDATE, which keeps it`,
    }
    : {
      rule,
      severity: "warning",
      hint:
        "Check which rows can have the same key: REPLACE deletes one of them, OR ABORT stops instead",
    };
}

/**
 * Rows that have nothing but NULL in common, and of which only one is left: GROUP BY, DISTINCT and
 * PARTITION BY take NULL for equal, unlike a unique key.
 * https://www.sqlite.org/nulls.html
 */
function unitedNulls({ kind, cause, trait }: LostData): Loss | undefined {
  const [column] = trait?.has === "nulls" && kind === "rows-lost" ? trait.columns : [];
  return column === undefined ? undefined : {
    rule: cause.kind === "copy" ? "copy-drops-rows" : "changes-rows",
    severity: "warning",
    notes: ["GROUP BY, DISTINCT and PARTITION BY take NULL for equal, a unique key does not"],
    hint: `Keep rows without a value: test ${quoteName(column)} IS NULL, too`,
  };
}

/**
 * A rebuild whose copy omits rows. A WHERE is explicit, and only a note, unless it is one of several that
 * divide the rows, or excludes rows by a comparison that NULL fails, too.
 */
function leftOutRows({ isDivided, isFiltered, nulls }: CauseOf<"copy">): Loss {
  const rule = "copy-drops-rows";
  if (isDivided) {
    return {
      rule,
      severity: "error",
      notes: ["The copies divide the rows by conditions, none of which is true of these"],
      hint: "Let one of the copies take all other rows, those with NULL as well",
    };
  }
  const [column] = nulls.map(quoteName);
  if (column !== undefined) {
    return {
      rule,
      severity: "warning",
      notes: [
        `A comparison with NULL is never true, so rows with NULL in ${column} are left out, too`,
      ],
      hint:
        `Add OR ${column} IS NULL to the comparison to keep them, or AND ${column} IS NOT NULL ` +
        "if they may be lost",
    };
  }
  return isFiltered ? { ...CHANGED, rule } : {
    rule,
    severity: "warning",
    hint: "Check whether the copy can skip rows: a LEFT JOIN keeps them, OR ABORT stops at them",
  };
}

type CopiedValues = ValuesLost & { readonly cause: CauseOf<"copy"> };

/** Values that a copy into a column has not kept. */
function valuesOfCopy(effect: CopiedValues): Loss {
  const { becomes, from, isKey, cause: { isListed, isSelected } } = effect;
  if (becomes === "same") return FROM_ONE_ROW;
  if (from !== undefined) return swappedColumns(effect);
  const converted = conversionOf(effect);
  if (converted !== undefined) return isSelected ? converted : CHANGED;
  if (isSelected && isListed) return FROM_ANOTHER_ROW;
  // A primary key must get a new value by the copy itself.
  const isRecomputed = isListed || (becomes === "other" && !isKey);
  return isRecomputed ? CHANGED : leftOutColumn(effect);
}

/** A copy whose subquery finds the same row for all of them. */
const FROM_ONE_ROW: Loss = {
  rule: "copy-drops-columns",
  severity: "warning",
  notes: ["The copy selects it without regard to the row"],
  hint: "Compare the key in the WHERE of the subquery",
};

/** A copy that selects the column as it is, but not the value that the row had. */
const FROM_ANOTHER_ROW: Loss = {
  rule: "copy-drops-columns",
  severity: "warning",
  notes: ["The copy selects a column of that name, but from another row"],
  hint: "Select it from the row itself: compare the key in a subquery, name the table in a join",
};

/**
 * A copy that writes the values of a column into another one, and others into the first. If it names both
 * on both sides, it may be meant, and is a warning.
 */
function swappedColumns({ cause: { isByOrder } }: CopiedValues): Loss {
  return {
    rule: "copy-swaps-columns",
    severity: isByOrder ? "error" : "warning",
    notes: isByOrder
      ? ["A copy assigns values by their order, whatever their columns are called"]
      : [],
    hint: "Name the columns in the same order on both sides of the INSERT, or write " +
      '"-- penumbra: allow copy-swaps-columns" if they are to be swapped',
  };
}

/**
 * A rebuild that gives a column a type in which its values become others, even if the copy selects them
 * as they are: SQLite stores a number in place of a text that reads as one, and of NULL in the INTEGER
 * PRIMARY KEY. https://www.sqlite.org/datatype3.html#type_affinity
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
function conversionOf({ table, column, becomes }: ValuesLost): Loss | undefined {
  const severity = "warning";
  const allow = (rule: string) =>
    `write "-- penumbra: allow ${permissionWords(rule, [table, column])}"`;
  switch (becomes) {
    case "rowid":
      return {
        rule: "null-to-rowid",
        severity,
        notes: ["An INTEGER PRIMARY KEY stores a new number in place of NULL"],
        hint: `Delete rows with NULL in ${column}, give them a number in the copy, or ` +
          `${allow("null-to-rowid")} if any number will do`,
      };
    case "number":
      return {
        rule: "text-to-number",
        severity,
        notes: ["With the new type of the column, '007' becomes 7"],
        hint: `Keep the type if ${column} has codes, such as postal codes, or ` +
          allow("text-to-number"),
      };
    case "rounded":
      return {
        rule: "lossy-type-change",
        severity,
        hint: `Keep the type if ${column} has such numbers, such as ids of other systems, or ` +
          allow("lossy-type-change"),
      };
    default:
      return undefined;
  }
}

/**
 * A rebuild whose copy omits a column that both the old and the new table have. An omitted primary
 * key gets new values, which is only a warning.
 */
function leftOutColumn({ table, column, isKey }: ValuesLost): Loss {
  return {
    rule: "copy-drops-columns",
    severity: isKey ? "warning" : "error",
    notes: [`"${column}" is in the table before and after, but not in the copy`],
    hint: `Add ${column} to both sides of the INSERT, or write ` +
      `"-- penumbra: allow ${permissionWords("copy-drops-columns", [table, column])}" ` +
      "if they may be lost",
  };
}

/** Rows that a statement deletes or changes, or values that a copy recomputes: probably intended. */
const CHANGED: Loss = {
  rule: "changes-rows",
  severity: "note",
  hint: "Check that this is intended",
};

/**
 * Foreign keys delete rows only with others, so that a trigger does at an INSERT or UPDATE. If a row is
 * deleted because another one is like it, rows that reference it can reference that one. Rows that are only
 * deleted to be inserted again, as in a rebuild, are not meant to take others with them.
 */
function byForeignKeyOrTrigger(
  { kind, statement, table, trait }: LostData,
  back: string | undefined,
): Loss {
  if (back !== undefined) {
    return {
      rule: "cascade-on-rebuild",
      severity: "error",
      notes: [`The rows of "${back}" are there again at the end, these are not`],
      hint: `Let penumbra generate the rebuild, or insert those of "${table}" again, too`,
    };
  }
  const isDelete = outlineOf(statement).kind === "delete";
  if (isDelete && trait?.has === "equal" && trait.other === undefined) {
    return {
      ...CHANGED,
      severity: "warning",
      notes: [`Rows of "${table}" follow a row of "${trait.table}" of which an equal one stays`],
      hint: `Let the rows of "${table}" reference the one that stays, by an UPDATE before it`,
    };
  }
  return kind === "rows-lost" && !isDelete
    ? {
      ...CHANGED,
      severity: "warning",
      notes: ["A trigger that the statement fires deletes them"],
    }
    : CHANGED;
}

/** A loss without a statement that explains it. No such case is known: this is a safety net. */
const UNEXPLAINED: Loss = {
  rule: "unexplained-loss",
  severity: "error",
  hint: "Check what the statement does to existing rows",
};
