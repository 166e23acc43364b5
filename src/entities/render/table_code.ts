import { match } from "../../base/match.ts";
import type { ConflictAction } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import type { NamingOptions } from "../casing.ts";
import type {
  ConstraintDefinition,
  IndexDefinition,
  ReferenceDefinition,
  TableDefinition,
  TermDefinition,
} from "../definition.ts";
import { sqlTemplate, stringText } from "./code_text.ts";
import { columnCode } from "./column_code.ts";
import { accessText, keyText } from "./identifiers.ts";

/** How the references of a table are written. */
export type ReferenceCode = (
  reference: ReferenceDefinition,
  from: { readonly table: TableDefinition; readonly columns: readonly string[] },
) => string;

/** The code of a table: `entity("users", { … })`. */
export function tableCode(
  table: TableDefinition,
  { naming, reference }: { readonly naming: NamingOptions; readonly reference: ReferenceCode },
): string {
  const columns = table.columns.map((column) => {
    const code = columnCode(column, {
      naming,
      reference: (it) => reference(it, { table, columns: [column.name] }),
    });
    return `  ${keyText(column.key)}: ${code},\n`;
  });
  const extras = extrasCode(table, reference);
  return `entity(${stringText(table.name)}, {\n${columns.join("")}}${extras})`;
}

function extrasCode(table: TableDefinition, reference: ReferenceCode): string {
  const lines = [
    ...listCode(
      "constraints",
      table.constraints.map((it) => constraintCode(it, { table, reference })),
    ),
    ...listCode("indexes", table.indexes.map((it) => indexCode(it, table))),
    ...(["strict", "withoutRowid", "randomRowid"] as const).flatMap((option) =>
      table[option] ? `${option}: true` : []
    ),
  ];
  if (lines.length === 0) return "";
  if (table.constraints.length + table.indexes.length === 0) return `, { ${lines.join(", ")} }`;
  const usesColumns = lines.some((line) => /\bt[.[]/.test(line));
  return `, (${usesColumns ? "t" : ""}) => ({\n${lines.map((line) => `  ${line},\n`).join("")}})`;
}

function listCode(name: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [`${name}: [\n${items.map((item) => `    ${item},\n`).join("")}  ]`];
}

function constraintCode(
  constraint: ConstraintDefinition,
  { table, reference }: { readonly table: TableDefinition; readonly reference: ReferenceCode },
): string {
  const terms = (list: readonly TermDefinition[]) =>
    list.map((term) => termCode(term, table)).join(", ");
  return match(constraint)
    .returnType<string>()
    .with(
      { kind: "primary-key" },
      (it) =>
        `primaryKey(${terms(it.terms)})${conflictCode(it.conflict)}` +
        (it.name === undefined ? "" : `.named(${stringText(it.name)})`),
    )
    .with(
      { kind: "unique" },
      (it) => `unique(${nameCode(it.name)}).on(${terms(it.terms)})${conflictCode(it.conflict)}`,
    )
    .with({ kind: "check" }, (it) => {
      const name = it.name === undefined ? "" : `${stringText(it.name)}, `;
      return `check(${name}${sqlTemplate(it.expression)})${conflictCode(it.conflict)}`;
    })
    .with({ kind: "foreign-key" }, (it) => {
      const columns = it.columns.map((name) => columnAccess(name, table)).join(", ");
      return `foreignKey(${columns}).references(${reference(it, { table, columns: it.columns })})`;
    })
    .exhaustive();
}

function indexCode(index: IndexDefinition, table: TableDefinition): string {
  const terms = index.terms.map((term) => termCode(term, table)).join(", ");
  const where = index.where === undefined ? "" : `.where(${sqlTemplate(index.where)})`;
  const start = index.unique ? "uniqueIndex" : "index";
  return `${start}(${stringText(index.name)}).on(${terms})${where}`;
}

function termCode(term: TermDefinition, table: TableDefinition): string {
  if (term.column === undefined) return sqlTemplate(term.expression!);
  const collation = term.collation === undefined ? "" : `.collate(${stringText(term.collation)})`;
  return columnAccess(term.column, table) + collation + (term.descending ? ".desc()" : "");
}

function columnAccess(name: string, table: TableDefinition): string {
  return `t${accessText(keyOf(table, name)!)}`;
}

/** The key of a column in TypeScript; undefined if the table has none of that name. */
export function keyOf({ columns }: TableDefinition, name: string): string | undefined {
  return columns.find((column) => sameName(column.name, name))?.key;
}

function nameCode(name: string | undefined): string {
  return name === undefined ? "" : stringText(name);
}

function conflictCode(conflict: ConflictAction): string {
  return conflict === "abort" ? "" : `.onConflict(${stringText(conflict)})`;
}
