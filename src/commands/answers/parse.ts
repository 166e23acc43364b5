import { fail, type Failure, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import { RULE_NAMES } from "../../lint/rule_names.ts";
import { readPath } from "../../sql/name_path.ts";
import { renameText } from "./flags.ts";
import { significant, type Token, tokenize } from "../../sql/tokens.ts";

/** A name before and after the migration. */
export interface Renamed {
  readonly before: string;
  readonly after: string;
}

/** A rename given in advance. The table of a column may be renamed as well. */
export type RenameAnswer =
  | { readonly kind: "table"; readonly table: Renamed }
  | { readonly kind: "column"; readonly table: Renamed; readonly column: Renamed };

/** The value that existing rows get in a new column. */
export interface FillAnswer {
  readonly table: string;
  readonly column: string;
  /** An SQL expression as typed. */
  readonly sql: string;
}

/** A permission to break a rule, everywhere or for one object. */
export interface Allowance {
  readonly rule: string;
  /** `["users"]` or `["users", "email"]`. */
  readonly object?: readonly string[];
}

/**
 * Parses `before:after` or `table.before:table.after`. A name that contains a dot, a colon or a
 * quote is quoted as in SQL: `"a.b".c:"a.b".d`. Fails with `cli/bad-rename`.
 */
export function parseRename(text: string): Result<RenameAnswer> {
  const form =
    'Write old:new for a table, table.old:table.new for a column; quote a name like "a.b"';
  const problem = (state: string, at: number, hint = form) =>
    malformed("rename", { text, at, state, hint });
  const before = readPath(text, { start: 0, stop: /:/ });
  const after = readPath(text, { start: before.endOffset + 1, stop: /:/ });
  if (before.names === undefined || text[before.endOffset] !== ":") {
    return problem("it is not before:after", before.endOffset);
  }
  if (after.names === undefined || after.endOffset !== text.length) {
    return problem("it is not before:after", after.endOffset);
  }
  if (before.names.length !== after.names.length) {
    const [table, column] = before.names;
    const meant = column !== undefined && after.names.length === 1
      ? `Write the table on both sides: ${renameText([table!, column], [table!, after.names[0]!])}`
      : undefined;
    return problem("one side names a table, the other a column", before.endOffset, meant);
  }
  const table = { before: before.names[0]!, after: after.names[0]! };
  if (before.names.length === 1) return succeed({ kind: "table", table });
  const column = { before: before.names[1]!, after: after.names[1]! };
  return succeed({ kind: "column", table, column });
}

/**
 * Parses `table.column=SQL`, with names quoted as in `parseRename`. Of the SQL only the form is
 * checked: it is not empty, quotes and parentheses are closed, and there is no semicolon. Fails
 * with `cli/bad-fill`.
 */
export function parseFill(text: string): Result<FillAnswer> {
  const problem = (state: string, at: number) =>
    malformed("fill", {
      text,
      at,
      state,
      hint: `Write table.column=SQL, for instance users.age=0 or "users.country='NL'"`,
    });
  const path = readPath(text, { start: 0, stop: /=/ });
  if (path.names?.length !== 2 || text[path.endOffset] !== "=") {
    return problem("it is not table.column=SQL", path.endOffset);
  }
  const start = path.endOffset + 1;
  const tokens = significant(tokenize(text.slice(start)));
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) {
    return problem("there is no SQL after the =", start);
  }
  if (last.unterminated) return problem("a quote is never closed", start + last.startOffset);
  const stray = strayToken(tokens);
  if (stray !== undefined) {
    return problem(`the ${stray.text} does not belong there`, start + stray.startOffset);
  }
  const sql = text.slice(start + first.startOffset, start + last.endOffset);
  return succeed({ table: path.names[0]!, column: path.names[1]!, sql });
}

/** The first semicolon or unmatched parenthesis, which could end more than a value. */
function strayToken(tokens: readonly Token[]): Token | undefined {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.text === ";") return token;
    if (token.text === "(") open.push(token);
    if (token.text === ")" && open.pop() === undefined) return token;
  }
  return open[0];
}

/**
 * Parses `rule`, `rule:table` or `rule:table.column`. Fails with `cli/unknown-rule` for an unknown
 * rule, and with `cli/bad-allow`.
 */
export function parseAllowance(text: string): Result<Allowance> {
  const rule = text.replace(/:.*$/s, "");
  const isNamed = rule.trim() !== "";
  if (isNamed && !RULE_NAMES.includes(rule)) return unknownRule(text, rule);
  if (isNamed && rule === text) return succeed({ rule });
  const object = readPath(text, { start: rule.length + 1 });
  const isWhole = object.names !== undefined && object.endOffset === text.length;
  if (isNamed && isWhole) return succeed({ rule, object: object.names });
  return malformed("allow", {
    text,
    at: isNamed ? object.endOffset : 0,
    state: "it is not RULE or RULE:object",
    hint: "Write the rule's name, then a colon and the object if it is for one: data-loss:users",
  });
}

function unknownRule(text: string, rule: string): Failure {
  const meant = suggest(rule, RULE_NAMES);
  return fail("misuse", {
    code: "cli/unknown-rule",
    severity: "error",
    message: `Cannot allow "${rule}": there is no such rule`,
    span: { source: { name: "--allow", text }, startOffset: 0, endOffset: rule.length },
    hint: meant === undefined ? `Allow ${RULE_NAMES.join(" or ")}` : `Did you mean "${meant}"?`,
  });
}

interface Problem {
  readonly text: string;
  /** The offset of the error in the text. */
  readonly at: number;
  readonly state: string;
  readonly hint: string;
}

/** The subject of each option in messages. */
const SUBJECTS = { rename: "rename", fill: "fill", allow: "permission" } as const;

function malformed(option: keyof typeof SUBJECTS, { text, at, state, hint }: Problem): Failure {
  return fail("misuse", {
    code: `cli/bad-${option}`,
    severity: "error",
    message: `Cannot read the ${SUBJECTS[option]} "${text}": ${state}`,
    span: { source: { name: `--${option}`, text }, startOffset: at, endOffset: at },
    hint,
  });
}
