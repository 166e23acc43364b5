import { type Command, Help } from "npm:commander@15.1.0";

/** What stands below the options of a command: what there is to know, then examples. */
export function helpBelow(name: keyof typeof EXAMPLES): string {
  const topic = TOPICS[name];
  const width = Math.max(...EXAMPLES[name].map(([line]) => line.length));
  const examples = EXAMPLES[name].map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`);
  return ["", ...(topic === undefined ? [] : [topic, ""]), "Examples:", ...examples].join("\n");
}

/** A command in the list of them: its name and arguments. */
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

/** As people would type them first. */
const EXAMPLES = {
  init: [
    ["penumbra init", "inspect the project, ask when unsure"],
    ["penumbra init --yes --target d1", "ask nothing"],
    ["penumbra init --from app.db", "a database is there already"],
  ],
  generate: [
    ["penumbra generate", "named after its changes"],
    ["penumbra generate add_bio --dry-run", "preview it"],
    ["penumbra generate --rename users.name:users.label", "keep what it holds"],
    ["penumbra generate --fill \"users.country='NL'\"", "a value for existing rows"],
  ],
  check: [
    ["penumbra check", "exit code 1 where something is found"],
    ["penumbra check --staged", "what the next commit contains"],
    ["penumbra check --format json", "for other programs"],
    ["penumbra check --format github", "annotations on a pull request"],
  ],
  rebase: [
    ["penumbra rebase", "after git merge main, or in it"],
    ["penumbra rebase --base origin/dev --dry-run", "preview it"],
  ],
  diff: [
    ["penumbra diff", "the migrations and the schema"],
    ["penumbra diff app.db schema.sql", "a database and the schema"],
    ["penumbra diff empty schema.sql --format sql", "the SQL that makes it"],
  ],
  inspect: [
    ["penumbra inspect app.db", "a database (read-only)"],
    ["penumbra inspect migrations:db@0007", "as of that migration"],
    ["penumbra inspect schema.sql --format mermaid", "a diagram"],
  ],
  squash: [
    ["penumbra squash --dry-run", "preview it"],
    ["penumbra squash --to 0042 --keep-data", "the first ones, and their rows"],
  ],
  convert: [
    ["penumbra convert --to goose db/goose", "into a new folder"],
    ["penumbra convert --to d1 --migrations drizzle d1", "from another one"],
  ],
  apply: [
    ["penumbra apply --db app.db", "all that is pending"],
    ["penumbra apply --db app.db --dry-run", "preview it"],
    ["penumbra apply --db app.db --baseline 0007_tags", "it has these already"],
    ["penumbra apply --db libsql://mydb-me.turso.io", "PENUMBRA_AUTH_TOKEN=…"],
    ["penumbra apply --dbs 'tenants/*.db' --canary 5", "many"],
  ],
  rehearse: [
    ["penumbra rehearse --db app.db", "what would happen"],
    ["penumbra rehearse --db app.db --to 0007_tags", "only that far"],
  ],
  doctor: [
    ["penumbra doctor --db app.db", "exit code 1 on findings"],
  ],
  status: [
    ["penumbra status --db app.db", "exit code 1 on findings"],
    ["penumbra status --db app.db --format json", "for other programs"],
  ],
  "upgrade-test": [
    ["penumbra upgrade-test", "every tag, else every migration"],
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
    ["penumbra schema > penumbra.schema.json", "for an editor without a network"],
  ],
  completions: [
    ["source <(penumbra completions bash)", "for .bashrc; zsh in .zshrc"],
    ["penumbra completions fish | source", "for config.fish"],
  ],
} as const satisfies Readonly<Record<string, readonly Example[]>>;

const SOURCES = `Sources:
  schema.sql, schema/        DDL in a file, or in every .sql file of a folder
  user.ts, entities/         entities and drizzle tables, in a file or a folder
  migrations:DIR[@ID]        the state after all migrations, or up to ID
  app.db, file:app.db        a database (read-only)
  libsql://, https://, ws:// a database on a server
  command:PROGRAM            the DDL that a program prints
  empty                      nothing`;

const TOPICS: { readonly [Name in keyof typeof EXAMPLES]?: string } = {
  init: `Proposals come from what is there: the configuration of Drizzle, Prisma,
Atlas or wrangler, migration folders, entities, SQL. Existing files are never
overwritten.`,
  rebase: `Migrations that no database has run yet: those that the main branch does not
have. What was generated is planned again as one migration, what was written by
hand is kept and runs after theirs.`,
  diff: SOURCES,
  inspect: SOURCES,
  squash: `The history is run with it and without, and must make the same schema. It gets
the name of the last migration that it stands for, so that a database which has
run that one goes on as before.`,
  convert: `Both histories are run, and must make the same schema and the same rows. What
undoes a migration is left out; databases that have run it are to be told so.`,
  apply: `Each migration runs in one transaction with its row in _penumbra_migrations. A
backup is made first and kept until the next success; where something fails, the
command that restores it is printed. Rules that --allow permits:

  out-of-order   a migration that comes before applied ones and may depend on it
  edited         a migration says something else than when it was applied
  unknown        the database has run what the folder does not have`,
  "upgrade-test": `A database of each version gets rows in every table and is upgraded. Each
migration is once interrupted before each of its statements, and nothing of it
may stay. In the end the schema must be that of a fresh install.`,
  bundle: `An application applies it to its own databases:

  import { migrate, nodeSqlite } from "penumbra/runner";
  import { bundle } from "./migrations.ts";
  await migrate(nodeSqlite(database), bundle);`,
  hook: `The hook runs penumbra check --staged, but only when a migration, the schema or
the configuration is staged. A hook that is there already runs first, as it did,
and uninstall puts it back. Where lefthook, husky or pre-commit manages the
hooks, install prints the lines for its configuration instead.`,
};
