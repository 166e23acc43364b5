import { fold } from "./names.ts";
import { outlineOf } from "./outline_of.ts";
import type { Statement } from "./statements.ts";
import { canBeName, isWord, type Token, unquote } from "./tokens.ts";

/** What D1 refuses in a statement that SQLite runs. */
export interface RefusedByD1 {
  readonly what: string;
  /** What to do about it. */
  readonly hint: string;
  readonly token: Token;
}

/**
 * Why Cloudflare D1 refuses a statement, as seen in workerd 1.20260730; undefined if nothing is known
 * against it. BEGIN and COMMIT are not refused, since wrangler removes them.
 * https://developers.cloudflare.com/d1/sql-api/sql-statements/
 */
export function refusedByD1({ tokens }: Pick<Statement, "tokens">): RefusedByD1 | undefined {
  const outline = outlineOf({ tokens });
  const token = tokens[0]!;
  const remove = (what: string, at = token) => ({ what, token: at, hint: "Remove it" });
  switch (outline.kind) {
    case "transaction": {
      const { action } = outline;
      if (action === "begin" || action === "commit") return undefined;
      const hint = "Remove it: D1 runs each file as one transaction";
      return { what: token.text.toUpperCase(), token, hint };
    }
    case "pragma":
      if (PRAGMAS.has(outline.name)) return undefined;
      return remove(`PRAGMA ${outline.name}`, outline.token);
    case "other":
      if (["vacuum", "attach", "detach"].includes(outline.verb)) {
        return remove(token.text.toUpperCase());
      }
      break;
    case "create": {
      const { name } = outline;
      if (outline.isTemporary) {
        const hint = "Use an ordinary table, and drop it in the same migration";
        return { what: "temporary objects", token: name.token, hint };
      }
      if (name.name.startsWith("_cf_")) {
        return { what: "names with _cf_", token: name.token, hint: "Use another name" };
      }
      const module = outline.object === "virtual-table" ? tokens[outline.rest + 1] : undefined;
      if (module !== undefined && canBeName(module) && !MODULES.has(fold(unquote(module)))) {
        const hint = `Use one of its modules: ${[...MODULES].join(" or ")}`;
        return { what: `the module ${unquote(module)}`, token: module, hint };
      }
    }
  }
  const call = tokens.find((_, index) => isMissingCall(tokens, index));
  return call && { what: `the function ${call.text}`, token: call, hint: "Use another function" };
}

/** The pragmas that D1 runs. */
const PRAGMAS = words(`
  case_sensitive_like data_version defer_foreign_keys foreign_key_check foreign_key_list foreign_keys
  ignore_check_constraints index_info index_list index_xinfo legacy_alter_table optimize quick_check
  recursive_triggers reverse_unordered_selects table_info table_list table_xinfo`);

const MODULES = words("fts5 fts5vocab");

/** The functions of SQLite that D1 lacks or does not allow. */
const FUNCTIONS = words(`
  fts5_get_locale fts5_insttoken fts5_locale fts5_source_id geopoly_area geopoly_bbox geopoly_blob
  geopoly_ccw geopoly_contains_point geopoly_group_bbox geopoly_json geopoly_overlap geopoly_regular
  geopoly_svg geopoly_within geopoly_xform if json_array_insert json_error_position json_pretty
  jsonb_array_insert matchinfo median offsets percentile percentile_cont percentile_disc rtreecheck
  rtreedepth rtreenode soundex sqlite_compileoption_get sqlite_compileoption_used sqlite_source_id
  sqlite_version subtype unistr unistr_quote`);

/** Whether the word is a call of a function that D1 lacks, and not a name before columns. */
function isMissingCall(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]!;
  return token.kind === "word" && tokens[index + 1]?.text === "(" &&
    FUNCTIONS.has(fold(token.text)) &&
    !isWord(
      tokens[index - 1],
      ".",
      "into",
      "table",
      "exists",
      "on",
      "references",
      "with",
      "recursive",
    );
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
