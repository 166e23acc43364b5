import type { EngineName } from "../../base/engine_name.ts";

/** The names of an engine that SQL from a file may use, in lower case. */
export interface AllowedNames {
  readonly functions: ReadonlySet<string>;
  /** The modules of which a virtual table may be created. */
  readonly modules: ReadonlySet<string>;
  readonly pragmas: ReadonlySet<string>;
}

/**
 * The pragmas that reach nothing but the in-memory database. `temp_store` is among them only with
 * values that keep temporary tables in memory. `legacy_file_format` is gone from SQLite, but older
 * tools wrote it to files.
 * https://www.sqlite.org/pragma.html
 */
const PRAGMAS = words(`
  analysis_limit application_id auto_vacuum automatic_index busy_timeout cache_size cache_spill
  case_sensitive_like cell_size_check checkpoint_fullfsync collation_list compile_options
  data_version database_list default_cache_size defer_foreign_keys encoding foreign_key_check
  foreign_key_list foreign_keys freelist_count fullfsync function_list ignore_check_constraints
  incremental_vacuum index_info index_list index_xinfo integrity_check journal_mode
  journal_size_limit legacy_alter_table legacy_file_format locking_mode mmap_size module_list
  optimize page_count page_size pragma_list quick_check read_uncommitted recursive_triggers
  secure_delete shrink_memory synchronous table_info table_list table_xinfo temp_store threads
  trusted_schema user_version wal_autocheckpoint wal_checkpoint`);

/** The modules of which a virtual table may be created. */
const MODULES = words("fts3 fts3tokenize fts4 fts4aux fts5 fts5vocab geopoly rtree rtree_i32");

/** The functions of any engine that compute a value and reach nothing else. */
const FUNCTIONS = words(`
  -> ->> abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling changes char
  coalesce concat cos cosh count cume_dist current_date current_time
  current_timestamp date datetime degrees dense_rank exp first_value floor format
  fts5_get_locale fts5_insttoken fts5_locale fts5_source_id geopoly_area geopoly_bbox geopoly_blob
  geopoly_ccw geopoly_contains_point geopoly_group_bbox geopoly_json geopoly_overlap
  geopoly_regular geopoly_svg geopoly_within geopoly_xform glob group_concat hex highlight if
  ifnull iif instr json json_array json_array_insert json_array_length json_error_position
  json_extract json_group_array json_group_object json_insert json_object json_patch json_pretty
  json_quote json_remove json_replace json_set json_type json_valid jsonb jsonb_array
  jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object
  jsonb_patch jsonb_remove jsonb_replace jsonb_set julianday lag last_insert_rowid
  last_value lead length like likelihood likely ln log
  log10 log2 lower ltrim match matchinfo max median min mod nth_value
  ntile nullif octet_length offsets optimize percent_rank percentile percentile_cont
  percentile_disc pi pow power printf quote radians random randomblob rank
  replace round row_number rtreecheck rtreedepth rtreenode rtrim
  sign sin sinh snippet soundex sqlite_compileoption_get
  sqlite_compileoption_used sqlite_source_id sqlite_version sqrt strftime
  string_agg substr substring subtype sum tan tanh time timediff total total_changes trim trunc
  typeof unhex unicode unistr unistr_quote unixepoch unlikely upper zeroblob`);

/** Functions that ALTER TABLE calls internally; SQL of others cannot call them. */
const INNER_FUNCTIONS = words(`
  sqlite_rename_column sqlite_rename_table sqlite_rename_test sqlite_rename_quotefix
  sqlite_drop_column sqlite_add_constraint sqlite_drop_constraint sqlite_find_constraint
  sqlite_fail libsql_alter_column`);

/**
 * Functions that SQL from a file may not use even if an extension provides them: each reaches
 * outside the database.
 */
export const REACHING_FUNCTIONS: ReadonlySet<string> = words("edit eval readfile writefile");

/**
 * Functions allowed in the runtime's SQLite only, which reports an error if the result is too
 * large.
 */
const SQLITE_FUNCTIONS = words("concat_ws");

/**
 * Functions that only libSQL has, without those that write out of bounds: `concat_ws`, `padl`,
 * `padr`, `padc` and `replicate` (libSQL 0.5.29).
 */
const LIBSQL_FUNCTIONS = words(`
  atn2 charindex cot coth difference last_rows_affected leftstr lower_quartile lsmode mode proper
  regexp regexpi reverse rightstr sha3 square stdev strfilter upper_quartile uuid
  uuid_blob uuid_str variance vector vector16 vector1bit vector32 vector64 vector8
  vector_distance_cos vector_distance_l2 vector_extract vectorb16`);

/** The names that SQL from a file may use, by engine. */
export const ALLOWED: Readonly<Record<EngineName, AllowedNames>> = {
  sqlite: { functions: FUNCTIONS.union(SQLITE_FUNCTIONS), modules: MODULES, pragmas: PRAGMAS },
  libsql: { functions: FUNCTIONS.union(LIBSQL_FUNCTIONS), modules: MODULES, pragmas: PRAGMAS },
};

/** Whether SQL composed by the engine itself may call the function. */
export function mayBeCalled({ functions }: AllowedNames, name: string): boolean {
  return functions.has(name) || INNER_FUNCTIONS.has(name);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
