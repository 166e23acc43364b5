import { match } from "../../base/match.ts";
import { conflictPhrase, constraintPhrase } from "../../diff/constraint_phrase.ts";
import { terminated } from "../../plan/text/render.ts";
import { mayHoldNull } from "../../schema/constraints/keys.ts";
import {
  type Column,
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type SchemaSnapshot,
  type Table,
  type Trigger,
} from "../../schema/snapshot.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { type Belongings, belongingsIn, belongingsOfOthers, type Owner } from "./belongings.ts";
import { htmlTable, idOf, linkTo, type PageSection, renderPage, section } from "./html_page.ts";
import { code, type Content, element, type Html, sqlBlock } from "./html_text.ts";
import { type Key, keysOf } from "./mermaid.ts";
import {
  constraintsOf,
  facetPhrase,
  indexPhrase,
  modulePhrase,
  optionsPhrase,
  triggerPhrase,
} from "./phrases.ts";

/**
 * The schema as a page: each table, virtual table and view with its parts and its SQL, and links
 * from foreign keys to their parents and back. Ends with a line break.
 */
export function renderHtml(snapshot: SchemaSnapshot): string {
  const { tables, virtualTables, views } = snapshot;
  const surroundings = surroundingsIn(snapshot);
  const ownersSection = (id: string, heading: string, owners: readonly Owner[]): PageSection => ({
    id,
    heading,
    links: owners.map(linkToOwner),
    content: owners.map((owner) => ownerSection(owner, surroundings)),
  });
  const sections = [
    ownersSection("tables", "Tables", tables),
    ownersSection("virtual-tables", "Virtual tables", virtualTables),
    ownersSection("views", "Views", views),
  ].filter(({ links }) => links.length > 0);
  const all = [...sections, ...othersSection(belongingsOfOthers(snapshot))];
  const lead = all.length === 0 ? "The schema is empty" : undefined;
  return renderPage({ title: "Schema", lead, sections: all });
}

/** What an object of a schema has to do with the others. */
interface Surroundings {
  readonly tables: readonly Table[];
  readonly belongingsOf: (name: string) => Belongings;
  /** The foreign keys that reference a table, each with its own table. */
  readonly referencesTo: (name: string) => readonly Reference[];
}

interface Reference {
  readonly child: Table;
  readonly key: ForeignKey;
}

function surroundingsIn(snapshot: SchemaSnapshot): Surroundings {
  const { tables } = snapshot;
  const references = tables.flatMap((child) =>
    foreignKeysOf(child).map((key): Reference => ({ child, key }))
  );
  const byParent = Map.groupBy(references, ({ key }) => fold(key.references.table));
  return {
    tables,
    belongingsOf: belongingsIn(snapshot),
    referencesTo: (name) => byParent.get(fold(name)) ?? [],
  };
}

function ownerSection(owner: Owner, surroundings: Surroundings): Html {
  const { kind, name, sql } = owner;
  const phrase = code(ownerPhrase(owner));
  const heading = [
    code(quoteName(name)),
    phrase === "" ? "" : [" ", element("span", phrase, { class: "quiet" })],
  ];
  const content = [
    kind === "table" ? tableParts(owner, surroundings) : "",
    belongingTables(surroundings.belongingsOf(name), () => ""),
    sqlBlock(terminated(sql)),
  ];
  return section(heading, content, { id: idOf(kind, name), level: "h3" });
}

/** What follows the name in a heading. */
function ownerPhrase(owner: Owner): string {
  return match(owner)
    .returnType<string>()
    .with({ kind: "table" }, optionsPhrase)
    .with({ kind: "virtual-table" }, modulePhrase)
    .with({ kind: "view" }, () => "")
    .exhaustive();
}

/** The columns and constraints of a table, and the foreign keys that reference it. */
function tableParts(table: Table, { tables, belongingsOf, referencesTo }: Surroundings): Content {
  const { indexes } = belongingsOf(table.name);
  const columns = htmlTable(
    "Columns",
    ["Column", "Type", "NULL", "Default", "Collation", "Generated", "Keys"],
    table.columns.map((column) => [
      code(quoteName(column.name)),
      code(column.type),
      nullPhrase(column, table),
      code(column.default ?? ""),
      code(column.collation?.toUpperCase() ?? ""),
      code(facetPhrase("generated", column)),
      keysOf(column, table, indexes).map((key) => KEYS[key]).join(", "),
    ]),
  );
  const constraints = htmlTable(
    "Constraints",
    ["Constraint", "Name", "Parent"],
    constraintsOf(table).map((it) => [
      code(constraintPhrase(it)),
      it.name === undefined ? "" : code(quoteName(it.name)),
      it.kind === "foreign-key" ? parentOf(it, tables) : "",
    ]),
  );
  const references = htmlTable(
    "Referenced by",
    ["Child", "Foreign key"],
    referencesTo(table.name).map(({ child, key }) => [
      linkToOwner(child),
      code(constraintPhrase(key)),
    ]),
  );
  return [columns, constraints, references];
}

/** Whether a column can be NULL, with what happens otherwise. */
function nullPhrase(column: Column, table: Table): string {
  if (mayHoldNull(table, column.name)) return "yes";
  return column.notNull === undefined ? "no" : `no${conflictPhrase(column.notNull)}`;
}

const KEYS: Readonly<Record<Key, string>> = { PK: "primary", FK: "foreign", UK: "unique" };

/** The parent of a foreign key, which may be missing in the schema. */
function parentOf({ references }: ForeignKey, tables: readonly Table[]): Content {
  const parent = findByName(tables, references.table);
  return parent === undefined ? code(quoteName(references.table)) : linkToOwner(parent);
}

function linkToOwner({ kind, name }: Owner): Html {
  return linkTo(idOf(kind, name), code(quoteName(name)));
}

/** What is on tables without a section of their own, if there is anything. */
function othersSection(belongings: Belongings): PageSection[] {
  if (belongings.indexes.length + belongings.triggers.length === 0) return [];
  const content = belongingTables(belongings, ({ table }) => code(quoteName(table)));
  return [{ id: "others", heading: "Indexes and triggers on other tables", links: [], content }];
}

/** Indexes and triggers, with a cell for the table that each is on. */
function belongingTables(
  { indexes, triggers }: Belongings,
  tableCell: (object: Index | Trigger) => Content,
): Content {
  const row = (object: Index | Trigger, phrase: string) => [
    code(quoteName(object.name)),
    tableCell(object),
    code(phrase),
    sqlBlock(terminated(object.sql)),
  ];
  return [
    htmlTable(
      "Indexes",
      ["Index", "Table", "Definition", "SQL"],
      indexes.map((index) => row(index, indexPhrase(index))),
    ),
    htmlTable(
      "Triggers",
      ["Trigger", "Table", "Event", "SQL"],
      triggers.map((trigger) => row(trigger, triggerPhrase(trigger))),
    ),
  ];
}
