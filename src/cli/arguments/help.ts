import { type Command, Help } from "npm:commander@15.1.0";

/** The text below the options of a command: notes, then examples. */
export function helpBelow(name: keyof typeof EXAMPLES): string {
  const topic = TOPICS[name];
  const width = Math.max(...EXAMPLES[name].map(([line]) => line.length));
  const examples = EXAMPLES[name].map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`);
  return ["", ...(topic === undefined ? [] : [topic, ""]), "Examples:", ...examples].join("\n");
}

/** The entry of a command in the list of commands: its name and arguments. */
export function subcommandTerm(command: Command): string {
  const names = command.registeredArguments.map((it) =>
    it.required ? `<${it.name()}>` : `[${it.name()}]`
  );
  return [command.name(), ...names].join(" ");
}

/** The library's own help, with the commands before the options. */
export function formatHelp(command: Command, helper: Help): string {
  const sections = Help.prototype.formatHelp.call(helper, command, helper).split(/\n\n(?=\S)/);
  const commands = sections.filter((section) => section.startsWith("Commands:"));
  const others = sections.filter((section) => !commands.includes(section));
  return [...others.slice(0, 2), ...commands, ...others.slice(2)].map((it) => it.trimEnd()).join(
    "\n\n",
  ) + "\n";
}

type Example = readonly [line: string, meaning: string];

/** The most likely command lines first. */
const EXAMPLES = {
  init: [
    ["penumbra init", "inspect the project, ask when unsure"],
    ["penumbra init --yes --target d1", "ask nothing"],
    ["penumbra init --from app.db", "start from an existing database"],
  ],
  generate: [
    ["penumbra generate", "named after its changes"],
    ["penumbra generate add_bio --dry-run", "preview it"],
    ["penumbra generate --rename users.name:users.label", "keep its data"],
    ["penumbra generate --fill \"users.country='NL'\"", "a value for existing rows"],
  ],
  check: [
    ["penumbra check", "exit code 1 on findings"],
    ["penumbra check --staged", "what the next commit contains"],
    ["penumbra check --format json", "for other programs"],
    ["penumbra check --format github", "annotations on a pull request"],
  ],
  lint: [
    ["penumbra lint", "the migrations of the project"],
    ["penumbra lint --new", "only those of this branch"],
    ["penumbra lint --migrations db/migrate", "of any folder"],
    ["penumbra lint --format sarif", "for code scanning"],
  ],
  rebase: [
    ["penumbra rebase", "during or after git merge main"],
    ["penumbra rebase --base origin/dev --dry-run", "preview it"],
  ],
  diff: [
    ["penumbra diff", "the migrations and the schema"],
    ["penumbra diff app.db schema.sql", "a database and the schema"],
    ["penumbra diff empty schema.sql --format sql", "the SQL that creates it"],
  ],
  inspect: [
    ["penumbra inspect app.db", "a database (read-only)"],
    ["penumbra inspect migrations:db@0007", "the schema after a migration"],
    ["penumbra inspect schema.sql --format mermaid", "a diagram"],
    ["penumbra inspect app.db --format html > app.html", "a page for a browser"],
  ],
  squash: [
    ["penumbra squash --dry-run", "preview it"],
    ["penumbra squash --to 0042 --keep-data", "the first ones, and their rows"],
  ],
  convert: [
    ["penumbra convert --to goose db/goose", "your migrations for goose"],
    ["penumbra convert --to d1 --migrations drizzle d1", "those in drizzle for D1"],
  ],
  apply: [
    ["penumbra apply --db app.db", "run all that is pending"],
    ["penumbra apply --db app.db --dry-run", "preview it"],
    ["penumbra apply --db app.db --baseline 0007_tags", "applied already, by hand"],
    ["penumbra apply --db libsql://mydb-me.turso.io", "PENUMBRA_AUTH_TOKEN=…"],
    ["penumbra apply --dbs 'tenants/*.db' --canary 5", "many databases"],
  ],
  rehearse: [
    ["penumbra rehearse --db app.db", "what would happen"],
    ["penumbra rehearse --db app.db --to 0007_tags", "up to this migration"],
  ],
  doctor: [
    ["penumbra doctor --db app.db", "exit code 1 on findings"],
  ],
  status: [
    ["penumbra status --db app.db", "exit code 1 on findings"],
    ["penumbra status --db app.db --format json", "for other programs"],
  ],
  "upgrade-test": [
    ["penumbra upgrade-test", "from every version"],
    ["penumbra upgrade-test --from v1.4 --from v2.0", "only these"],
  ],
  bundle: [
    ["penumbra bundle -o src/migrations.ts", "for penumbra/runner"],
    ["penumbra bundle -o migrations.json", "to be loaded at run time"],
  ],
  hook: [
    ["penumbra hook install", "check before every commit"],
    ["penumbra hook install --command ./penumbra", "an executable in the repository"],
    ["penumbra hook uninstall", "restore the previous hook"],
  ],
  explain: [
    ["penumbra explain plan/fill-needed", "one code, as diagnostics show it"],
    ["penumbra explain", "all codes, and the exit codes"],
    ["penumbra explain --format json", "the same for other programs"],
  ],
  schema: [
    ["penumbra schema > penumbra.schema.json", "a copy for your editor"],
  ],
  completions: [
    ["source <(penumbra completions bash)", "in .bashrc; for zsh, in .zshrc"],
    ["penumbra completions fish | source", "in config.fish"],
  ],
} as const satisfies Readonly<Record<string, readonly Example[]>>;

const SOURCES = `Sources:
  schema.sql, schema/        DDL in a file, or in every .sql file of a folder
  user.ts, entities/         entities and Drizzle tables, in a file or a folder
  migrations:DIR[@ID]        the schema after all migrations, or after ID
  app.db, file:app.db        a database (read-only)
  libsql://, https://, ws:// a database on a server
  command:PROGRAM            the DDL that a program prints
  empty                      nothing`;

const TOPICS: { readonly [Name in keyof typeof EXAMPLES]?: string } = {
  init: `init looks for configurations of Drizzle, Prisma, Atlas and wrangler, and for
migration folders, entities and SQL files. It never overwrites a file.`,
  rebase: `Your migrations are those that the main branch does not have. The generated ones
become one new migration; the ones you wrote by hand are kept, and run after
those of main.`,
  lint: `lint needs no schema, and looks at every migration: what check finds in one, and
advice on statements, keys, indexes, types, views and triggers. Exit code 1 on
an error. A comment in the migration silences a rule:

  -- penumbra: allow foreign-key-without-index:posts.author_id   the reason`,
  diff: SOURCES,
  inspect: SOURCES,
  squash: `Both histories are run, and must produce the same schema. The new migration gets
the name of the last one that it replaces, so a database that has run that one
continues as before.`,
  convert: `Both histories are run, and must produce the same schema and rows. Down
migrations are left out. For databases that have run the old files, convert
prints what marks the new ones as applied: SQL, or the commands of the tool.`,
  apply: `Each migration runs in one transaction with its row in _penumbra_migrations. A
backup is made first and kept until the next success; if a migration fails, the
command that restores the backup is printed. Rules that --allow accepts:

  out-of-order   a migration comes before applied ones, and its order may matter
  edited         a migration was changed after it was applied
  unknown        the database has run migrations that the folder does not have`,
  "upgrade-test": `For each version, a database with rows in every table is upgraded. Each
migration is also interrupted before each of its statements, and must leave
nothing behind. The final schema must be that of a fresh install.`,
  bundle: `Your application applies them to its databases:

  import { migrate, nodeSqlite } from "penumbra/runner";
  import { bundle } from "./migrations.ts";
  await migrate(nodeSqlite(database), bundle);`,
  hook: `The hook runs penumbra check --staged, but only if a migration, the schema or
the configuration is staged. An existing hook is kept and runs first; uninstall
restores it. If lefthook, husky or pre-commit manages the hooks, install prints
the lines for its configuration instead.`,
};
