import type { Migration } from "../../migrations/directory.ts";
import { sameFacts } from "../../schema/facts.ts";
import {
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
} from "../../schema/snapshot.ts";
import { replay, type ReplayOptions } from "../../shadow/replay/replay.ts";
import { fold } from "../../sql/names.ts";

/** Migrations that will run after the new one, and how they have run so far. */
export interface LateMigrations {
  readonly late: readonly Migration[];
  /** Orders of the whole history in which they may have run; the first that runs counts. */
  readonly histories: readonly (readonly Migration[])[];
  readonly options: ReplayOptions;
}

/**
 * The schema that leads to the desired one once the late migrations have run: every object that
 * they create, change or drop is as it was before them. Undefined if no history runs, or if
 * something else has changed such an object as well.
 */
export async function schemaBeforeLate(
  desired: SchemaSnapshot,
  { late, histories, options }: LateMigrations,
): Promise<SchemaSnapshot | undefined> {
  for (const history of histories) {
    const effects = await effectsOf(late, history, options);
    if (effects !== undefined) return withoutEffects(desired, effects);
  }
  return undefined;
}

/** The schemas before and after one migration. */
interface Effect {
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
}

async function effectsOf(
  late: readonly Migration[],
  history: readonly Migration[],
  options: ReplayOptions,
): Promise<readonly Effect[] | undefined> {
  const effects: Effect[] = [];
  for (const { id } of late) {
    const index = history.findIndex((it) => it.id === id);
    const [before, after] = [
      await replay(history.slice(0, index), undefined, options),
      await replay(history.slice(0, index + 1), undefined, options),
    ];
    if (index < 0 || !before.ok || !after.ok) return undefined;
    effects.push({ before: before.value.snapshot, after: after.value.snapshot });
  }
  return effects;
}

function withoutEffects(
  desired: SchemaSnapshot,
  effects: readonly Effect[],
): SchemaSnapshot | undefined {
  const objects = byKey(desired);
  for (const effect of effects.toReversed()) {
    const [before, after] = [byKey(effect.before), byKey(effect.after)];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [was, became] = [before.get(key), after.get(key)];
      if (isSame(was, became)) continue;
      if (!isSame(objects.get(key), became)) return undefined;
      if (was === undefined) objects.delete(key);
      else objects.set(key, was);
    }
  }
  return snapshotOf(objects.values());
}

/** The objects by name; triggers have a namespace of their own. */
function byKey(snapshot: SchemaSnapshot): Map<string, SchemaObject> {
  return new Map(
    objectsOf(snapshot).map((it) => [`${it.kind === "trigger"} ${fold(it.name)}`, it]),
  );
}

function isSame(left: SchemaObject | undefined, right: SchemaObject | undefined): boolean {
  return left === undefined || right === undefined ? left === right : sameFacts(left, right);
}
