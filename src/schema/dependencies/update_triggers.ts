import type { Trigger } from "../snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { programOf } from "./trigger_program.ts";

/** Whether the trigger runs when an UPDATE sets that column of that table. */
export function watchesUpdate(trigger: Trigger, set: { table: string; column: string }): boolean {
  if (!sameName(trigger.table, set.table)) return false;
  const { event, columns } = programOf(trigger);
  return event === "update" && (columns === undefined || columns.includes(fold(set.column)));
}
