import { ALLOWED } from "../../host/engines/allowed.ts";
import type { EngineName } from "../../base/engine_name.ts";

/**
 * The functions that no statement may call in the shadow, each with what it does, as the end of "it
 * …".
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
  ["sqlite3mc_version", "belongs to the engine's encryption"],
  ["fts5", "exposes the internals of the search index"],
]);

/** Functions forbidden in libSQL only: 0.5.29 writes out of bounds in them. */
export const OVERFLOWING_FUNCTIONS = words("concat_ws padl padr padc replicate");

/** Why a function must not be called on an engine, as the end of "it …"; undefined if it may be. */
export function refusedFunction(name: string, engine: EngineName): string | undefined {
  if (engine === "libsql" && OVERFLOWING_FUNCTIONS.has(name)) {
    return "can write out of bounds";
  }
  return REFUSED_FUNCTIONS.get(name);
}

/** The built-in tables that no statement may name, with or without parentheses. */
export const REFUSED_TABLES: ReadonlyMap<string, string> = new Map([
  ["fsdir", "lists and reads files of this machine"],
  ["sqlite_dbpage", "reads and writes the pages of the database directly"],
]);

/** The pragmas that no statement may use, neither as a statement nor as a table function. */
export const REFUSED_PRAGMAS: ReadonlyMap<string, string> = new Map([
  ["hard_heap_limit", "changes the memory limit of the whole process"],
  ["soft_heap_limit", "changes the memory limit of the whole process"],
  ["temp_store_directory", "changes where the whole process puts its temporary files"],
  ["data_store_directory", "changes where the whole process puts its files"],
  ["writable_schema", "lets statements write to the schema directly"],
  ["schema_version", "can corrupt the database"],
  ["max_page_count", "changes the memory limit of the in-memory database"],
  ["query_only", "makes the in-memory database read-only"],
  ["reverse_unordered_selects", "changes the order in which queries return rows"],
  ["count_changes", "changes what statements return"],
  ["empty_result_callbacks", "changes what queries return"],
  ["full_column_names", "changes what queries return"],
  ["short_column_names", "changes what queries return"],
]);

/**
 * The built-in tables that any query may read. `carray` takes a pointer that SQL cannot create, so
 * it is always empty.
 * https://www.sqlite.org/carray.html
 */
const HARMLESS_TABLES = words(`
  carray dbstat generate_series json_each json_tree pragma_function_list pragma_module_list
  sqlite_stmt vector_top_k`);

/** Whether an engine has a built-in table with this name that is not among the allowed ones. */
export function isBuiltInTable(name: string): boolean {
  return REFUSED_TABLES.has(name) || HARMLESS_TABLES.has(name) || name.startsWith("pragma_");
}

/** The names that an engine reports, in lower case: pragma_function_list and its two siblings. */
export interface EngineNames {
  readonly functions: readonly string[];
  readonly modules: readonly string[];
  readonly pragmas: readonly string[];
}

/**
 * The names of an engine that are on neither list, in the order given. While there are none,
 * refusing the names on the refused lists is the same as allowing only those on the allowed ones.
 */
export function unjudged(names: EngineNames, engine: EngineName): string[] {
  const { functions, modules, pragmas } = ALLOWED[engine];
  const isRefused = (name: string) => refusedFunction(name, engine) !== undefined;
  return [
    ...names.functions.filter((name) =>
      !functions.has(name) && !isRefused(name) && name !== "libsql_vector_idx"
    ),
    ...names.modules.filter((name) =>
      !modules.has(name) && !HARMLESS_TABLES.has(name) && !REFUSED_TABLES.has(name)
    ),
    ...names.pragmas.filter((name) => !pragmas.has(name) && !REFUSED_PRAGMAS.has(name)),
  ];
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
