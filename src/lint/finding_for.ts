import { counted } from "../base/counted.ts";
import { match } from "../base/match.ts";
import type {
  ColumnDropped,
  ColumnUnchecked,
  Effect,
  Failed,
  IndexStale,
  KeyLost,
  NameStored,
  OrphansLeft,
  RowsDoubled,
  TableDropped,
} from "../shadow/judge/effect.ts";
import type { Loss } from "../diff/losses.ts";
import { quoteName } from "../sql/names.ts";
import { outlineOf } from "../sql/outline_of.ts";
import { switched } from "../sql/pragmas.ts";
import { statementsIn } from "../sql/statements.ts";
import { canBeName, unquote } from "../sql/tokens.ts";
import type { Finding } from "./finding.ts";
import { lossMessage, lossNames } from "./loss_words.ts";
import { lostData } from "./lost_data.ts";

/** What an effect means; undefined if it is what a file intends. */
export function findingFor(effect: Effect): Finding | undefined {
  return match(effect)
    .returnType<Finding | undefined>()
    .with({ kind: "table-dropped" }, { kind: "column-dropped" }, droppedData)
    .with({ kind: "rows-lost" }, { kind: "values-lost" }, lostData)
    .with({ kind: "rows-doubled" }, doubledRows)
    .with({ kind: "key-lost" }, droppedParent)
    .with({ kind: "orphans-left" }, orphanedRows)
    .with({ kind: "name-stored" }, doubleQuotedString)
    .with({ kind: "index-stale" }, staleSearchIndex)
    .with({ kind: "column-unchecked" }, unsoundAlter)
    .with({ kind: "failed" }, failsOnRows)
    .exhaustive();
}

/**
 * A table or a column that is lost once the files have run, with its values nowhere else: by DROP, or
 * by a rebuild that does not copy it. If values of a column were converted into another one first, it
 * is a note.
 */
function droppedData(effect: TableDropped | ColumnDropped): Finding {
  const { table, isBack, lookalike } = effect;
  const { isConverted, isPartial = false } = effect.kind === "column-dropped"
    ? effect
    : { isConverted: false };
  const loss = effect.kind === "table-dropped" ? { table } : { table, column: effect.column };
  const notes = isConverted
    ? ["Other values are computed from its values first"]
    : isPartial
    ? ["Its values are copied or converted first, but not for every row"]
    : isBack
    ? ["It is created again, but without its data"]
    : lookalike !== undefined
    ? [`"${lookalike}" is new and declared alike: it may be meant as the new name`]
    : [];
  const permission = 'write "-- penumbra: allow data-loss" into the file';
  return {
    rule: "data-loss",
    severity: isConverted ? "note" : "error",
    object: lossNames(loss).join("."),
    isEvident: true,
    what: lossMessage(loss),
    notes,
    hint: lookalike === undefined
      ? `If that is intended, ${permission}`
      : `To rename it, write ${renameSql(loss, lookalike)}; if the loss is intended, ${permission}`,
  };
}

function renameSql({ table, column }: Loss, name: string): string {
  const what = column === undefined ? "" : ` COLUMN ${quoteName(column)}`;
  return `ALTER TABLE ${quoteName(table)} RENAME${what} TO ${quoteName(name)}`;
}

/** A rebuild whose copy writes rows more than once, as a join does that finds several matches. */
function doubledRows({ table, before, more }: RowsDoubled): Finding {
  return {
    rule: "copy-doubles-rows",
    severity: "warning",
    object: table,
    what: `Table "${table}": ${counted(before, "row")} became ${before + more}`,
    hint: "Select from the table alone: a join returns a row for each match",
  };
}

/** A foreign key that had its parent before and references a missing table afterwards. */
function droppedParent({ table, columns, parent }: KeyLost): Finding {
  return {
    rule: "dropped-parent",
    severity: "error",
    object: table,
    what: `Table "${table}": a foreign key (${columns.join(", ")}) references "${parent}", which ` +
      "is gone",
    hint: "Recreate that table in the same file, so that it references the new one",
  };
}

/**
 * Rows that lose their parent under a key that existed before: while foreign keys are off, or deferred
 * and never checked, since `PRAGMA defer_foreign_keys = OFF` forgets what COMMIT was to check.
 * https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
 */
function orphanedRows(
  { table, parent, count, statement }: OrphansLeft & Pick<Effect, "statement">,
): Finding {
  const isForgotten = statementsIn(statement.source).some((it) =>
    switched(it, "defer_foreign_keys") === "off"
  );
  return {
    rule: "orphaned-rows",
    severity: "warning",
    object: table,
    what:
      `Table "${table}": ${count === 1 ? "1 row references" : `${count} rows reference`} rows of ` +
      `"${parent}" that are gone`,
    notes: isForgotten
      ? ["After PRAGMA defer_foreign_keys = OFF, COMMIT does not check what came before it"]
      : [],
    hint: "Delete or change those rows in the same file",
  };
}

