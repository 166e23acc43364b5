import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail } from "../../base/result.ts";
import type { Layout } from "./layout.ts";
import { isTopLevelSql } from "./common/versioned_files.ts";

/** A tool whose migrations are programs. */
interface CodeTool {
  /** Its name, as for `--layout`. */
  readonly name: string;
  /** Its name for people. */
  readonly words: string;
  /** Matches the paths of its files. */
  readonly path: RegExp;
  /** Whether a text is that of one of its files; if absent, the path is enough. */
  readonly matches?: (text: string) => boolean;
  /** The command that runs its migrations on an empty database. */
  readonly command: string;
}

const SCRIPT = /^[^/]+(?<!\.d)\.[cm]?[jt]s$/;

/** Ordered from the most to the least specific. */
const TOOLS: readonly CodeTool[] = [
  {
    name: "rails",
    words: "Rails",
    path: /(?:^|\/)\d+_[_a-z0-9]*\.rb$/,
    command: "bin/rails db:migrate",
  },
  {
    name: "laravel",
    words: "Laravel",
    path: /^\d{4}_\d\d_\d\d_\d{6}_\w+\.php$/,
    command: "php artisan migrate",
  },
  {
    name: "entity-framework",
    words: "Entity Framework",
    path: /^\d{14}_\w+\.cs$/,
    command: "dotnet ef database update",
  },
  { name: "ecto", words: "Ecto", path: /^\d{14}_\w+\.exs$/, command: "mix ecto.migrate" },
  {
    name: "django",
    words: "Django",
    path: /^\d{4}_\w+\.py$/,
    matches: (text) => /\bmigrations\.Migration\b/.test(text),
    command: "python manage.py migrate",
  },
  {
    name: "alembic",
    words: "Alembic",
    path: /^(?:versions\/)?[^/]+\.py$/,
    matches: (text) => /^down_revision\b/m.test(text),
    command: "alembic upgrade head",
  },
  {
    name: "sea-orm",
    words: "SeaORM",
    path: /^(?:src\/)?m\d{8}_\d{6}_\w+\.rs$/,
    command: "sea-orm-cli migrate up",
  },
  {
    name: "room",
    words: "Room",
    path: /^(?:[\w.]+\/)?\d+\.json$/,
    matches: (text) => /"identityHash"/.test(text),
    command: "the application",
  },
  {
    name: "typeorm",
    words: "TypeORM",
    path: SCRIPT,
    matches: (text) => /\bMigrationInterface\b|\bqueryRunner\b/.test(text),
    command: "npx typeorm migration:run",
  },
  {
    name: "sequelize",
    words: "Sequelize",
    path: SCRIPT,
    matches: (text) => /\bqueryInterface\b/.test(text),
    command: "npx sequelize-cli db:migrate",
  },
  {
    name: "payload",
    words: "Payload",
    path: SCRIPT,
    matches: (text) => /\bMigrateUpArgs\b|@payloadcms\/db-/.test(text),
    command: "npx payload migrate",
  },
  {
    name: "mikro-orm",
    words: "MikroORM",
    path: SCRIPT,
    matches: (text) => /@mikro-orm\/migrations/.test(text),
    command: "npx mikro-orm migration:up",
  },
  {
    name: "adonis",
    words: "AdonisJS",
    path: SCRIPT,
    matches: (text) => /@adonisjs\/lucid/.test(text),
    command: "node ace migration:run",
  },
  {
    name: "kysely",
    words: "Kysely",
    path: SCRIPT,
    matches: (text) => /\bkysely\b|\b(?:async\s+)?function\s+up\s*\(\s*db\b/i.test(text),
    command: "npx kysely migrate:latest",
  },
  {
    name: "knex",
    words: "Knex",
    path: SCRIPT,
    matches: (text) =>
      text.split("\n").some(exportsUp) || /\bmodule\.exports\s*=\s*\{[^}]*\bup\b/.test(text),
    command: "npx knex migrate:latest",
  },
];

/**
 * Folders whose migrations are programs. They are recognized but not read: only running them shows
 * what they do.
 */
export const CODE_LAYOUTS: readonly Layout[] = TOOLS.map(codeLayout);

function codeLayout(tool: CodeTool): Layout {
  const { name, path: ofTool, matches = () => true } = tool;
  const refuse = (path: string) => fail("unfinished", writtenFor(tool, path));
  return {
    name,
    hasDown: false,
    target: "sqlite",
    readsPrograms: true,
    reads: (path) => ofTool.test(path),
    // If there is SQL next to them, the programs may only run that.
    recognises: (files) =>
      ![...files.keys()].some(isTopLevelSql) &&
      [...files].some(([path, { text }]) => ofTool.test(path) && matches(text)),
    read: (files) => {
      const own = [...files].find(([path, { text }]) => ofTool.test(path) && matches(text));
      return refuse(own?.[1].name ?? files.values().next().value?.name ?? name);
    },
    write: ({ directory }) => refuse(directory.path),
  };
}

function exportsUp(line: string): boolean {
  const start = line.search(/\bexport\s/);
  return /\bexports\.up\b/.test(line) || (start >= 0 && /\bup\b/.test(line.slice(start)));
}

function writtenFor({ words, command }: CodeTool, path: string): Diagnostic {
  return {
    code: "migrations/code",
    severity: "error",
    message:
      `Cannot replay "${path}": the migrations of ${words} are programs, and only SQL can be ` +
      "replayed",
    hint: fromDatabase(command),
  };
}

/** What to do about a folder that has nothing but programs, which this runs. */
export function fromDatabase(command: string): string {
  return `Run ${command} on an empty database, and penumbra init --from with that database: its schema ` +
    "becomes the baseline, and the next migrations are SQL";
}
