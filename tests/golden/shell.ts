import { isThere } from "../distribution/is_there.ts";
import { type KeptTable, lostTables, type TableSizes, tableSizes } from "../support/row_losses.ts";
import { openWith } from "./engines.ts";
import { type Attempt, describeAttempt } from "./despite_errors.ts";

/** Whether the sqlite3 shell is installed. */
export const HAS_SHELL = isThere("sqlite3");

/** What runs in the shell: the schema before, the statements of a migration, and how often. */
export interface ShellRun {
  readonly schema: string;
  readonly statements: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly kept: readonly KeptTable[];
}

/**
 * What attempts lose in the sqlite3 shell, which reads them from its standard input and continues
 * after errors, as it does without -bail. Sentences; undefined where this shell, which may be older,
 * does not run the schema before.
 */
export async function lossesInShell(run: ShellRun): Promise<string[] | undefined> {
  const { statements, attempts, kept } = run;
  if (attempts.length === 0) return [];
  const folder = await Deno.makeTempDir({ prefix: "penumbra-shell-" });
  try {
    const script = attempts.map((attempt) => scriptOf(run, attempt, `${folder}/sizes.sql`));
    const answers = (await runShell(script.join("\n"))).split("= attempt\n").slice(1);
    const losses: string[] = [];
    for (const [index, attempt] of attempts.entries()) {
      const [before, after] = (answers[index] ?? "").split("= sizes\n").slice(1).map(readSizes);
      if (before === undefined || !await isStart(run, attempt, before)) return undefined;
      const head = `sqlite3 shell: ${describeAttempt(attempt, statements)}`;
      losses.push(...lostTables(kept, before, after!).map((it) => `${head}: ${it}`));
    }
    return losses;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * The attempts that are worth the time of a shell: those that rows stop, and one in which a statement
 * fails, a copy of rows where there is one.
 */
export function attemptsForShell(
  attempts: readonly Attempt[],
  statements: readonly string[],
): Attempt[] {
  const copies = (it: Attempt) =>
    /^insert\b.*\bselect\b/is.test(statements[it.failing ?? -1] ?? "");
  const failing = attempts.filter((it) => it.failing !== undefined);
  const sample = failing.find(copies) ?? failing[Math.floor(failing.length / 8)];
  return [...attempts.filter((it) => it.failing === undefined), ...(sample ? [sample] : [])];
}

function scriptOf({ schema, statements }: ShellRun, attempt: Attempt, file: string): string {
  const { rows, mode, failing } = attempt;
  const migration = statements.map((sql, index) =>
    index === failing ? "SELECT raise_no_such_function()" : sql
  );
  const run = mode.transaction ? ["BEGIN", ...migration, "COMMIT"] : migration;
  return [
    "SELECT '= attempt';",
    ".open :memory:",
    "PRAGMA foreign_keys = OFF;",
    `${schema}\n;`,
    `${rows}\n;`,
    `PRAGMA foreign_keys = ${mode.foreignKeys ? "ON" : "OFF"};`,
    ...sizesScript(file),
    ...run.map((sql) => `${sql}\n;`),
    "ROLLBACK;",
    ...sizesScript(file),
  ].join("\n");
}

/** Prints the name of each table in hex and its number of rows; the shell generates the queries. */
function sizesScript(file: string): string[] {
  const read =
    `'SELECT ''' || hex(name) || ''', count(*) FROM "' || replace(name, '"', '""') || '";'`;
  return [
    "SELECT '= sizes';",
    `.once ${file}`,
    `SELECT ${read} FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\';`,
    `.read ${file}`,
  ];
}

function readSizes(printed: string): TableSizes {
  return new Map(
    printed.split("\n").map((line) => /^([0-9A-F]*)\|(\d+)$/.exec(line)).filter((it) => it !== null)
      .map(([, hex, size]) => [new TextDecoder().decode(Uint8Array.fromHex(hex!)), Number(size)]),
  );
}

/** Whether the shell can create the schema before, with the same rows as another engine. */
async function isStart(
  { schema, kept }: ShellRun,
  { mode, rows }: Attempt,
  sizes: TableSizes,
): Promise<boolean> {
  const database = await openWith(mode, schema, rows);
  try {
    const wanted = tableSizes(database);
    return lostTables(kept.map(({ before }) => ({ before, after: before })), wanted, sizes)
      .length === 0;
  } finally {
    database.close();
  }
}

/** What the shell prints for a script on its standard input, without errors. */
async function runShell(script: string): Promise<string> {
  const options = { stdin: "piped", stdout: "piped", stderr: "null" } as const;
  const shell = new Deno.Command("sqlite3", { args: ["-init", "/dev/null"], ...options }).spawn();
  const writer = shell.stdin.getWriter();
  const [{ stdout }] = await Promise.all([
    shell.output(),
    writer.write(new TextEncoder().encode(script)).then(() => writer.close()),
  ]);
  return new TextDecoder().decode(stdout);
}
