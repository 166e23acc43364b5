import type { Rule } from "../rule.ts";
import { CASCADE_ON_REBUILD } from "./cascade_on_rebuild.ts";
import { CHANGES_ROWS } from "./changes_rows.ts";
import { COPY_DOUBLES_ROWS } from "./copy_doubles_rows.ts";
import { COPY_DROPS_COLUMNS } from "./copy_drops_columns.ts";
import { COPY_DROPS_ROWS } from "./copy_drops_rows.ts";
import { COPY_SWAPS_COLUMNS } from "./copy_swaps_columns.ts";
import { DATA_LOSS } from "./data_loss.ts";
import { DOUBLE_QUOTED_STRING } from "./double_quoted_string.ts";
import { DROPPED_PARENT } from "./dropped_parent.ts";
import { FAILS_ON_ROWS } from "./fails_on_rows.ts";
import { LOSSY_TYPE_CHANGE } from "./lossy_type_change.ts";
import { NULL_TO_ROWID } from "./null_to_rowid.ts";
import { ORPHANED_ROWS } from "./orphaned_rows.ts";
import { REPLACES_ROWS } from "./replaces_rows.ts";
import { STALE_SEARCH_INDEX } from "./stale_search_index.ts";
import { TEXT_TO_NUMBER } from "./text_to_number.ts";
import { UNEXPLAINED_LOSS } from "./unexplained_loss.ts";

/** All rules about what files do to rows, sorted by name. Each effect is covered by one of them. */
export const RULES: readonly Rule[] = [
  CASCADE_ON_REBUILD,
  CHANGES_ROWS,
  COPY_DOUBLES_ROWS,
  COPY_DROPS_COLUMNS,
  COPY_DROPS_ROWS,
  COPY_SWAPS_COLUMNS,
  DATA_LOSS,
  DOUBLE_QUOTED_STRING,
  DROPPED_PARENT,
  FAILS_ON_ROWS,
  LOSSY_TYPE_CHANGE,
  NULL_TO_ROWID,
  ORPHANED_ROWS,
  REPLACES_ROWS,
  STALE_SEARCH_INDEX,
  TEXT_TO_NUMBER,
  UNEXPLAINED_LOSS,
];
