import type { PreparedQuery } from "../../host/database/engine.ts";
import { Catalog, type CatalogObject } from "../../schema/dependencies/catalog.ts";
import { CATALOG_QUERIES } from "../../schema/introspect.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { compilesAll, namesIn } from "../../schema/dependencies/reach.ts";
import { type Reached, reachIn, withNeeds, withParents } from "../../schema/dependencies/scope.ts";
import {
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
  type Table,
} from "../../schema/snapshot.ts";
import { keysFit } from "../../schema/constraints/mismatched_keys.ts";
import type { EngineName } from "../../base/engine_name.ts";
import { fold, quoteName } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, unquote } from "../../sql/tokens.ts";
import { rowUseOf } from "./row_use.ts";
import type { ShadowDatabase } from "../shadow_database.ts";
import { isDesk, WaitingRows } from "./waiting_rows.ts";

/** An object as the engine keeps it; what was there at the beginning is one of the schema. */
type Entry = CatalogObject;

/**
 * How little is kept in the shadow: "some" keeps what costs less there than outside; "least" puts
 * away all that it can, whatever that costs.
 */
export type Thrift = "some" | "least";

/** What runs the shadow of a window, and how little is kept there. */
export interface WindowOptions {
  readonly engine: EngineName;
  readonly thrift?: Thrift;
}

/**
 * A schema of which only a part is in a shadow: what the next statements can touch or need. The rest
 * waits as text, and so do rows, see `WaitingRows`. An ALTER has SQLite parse all that
 * is there, so that its time grows with that and not with the schema.
 *
 * What is in the shadow finds there all that it mentions; whatever goes away goes away together.
 */
export class SchemaWindow {
  readonly #shadow: ShadowDatabase;
  readonly #engine: EngineName;
  readonly #thrift: Thrift;
  readonly #catalog: Catalog<Entry>;
  readonly #present = new Set<Entry>();
  /** What stays in the shadow: tables of modules, and tables with more rows than can be moved. */
  readonly #staying = new Set<Entry>();
  /** Whether there has been a virtual table. */
  #hasModules = false;
  readonly #rows: WaitingRows;
  /** Changed since the last ALTER that looked at them, or reads from what has changed. */
  readonly #uncompiled = new Set<Entry>();
  /** Tables whose foreign keys no check has looked at since they or their parents changed. */
  readonly #unmatched = new Set<Entry>();
  /** Tables whose foreign keys fit their parents, as far as these have been looked at. */
  readonly #fit = new Set<Entry>();
  /** Changed since the beginning, or reads from what has changed. */
  readonly #affected = new Set<Entry>();
  /** What is as it was at the beginning. */
  readonly #first: Set<SchemaObject>;
  /** The place of each in the order in which they were made. */
  readonly #places = new Map<Entry, number>();
  #nextPlace: number;
  /** Statements that have run since the catalog was last read from the shadow. */
  #unread: Statement[] = [];
  /** How many of those create something. */
  #created = 0;
  /** Whether some of those may have written to anything that is there. */
  #wroteAnywhere = false;
  /** The tables in the shadow whose rows may not be those that wait. */
  readonly #written = new Set<Entry>();

  readonly #askObjects: PreparedQuery;
  readonly #askBacking: PreparedQuery;

