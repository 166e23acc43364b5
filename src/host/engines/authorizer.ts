import { type AllowedNames, mayBeCalled } from "./allowed.ts";

/** The results of an authorizer: the action is permitted, refused, or silently ignored. */
const ANSWERS = { permitted: 0, refused: 1, ignored: 2 } as const;

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
 * The authorizer for SQL from files: permits everything that stays within the database. A function
 * that the engine lacks reaches nothing: SQLite 3.54 also asks about those in a DEFAULT, where
 * others do nothing before a row is inserted. SQLite calls it for every statement, including those
 * that search indexes, views and triggers compose internally. It must not use the database: Deno
 * 2.9 ends the process then.
 */
export function authorizerOf(allowed: AllowedNames, functions: ReadonlySet<string>): Authorizer {
  const isPermitted = (is: boolean) => is ? ANSWERS.permitted : ANSWERS.refused;
  return (action, first, second) => {
    switch (action) {
      // VACUUM INTO triggers this action as well.
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

/** Built-in tables that reach below the schema. */
const REACHING_TABLES: ReadonlySet<string> = new Set(["sqlite_dbpage", "fsdir"]);

/** Pragmas that may not be set: temporary tables would be stored in files in a system directory. */
const FIXED_PRAGMAS: ReadonlySet<string> = new Set(["temp_store"]);

/** The name in lower case, as names are passed as written. */
function lower(name: string | null): string {
  return name?.toLowerCase() ?? "";
}