/**
 * A copy that selects a column by its name in double quotes from a table that does not have it: most
 * builds of SQLite take that for a string.
 * https://www.sqlite.org/quirks.html#dblquote
 */
function doubleQuotedString({ table, column }: NameStored): Finding {
  return {
    rule: "double-quoted-string",
    severity: "error",
    object: `${table}.${column}`,
    isEvident: true,
    what: `The migration stores the text '${column}' in every row of ${table}.${column}`,
    notes: [
      `"${column}" is selected from a table without that column, so SQLite takes it for a string`,
      "better-sqlite3 and libSQL refuse the statement instead",
    ],
    hint: `Leave ${column} out on both sides of the INSERT, or select a value for it`,
  };
}

/**
 * A search index over another table that finds rows it should not, or not those it should.
 * https://www.sqlite.org/fts5.html#external_content_tables
 */
function staleSearchIndex({ table, content, isNew }: IndexStale): Finding {
  const name = quoteName(table);
  return {
    rule: "stale-search-index",
    severity: "warning",
    object: table,
    what: isNew
      ? `Table "${table}": the new index does not have the rows of "${content}"`
      : `Table "${table}": the index no longer matches the rows of "${content}"`,
    notes: isNew
      ? []
      : ["The migration changes those rows or their rowids, and nothing updates the index"],
    hint: `Write INSERT INTO ${name} (${name}) VALUES ('rebuild') at the end of the file`,
  };
}

/**
 * A column that libSQL's ALTER COLUMN … TO gives a definition that its rows or indexes do not follow: it
 * replaces the text, and neither checks nor rewrites anything.
 * https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md
 */
function unsoundAlter({ table, column, found }: ColumnUnchecked): Finding {
  const object = `${table}.${column}`;
  const subject = `Column "${column}" of "${table}"`;
  const rule = "unsound-alter-column";
  const generated = "or let penumbra generate write the change";
  if (found === "collation") {
    return {
      rule,
      severity: "error",
      object,
      isEvident: true,
      what: `${subject} gets another collation, but its indexes keep the order of the old one`,
      hint: `Write REINDEX ${quoteName(table)} after it, ${generated}`,
    };
  }
  if (found === "default") {
    return {
      rule,
      severity: "warning",
      object,
      isEvident: true,
      what: `${subject} gets another default, which rows from before the column then show, too`,
      hint: `Rebuild the table, ${generated}`,
    };
  }
  const isType = !/^(?:NULL|CHECK)/.test(found);
  return {
    rule,
    severity: isType ? "error" : "warning",
    object,
    isEvident: true,
    what: isType
      ? `${subject} keeps values of its old type (${found})`
      : `${subject} may keep values that it no longer accepts (${found})`,
    notes: ["ALTER COLUMN neither checks nor rewrites rows"],
    hint: isType
      ? `Rebuild the table, ${generated}`
      : `Change or delete such rows in the same file, before it, ${generated}`,
  };
}

/**
 * A statement that succeeds on empty tables and fails as soon as they have rows. If only certain rows
 * make it fail, such as those that violate a new constraint, it depends on the data and is a warning.
 */
function failsOnRows(
  failed: Failed & Pick<Effect, "statement" | "trait">,
): Finding | undefined {
  const { statement, reason, atCommit, needsNull, isCertain, trait } = failed;
  // A gate is meant to stop the file at such rows.
  const names = statement.tokens.filter(canBeName).map(unquote);
  if (names.some((name) => /^__penumbra_gate/i.test(name))) return undefined;
  const rows = needsNull
    ? "With NULL or a default in a row"
    : isCertain
    ? "With rows in the tables"
    : "With some rows in the tables";
  const place = atCommit ? "the file fails at its COMMIT" : "the statement fails";
  return {
    rule: "fails-on-rows",
    severity: isCertain ? "error" : trait?.isKey ? "note" : "warning",
    object: "",
    what: `${rows} ${place} (${reason})`,
    notes: trait?.isKey ? ["A primary key accepts NULL unless it says NOT NULL"] : [],
    hint: failureHint(failed),
  };
}

function failureHint(
  { statement, reason, atCommit, isCertain }: Failed & Pick<Effect, "statement">,
): string {
  if (!isCertain) {
    return /^FOREIGN KEY/.test(reason) && outlineOf(statement).kind === "delete"
      ? "Check whether other rows reference such rows, and change or delete those first"
      : "Check whether such rows can exist, and change or delete them first";
  }
  const column = /^NOT NULL constraint failed: .*\.(.+)$/i.exec(reason)?.[1];
  if (column !== undefined) return `Give ${column} a default, or select a value for it`;
  if (/^FOREIGN KEY/.test(reason)) {
    const outline = outlineOf(statement);
    const generated = "or let penumbra generate the rebuild";
    if (atCommit) return `Recreate the tables that reference a dropped one as well, ${generated}`;
    return outline.kind === "drop"
      ? `Drop the tables that reference "${unquote(outline.name.token)}" first, ${generated}`
      : "Change or delete the rows that reference these first";
  }
  return "Write it so that it runs on tables with rows: with a constant default, or as a rebuild";
}
