import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";

/**
 * When objects are unloaded: "if-worthwhile" if it pays off; "always" as soon as they are not needed,
 * and with rows loaded only for statements that use them, at any cost.
 */
export type UnloadPolicy = "if-worthwhile" | "always";

/** Thresholds for loading less, or for reducing a scope. */
export interface Limits {
  /** A schema with at most this many objects other than indexes is loaded as a whole. */
  readonly small: number;
  /** A scope with fewer objects is not reduced. */
  readonly large: number;
  /** An object is unloaded after being parsed in vain this often, which takes as long as unloading. */
  readonly passes: number;
  /** The most files in a row before unloading is tried again. */
  readonly backoff: number;
}

export const LIMITS: Readonly<Record<UnloadPolicy | "never", Limits>> = {
  "if-worthwhile": { small: 80, large: 12, passes: 4, backoff: 64 },
  always: { small: -1, large: 0, passes: 0, backoff: 0 },
  never: { small: Infinity, large: Infinity, passes: Infinity, backoff: 0 },
};

/**
 * Counts the files before unloading is tried again: twice as many after each attempt that left everything
 * loaded, half as many after one that did not.
 */
export class Backoff {
  readonly #most: number;
  #left = 0;
  #next: number;

  constructor(most: number) {
    this.#most = most;
    this.#next = Math.min(1, most);
  }

  get isOver(): boolean {
    return this.#left === 0;
  }

  countFile(): void {
    if (this.#left > 0) this.#left--;
  }

  /** Starts to count after an attempt to unload; `isWhole` says whether everything is loaded still. */
  restart({ isWhole }: { readonly isWhole: boolean }): void {
    this.#left = isWhole ? this.#next : 0;
    this.#next = isWhole ? Math.min(this.#next * 2, this.#most) : Math.ceil(this.#next / 2);
  }
}

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
