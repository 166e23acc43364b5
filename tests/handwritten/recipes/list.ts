import type { Cook } from "../recipe.ts";
import { readdColumn, replaceColumn, swapColumns } from "./columns.ts";
import { fireTrigger, renumber } from "./hidden.ts";
import { rebuild } from "./rebuild.ts";
import { mergeTables, replaceTable, splitTable, swapTables } from "./tables.ts";
import { explicit, updateFrom, upsert } from "./writes.ts";

/** Every kind of migration, with its relative frequency. */
export const COOKS: readonly (readonly [number, Cook])[] = [
  [30, rebuild],
  [8, replaceColumn],
  [2, swapColumns],
  [2, readdColumn],
  [5, updateFrom],
  [5, upsert],
  [4, explicit],
  [2, swapTables],
  [6, replaceTable],
  [6, splitTable],
  [5, mergeTables],
  [4, fireTrigger],
  [2, renumber],
];
