import { counted } from "../../base/counted.ts";
import type { RowsLost, ValuesLost } from "../../shadow/judge/effect.ts";

/** `3 rows became 0`. */
export function countWords({ before, after }: Pick<RowsLost, "before" | "after">): string {
  return `${counted(before, "row")} became ${after}`;
}

/** `3 values became NULL`. */
export function becomesWords({ count, becomes }: Pick<ValuesLost, "count" | "becomes">): string {
  const values = counted(count, "value");
  return becomes === "other" ? `${values} changed` : `${values} became ${NOW[becomes]}`;
}

const NOW = { null: "NULL", default: "the default" } as const;
