import { match } from "../../base/match.ts";
import type { ColumnFacet, TableConstraint } from "../../diff/change.ts";
import { conflictPhrase, termsPhrase } from "../../diff/constraint_phrase.ts";
import type { Column, Index, Table, Trigger, VirtualTable } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";

const FACETS: readonly ColumnFacet[] = ["type", "not-null", "default", "collation", "generated"];

/** A column in words close to SQL: `bio TEXT NOT NULL DEFAULT ''`. */
export function columnPhrase(column: Column): string {
  const facets = FACETS.map((facet) => facetPhrase(facet, column));
  return [quoteName(column.name), ...facets].filter(Boolean).join(" ");
}

/** The clause of a column for one facet, `""` if there is none. */
export function facetPhrase(facet: ColumnFacet, column: Column): string {
  const { notNull, default: value, collation, generated } = column;
  return match(facet)
    .returnType<string>()
    .with("type", () => column.type)
    .with("not-null", () => notNull === undefined ? "" : `NOT NULL${conflictPhrase(notNull)}`)
    .with("default", () => value === undefined ? "" : `DEFAULT ${value}`)
    .with("collation", () => collation === undefined ? "" : `COLLATE ${collation.toUpperCase()}`)
    .with("generated", () => {
      if (generated === undefined) return "";
      return `AS (${generated.written ?? generated.expression})${
        generated.stored ? " STORED" : ""
      }`;
    })
    .exhaustive();
}

/** All constraints of a table, with its primary key first. */
export function constraintsOf({ primaryKey, constraints }: Table): TableConstraint[] {
  const first = primaryKey === undefined ? [] : [{ kind: "primary-key" as const, ...primaryKey }];
  return [...first, ...constraints];
}

/** The options after the columns of a table: `STRICT, WITHOUT ROWID`, or `""`. */
export function optionsPhrase({ strict, withoutRowid, randomRowid }: Table): string {
  return [strict && "STRICT", withoutRowid && "WITHOUT ROWID", randomRowid && "RANDOM ROWID"]
    .filter(Boolean).join(", ");
}

/** The terms and condition of an index: `UNIQUE (lower(email)) WHERE deleted = 0`. */
export function indexPhrase({ unique, terms, where }: Index): string {
  const condition = where === undefined ? "" : ` WHERE ${where}`;
  return `${unique ? "UNIQUE " : ""}${termsPhrase(terms)}${condition}`;
}

/** The module of a virtual table, with its arguments: `fts5(title, body)`. */
export function modulePhrase({ module, arguments: inner }: VirtualTable): string {
  return `${module}(${inner.join(", ")})`;
}

/** When a trigger fires: `AFTER UPDATE`. */
export function triggerPhrase({ definition }: Trigger): string {
  const event = /^((before|after|instead of) )?(insert|update|delete)/.exec(definition);
  return event === null ? "" : event[0].toUpperCase();
}
