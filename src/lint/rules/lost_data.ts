import { counted } from "../../base/counted.ts";
import type { Effect, RowsLost, ValuesLost } from "../../shadow/judge/effect.ts";
import type { Finding } from "../rule.ts";

/** Whether rows or values are missing from a table that still exists. */
export function isLostData(effect: Effect): effect is Effect & (RowsLost | ValuesLost) {
  return effect.kind === "rows-lost" || effect.kind === "values-lost";
}

/** The table or column, and what it has lost: `posts: 3 rows became 0`. */
export function lostData(effect: RowsLost | ValuesLost): Pick<Finding, "object" | "what"> {
  const object = effect.kind === "rows-lost" ? effect.table : `${effect.table}.${effect.column}`;
  return { object, what: `${object}: ${lossWords(effect)}` };
}

function lossWords(effect: RowsLost | ValuesLost): string {
  if (effect.kind === "rows-lost") return `${counted(effect.before, "row")} became ${effect.after}`;
  if (effect.becomes === "rowid") {
    return `${counted(effect.count, "NULL")} became ${effect.count === 1 ? "a number" : "numbers"}`;
  }
  if (effect.becomes === "number") {
    return `${counted(effect.count, "text")} became ${effect.count === 1 ? "a number" : "numbers"}`;
  }
  if (effect.becomes === "rounded") return `${counted(effect.count, "number")} lost digits`;
  const values = counted(effect.count, "value");
  if (effect.becomes === "same") return `${values} became that of one row`;
  if (effect.becomes !== "other") return `${values} became ${NOW[effect.becomes]}`;
  return effect.from === undefined
    ? `${values} changed`
    : `${values} became ${effect.count === 1 ? "that" : "those"} of ${effect.from}`;
}

const NOW = { null: "NULL", default: "the default" } as const;
