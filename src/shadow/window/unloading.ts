import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";

/**
 * When objects are unloaded: "if-worthwhile" if it pays off; "always" as soon as they are not needed,
 * and with rows loaded only for statements that use them, at any cost; "in-phases" so early and
 * for so short a time that short histories of tests go through every state.
 */
export type UnloadPolicy = "if-worthwhile" | "always" | "in-phases";

/** Thresholds for loading less, or for reducing a scope. */
export interface Limits {
  /** A schema with at most this many objects other than indexes is loaded as a whole. */
  readonly small: number;
  /** A scope with fewer objects is not reduced. */
  readonly large: number;
  /** An object is unloaded after being parsed in vain this often. */
  readonly passes: number;
  /**
   * When unloading has cost more than it saves, the whole schema is loaded until parsing it has cost
   * this many times as much as loading it; 0 if it never is.
   */
  readonly patience: number;
}

export const LIMITS: Readonly<Record<UnloadPolicy | "never", Limits>> = {
  // So that a failed attempt costs a tenth of the wait after it.
  "if-worthwhile": { small: 80, large: 12, passes: 4, patience: 16 },
  always: { small: -1, large: 0, passes: 0, patience: 0 },
  "in-phases": { small: 2, large: 0, passes: 2, patience: 0.1 },
  never: { small: Infinity, large: Infinity, passes: Infinity, patience: 0 },
};

/** What a file is run with: numbers of objects. */
export interface FileRun {
  /** How often the statements make SQLite parse all loaded objects. */
  readonly passes: number;
  readonly loaded: number;
  /** The objects of the whole schema. */
  readonly all: number;
  /** How many were unloaded before it. */
  readonly unloads: number;
  /** How many were loaded before it. */
  readonly loads: number;
}

/**
 * What unloading may cost beyond what it saves: as much as loading everything. Where migrations need a
 * large part of the schema, that is soon spent; then the whole schema is loaded until parsing it has
 * cost many times as much, twice as many each time. In total this costs little more than the better
 * of the two ways.
 *
 * Costs are multiples of the time in which SQLite parses one object.
 */
export class UnloadingBudget {
  /** The shortest wait, in multiples of the cost of loading everything. */
  readonly #least: number;
  /** The next wait, in the same. */
  #patience: number;
  /** What unloading has saved since the start, less what it has cost. */
  #balance = 0;
  /** What parsing the whole schema may cost until the next start. */
  #wait = 0;

  constructor({ patience }: Pick<Limits, "patience">) {
    this.#least = patience;
    this.#patience = patience;
  }

  /** Whether the whole schema is to be loaded for the next file. */
  get isSpent(): boolean {
    return this.#wait > 0;
  }

  /** Records a file that is run with the whole schema, as before. */
  noteWhole({ passes, all }: Pick<FileRun, "passes" | "all">): void {
    this.#wait -= passes * all;
  }

  /** Records a file for which objects were unloaded or loaded. */
  noteWindow({ passes, loaded, all, unloads, loads }: FileRun): void {
    if (this.isSpent) return;
    const saved = passes * (all - loaded);
    const cost = COST.file + COST.unload * unloads + COST.load * loads;
    const everything = COST.load * all;
    this.#balance = Math.min(this.#balance + saved - cost, everything);
    if (this.#balance === everything) this.#patience = this.#least;
    if (this.#balance >= -everything) return;
    this.#balance = 0;
    this.#wait = this.#patience * everything;
    this.#patience *= 2;
  }
}

/** As measured with SQLite 3.45; for a file, mostly what it takes to find out what it needs. */
const COST = { file: 60, unload: 4, load: 16 };

/** How often the statements make SQLite parse all objects present. */
export function passesOf(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => sum + passesOfOne(statement), 0);
}

/** As measured with SQLite 3.45. */
function passesOfOne(statement: Statement): number {
  const outline = outlineOf(statement);
  if (outline.kind !== "alter") return 0;
  switch (outline.action.kind) {
    case "add-column":
    case "add-constraint":
      return 1;
    case "rename-table":
      return 3;
    case "rename-column":
      return 5;
    default:
      return 4;
  }
}
