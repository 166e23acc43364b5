import type { FileRule, SchemaRule } from "./advice.ts";
import { AUTOINCREMENT_RESET } from "./files/autoincrement_reset.ts";
import { BULK_CHANGE } from "./files/bulk_change.ts";
import { IF_NOT_EXISTS } from "./files/if_not_exists.ts";
import { NOT_REPEATABLE } from "./files/not_repeatable.ts";
import { REBUILD_LOSES_OBJECT } from "./files/rebuild_loses_object.ts";
import { RENAME_BREAKS_CLIENTS } from "./files/rename_breaks_clients.ts";
import { BROKEN_SEARCH_INDEX } from "./schema/broken_search_index.ts";
import { FOREIGN_KEY_WITHOUT_INDEX } from "./schema/foreign_key_without_index.ts";
import { INT_PRIMARY_KEY } from "./schema/int_primary_key.ts";
import { PARENT_KEY_NOT_UNIQUE, PARENT_MISSING } from "./schema/parent_keys.ts";
import { REDUNDANT_INDEX } from "./schema/redundant_index.ts";
import { STALE_TRIGGER_COLUMN } from "./schema/stale_trigger_column.ts";
import { STAR_VIEW } from "./schema/star_view.ts";
import { SURPRISING_AFFINITY } from "./schema/surprising_affinity.ts";
import { CONSTRAINT_IN_TYPE, TYPE_OVER_LINES } from "./schema/swallowing_types.ts";
import { UNNAMED_CONSTRAINT } from "./schema/unnamed_constraint.ts";

/** All rules about the schema after the migrations, sorted by name. */
export const SCHEMA_RULES: readonly SchemaRule[] = [
  BROKEN_SEARCH_INDEX,
  CONSTRAINT_IN_TYPE,
  FOREIGN_KEY_WITHOUT_INDEX,
  INT_PRIMARY_KEY,
  PARENT_KEY_NOT_UNIQUE,
  PARENT_MISSING,
  REDUNDANT_INDEX,
  STALE_TRIGGER_COLUMN,
  STAR_VIEW,
  SURPRISING_AFFINITY,
  TYPE_OVER_LINES,
  UNNAMED_CONSTRAINT,
];

/** All rules about the statements of a file, sorted by name. */
export const FILE_RULES: readonly FileRule[] = [
  AUTOINCREMENT_RESET,
  BULK_CHANGE,
  IF_NOT_EXISTS,
  NOT_REPEATABLE,
  REBUILD_LOSES_OBJECT,
  RENAME_BREAKS_CLIENTS,
];
