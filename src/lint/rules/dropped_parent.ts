import type { Rule } from "../rule.ts";

/**
 * A foreign key that had its parent before and references a missing table afterwards. Usually the
 * parent was renamed out of the way, which also renames it in foreign keys, and was then dropped.
 * From then on every write to the child fails.
 *
 *     ALTER TABLE users RENAME TO old_users; -- posts references old_users now
 *     CREATE TABLE users (…); DROP TABLE old_users;
 *
 * Instead: recreate the children in the same file, or create the new table under another name
 * first.
 * https://www.sqlite.org/lang_altertable.html#altertabrename
 */
export const DROPPED_PARENT: Rule = {
  name: "dropped-parent",
  find(effect) {
    if (effect.kind !== "key-lost") return undefined;
    const { table, columns, parent } = effect;
    return {
      severity: "error",
      object: table,
      what: `${table}: a foreign key (${columns.join(", ")}) references "${parent}", which is gone`,
      hint: `Recreate "${table}" in the same file, so that it references the new table`,
    };
  },
};
