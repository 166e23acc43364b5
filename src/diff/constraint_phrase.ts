import { match } from "../base/match.ts";
import type { Check, KeyTerm } from "../schema/snapshot.ts";
import { quoteName } from "../sql/names.ts";
import { shortenLists } from "../sql/shorten_lists.ts";
import type { TableConstraint } from "./change.ts";

/** A constraint in words close to SQL: `FOREIGN KEY (team_id) REFERENCES teams (id)`. */
export function constraintPhrase(constraint: TableConstraint): string {
  return match(constraint)
    .returnType<string>()
    .with({ kind: "primary-key" }, (it) => {
      const counting = it.autoincrement ? " AUTOINCREMENT" : "";
      return `PRIMARY KEY ${termsPhrase(it.terms)}${counting}${conflictPhrase(it)}`;
    })
    .with({ kind: "unique" }, (it) => `UNIQUE ${termsPhrase(it.terms)}${conflictPhrase(it)}`)
    .with(
      { kind: "check" },
      (it) => `CHECK (${it.written ?? it.expression})${conflictPhrase(it)}`,
    )
    .with({ kind: "foreign-key" }, ({ columns, references, onDelete, onUpdate, deferred }) =>
      [
        `FOREIGN KEY ${namesPhrase(columns)} REFERENCES ${quoteName(references.table)}`,
        references.columns.length > 0 && namesPhrase(references.columns),
        onDelete !== "no action" && `ON DELETE ${onDelete.toUpperCase()}`,
        onUpdate !== "no action" && `ON UPDATE ${onUpdate.toUpperCase()}`,
        deferred && "DEFERRABLE INITIALLY DEFERRED",
      ].filter(Boolean).join(" "))
    .exhaustive();
}

/** A CHECK by its name, or by its expression with long lists shortened. */
export function checkPhrase(
  { name, expression, written = expression }: Pick<Check, "name" | "expression" | "written">,
): string {
  return name === undefined ? `CHECK (${shortenLists(written)})` : `the check "${name}"`;
}

/** The terms of a key or an index: `(lower(email), id DESC)`. */
export function termsPhrase(terms: readonly KeyTerm[]): string {
  return `(${terms.map(termPhrase).join(", ")})`;
}

/** The ON CONFLICT clause with a leading space, `""` for the default. */
export function conflictPhrase({ conflict }: { readonly conflict: string }): string {
  return conflict === "abort" ? "" : ` ON CONFLICT ${conflict.toUpperCase()}`;
}

function termPhrase({ column, expression, collation, descending }: KeyTerm): string {
  return [
    column === undefined ? expression ?? "" : quoteName(column),
    collation && `COLLATE ${collation.toUpperCase()}`,
    descending && "DESC",
  ].filter(Boolean).join(" ");
}

function namesPhrase(names: readonly string[]): string {
  return `(${names.map(quoteName).join(", ")})`;
}