  constructor(
    shadow: ShadowDatabase,
    base: SchemaSnapshot,
    { engine, thrift = "some" }: WindowOptions,
  ) {
    this.#shadow = shadow;
    this.#engine = engine;
    this.#thrift = thrift;
    this.#rows = new WaitingRows(shadow);
    this.#askObjects = shadow.prepare(OBJECTS);
    this.#askBacking = shadow.prepare(CATALOG_QUERIES[2]!);
    this.#first = new Set(objectsOf(base));
    this.#catalog = new Catalog<Entry>(this.#first);
    for (const object of this.#first) this.#places.set(object, this.#places.size);
    this.#nextPlace = this.#places.size;
  }

  /** Whether there is something of that name, in the shadow or outside of it. */
  has(name: string): boolean {
    return [...this.#catalog.named(fold(name))].length > 0;
  }

  /** Runs SQL of our own that makes something new. */
  execute(sql: string): void {
    this.#shadow.execute(sql);
    this.#read();
  }

  /**
   * Brings in what the statements can touch or need, and puts away what would slow them down. Gives back
   * what the engine said if it refused that.
   */
  open(statements: readonly Statement[]): string | undefined {
    if (this.#staysSmall(statements)) return undefined;
    this.#read();
    if (this.#staysSmall(statements)) return undefined;
    const { scope, written } = this.#scopeOf(statements);
    const alters = this.#thrift === "least" ||
      statements.some(({ tokens }) => isWord(tokens[0], "alter"));
    const idle = alters ? this.#idleBeside(scope) : [];
    const needsRows = statements.some((it) => this.#usesRows(it));
    const bare = needsRows ? this.#bareIn(scope) : [];
    const refusal = this.#putAway([...idle, ...bare]) ?? this.#bringIn(scope, { needsRows });
    for (const name of written) {
      for (const it of this.#catalog.named(name)) this.#noteWritten(it);
    }
    return refusal;
  }

  /** Takes over what the statements make of the schema; they have run since `open`. */
  takeOver(statements: readonly Statement[]): void {
    this.#unread.push(...statements);
    this.#created += statements.filter(creates).length;
    if (this.#present.size === this.#catalog.size && statements.some(writesRows)) {
      this.#wroteAnywhere = true;
    }
  }

  /** Whether everything is in the shadow and will be little: then nothing is put away. */
  #staysSmall(statements: readonly Statement[]): boolean {
    if (this.#thrift === "least") return false;
    const size = this.#catalog.size + this.#created + statements.filter(creates).length;
    if (this.#present.size < this.#catalog.size || size > FEW) return false;
    return !statements.some((it) => this.#usesRows(it)) || this.#bareIn(this.#present).length === 0;
  }

  /** Reads what the statements have made of the schema. */
  #read(): void {
    const statements = this.#unread;
    this.#unread = [];
    this.#created = 0;
    const before = new Map([...this.#present].map((it) => [keyOf(it), it]));
    const changed = new Set<string>();
    const entries = this.#readEntries(before);
    const gone = [...before].filter(([key, entry]) => entries.get(key) !== entry);
    const held = new Set(gone.filter(([, it]) => this.#written.has(it)).map(([key]) => key));
    const writes = statements.some(writesRows);
    for (const statement of statements) this.#rows.follow(statement);
    const moveRows = writes || (held.size > 0 && statements.some(renamesTable));
    const noteChange = ({ name, table, unique }: Entry) => {
      changed.add(fold(name));
      if (unique) changed.add(fold(table!));
    };
    for (const [, entry] of gone) {
      this.#forget(entry);
      noteChange(entry);
    }
    for (const [key, entry] of entries) {
      if (before.get(key) === entry) continue;
      this.#catalog.add(entry);
      this.#present.add(entry);
      this.#affected.add(entry);
      if (moveRows || held.has(key)) this.#noteWritten(entry);
      noteChange(entry);
      if (isCompiled(entry) || this.#isQuoted(entry)) this.#uncompiled.add(entry);
      if (hasKeys(entry)) this.#unmatched.add(entry);
    }
    if (this.#wroteAnywhere) this.#present.forEach((it) => this.#noteWritten(it));
    this.#wroteAnywhere = false;
    if (changed.size > 0) this.#keepModules(entries.values());
    const { readers, children } = this.#dependentsOn(changed);
    for (const reader of readers) {
      this.#affected.add(reader);
      this.#uncompiled.add(reader);
    }
    for (const child of children) {
      this.#unmatched.add(child);
      this.#fit.delete(child);
    }
    this.#settle(statements);
  }

  /**
   * Brings in whatever is not what it was at the beginning, and what it takes to compile that. Gives
   * back what the engine said if it refused that.
   */
  openChanged(): string | undefined {
    this.#read();
    const changed = [...this.#affected];
    const watched = changed.flatMap(({ kind, table = "" }: CatalogObject) =>
      kind === "trigger" ? [...this.#catalog.named(fold(table))] : []
    );
    const scope = withNeeds(this.#catalog, [...changed, ...watched]);
    return this.#bringIn(scope, { needsRows: false }) ?? this.#shadow.arrange(this.#rows.close());
  }

  /** The names of those among the tables that hold rows. */
  filled(tables: readonly Table[]): string[] {
    const entries = new Map(
      [...this.#written].filter((it) => this.#present.has(it)).map((it) => [fold(it.name), it]),
    );
    const [asked, known] = [
      tables.filter(({ name }) => entries.has(fold(name))),
      tables.filter(({ name }) => !entries.has(fold(name)) && this.#rows.hasRows(fold(name))),
    ];
    const filled = new Set([...this.#shadow.filledTables(asked), ...known.map(({ name }) => name)]);
    return tables.map(({ name }) => name).filter((name) => filled.has(name));
  }

  /** The schema, of which `present` was read from the shadow: what has not changed is as it was. */
  snapshot(present: SchemaSnapshot): SchemaSnapshot {
    const objects = new Map([...this.#first].map((object) => [keyOf(object), object]));
    for (const object of objectsOf(present)) {
      // Reading has SQLite write strings in double quotes again.
      if (objects.get(keyOf(object))?.sql !== object.sql) objects.set(keyOf(object), object);
    }
    return snapshotOf(objects.values());
  }

  /** What the statements can touch or need, and the folded names of what they can write rows to. */
  #scopeOf(statements: readonly Statement[]): { scope: Set<Entry>; written: Set<string> } {
    const { scope, written } = this.#reached(statements);
    if (statements.some(compilesAll)) {
      this.#uncompiled.forEach((it) => scope.add(it));
    }
    if (statements.some(checksKeys)) {
      for (const it of withParents(this.#catalog, [...this.#unmatched, ...this.#owners()])) {
        scope.add(it);
      }
    }
    const moves = statements.filter((it) => rowUseOf(it) !== "none");
    if (moves.length > 0) {
      const names = new Set(moves.flatMap((it) => [...namesIn(it)]));
      for (const { kind, sql } of scope) {
        if (kind !== "view" && kind !== "trigger") continue;
        for (const name of mentionsOf({ sql })) names.add(name);
      }
      if (names.has("sqlite_sequence")) {
        for (const it of this.#owners()) {
          scope.add(it);
          written.add(fold(it.name));
        }
      }
      if ([...names].some(meansAll)) { for (const it of this.#catalog) scope.add(it); }
    }
    return { scope: withNeeds(this.#catalog, scope), written };
  }

  /**
   * What the statements reach. Where some write rows, children without rows are left out if nothing in
   * reach could have a statement refused when it is compiled.
   */
  #reached(statements: readonly Statement[]): Reached<Entry> {
    const all = reachIn(this.#catalog, statements);
    if (all.written.size === 0) return all;
    const mayGetRows = new Set(
      statements.filter((it) => writesRows(it) || renamesTable(it)).flatMap((it) => [
        ...namesIn(it),
      ]),
    );
    for (const it of all.scope) {
      if (this.#uncompiled.has(it) || !this.#keysFit(it)) return all;
      if (it.kind === "trigger") mentionsOf(it).forEach((name) => mayGetRows.add(name));
    }
    return reachIn(this.#catalog, statements, (table) => {
      const name = fold(table.name);
      return mayGetRows.has(name) || this.#rows.hasRows(name) || this.#written.has(table);
    });
  }

  #keysFit(table: Entry): boolean {
    if (table.kind !== "table" || this.#fit.has(table) || !hasKeys(table)) return true;
    const fit = keysFit(table, this.#catalog);
    if (fit) this.#fit.add(table);
    return fit;
  }

  /** The tables for which rows wait, or which may have got some. */
  #owners(): Entry[] {
    const waiting = [...this.#rows.owners()].flatMap((name) => [...this.#catalog.named(name)])
      .filter(({ kind }) => kind === "table");
    return [...waiting, ...this.#written];
  }

  /** Whether rows have to be there: an ALTER of a STRICT table looks at all of them. */
  #usesRows(statement: Statement): boolean {
    if (rowUseOf(statement) !== "none") return true;
    if (!isWord(statement.tokens[0], "alter")) return false;
    return [...namesIn(statement)].some((name) =>
      [...this.#catalog.named(name)].some((it) => mentionsOf(it).has("strict"))
    );
  }

  /** Those of the tables that are in the shadow without their rows. */
  #bareIn(entries: Iterable<Entry>): Entry[] {
    return [...entries].filter((it) =>
      it.kind === "table" && this.#present.has(it) && this.#rows.isMissing(fold(it.name))
    );
  }

  #bringIn(
    scope: ReadonlySet<Entry>,
    { needsRows }: { readonly needsRows: boolean },
  ): string | undefined {
    const missing = [...scope].filter((it) => !this.#present.has(it)).sort(this.#inOrder);
    if (missing.length === 0) return undefined;
    const isTable = ({ kind }: Entry) => kind === "table";
    const tables = missing.filter(isTable);
    const others = missing.filter((it) => !isTable(it));
    // Only what was there at the beginning has not passed the guard as a statement.
    const unknown = missing.filter((it) => this.#first.has(it as SchemaObject));
    const refusal = this.#shadow.arrange([
      ...tables.map(({ sql }) => sql),
      ...(needsRows ? tables.flatMap((it) => this.#rows.back(it)) : []),
      ...others.map(({ sql }) => sql),
    ], new Set(unknown.map(({ sql }) => sql)));
    for (const it of missing) this.#present.add(it);
    this.#keepModules(missing);
    return refusal;
  }

  /** What is in the shadow for nothing, if that is enough to put it away. */
  #idleBeside(scope: ReadonlySet<Entry>): Entry[] {
    const idle = [...this.#present].filter((it) => !scope.has(it) && !this.#staying.has(it));
    return idle.length < (this.#thrift === "least" ? 1 : FEWEST) ? [] : idle;
  }

  /** Puts these away, rows and all: nothing that stays needs them but what comes back at once. */
  #putAway(idle: readonly Entry[]): string | undefined {
    if (idle.length === 0) return undefined;
    const written = idle.filter((it) => this.#written.has(it));
    const read = this.#rows.read(written);
    if (read === undefined) return "rows cannot be read";
    for (const it of written) this.#staying.add(it);
    for (const it of read) {
      this.#staying.delete(it);
      this.#written.delete(it);
    }
    const tables = idle.filter((it) => it.kind === "table" && !this.#staying.has(it));
    const names = new Set(tables.map(({ name }) => fold(name)));
    const goesAlong = ({ table }: Entry) => table !== undefined && names.has(fold(table));
    for (const it of this.#present) if (goesAlong(it)) this.#present.delete(it);
    const readers = idle.filter((it) => isCompiled(it) && !goesAlong(it));
    for (const it of [...tables, ...readers]) this.#present.delete(it);
    for (const it of tables) this.#rows.leave(it);
    return this.#shadow.arrange([
      ...readers.map(({ kind, name }) => `DROP ${kind.toUpperCase()} IF EXISTS ${quoteName(name)}`),
      ...tables.map(({ name }) => `DROP TABLE ${quoteName(name)}`),
    ]);
  }

  /** Notes that a table may have got other rows, unless its rows are not there at all. */
  #noteWritten(entry: Entry): void {
    const isBare = this.#rows.isMissing(fold(entry.name));
    if (entry.kind === "table" && !isBare) this.#written.add(entry);
  }

  #forget(entry: Entry): void {
    this.#catalog.delete(entry);
    this.#places.delete(entry);
    this.#first.delete(entry as SchemaObject);
    for (
      const set of [
        this.#present,
        this.#staying,
        this.#uncompiled,
        this.#unmatched,
        this.#fit,
        this.#affected,
        this.#written,
      ]
    ) set.delete(entry);
  }

  /** What is in the shadow, by key: the same entries where texts are the same. */
  #readEntries(before: ReadonlyMap<string, Entry>): Map<string, Entry> {
    const rows = this.#askObjects() as [string, string, string, string][];
    return new Map(
      rows.filter(([, name]) => !isDesk(name)).map(([type, name, table, sql]) => {
        const kind = kindOf(type, sql);
        const key = keyOf({ kind, name });
        const same = before.get(key);
        if (same !== undefined && same.sql === sql) return [key, same];
        const entry: Entry = {
          kind,
          name,
          sql,
          ...(type === "index" || type === "trigger" ? { table } : {}),
          ...(type === "index" ? { unique: /^create\s+unique\b/i.test(sql) } : {}),
        };
        this.#places.set(entry, (same && this.#places.get(same)) ?? this.#nextPlace++);
        return [key, entry];
      }),
    );
  }

  /** Virtual tables stay, with the tables that their modules made. */
  #keepModules(entries: Iterable<Entry>): void {
    for (const it of entries) {
      if (it.kind !== "virtual-table") continue;
      this.#staying.add(it);
      this.#hasModules = true;
    }
    if (!this.#hasModules) return;
    const shadows = new Set(
      this.#askBacking().map(([name]) => fold(String(name))),
    );
    for (const it of this.#present) if (shadows.has(fold(it.name))) this.#staying.add(it);
  }

  /** What reads from these names, over views too, and the tables that reference them. */
  #dependentsOn(names: Iterable<string>): { readers: Set<Entry>; children: Set<Entry> } {
    const [readers, children] = [new Set<Entry>(), new Set<Entry>()];
    const followed = new Set(names);
    for (const name of followed) {
      for (const it of this.#catalog.mentioning(name)) {
        if (hasKeys(it)) children.add(it);
        if (!isCompiled(it)) continue;
        readers.add(it);
        if (it.kind === "view") followed.add(fold(it.name));
      }
    }
    return { readers, children };
  }

  /** Notes what the engine itself has looked at while the statements ran. */
  #settle(statements: readonly Statement[]): void {
    if (statements.some(({ tokens }) => isWord(tokens[0], "rollback"))) return;
    const isLegacy = statements.some((it) => namesIn(it).has("legacy_alter_table"));
    const compiled = isLegacy ? -1 : statements.findLastIndex((it) => this.#compilesAll(it));
    if (compiled >= 0) this.#settleIn(this.#uncompiled, statements.slice(compiled + 1));
    const matched = statements.findLastIndex(checksKeys);
    if (matched >= 0) this.#settleIn(this.#unmatched, statements.slice(matched + 1));
  }

  /** All that is there is settled but for what later statements touched. */
  #settleIn(open: Set<Entry>, later: readonly Statement[]): void {
    const names = new Set(later.flatMap((it) => [...namesIn(it)]));
    const { readers, children } = this.#dependentsOn(names);
    for (const it of open) {
      if (!this.#present.has(it) || names.has(fold(it.name))) continue;
      if (!readers.has(it) && !children.has(it)) open.delete(it);
    }
  }

  /** Whether a statement that has run means that every view and trigger there compiles. */
  #compilesAll({ tokens }: Statement): boolean {
    if (!isWord(tokens[0], "alter")) return false;
    const verb = tokens[3]?.text === "." ? 5 : 3;
    if (isWord(tokens[verb], "drop")) return !isWord(tokens[verb + 1], "constraint");
    if (!isWord(tokens[verb], "rename")) return false;
    // Only these write strings in double quotes again.
    return this.#engine === "libsql" || !isWord(tokens[verb + 1], "to");
  }

  #inOrder = (left: Entry, right: Entry): number =>
    KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) ||
    this.#places.get(left)! - this.#places.get(right)!;

  /** Whether an ALTER of anything could rewrite it: SQLite puts its strings in single quotes. */
  #isQuoted({ sql }: Entry): boolean {
    return this.#engine === "sqlite" && sql.includes('"');
  }
}

/** So few objects are parsed faster than they are put away. */
const FEW = 200;

/** Fewer than that are not put away: they may be needed next. */
const FEWEST = 12;

const OBJECTS = `SELECT type, name, tbl_name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;

/** The order in which objects find what they need, whatever was made first. */
const KINDS = ["table", "virtual-table", "index", "view", "trigger"];

function kindOf(type: string, sql: string): Entry["kind"] {
  return /^create\s+virtual\s/i.test(sql) ? "virtual-table" : type as Entry["kind"];
}

function keyOf({ kind, name }: Pick<Entry, "kind" | "name">): string {
  return `${kind} ${name}`;
}

function isCompiled({ kind }: Entry): boolean {
  return kind === "view" || kind === "trigger";
}

function hasKeys(entry: Entry): boolean {
  return entry.kind === "table" && mentionsOf(entry).has("references");
}

function writesRows(statement: Statement): boolean {
  return rowUseOf(statement) === "writes";
}

function creates({ tokens }: Statement): boolean {
  return isWord(tokens[0], "create");
}

/** Whether rows get to a table of another name. */
function renamesTable({ tokens }: Statement): boolean {
  return isWord(tokens[0], "alter") && tokens.some((token) => isWord(token, "to"));
}

/** Whether every foreign key of the database is looked at. */
function checksKeys({ tokens }: Statement): boolean {
  return tokens.some((token, index) =>
    canBeName(token) && /^(?:pragma_)?foreign_key_check$/i.test(unquote(token)) &&
    (tokens[index + 1]?.text !== "(" || tokens[index + 2]?.text === ")")
  );
}

/** Whether it is a table of the engine's own that tells of all others. */
function meansAll(name: string): boolean {
  return (name.startsWith("pragma_") && name !== "pragma_foreign_key_check") ||
    (name.startsWith("sqlite_") && name !== "sqlite_sequence");
}
