import type { MigrationDirectory } from "../src/migrations/directory.ts";
import type { Layout } from "../src/migrations/layouts/layout.ts";
import { LAYOUTS } from "../src/migrations/layouts/list.ts";
import { RUNNERS } from "../src/migrations/runners/list.ts";
import type { RunnerProfile } from "../src/migrations/runners/profile.ts";
import { runnersOf } from "../src/migrations/runners/runners_of.ts";
import { CONFIG_KEYS, formOf } from "../src/cli/config/config_keys.ts";
import type { Taken } from "../src/commands/setting.ts";

/** A sample configuration with several keys. */
export const SAMPLE = `{
  "$schema": "./penumbra.schema.json",
  "migrations": "db/migrations",
  "schema": ["src/db/schema.ts", "db/extra.sql"],
  "target": "d1",
  "baseline": { "upTo": "0042", "schema": "db/baseline.sql" },
  "renames": ["users.name:users.full_name"]
}`;

/** Every key of penumbra.json, as a page of Markdown, which a test keeps in src/cli/CONFIGURATION.md. */
export async function configurationPage(): Promise<string> {
  const rows = await Promise.all(
    Object.entries(CONFIG_KEYS).map(async ([name, { config = "", takes }]) =>
      `| \`${name}\` | ${cell(config)} | ${cell(await valuesOf(takes))} |\n`
    ),
  );
  return `# penumbra.json

This file is optional. penumbra uses the nearest one, from the current folder up to the root of the
repository, if the file belongs to you. Paths in it are relative to its folder. Options on the command line
take precedence. \`penumbra schema\` prints its JSON schema for editors.

\`\`\`json
${SAMPLE}
\`\`\`

| key | what it is for | values |
| --- | --- | --- |
${rows.join("")}`;
}

/** The layouts and runners, as a page of Markdown, which a test keeps in src/migrations/LAYOUTS.md. */
export async function layoutsPage(): Promise<string> {
  const layouts = await Promise.all(LAYOUTS.map(layoutRow));
  return `# Layouts and runners

A layout is how a tool names and arranges its migrations in a folder. penumbra detects it from the files;
\`--layout\` overrides that. A new migration is written the way the layout's own tool writes one.

| layout | a migration | \`generate --down\` | target | run by |
| --- | --- | --- | --- | --- |
${layouts.join("")}
## Runners

A runner is what applies migrations to a database. \`check\` runs each new migration the way its runner does,
with rows in every table. If several runners are possible for a layout, the worst result counts;
\`"runner"\` in penumbra.json names one: for code of your own \`transaction\` or \`autocommit\`, and for a tool
that is told to open no transaction \`autocommit\`. \`"foreignKeys"\` says whether the application turns foreign
keys on. What is marked * comes from the runner's documentation; everything else was seen in its source or by
running it.

| runner | versions | transaction | foreign keys | after an error | BEGIN and COMMIT in a file | a file before applied ones |
| --- | --- | --- | --- | --- | --- | --- |
${RUNNERS.map(runnerRow).join("")}`;
}

async function layoutRow(layout: Layout): Promise<string> {
  const { name, hasDown, target } = layout;
  const directory: MigrationDirectory = {
    path: "migrations",
    layout: name,
    migrations: [],
    files: new Map(),
  };
  const written = await layout.write({
    directory,
    name: "create users",
    sql: "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    downSql: hasDown ? "DROP TABLE users;\n" : undefined,
    now: new Date("2026-11-22T14:00:00Z"),
  });
  const paths = written.ok ? written.value.map(({ path }) => `\`${path}\``) : [];
  const runners = runnersOf({ layout: name }).map((it) => `\`${it.name}\``);
  return `| \`${name}\` | ${paths.join("<br>")} | ${hasDown ? "yes" : "no"} | \`${target}\` | ${
    runners.join(", ")
  } |\n`;
}

function runnerRow(runner: RunnerProfile): string {
  const seen = (fact: RunnerProfile["unseen"][number], words: string) =>
    runner.unseen.includes(fact) ? `${words} *` : words;
  const keys = runner.foreignKeysBy === "driver"
    ? `${runner.foreignKeys}, unless the application changes it`
    : runner.foreignKeys;
  return `| ${
    [
      `\`${runner.name}\``,
      runner.versions,
      seen("transaction", TRANSACTIONS[runner.transaction]),
      seen("foreignKeys", keys),
      seen("atError", runner.atError === "stops" ? "stops" : "continues"),
      seen("control", CONTROL[runner.control]),
      seen("late", lateWords(runner)),
    ].join(" | ")
  } |\n`;
}

function lateWords({ late }: RunnerProfile): string {
  if (late === undefined) return "runs";
  return `is ${late.fate}${late.ifThere === undefined ? "" : ` with a \`${late.ifThere}\``}`;
}

const TRANSACTIONS: Readonly<Record<RunnerProfile["transaction"], string>> = {
  file: "one for each file",
  all: "one for all pending files",
  none: "none",
};

const CONTROL: Readonly<Record<RunnerProfile["control"], string>> = {
  runs: "run",
  refused: "are refused",
  "cut-out": "are removed",
};

async function valuesOf(takes: Taken): Promise<string> {
  const { words, schema } = await formOf(takes);
  const listed = "enum" in schema ? schema.enum : takes.kind === "switch" ? ["true", "false"] : [];
  return listed.length === 0 ? words : listed.map((it) => `\`${it}\``).join(", ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
