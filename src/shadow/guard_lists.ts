/**
 * The functions no statement may call in the shadow, each with what it does, as the end of "it …".
 * https://www.sqlite.org/cli.html#file_i_o_functions
 */
export const REFUSED_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["readfile", "reads files of this machine"],
  ["writefile", "writes files of this machine"],
  ["sha3_query", "runs SQL that is put together at run time"],
  ["load_extension", "loads native code into this process"],
  ["fts3_tokenizer", "can load native code into this process"],
  ["sqlite_log", "writes to the log of this process"],
  ["geopoly_debug", "changes a setting of the whole process"],
  ["sqlite_crypt", "belongs to the engine's encryption"],
  ["sqlite3mc_codec_data", "belongs to the engine's encryption"],
  ["sqlite3mc_config", "belongs to the engine's encryption"],
  ["sqlite3mc_config_table", "belongs to the engine's encryption"],
]);

/** The built-in tables no statement may name: they answer without parentheses too. */
export const REFUSED_TABLES: ReadonlyMap<string, string> = new Map([
  ["fsdir", "lists and reads files of this machine"],
  ["sqlite_dbpage", "reads and writes the database below its schema"],
]);

/** The pragmas no statement may use, neither as a statement nor as a table function. */
export const REFUSED_PRAGMAS: ReadonlyMap<string, string> = new Map([
  ["hard_heap_limit", "changes the memory limit of the whole process"],
  ["soft_heap_limit", "changes the memory limit of the whole process"],
  ["temp_store_directory", "changes where the whole process puts its temporary files"],
  ["data_store_directory", "changes where the whole process puts its files"],
  ["writable_schema", "opens the schema to changes that no statement shows"],
  ["schema_version", "can corrupt the database"],
  ["max_page_count", "lifts the limit on the memory of the shadow"],
  ["query_only", "locks the shadow"],
  ["reverse_unordered_selects", "changes the order in which the engine answers"],
  ["count_changes", "changes what the engine answers to a statement"],
  ["empty_result_callbacks", "changes what the engine answers to a query"],
  ["full_column_names", "changes what the engine answers to a query"],
  ["short_column_names", "changes what the engine answers to a query"],
]);

/**
 * The pragmas that reach nothing but the in-memory database they are asked of. `temp_store` is one
 * of them only while it keeps temporary tables in memory; `guard` looks at its value.
 * `legacy_file_format` is gone from SQLite, but stands in files that older tools wrote.
 * https://www.sqlite.org/pragma.html
 */
export const HARMLESS_PRAGMAS: ReadonlySet<string> = words(`
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
export const CREATABLE_MODULES: ReadonlySet<string> = words(`
  fts3 fts3tokenize fts4 fts4aux fts5 fts5vocab geopoly rtree rtree_i32`);

/**
 * The built-in tables any query may read. `carray` takes a pointer that SQL cannot make, so it is
 * always empty. https://www.sqlite.org/carray.html
 */
const HARMLESS_TABLES = words(`
  carray dbstat generate_series json_each json_tree pragma_function_list pragma_module_list
  sqlite_stmt vector_top_k`);

/** The functions that compute a value and reach nothing else. */
const HARMLESS_FUNCTIONS = words(`
  -> ->> abs acos acosh asin asinh atan atan2 atanh atn2 avg bm25 ceil ceiling changes char
  charindex coalesce concat concat_ws cos cosh cot coth count cume_dist current_date current_time
  current_timestamp date datetime degrees dense_rank difference exp first_value floor format fts5
  fts5_get_locale fts5_insttoken fts5_locale fts5_source_id geopoly_area geopoly_bbox geopoly_blob
  geopoly_ccw geopoly_contains_point geopoly_group_bbox geopoly_json geopoly_overlap
  geopoly_regular geopoly_svg geopoly_within geopoly_xform glob group_concat hex highlight if
  ifnull iif instr json json_array json_array_insert json_array_length json_error_position
  json_extract json_group_array json_group_object json_insert json_object json_patch json_pretty
  json_quote json_remove json_replace json_set json_type json_valid jsonb jsonb_array
  jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object
  jsonb_patch jsonb_remove jsonb_replace jsonb_set julianday lag last_insert_rowid
  last_rows_affected last_value lead leftstr length libsql_vector_idx like likelihood likely ln log
  log10 log2 lower lower_quartile lsmode ltrim match matchinfo max median min mod mode nth_value
  ntile nullif octet_length offsets optimize padc padl padr percent_rank percentile percentile_cont
  percentile_disc pi pow power printf proper quote radians random randomblob rank regexp regexpi
  replace replicate reverse rightstr round row_number rtreecheck rtreedepth rtreenode rtrim sha3
  sign sin sinh snippet soundex sqlite3mc_version sqlite_compileoption_get
  sqlite_compileoption_used sqlite_source_id sqlite_version sqrt square stdev strfilter strftime
  string_agg substr substring subtype sum tan tanh time timediff total total_changes trim trunc
  typeof unhex unicode unistr unistr_quote unixepoch unlikely upper upper_quartile uuid uuid_blob
  uuid_str variance vector vector16 vector1bit vector32 vector64 vector8 vector_distance_cos
  vector_distance_l2 vector_extract vectorb16 zeroblob`);

/** What an engine says it has, in lower case: pragma_function_list and its two siblings. */
export interface EngineNames {
  readonly functions: readonly string[];
  readonly modules: readonly string[];
  readonly pragmas: readonly string[];
}

/**
 * The names of an engine that nobody has judged yet, in the order given. While there are none,
 * refusing what is on the refused lists is the same as allowing only what is on the harmless ones.
 */
export function unjudged(engine: EngineNames): string[] {
  const [functions, tables, pragmas] = [REFUSED_FUNCTIONS, REFUSED_TABLES, REFUSED_PRAGMAS];
  return [
    ...engine.functions.filter((name) => !functions.has(name) && !HARMLESS_FUNCTIONS.has(name)),
    ...engine.modules.filter((name) =>
      !tables.has(name) && !HARMLESS_TABLES.has(name) && !CREATABLE_MODULES.has(name)
    ),
    ...engine.pragmas.filter((name) => !pragmas.has(name) && !HARMLESS_PRAGMAS.has(name)),
  ];
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
