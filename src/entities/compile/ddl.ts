import { match } from "../../base/match.ts";
import type { ConflictAction } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import type {
  ColumnDefinition,
  ConstraintDefinition,
  Definition,
  IndexDefinition,
  ReferenceDefinition,
  TableDefinition,
  TermDefinition,
} from "../definition.ts";
import { inParentheses } from "../parentheses.ts";

/** The statements that create an object, without semicolons; rename hints are comments in them. */
export function ddlOf(definition: Definition): string[] {
  return match(definition)
    .returnType<string[]>()
    .with(
      { kind: "table" },
      (it) => [tableSql(it), ...it.indexes.map((index) => indexSql(it.name, index))],
    )
    .with({ kind: "view" }, ({ name, columns, query }) => {
      const list = columns === undefined ? "" : ` (${columns.map(quoteName).join(", ")})`;
      return [`CREATE VIEW ${quoteName(name)}${list} AS ${query}`];
    })
    .with({ kind: "trigger" }, ({ name, body }) => [`CREATE TRIGGER ${quoteName(name)} ${body}`])
    .with({ kind: "virtual-table" }, ({ name, body }) => [
      `CREATE VIRTUAL TABLE ${quoteName(name)} USING ${body}`,
    ])
    .with({ kind: "statement" }, ({ sql }) => [sql])
    .exhaustive();
}

function tableSql(table: TableDefinition): string {
  const { columns, constraints, renamedFrom, name } = table;
  const hint = renamedFrom === undefined ? "" : `${renameHint(renamedFrom)}\n`;
  const parts = [
    ...columns.map((column) => ({ sql: columnSql(column), renamedFrom: column.renamedFrom })),
    ...constraints.map((it) => ({ sql: constraintSql(it), renamedFrom: undefined })),
  ];
  const lines = parts.map(({ sql, renamedFrom }, index) => {
    const comma = index < parts.length - 1 ? "," : "";
    const hint = renamedFrom === undefined ? "" : ` ${renameHint(renamedFrom)}`;
    return `  ${sql}${comma}${hint}\n`;
  });
  const options = [
    ...(table.strict ? ["STRICT"] : []),
    ...(table.withoutRowid ? ["WITHOUT ROWID"] : []),
    ...(table.randomRowid ? ["RANDOM ROWID"] : []),
  ].join(", ");
  const end = options === "" ? ")" : `) ${options}`;
  return `${hint}CREATE TABLE ${quoteName(name)} (\n${lines.join("")}${end}`;
}

function renameHint(before: string): string {
  const hint = `@renamed from=${quoteName(before)}`;
  // A line comment would end within a name that contains a line break.
  return /[\r\n]/.test(before) ? `/* ${hint} */` : `-- ${hint}`;
}

function columnSql(column: ColumnDefinition): string {
  const { type, primaryKey, notNull, uniques, collation, generated, checks, references } = column;
  const clauses = [
    quoteName(column.name),
    type,
    primaryKey && named(primaryKey.name, [
      "PRIMARY KEY",
      primaryKey.descending && "DESC",
      conflictSql(primaryKey.conflict),
      primaryKey.autoincrement && "AUTOINCREMENT",
    ]),
    notNull && words(["NOT NULL", conflictSql(notNull.conflict)]),
    ...uniques.map(({ name, conflict }) => named(name, ["UNIQUE", conflictSql(conflict)])),
    column.default !== undefined && `DEFAULT ${column.default}`,
    collation !== undefined && `COLLATE ${quoteName(collation)}`,
    generated &&
    `GENERATED ALWAYS AS ${inParentheses(generated.expression)}${
      generated.stored ? " STORED" : ""
    }`,
    ...checks.map(({ name, expression }) => named(name, [`CHECK ${inParentheses(expression)}`])),
    ...references.map((reference) => named(reference.name, [referenceSql(reference)])),
  ];
  return words(clauses);
}

function constraintSql(constraint: ConstraintDefinition): string {
  return match(constraint)
    .returnType<string>()
    .with(
      { kind: "primary-key" },
      ({ name, terms, conflict }) =>
        named(name, [`PRIMARY KEY (${terms.map(termSql).join(", ")})`, conflictSql(conflict)]),
    )
    .with(
      { kind: "unique" },
      ({ name, terms, conflict }) =>
        named(name, [`UNIQUE (${terms.map(termSql).join(", ")})`, conflictSql(conflict)]),
    )
    .with(
      { kind: "check" },
      ({ name, expression, conflict }) =>
        named(name, [`CHECK ${inParentheses(expression)}`, conflictSql(conflict)]),
    )
    .with({ kind: "foreign-key" }, ({ columns, ...reference }) =>
      named(reference.name, [
        `FOREIGN KEY (${columns.map(quoteName).join(", ")})`,
        referenceSql(reference),
      ]))
    .exhaustive();
}

function referenceSql({ target, onDelete, onUpdate, deferred }: ReferenceDefinition): string {
  return words([
    "REFERENCES",
    target.kind === "sql" ? target.sql : words([
      quoteName(target.table),
      target.columns.length > 0 && `(${target.columns.map(quoteName).join(", ")})`,
    ]),
    onDelete !== "no action" && `ON DELETE ${onDelete.toUpperCase()}`,
    onUpdate !== "no action" && `ON UPDATE ${onUpdate.toUpperCase()}`,
    deferred && "DEFERRABLE INITIALLY DEFERRED",
  ]);
}

function indexSql(table: string, { name, unique, terms, where }: IndexDefinition): string {
  return words([
    unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
    quoteName(name),
    `ON ${quoteName(table)} (${terms.map(termSql).join(", ")})`,
    where !== undefined && `WHERE ${where}`,
  ]);
}

function termSql({ column, expression, collation, descending }: TermDefinition): string {
  return words([
    column === undefined ? expression : quoteName(column),
    collation !== undefined && `COLLATE ${quoteName(collation)}`,
    descending && "DESC",
  ]);
}

function conflictSql(action: ConflictAction): string | false {
  return action !== "abort" && `ON CONFLICT ${action.toUpperCase()}`;
}

function named(name: string | undefined, clauses: readonly Word[]): string {
  return words([name !== undefined && `CONSTRAINT ${quoteName(name)}`, ...clauses]);
}

type Word = string | false | undefined;

function words(parts: readonly Word[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" ");
}
