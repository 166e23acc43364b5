import { append } from "../../base/append.ts";
import type { EngineName } from "../../base/engine_name.ts";
import { Catalog } from "../../schema/dependencies/catalog.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { readIndex } from "../../schema/text/object_sql.ts";
import { withDependencies } from "../../schema/dependencies/needed_objects.ts";
import {
  changedSnapshot,
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import type { TableRows } from "../../schema/content.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { mayWriteRows, needsRows } from "../../sql/row_use.ts";
import type { Statement } from "../../sql/statements.ts";
import type { ReplayMode } from "../database/run_steps.ts";
import { readRows } from "../database/read_rows.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";
import { CreationOrder, formerObjects } from "./creation_order.ts";
import { LoadedObjects } from "./loaded_objects.ts";
import { SavedRows } from "./saved_rows.ts";
import { renamesTable, scopeOfStatements } from "./statement_scope.ts";
import { readStoredChanges } from "./stored_changes.ts";
import { keyOf, mayBeRequoted, type StoredObject } from "./stored_objects.ts";
import { dependentsOn, namesChanged, UncompiledObjects } from "./uncompiled_objects.ts";
import { LIMITS, type Limits, passesOf, UnloadingBudget, type UnloadPolicy } from "./unloading.ts";

/** How statements are run, and when objects are unloaded. */
export interface WindowOptions {
  readonly unloadPolicy?: UnloadPolicy;
  /** How the statements are run. */
  readonly mode?: ReplayMode | undefined;
  /** The rows of the schema's tables, by name; none if absent. */
  readonly rows?: ReadonlyMap<string, TableRows> | undefined;
  /** The objects of the schema in the order of their creation. */
  readonly order?: readonly SchemaObject[] | undefined;
}

/**
 * A schema of which only a part is loaded into a shadow database, so that the time for replaying
 * long histories does not grow with the schema: at every ALTER, SQLite parses all objects present,
 * one to five times.
 *
 * The texts of all objects are in a catalog. For each migration, in turn:
 *
 * 1. `open` determines what its statements can change or need (`scopeOfStatements`), unloads objects
 *    that have been parsed in vain often enough (`LoadedObjects`), and loads what is missing. Unloading
 *    is DROP TABLE, with the rows saved as SQL (`SavedRows`); loading is CREATE, and INSERT if a
 *    statement uses rows.
 * 2. The statements run in the shadow, with the same effect as on the whole schema.
 * 3. `recordRun` records them, and the next `open` reads the texts of loaded objects back into the
 *    catalog. Changed objects and what reads from them are uncompiled until a statement makes the engine
 *    compile them (`UncompiledObjects`); a statement that could fail for them has them in its scope.
 *
 * A loaded object always finds everything that its text mentions. In the end the catalog is the
 * schema: byte for byte what a replay on the whole schema returns.
 */
export class SchemaWindow {
  readonly #shadow: ShadowDatabase;
  readonly #engine: EngineName;
  readonly #mode: ReplayMode | undefined;
  #limits: Limits;
  readonly #catalog: Catalog<StoredObject>;
  readonly #loaded: LoadedObjects;
  readonly #rows: SavedRows;
  readonly #uncompiled: UncompiledObjects;
  /** Tables whose foreign keys match their parents, among those checked so far. */
  readonly #matched = new Set<StoredObject>();
  /** Objects that have changed since the start, or read from changed ones. */
  readonly #affected = new Set<StoredObject>();
  readonly #base: SchemaSnapshot;
  /** The objects of the schema at the start, and those of them that are gone or have changed. */
  readonly #given: ReadonlySet<StoredObject>;
  readonly #gone = new Set<StoredObject>();
  readonly #order: CreationOrder;
  /** The number of objects other than indexes, which go with their tables. */
  #count: number;
  /** Statements that have run since the catalog was last read from the shadow. */
  #unread: Statement[] = [];
  /** How many of those create an object other than an index. */
  #created = 0;
  /** Whether some of those may have written to any existing table. */
  #wroteAnywhere = false;
  readonly #budget: UnloadingBudget;

  constructor(
    shadow: ShadowDatabase,
    base: SchemaSnapshot,
    { unloadPolicy = "if-worthwhile", mode, rows, order = objectsOf(base) }: WindowOptions,
  ) {
    this.#shadow = shadow;
    this.#engine = shadow.engine;
    this.#mode = mode;
    this.#limits = LIMITS[unloadPolicy];
    this.#budget = new UnloadingBudget(this.#limits);
    this.#rows = new SavedRows(shadow, rows);
    this.#base = base;
    this.#given = new Set(order);
    this.#catalog = new Catalog(this.#given);
    this.#uncompiled = new UncompiledObjects(this.#catalog, shadow.engine);
    this.#order = new CreationOrder(this.#catalog);
    this.#loaded = new LoadedObjects(shadow, {
      rows: this.#rows,
      order: this.#order,
      given: this.#given,
    });
    this.#count = base.tables.length + base.virtualTables.length + base.views.length +
      base.triggers.length;
  }

  /** Whether there is an object of that name, loaded or not. */
  has(name: string): boolean {
    return [...this.#catalog.named(fold(name))].length > 0;
  }

  /** Runs internal SQL that creates an object. */
  execute(sql: string): void {
    this.#shadow.execute(sql);
    this.#read();
  }

  /**
   * Loads what the statements can change or need, and unloads what would slow them down. Returns
   * the engine's message if it refused that.
   */
  open(statements: readonly Statement[]): string | undefined {
    if (this.#staysWhole(statements)) return undefined;
    this.#read();
    if (this.#staysWhole(statements)) return undefined;
    const known = {
      catalog: this.#catalog,
      uncompiled: this.#uncompiled,
      rows: this.#rows,
      matched: this.#matched,
    };
    const { objects, written } = this.#budget.isSpent
      ? { objects: new Set(this.#catalog), written: new Set<string>() }
      : scopeOfStatements(known, statements, { large: this.#limits.large, mode: this.#mode });
    const refusal = this.#loadFor(statements, objects);
    for (const name of written) {
      for (const it of this.#catalog.named(name)) this.#rows.noteWritten(it);
    }
    return refusal;
  }

  /** Loads these objects for statements, and unloads what would slow them down. */
  #loadFor(
    statements: readonly Statement[],
    objects: ReadonlySet<StoredObject>,
  ): string | undefined {
    const passes = passesOf(statements);
    const idle = this.#loaded.idleFor(objects, { passes, limit: this.#limits.passes });
    const withRows = this.#needRows(statements);
    const bare = withRows ? this.#loaded.rowlessAmong(objects) : [];
    const before = this.#loaded.size;
    const notUnloaded = this.#loaded.unload([...idle, ...bare]);
    if (notUnloaded !== undefined) return notUnloaded;
    const between = this.#loaded.size;
    const notLoaded = this.#loaded.load(objects, { withRows });
    const loaded = this.#loaded.size;
    this.#budget.noteWindow({
      passes,
      loaded,
      all: this.#catalog.size,
      unloads: before - between,
      loads: loaded - between,
    });
    return notLoaded;
  }

  /** Records statements that have run since `open`, for the catalog to be updated. */
  recordRun(statements: readonly Statement[]): void {
    append(this.#unread, statements);
    this.#created += statements.filter(createsObject).length;
    if (this.#loaded.size === this.#catalog.size && statements.some(mayWriteRows)) {
      this.#wroteAnywhere = true;
    }
  }

  /**
   * Loads all objects that differ from the start, and what they need to compile; indexes only if
   * the engine may rewrite their text. Returns the engine's message if it refused that.
   */
  openChanged(): string | undefined {
    this.#read();
    const changed = [...this.#affected].filter((it) =>
      it.kind !== "index" || mayBeRequoted(it, this.#engine)
    );
    const watched = changed.flatMap(({ kind, table = "" }) =>
      kind === "trigger" ? [...this.#catalog.named(fold(table))] : []
    );
    const scope = withDependencies(this.#catalog, [...changed, ...watched]);
    return this.#loaded.load(scope, { withRows: false }) ??
      this.#shadow.runTrusted(this.#rows.close());
  }

  /**
   * Loads all objects with their rows, as if everything had run in one database; nothing is unloaded
   * any more. Returns the engine's message if it refused that.
   */
  openWhole(): string | undefined {
    this.#read();
    this.#limits = LIMITS.never;
    // From nothing, objects are created in their order: the first one in the way of an ALTER is named.
    const refusal = this.#loaded.unload([...this.#loaded].filter((it) => !this.#loaded.isKept(it)));
    return refusal ?? this.#loaded.load(new Set(this.#catalog), { withRows: true });
  }

  /**
   * Loads the tables with rows that have got columns since they were saved, so that `rows` is
   * complete. Returns the engine's message if it refused that.
   */
  openPartial(): string | undefined {
    this.#read();
    const partial = this.#rows.partial().flatMap((name) => [...this.#catalog.named(name)])
      .filter(({ kind }) => kind === "table");
    if (partial.length === 0) return undefined;
    const refusal = this.#loaded.unload(this.#loaded.rowlessAmong(partial)) ??
      this.#loaded.load(withDependencies(this.#catalog, partial), { withRows: true });
    for (const it of partial) this.#rows.noteWritten(it);
    return refusal;
  }

  /** The names of the tables that have rows written by the statements. */
  filled(tables: readonly Table[]): string[] {
    const written = this.#writtenNames();
    const isLoaded = ({ name }: Table) => written.has(name);
    const found = new Set(this.#shadow.filledTables(tables.filter(isLoaded)));
    return tables.filter((it) => isLoaded(it) ? found.has(it.name) : this.#rows.hasSaved(it))
      .map(({ name }) => name);
  }

  /**
   * The rows and counters of those tables that have any, by name; undefined if one has more rows
   * than `most`.
   */
  rows(tables: readonly Table[], most: number): ReadonlyMap<string, TableRows> | undefined {
    const written = this.#writtenNames();
    const found = new Map<string, TableRows>();
    for (const table of tables) {
      const rows = written.has(table.name)
        ? readRows(this.#shadow, table, most)
        : this.#rows.saved(table);
      if (rows === undefined || (rows.rows.length === 0 && rows.sequence === undefined)) continue;
      if (rows.rows.length > most) return undefined;
      found.set(table.name, rows);
    }
    return found;
  }

  /** The objects of the schema at the end, in the order of their creation. */
  inOrder(schema: SchemaSnapshot): SchemaObject[] {
    const all = objectsOf(schema);
    const isMade = (object: SchemaObject) => !this.#given.has(object);
    const made = new Map(all.filter(isMade).map((object) => [keyOf(object), object]));
    const kept = new Set<StoredObject>(all);
    return this.#order.sort([...this.#catalog]).flatMap((it) =>
      kept.has(it) ? it as SchemaObject : made.get(keyOf(it)) ?? []
    );
  }

  /** The loaded objects that are still those of the start. */
  unchanged(): SchemaObject[] {
    return [...this.#loaded].filter((it) => this.#given.has(it)) as SchemaObject[];
  }

  /**
   * The schema, of which `loaded` was read from the shadow; unchanged objects are the original
   * ones.
   */
  snapshot(loaded: SchemaSnapshot): SchemaSnapshot {
    const gone = new Set(this.#gone);
    const made: SchemaObject[] = [];
    const replace = (object: SchemaObject) => {
      const isSame = (it: StoredObject) => keyOf(it) === keyOf(object);
      // Reading makes SQLite rewrite double-quoted strings.
      const before = [...this.#catalog.named(fold(object.name))].find(isSame);
      if (before !== undefined) gone.add(before);
      made.push(object);
    };
    for (const it of this.#affected) {
      if (it.kind === "index" && !this.#loaded.has(it)) replace(readIndex(it.sql));
    }
    for (const object of objectsOf(loaded)) {
      if (!this.#given.has(object) || gone.has(object)) replace(object);
    }
    return changedSnapshot(this.#base, gone, made);
  }

  /**
   * Whether everything is loaded and stays so: there is little of it, or unloading has cost more than
   * it saves.
   */
  #staysWhole(statements: readonly Statement[]): boolean {
    if (this.#loaded.size < this.#catalog.size) return false;
    const count = this.#count + this.#created + statements.filter(createsObject).length;
    if (count > this.#limits.small && !this.#budget.isSpent) return false;
    const isComplete = !this.#needRows(statements) ||
      this.#loaded.rowlessAmong(this.#loaded).length === 0;
    if (!isComplete) return false;
    this.#budget.noteWhole({ passes: passesOf(statements), all: this.#catalog.size });
    // What is created now is parsed in vain later than what it needs.
    this.#loaded.restartCounts();
    return true;
  }

  /** Whether existing rows can make a difference to one of the statements. */
  #needRows(statements: readonly Statement[]): boolean {
    const mayBeStrict = (table: string) => {
      const known = [...this.#catalog.named(table)];
      // One that is not there is created or renamed by the statements themselves.
      return known.length === 0 || known.some((it) => mentionsOf(it).has("strict"));
    };
    return statements.some((it) => needsRows(it, mayBeStrict));
  }

  /** The names of loaded tables whose rows are in the shadow alone. */
  #writtenNames(): ReadonlySet<string> {
    return new Set(
      [...this.#rows.written()].filter((it) => this.#loaded.has(it)).map(({ name }) => name),
    );
  }

  /** Reads the changes that the statements have made to the schema. */
  #read(): void {
    const statements = this.#unread;
    this.#unread = [];
    this.#created = 0;
    const before = formerObjects(statements, this.#loaded);
    const { gone, made, present, former } = readStoredChanges(this.#shadow, this.#loaded);
    const held = new Set(gone.filter((it) => this.#rows.isWritten(it)));
    for (const statement of statements) this.#rows.follow(statement);
    const mayHoldRows = statements.some(mayWriteRows) ||
      (held.size > 0 && statements.some(renamesTable));
    for (const it of present) {
      // What was dropped and created again may have the same text.
      if (before(it) !== it) this.#order.add(it, before(it));
    }
    for (const it of gone) this.#forget(it);
    for (const it of made) {
      this.#add(it);
      if (mayHoldRows || held.has(former.get(it) ?? it)) this.#rows.noteWritten(it);
    }
    if (this.#wroteAnywhere) { for (const it of this.#loaded) this.#rows.noteWritten(it); }
    this.#wroteAnywhere = false;
    if (gone.length > 0 || made.length > 0) {
      this.#loaded.keepModules(made);
      this.#noteChanged([...gone, ...made]);
    }
    this.#uncompiled.settle(statements, (it) => this.#loaded.has(it));
  }

  #add(object: StoredObject): void {
    this.#catalog.add(object);
    this.#loaded.add(object);
    this.#affected.add(object);
    this.#uncompiled.add(object);
    if (object.kind !== "index") this.#count++;
  }

  #forget(object: StoredObject): void {
    this.#catalog.delete(object);
    if (object.kind !== "index") this.#count--;
    this.#loaded.delete(object);
    this.#affected.delete(object);
    this.#uncompiled.delete(object);
    this.#rows.forget(object);
    this.#matched.delete(object);
    this.#order.delete(object);
    if (this.#given.has(object)) this.#gone.add(object);
  }

  /** Records the dependents of objects that were created, dropped or changed. */
  #noteChanged(objects: readonly StoredObject[]): void {
    const dependents = dependentsOn(this.#catalog, namesChanged(objects));
    this.#uncompiled.addReaders(dependents.readers);
    for (const reader of dependents.readers) this.#affected.add(reader);
    for (const child of dependents.children) this.#matched.delete(child);
  }
}

/** Whether the statement creates an object other than an index. */
function createsObject(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create" && outline.object !== "index";
}
