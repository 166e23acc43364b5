import { match } from "../base/match.ts";
import { mentionsOf } from "../schema/dependencies/mentions.ts";
import { foreignKeysOf, type Index } from "../schema/snapshot.ts";
import { fold } from "../sql/names.ts";
import type { CreateStep, DropStep, Placeholder, WorkStep } from "./step.ts";

/** How a step depends on other steps. */
export interface Effects {
  /** The position of the step unless dependencies require another one, smallest first. */
  readonly turn: readonly [phase: number, rebuild: number, place: number];
  /** Facts that the step needs: it comes after the steps that make them true. */
  readonly needs: readonly string[];
  /** Facts that the step makes true. */
  readonly makes: readonly string[];
  /** Facts that are false afterwards: the step comes after all others that need or make them. */
  readonly takes?: readonly string[];
}

/**
 * Obstacles are dropped first. Creations come early and drops late, so that statements that move data can
 * be written in between. Views and triggers are created after everything that could break them.
 */
const PHASES = [
  "clear",
  "rename",
  "create",
  "add",
  "rebuild",
  "index",
  "drop",
  "restore",
  "refill",
] as const;

/** The order inside a rebuild. */
const PLACES = ["set-aside", "clear", "create", "keys", "copy", "unkey", "index", "late"] as const;

// The facts. Tables, views and indexes share their names; triggers have separate ones.
const free = (name: string) => `the name ${fold(name)} is free`;
const freeTrigger = (name: string) => `the trigger name ${fold(name)} is free`;
const freeColumn = (table: string, name: string) => `${fold(table)}.${fold(name)} is free`;
const exists = (name: string) => `${fold(name)} exists`;
const hasColumn = (table: string, name: string) => `${fold(table)}.${fold(name)} exists`;
const hasKeys = (table: string) => `${fold(table)} has its keys`;
const hasKey = (table: string, columns: readonly string[]) =>
  `${fold(table)} has a key of ${columns.map(fold).sort().join()}`;
const hasSettings = (index: string) => `${fold(index)} has its settings`;
const hasRows = (table: string) => `${fold(table)} has its rows`;
/** The table, by its later name, can still be altered. */
const isInPlace = (table: string) => `${fold(table)} was not set aside`;
/** Views and triggers still compile, so that they can be dropped. */
const COMPILES = "views and triggers compile";
/** No view or trigger has been created yet that could break an ALTER or fire. */
const NO_DEPENDENTS = "no view or trigger has been created yet";

/** What a step needs, makes and takes away. */
export function effectsOf(step: WorkStep): Effects {
  const alters = { needs: [NO_DEPENDENTS], takes: [COMPILES] };
  return match(step)
    .returnType<Effects>()
    .with({ kind: "drop" }, dropEffects)
    .with({ kind: "create" }, createEffects)
    .with({ kind: "rename-table" }, ({ before, after, detour }) => ({
      ...alters,
      turn: at("rename"),
      needs: [NO_DEPENDENTS, ...(detour === "to" ? [] : [free(after)])],
      makes: [...(detour === "from" ? [] : [free(before)]), exists(after), isInPlace(after)],
    }))
    .with({ kind: "rename-column" }, ({ table, before, after, detour }) => ({
      ...alters,
      turn: at("rename", 1),
      needs: [
        NO_DEPENDENTS,
        isInPlace(table),
        ...(detour === "to" ? [] : [freeColumn(table, after)]),
      ],
      makes: [
        ...(detour === "from" ? [] : [freeColumn(table, before)]),
        hasColumn(table, after),
      ],
    }))
    .with({ kind: "alter-table" }, ({ table }) => ({
      ...alters,
      turn: at("rename", 2),
      needs: [NO_DEPENDENTS, isInPlace(table)],
      makes: [],
    }))
    .with({ kind: "add-column" }, (it) => ({
      ...alters,
      turn: it.rebuild === undefined ? at("add") : inRebuild(it.rebuild, "late"),
      needs: [
        ...[NO_DEPENDENTS, isInPlace(it.table), freeColumn(it.table, it.column)],
        ...(it.follows === undefined ? [] : [hasColumn(it.table, it.follows)]),
        ...it.references.map(({ table }) => free(table)),
        // Filling the column searches for the parents of each row.
        ...(it.fill === undefined ? [] : it.references.flatMap((
          { table, columns },
        ) => [exists(table), hasKey(table, columns), hasRows(table)])),
      ],
      makes: [hasColumn(it.table, it.column)],
    }))
    .with({ kind: "drop-column" }, ({ table, column }) => ({
      ...alters,
      turn: at("drop"),
      needs: [NO_DEPENDENTS, isInPlace(table)],
      makes: [freeColumn(table, column)],
    }))
    .with({ kind: "set-aside" }, ({ table, aside, replacement = table, rebuild }) => ({
      ...alters,
      turn: rebuild === undefined ? at("drop", 1) : inRebuild(rebuild, "set-aside"),
      makes: [free(table), exists(aside)],
      takes: [COMPILES, isInPlace(replacement)],
    }))
    .with({ kind: "copy" }, ({ from, to, references, rebuild }) => ({
      turn: inRebuild(rebuild, "copy"),
      // SQLite searches for the parents of each row.
      needs: [
        NO_DEPENDENTS,
        exists(from),
        ...[to, ...references].flatMap((it) => [exists(it), hasKeys(it)]),
      ],
      makes: [hasRows(to)],
    }))
    .with({ kind: "keep-settings" }, ({ table }) => ({
      turn: at("clear", 2),
      needs: [hasSettings(table)],
      makes: [],
    }))
    .with({ kind: "configure" }, ({ to, rebuild }) => ({
      turn: rebuild === undefined ? at("index", 1) : inRebuild(rebuild, "keys"),
      needs: [exists(to)],
      makes: [],
    }))
    .with({ kind: "add-placeholder" }, ({ placeholder, rebuild }) => ({
      turn: inRebuild(rebuild, "keys"),
      ...(placeholder.kind === "index"
        ? { needs: [exists(placeholder.table)], makes: keysOf(placeholder) }
        : { needs: [free(placeholder.name)], makes: [exists(placeholder.name)] }),
    }))
    .with({ kind: "drop-placeholder" }, ({ placeholder, rebuild }) => ({
      turn: inRebuild(rebuild, "unkey"),
      needs: [],
      makes: [],
      takes: placeholder.kind === "index" ? [hasKeys(placeholder.table)] : [],
    }))
    .with({ kind: "refill" }, ({ table }) => ({
      turn: at("refill"),
      needs: [exists(table)],
      makes: [],
    }))
    .exhaustive();
}

