import type { RenameColumn, RenameTable } from "../diff/change.ts";
import { fold, sameName } from "../sql/names.ts";
import type { RenameColumnStep, RenameTableStep } from "./step.ts";

/** A name before and after. */
interface Rename {
  readonly before: string;
  readonly after: string;
}

/**
 * The renames of tables in an order without collisions. Swapped names need a third one in between, and so
 * does a change of case, which SQLite refuses in one step.
 */
export function renameTableSteps(
  renames: readonly RenameTable[],
  taken: readonly string[],
): RenameTableStep[] {
  const caseOnly = (rename: Rename) => sameName(rename.before, rename.after);
  return sequence(renames, { taken, detour: caseOnly }).map((move) => ({
    kind: "rename-table",
    ...namesOf(move),
    because: [move.rename],
  }));
}

/** The renames of columns of one table, also without collisions; SQLite accepts a change of case. */
export function renameColumnSteps(
  renames: readonly RenameColumn[],
  taken: readonly string[],
): RenameColumnStep[] {
  return sequence(renames, { taken, detour: () => false }).map((move) => ({
    kind: "rename-column",
    table: move.rename.table,
    ...namesOf(move),
    because: [move.rename],
  }));
}

/** A name for a temporary object, which differs from all others. */
export function temporaryName(purpose: string, name: string, taken: readonly string[]): string {
  const isTaken = (candidate: string) => taken.some((other) => sameName(other, candidate));
  const parts = (number: string) =>
    ["__penumbra", purpose, number, name].filter((part) => part !== "").join("_");
  let number = 1;
  while (isTaken(parts(number === 1 ? "" : String(number)))) number++;
  return parts(number === 1 ? "" : String(number));
}

/** What the temporary names of tables that are set aside begin with. */
export const ASIDE_PREFIX = "__penumbra_old_";

/**
 * The temporary name of a table that is set aside, which is added to those taken. It ends in the table's
 * own name, so that people can find its rows.
 */
export function asideName(table: string, taken: string[]): string {
  const name = temporaryName("old", table, taken);
  taken.push(name);
  return name;
}

interface Move<Kind extends Rename> {
  readonly rename: Kind;
  readonly before: string;
  readonly after: string;
}

function namesOf<Kind extends Rename>({ rename, before, after }: Move<Kind>) {
  const detour = after !== rename.after ? "to" : before !== rename.before ? "from" : undefined;
  return { before, after, detour } as const;
}

function sequence<Kind extends Rename>(
  renames: readonly Kind[],
  options: { taken: readonly string[]; detour: (rename: Rename) => boolean },
): Move<Kind>[] {
  if (renames.length === 0) return [];
  const live = new Set(options.taken.map(fold));
  const moves: Move<Kind>[] = [];
  const move = (rename: Kind, before: string, after: string) => {
    live.delete(fold(before));
    live.add(fold(after));
    moves.push({ rename, before, after });
  };
  let waiting = renames.map((rename) => ({ rename, from: rename.before }));
  while (waiting.length > 0) {
    const ready = waiting.find(({ rename, from }) =>
      !live.has(fold(rename.after)) || (sameName(from, rename.after) && !options.detour(rename))
    );
    if (ready !== undefined) {
      move(ready.rename, ready.from, ready.rename.after);
      waiting = waiting.filter((it) => it !== ready);
      continue;
    }
    const [blocked, ...others] = waiting;
    if (blocked!.from !== blocked!.rename.before) {
      throw new Error(`Cannot rename to "${blocked!.rename.after}": the name stays in use`);
    }
    const detour = temporaryName("swap", blocked!.from, [...live]);
    move(blocked!.rename, blocked!.from, detour);
    waiting = [...others, { rename: blocked!.rename, from: detour }];
  }
  return moves;
}
