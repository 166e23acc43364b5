import { type AllowedNames, mayBeCalled } from "./allowed.ts";

/** What SQLite is answered: that something may be done, may not, or is passed over without a word. */
export const ANSWERS = { permitted: 0, refused: 1, ignored: 2 } as const;

/** An authorizer as SQLite calls it. https://www.sqlite.org/c3ref/set_authorizer.html */
export type Authorizer = (action: number, first: string | null, second: string | null) => number;

/** https://www.sqlite.org/c3ref/c_alter_table.html */
const ACTIONS = {
  pragma: 19,
  attach: 24,
  detach: 25,
  createVirtualTable: 29,
  dropVirtualTable: 30,
  function: 31,
  recursive: 33,
} as const;

/**
 * What may be compiled: everything but what reaches out of the database. A function that is not among
 * those of the engine reaches nothing: SQLite 3.54 asks about one in a DEFAULT as well, where others
 * say nothing before a row is inserted. SQLite asks it about every
 * statement, also those that search indexes, views and triggers compose inside. It must not use the
 * database: Deno 2.9 ends the process then.
 */
export function authorizerOf(allowed: AllowedNames, functions: ReadonlySet<string>): Authorizer {
  const isPermitted = (is: boolean) => is ? ANSWERS.permitted : ANSWERS.refused;
  return (action, first, second) => {
    switch (action) {
      // VACUUM INTO asks for it as well.
      case ACTIONS.attach:
      case ACTIONS.detach:
        return ANSWERS.refused;
      case ACTIONS.pragma:
        if (second !== null && FIXED_PRAGMAS.has(lower(first))) return ANSWERS.ignored;
        return isPermitted(allowed.pragmas.has(lower(first)));
      case ACTIONS.createVirtualTable:
      case ACTIONS.dropVirtualTable:
        return isPermitted(allowed.modules.has(lower(second)));
      case ACTIONS.function:
        return isPermitted(mayBeCalled(allowed, lower(second)) || !functions.has(lower(second)));
    }
    const isKnown = action > 0 && action <= ACTIONS.recursive;
    return isPermitted(isKnown && !REACHING_TABLES.has(lower(first)));
  };
}

/** Tables that SQLite answers from itself, and that reach below the schema. */
const REACHING_TABLES: ReadonlySet<string> = new Set(["sqlite_dbpage", "fsdir"]);

/** What stays as it was set: temporary tables would be kept in files in a folder of the system's. */
const FIXED_PRAGMAS: ReadonlySet<string> = new Set(["temp_store"]);

/** Names come as they are written. */
function lower(name: string | null): string {
  return name?.toLowerCase() ?? "";
}
