import { splitStatements, type Statement } from "../../sql/statements.ts";

/** The source name of SQL that comes from no file. */
export const OWN_SQL = "internal SQL";

/**
 * A name for a table of our own that no file can contain: SQL that names it could add a trigger, and
 * would then be run by internal statements, which pass no guard.
 */
export function ownTableName(): string {
  return `__penumbra_${crypto.randomUUID().replaceAll("-", "")}`;
}

/** The statements of internal SQL, or why it has none. */
export function ownStatements(sql: string): readonly Statement[] | string {
  const known = OWN_STATEMENTS.get(sql);
  if (known !== undefined) return known;
  const script = splitStatements({ name: OWN_SQL, text: sql });
  const statements = script.ok ? script.value.statements : script.diagnostics[0]!.message;
  keptLength += sql.length;
  if (keptLength > MOST_KEPT) {
    OWN_STATEMENTS.clear();
    keptLength = sql.length;
  }
  OWN_STATEMENTS.set(sql, statements);
  return statements;
}

/** Cached: a proof runs the same SQL on several databases. */
const OWN_STATEMENTS = new Map<string, readonly Statement[] | string>();

/** How many characters these texts have; their tokens take much more memory. */
let keptLength = 0;

/** A proof of a large schema needs fewer. */
const MOST_KEPT = 2 << 20;

/**
 * The same statements joined into fewer scripts, since each call of an engine takes time. Those in
 * `alone` are kept separate, as is one in which a comment may be left open.
 */
export function inScripts(statements: readonly string[], alone: ReadonlySet<string>): string[] {
  const scripts: string[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) scripts.push(open.join(";\n"));
    open = [];
  };
  for (const sql of statements) {
    if (!alone.has(sql) && !sql.includes("/*")) {
      open.push(sql);
      continue;
    }
    close();
    scripts.push(sql);
  }
  close();
  return scripts;
}