function dropEffects({ object, rebuild }: DropStep): Effects {
  const makes = [free(object.name)];
  return match(object)
    .returnType<Effects>()
    .with({ kind: "view" }, () => ({ turn: at("clear"), needs: [COMPILES], makes }))
    .with({ kind: "trigger" }, ({ name }) => ({
      turn: at("clear"),
      needs: [COMPILES],
      makes: [freeTrigger(name)],
    }))
    .with({ kind: "index" }, () => ({
      turn: rebuild === undefined ? at("clear", 1) : inRebuild(rebuild, "clear"),
      needs: [],
      makes,
    }))
    .with({ kind: "virtual-table" }, ({ name }) => ({
      turn: at("clear", 2),
      needs: [],
      makes,
      takes: [COMPILES, hasSettings(name)],
    }))
    .exhaustive();
}

function createEffects({ object, role, servesCopies, rebuild }: CreateStep): Effects {
  const [needs, makes] = [[free(object.name)], [exists(object.name)]];
  const isKey = ({ unique }: Index) => servesCopies || (unique && rebuild === undefined);
  return match(object)
    .returnType<Effects>()
    .with({ kind: "table" }, (table) => ({
      turn: rebuild === undefined
        ? at("create")
        : inRebuild(rebuild, role === "rebuilt" ? "create" : "late"),
      // A later RENAME of a parent would also change the reference to it.
      needs: [...needs, ...foreignKeysOf(table).map((key) => free(key.references.table))],
      makes,
    }))
    .with({ kind: "virtual-table" }, () => ({
      turn: role === "rebuilt" ? inRebuild(rebuild, "create") : at("index", 1),
      needs,
      makes,
    }))
    .with({ kind: "index" }, (index) => ({
      turn: rebuild === undefined
        ? at("index")
        : inRebuild(rebuild, servesCopies ? "keys" : "index"),
      needs: [
        ...[...needs, exists(index.table)],
        ...[...mentionsOf(index)].map((name) => hasColumn(index.table, name)),
        ...(servesCopies ? [] : [hasRows(index.table)]),
      ],
      makes: [...makes, ...(isKey(index) ? keysOf(index) : [])],
    }))
    .with({ kind: "view" }, () => ({ turn: at("restore"), needs, makes, takes: [NO_DEPENDENTS] }))
    .with({ kind: "trigger" }, ({ name, table }) => ({
      turn: at("restore", 1),
      needs: [freeTrigger(name), exists(table)],
      makes: [],
      takes: [NO_DEPENDENTS],
    }))
    .exhaustive();
}

/** The keys of a table that an index makes. */
function keysOf(index: Pick<Index, "table" | "terms"> | Extract<Placeholder, { kind: "index" }>) {
  const columns = "terms" in index
    ? index.terms.flatMap(({ column }) => column ?? [])
    : index.columns;
  return [hasKeys(index.table), hasKey(index.table, columns)];
}

function at(phase: typeof PHASES[number], place = 0): Effects["turn"] {
  return [PHASES.indexOf(phase), 0, place];
}

function inRebuild(rebuild = 0, place: typeof PLACES[number]): Effects["turn"] {
  return [PHASES.indexOf("rebuild"), rebuild, PLACES.indexOf(place)];
}
