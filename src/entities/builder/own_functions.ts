import {
  any,
  blob,
  boolean,
  column,
  id,
  integer,
  json,
  numeric,
  real,
  text,
  timestamp,
  vector,
} from "./columns.ts";
import { check, foreignKey, index, primaryKey, unique, uniqueIndex } from "./constraints.ts";
import { entity } from "./entity.ts";
import { statement, trigger, view, virtualTable } from "./objects.ts";
import { sql } from "./sql.ts";

/**
 * The functions for schemas, by their names in the entry point: what `import … from "penumbra"` resolves to
 * in a schema file, unless an import map says otherwise.
 */
export const OWN_FUNCTIONS = {
  any,
  blob,
  boolean,
  check,
  column,
  entity,
  foreignKey,
  id,
  index,
  integer,
  json,
  numeric,
  primaryKey,
  real,
  sql,
  statement,
  text,
  timestamp,
  trigger,
  unique,
  uniqueIndex,
  vector,
  view,
  virtualTable,
} as const;
