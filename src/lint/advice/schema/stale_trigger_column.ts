import { programOf } from "../../../schema/dependencies/trigger_program.ts";
import { findByName } from "../../../schema/snapshot.ts";
import { fold, ROWID_NAMES } from "../../../sql/names.ts";
import type { SchemaRule } from "../advice.ts";

/** A trigger on `UPDATE OF` a column that its table does not have: SQLite accepts any name there. */
export const STALE_TRIGGER_COLUMN: SchemaRule = {
  name: "stale-trigger-column",
  severity: "warning",
  find: ({ tables, triggers }) =>
    triggers.flatMap((trigger) => {
      const table = findByName(tables, trigger.table);
      if (table === undefined) return [];
      const known = new Set([...table.columns.map(({ name }) => fold(name)), ...ROWID_NAMES]);
      const unknown = programOf(trigger).columns?.filter((name) => !known.has(name)) ?? [];
      return unknown.map((column) => ({
        owner: trigger.name,
        object: trigger.name,
        message: `Trigger "${trigger.name}" waits for an update of "${column}", a column that ` +
          `"${table.name}" does not have`,
        hint: "Name an existing column after UPDATE OF",
      }));
    }),
};
