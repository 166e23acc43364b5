import assert from "node:assert/strict";
import { inFolder } from "../../../../tests/support/folders.ts";
import { findingsIn } from "./findings.ts";
import { namingFinding, proposalFor } from "../proposal.ts";
import { scanFolder } from "./scanned_folder.ts";
import type { Proposal } from "../setup.ts";
import type { ChoiceQuestion, Question } from "../../answers/question.ts";

/** A project, and the expected proposal if nobody answers. */
interface Project {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The ends of the "Found …" lines. */
  readonly found?: readonly string[];
  /** What differs from the proposal for an empty project. */
  readonly proposal?: Partial<Proposal>;
  /** Whether only the migrations show the casing. */
  readonly hasComputedCasing?: true;
}

const NOTHING: Proposal = { migrations: "migrations", schema: ["schema.sql"] };

const SQL = "CREATE TABLE users (id INTEGER);\n";

const DRIZZLE = `import { defineConfig } from "drizzle-kit";
export default defineConfig({
  // schema: "./elsewhere.ts",
  dialect: "sqlite",
  schema: "./src/db/schema.ts", // and nothing else
  out: "./db/migrations/",
});`;

const TABLES = 'export const users = sqliteTable("users", { id: integer("id").primaryKey() });';

const PRISMA = `generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "sqlite"
  url      = env("DATABASE_URL")
}`;

const PRISMA_COMMAND = "command:npx prisma migrate diff --from-empty";

const PROJECTS: readonly Project[] = [
  { name: "an empty folder", files: {} },
  {
    name: "Drizzle, whose tables can be read as they are",
    files: {
      "drizzle.config.ts": DRIZZLE,
      "src/db/schema.ts": TABLES,
      "package.json": '{ "dependencies": { "better-sqlite3": "^12.0.0" } }',
    },
    found: [
      "drizzle.config.ts, with its migrations in db/migrations",
      "better-sqlite3 in package.json",
    ],
    proposal: { migrations: "db/migrations", schema: ["src/db/schema.ts"], target: "sqlite" },
  },
  {
    name: "Drizzle, whose configuration joins its paths",
    files: {
      "drizzle.config.ts": `export default {
  dialect: "sqlite",
  schema: path.join("server", "db", "schema.ts"),
  out: path.resolve(__dirname, "server/migrations"),
};`,
      "server/db/schema.ts": TABLES,
    },
    found: ["drizzle.config.ts, with its migrations in server/migrations"],
    proposal: { migrations: "server/migrations", schema: ["server/db/schema.ts"] },
  },
  {
    name: "Drizzle, whose configuration computes a path",
    files: {
      "drizzle.config.ts": `export default {
  dialect: "sqlite",
  schema: "./schema.ts",
  out: folderFor("sqlite"),
};`,
      "schema.ts": TABLES,
      "db/sqlite/migrations/0001_a.sql": SQL,
    },
    found: [
      "drizzle.config.ts, which computes the folder of its migrations",
      "db/sqlite/migrations, which contains 1 SQL file",
    ],
    proposal: { migrations: "db/sqlite/migrations", schema: ["schema.ts"] },
  },
  {
    name: "Drizzle, whose tables are all modules of a folder",
    files: {
      "drizzle.config.ts": DRIZZLE.replace("schema.ts", "schema/*.ts"),
      "src/db/schema/users.ts": TABLES,
    },
    found: ["drizzle.config.ts, with its migrations in db/migrations"],
    proposal: { migrations: "db/migrations", schema: ["src/db/schema"] },
  },
  {
    name: "Drizzle, whose tables only drizzle-kit can find",
    files: {
      "drizzle.config.ts": DRIZZLE.replace("schema.ts", "*/table.ts").replace("sqlite", "turso"),
      "src/db/schema/users.ts": TABLES,
    },
    found: ["drizzle.config.ts, with its migrations in db/migrations"],
    proposal: {
      migrations: "db/migrations",
      schema: ["command:npx drizzle-kit export"],
      target: "libsql",
    },
  },
  {
    name: "Drizzle with a casing, and a configuration that a script names",
    files: {
      "config/drizzle-api.config.ts": DRIZZLE.replace("out:", 'casing: "snake_case", out:'),
      "src/db/schema.ts": "export {};",
      "package.json":
        '{ "scripts": { "db": "drizzle-kit generate --config=config/drizzle-api.config.ts" } }',
    },
    found: ["config/drizzle-api.config.ts, with its migrations in db/migrations"],
    proposal: {
      migrations: "db/migrations",
      schema: ["src/db/schema.ts"],
      casing: "snake_case",
    },
  },
  {
    name: "Drizzle with a casing that is a constant elsewhere",
    files: {
      "drizzle.config.ts": DRIZZLE.replace("out:", "casing: DB_CASING, out:"),
      "src/db/schema.ts": "export {};",
    },
    found: ["drizzle.config.ts, with its migrations in db/migrations"],
    proposal: {
      migrations: "db/migrations",
      schema: ["src/db/schema.ts"],
    },
    hasComputedCasing: true,
  },
  {
    name: "Drizzle for several databases, each with a configuration that scripts name",
    files: {
      "configs/mysql.config.ts": DRIZZLE.replace("sqlite", "mysql"),
      "configs/sqlite.config.ts": DRIZZLE,
      "vite.config.ts": "export default {};",
      "src/db/schema.ts": "export {};",
      "package.json": JSON.stringify({
        scripts: {
          "generate:mysql": "drizzle-kit generate --config ./configs/mysql.config.ts",
          "generate:sqlite": "drizzle-kit generate --config ./configs/sqlite.config.ts",
          "build": "vite --config vite.config.ts",
        },
      }),
    },
    found: ["configs/sqlite.config.ts, with its migrations in db/migrations"],
    proposal: { migrations: "db/migrations", schema: ["src/db/schema.ts"] },
  },
  {
    name: "Drizzle for another database",
    files: { "drizzle.config.ts": DRIZZLE.replace("sqlite", "postgresql") },
    found: ["drizzle.config.ts, which is for postgresql and was left out"],
  },
  {
    name: "Drizzle without a configuration",
    files: { "src/schema.ts": TABLES },
    found: ["src/schema.ts, which defines Drizzle tables"],
    proposal: { schema: ["src/schema.ts"] },
  },
  {
    name: "Drizzle on a worker with D1",
    files: {
      "drizzle.config.ts": DRIZZLE,
      "src/db/schema.ts": TABLES,
      "wrangler.jsonc": `{
        // bound to the worker
        "d1_databases": [{ "binding": "DB", "migrations_dir": "db/migrations" }]
      }`,
    },
    found: [
      "wrangler.jsonc: a D1 database, with its migrations in db/migrations",
      "drizzle.config.ts, with its migrations in db/migrations",
    ],
    proposal: { migrations: "db/migrations", schema: ["src/db/schema.ts"], target: "d1" },
  },
  {
    name: "D1 with migrations by hand",
    files: {
      "wrangler.toml": 'name = "api"\n\n[[d1_databases]]\nbinding = "DB"\n',
      "migrations/0001_users.sql": SQL,
    },
    found: [
      "wrangler.toml: a D1 database, with its migrations in migrations",
      "migrations, which contains 1 SQL file",
    ],
    proposal: { target: "d1" },
  },
  {
    name: "a worker without D1",
    files: { "wrangler.toml": 'name = "api"\n# [[d1_databases]]\n' },
  },
  {
    name: "Prisma 6",
    files: {
      "prisma/schema.prisma": PRISMA,
      "prisma/migrations/20260101120000_init/migration.sql": SQL,
      "package.json": '{ "devDependencies": { "prisma": "^6.19.0" } }',
    },
    found: [
      "prisma/schema.prisma, with its migrations in prisma/migrations",
      "prisma/migrations, which contains 1 SQL file",
    ],
    proposal: {
      migrations: "prisma/migrations",
      schema: [`${PRISMA_COMMAND} --to-schema-datamodel prisma/schema.prisma --script`],
      target: "sqlite",
    },
  },
  {
    name: "Prisma 7, with a configuration of its own",
    files: {
      "prisma.config.ts":
        'export default defineConfig({ schema: "db", migrations: { path: "./db/sql" } });',
      "db/base.prisma": PRISMA,
      "db/users.prisma": "model User {\n  id Int @id\n}\n",
      "package.json":
        '{ "dependencies": { "@prisma/adapter-libsql": "7.1.0", "prisma": "^7.1.0" } }',
    },
    found: ["db, with its migrations in db/sql"],
    proposal: {
      migrations: "db/sql",
      schema: [`${PRISMA_COMMAND} --to-schema db --script`],
      target: "libsql",
    },
  },
  {
    name: "Prisma for another database",
    files: { "prisma/schema.prisma": PRISMA.replace("sqlite", "postgresql") },
    found: ["prisma/schema.prisma, which is for postgresql and was left out"],
  },
  {
    name: "Atlas with a schema in SQL",
    files: {
      "atlas.hcl": `env "local" {
  src = "file://db/schema.sql"
  url = "sqlite://app.db" # not in git
  dev = "sqlite://dev?mode=memory"
  migration {
    dir = "file://db/migrations?format=atlas"
  }
}`,
      "db/schema.sql": SQL,
    },
    found: ["atlas.hcl, with its migrations in db/migrations", "db/schema.sql, which contains SQL"],
    proposal: { migrations: "db/migrations", schema: ["db/schema.sql"], target: "sqlite" },
  },
  {
    name: "Atlas with what a program prints",
    files: {
      "atlas.hcl": `data "external_schema" "orm" {
  program = ["npx", "my orm", "--sql"]
}
env "turso" {
  src = data.external_schema.orm.url
  url = "libsql+wss://db.turso.io"
}`,
    },
    found: ["atlas.hcl, with its migrations in migrations"],
    proposal: { schema: ["command:npx 'my orm' --sql"], target: "libsql" },
  },
  {
    name: "Atlas for two databases, in the format of another tool",
    files: {
      "atlas.hcl": ["postgres", "sqlite"].map((name) =>
        `data "external_schema" "of_${name}" {
  program = ["print", "${name}"]
}
env "${name}" {
  src = data.external_schema.of_${name}.url
  dev = "${name}://dev"
  migration {
    dir = "file://db/${name}"
    format = golang-migrate
  }
}
`
      ).join("\n"),
    },
    found: ["atlas.hcl, with its migrations in db/sqlite"],
    proposal: {
      migrations: "db/sqlite",
      schema: ["command:print sqlite"],
      target: "sqlite",
    },
  },
  {
    name: "Atlas for another database",
    files: { "atlas.hcl": 'env "local" {\n  url = "postgres://localhost/app"\n}\n' },
    found: ["atlas.hcl, which is for another kind of database and was left out"],
  },
  {
    name: "dbmate, whose dump is no schema to change",
    files: {
      "db/migrations/20260101120000_users.sql": `-- migrate:up\n${SQL}\n-- migrate:down\n`,
      "db/schema.sql": `${SQL}-- Dbmate schema migrations\n`,
    },
    found: [
      "db/migrations, which contains 1 SQL file",
      "db/schema.sql, which another tool writes",
    ],
    proposal: { migrations: "db/migrations" },
  },
  {
    name: "goose in a program in Go",
    files: {
      "sql/steps/001_users.sql": `-- +goose Up\n${SQL}`,
      "sql/steps/002_posts.sql": "-- +goose Up\nCREATE TABLE posts (id INTEGER);\n",
      "sql/queries/users.sql": "SELECT 1;\n",
      "go.mod": "module example.org/api\n\nrequire modernc.org/sqlite v1.40.0\n",
    },
    found: ["sql/steps, which contains 2 SQL files", "modernc.org/sqlite in go.mod"],
    proposal: { migrations: "sql/steps", target: "sqlite" },
  },
  {
    name: "entities",
    files: {
      "src/entities/user.ts": 'import { entity, id } from "penumbra";\n',
      "src/entities/post.ts": 'import { entity, id } from "penumbra";\n',
      "node_modules/other/entities/user.ts": 'import { entity } from "penumbra";\n',
    },
    found: ["src/entities, which contains entities"],
    proposal: { schema: ["src/entities"] },
  },
  {
    name: "entities that an application imports",
    files: { "src/entities/user.ts": 'import { entity, id } from "penumbra/entities";\n' },
    found: ["src/entities, which contains entities"],
    proposal: { schema: ["src/entities"] },
  },
  {
    name: "a library that applies migrations, and the driver below it",
    files: {
      "migrations/1_users.sql": SQL,
      "Cargo.toml": '[dependencies]\nhiqlite = { version = "0.14" }\nrusqlite = "0.40"\n',
    },
    found: [
      "migrations, which contains 1 SQL file",
      "hiqlite in Cargo.toml",
      "rusqlite in Cargo.toml",
    ],
    proposal: { target: "sqlite" },
  },
  {
    name: "a schema in a folder",
    files: { "schema/users.sql": SQL, "Cargo.toml": '[dependencies]\nrusqlite = "0.37"\n' },
    found: ["schema, which contains SQL", "rusqlite in Cargo.toml"],
    proposal: { schema: ["schema"], target: "sqlite" },
  },
  {
    name: "folders for several databases, the one for SQLite among them",
    files: {
      "migrations/mysql/0001_init.sql": SQL,
      "migrations/postgres/0001_init.sql": SQL,
      "migrations/postgres/0002_more.sql": SQL,
      "migrations/sqlite/0001_init.sql": SQL,
    },
    found: [
      "migrations/sqlite, which contains 1 SQL file",
      "migrations/postgres, which is for PostgreSQL and was left out",
      "migrations/mysql, which is for MySQL and was left out",
    ],
    proposal: { migrations: "migrations/sqlite" },
  },
  {
    name: "folders that name the database above or beside their migrations",
    files: {
      "store/sqlite3/migrations/001_a.up.sql": SQL,
      "store/postgres/migrations/001_a.up.sql": SQL,
      "store/mysql-migrations/001_a.up.sql": SQL,
      "server-postgres/migrations/001_a.sql": SQL,
      "server-postgres/migrations/002_b.sql": SQL,
    },
    found: [
      "store/sqlite3/migrations, which contains 1 SQL file",
      "server-postgres/migrations, which is for PostgreSQL and was left out",
      "store/mysql-migrations, which is for MySQL and was left out",
      "store/postgres/migrations, which is for PostgreSQL and was left out",
    ],
    proposal: { migrations: "store/sqlite3/migrations" },
  },
  {
    name: "files for several databases in one folder",
    files: {
      "migrations/1_a.postgres.up.sql": SQL,
      "migrations/1_a.sqlite.up.sql": SQL,
      "migrations/2_b.up.sql": SQL,
    },
    found: ["migrations, which contains 2 SQL files; those for PostgreSQL were left out"],
  },
  {
    name: "two folders, of which one is called migrations",
    files: {
      "archive-migrations/0001_b.sql": SQL,
      "archive-migrations/0002_b.sql": SQL,
      "migrations/0001_t.sql": SQL,
    },
    found: [
      "migrations, which contains 1 SQL file",
      "archive-migrations, which contains 2 SQL files",
    ],
  },
  {
    name: "the folder with the most files of several, dumps not counted",
    files: {
      "a/migrations/0001_t.sql": SQL,
      "a/migrations/schema.sql": SQL,
      "a/migrations/LATEST.sql": SQL,
      "b/deeper/migrations/0001_t.sql": SQL,
      "b/deeper/migrations/0002_t.sql": SQL,
    },
    found: [
      "b/deeper/migrations, which contains 2 SQL files",
      "a/migrations, which contains 1 SQL file",
    ],
    proposal: { migrations: "b/deeper/migrations" },
  },
  {
    name: "a folder of files in that of a dialect",
    files: {
      "store/migrate/mysql/files/001_a.sql": SQL,
      "store/migrate/sqlite/files/001_a.sql": SQL,
      "store/migrate/sqlite/files/002_b.sql": SQL,
      "store/migrate/sqlite/migrate.go": "",
    },
    found: [
      "store/migrate/sqlite/files, which contains 2 SQL files",
      "store/migrate/mysql/files, which is for MySQL and was left out",
    ],
    proposal: { migrations: "store/migrate/sqlite/files" },
  },
  {
    name: "a program in Java, deep in its folders",
    files: { "a/b/c/app/src/main/resources/db/migration/sqlite/V1__a.sql": SQL },
    found: ["a/b/c/app/src/main/resources/db/migration/sqlite, which contains 1 SQL file"],
    proposal: { migrations: "a/b/c/app/src/main/resources/db/migration/sqlite" },
  },
  ...(["^0.7.11", "^0.10.4"] as const).map((version): Project => ({
    name: `NuxtHub ${version}`,
    files: {
      "package.json": `{ "dependencies": { "@nuxthub/core": "${version}" } }`,
      "drizzle.config.ts": DRIZZLE,
      "src/db/schema.ts": TABLES,
    },
    found: [
      "drizzle.config.ts, with its migrations in db/migrations",
      ...(version === "^0.7.11" ? ["@nuxthub/core in package.json"] : []),
    ],
    proposal: {
      migrations: "db/migrations",
      schema: ["src/db/schema.ts"],
      ...(version === "^0.7.11" && { target: "d1" }),
    },
  })),
  {
    name: "a driver in the package of the migrations, and another one elsewhere",
    files: {
      "apps/web/package.json": '{ "dependencies": { "@libsql/client": "^0.15.0" } }',
      "packages/db/package.json": '{ "dependencies": { "better-sqlite3": "^12.0.0" } }',
      "packages/db/migrations/0001_users.sql": SQL,
    },
    found: [
      "packages/db/migrations, which contains 1 SQL file",
      "in apps/web: @libsql/client in package.json",
      "in packages/db: better-sqlite3 in package.json",
    ],
    proposal: { migrations: "packages/db/migrations", target: "sqlite" },
  },
  {
    name: "two drivers in packages beside the migrations, which disagree",
    files: {
      "apps/desktop/package.json": '{ "dependencies": { "better-sqlite3": "^12.0.0" } }',
      "apps/web/package.json": '{ "dependencies": { "@libsql/client": "^0.15.0" } }',
      "migrations/0001_users.sql": SQL,
    },
    found: [
      "migrations, which contains 1 SQL file",
      "in apps/desktop: better-sqlite3 in package.json",
      "in apps/web: @libsql/client in package.json",
    ],
  },
  {
    name: "Drizzle in a package of a monorepo, and a worker that keeps nothing",
    files: {
      "package.json": '{ "workspaces": ["packages/*"] }',
      "wrangler.toml": "[[d1_databases]]\n",
      "packages/db/package.json": '{ "dependencies": { "better-sqlite3": "^12.0.0" } }',
      "packages/db/drizzle.config.ts": DRIZZLE.replace('schema: "./src', 'schema: "../tables/src'),
      "packages/db/db/migrations/meta/_journal.json": "{}",
      "packages/tables/package.json": "{}",
      "packages/tables/src/db/schema.ts": TABLES,
    },
    found: [
      "wrangler.toml: a D1 database, with its migrations in migrations",
      "in packages/db: drizzle.config.ts, with its migrations in db/migrations",
      "in packages/tables: src/db/schema.ts, which defines Drizzle tables",
      "in packages/db: better-sqlite3 in package.json",
    ],
    proposal: {
      migrations: "packages/db/db/migrations",
      schema: ["command:cd packages/db && npx drizzle-kit export"],
      target: "sqlite",
    },
  },
  {
    name: "workers with configurations of other names, in folders of their own",
    files: {
      "apps/api/wrangler.prod.jsonc": '{ "d1_databases": [{ "migrations_dir": "./sql/" }] }',
      "apps/api/sql/0001_users.sql": SQL,
    },
    found: [
      "in apps/api: wrangler.prod.jsonc: a D1 database, with its migrations in sql",
      "apps/api/sql, which contains 1 SQL file",
    ],
    proposal: { migrations: "apps/api/sql", target: "d1" },
  },
  {
    name: "two workers, of which one has more migrations",
    files: {
      "apps/a/wrangler.jsonc": '{ "d1_databases": [{}] }',
      "apps/a/migrations/0001_a.sql": SQL,
      "apps/b/wrangler.jsonc": '{ "d1_databases": [{}] }',
      "apps/b/migrations/0001_a.sql": SQL,
      "apps/b/migrations/0002_b.sql": SQL,
    },
    found: [
      "in apps/b: wrangler.jsonc: a D1 database, with its migrations in migrations",
      "in apps/a: wrangler.jsonc: a D1 database, with its migrations in migrations",
      "apps/b/migrations, which contains 2 SQL files",
      "apps/a/migrations, which contains 1 SQL file",
    ],
    proposal: { migrations: "apps/b/migrations", target: "d1" },
  },
  {
    name: "folders whose names say which database they are for",
    files: {
      "server/migrations_sqlite/2026-01-01-000000_a/up.sql": SQL,
      "server/migrations_postgres/2026-01-01-000000_a/up.sql": SQL,
      "server/migrations_postgres/2026-01-02-000000_b/up.sql": SQL,
    },
    found: [
      "server/migrations_sqlite, which contains 1 SQL file",
      "server/migrations_postgres, which is for PostgreSQL and was left out",
    ],
    proposal: { migrations: "server/migrations_sqlite" },
  },
  {
    name: "two histories below one folder, and what tests are fed with",
    files: {
      "db/migrations/sql/0001_a.sqlite.up.sql": SQL,
      "db/migrations/sql/0002_b.sqlite.up.sql": SQL,
      "db/migrations/legacy/0001_a.up.sql": SQL,
      "db/stub/migrations/0001_a.up.sql": SQL,
    },
    found: [
      "db/migrations/sql, which contains 2 SQL files",
      "db/migrations/legacy, which contains 1 SQL file",
    ],
    proposal: { migrations: "db/migrations/sql" },
  },
  {
    name: "a folder whose journal says that it is for another database",
    files: {
      "db/drizzle/meta/_journal.json": '{ "version": "7", "dialect": "postgresql" }',
      "db/drizzle/0000_a.sql": SQL,
    },
    found: ["db/drizzle, which is for PostgreSQL and was left out"],
  },
  {
    name: "a folder for each version, of two histories",
    files: {
      "storage/main/delta/91/01_a.sql": SQL,
      "storage/main/delta/92/01_b.sql": SQL,
      "storage/main/delta/92/02_c.sql": SQL,
      "storage/state/delta/90/01_a.sql": SQL,
    },
    found: [
      "storage/main/delta, which contains 3 SQL files",
      "storage/state/delta, which contains 1 SQL file",
    ],
    proposal: { migrations: "storage/main/delta" },
  },
  {
    name: "Prisma with another database in a comment",
    files: {
      "prisma/schema.prisma": `// datasource db {\n//   provider = "postgresql"\n// }\n${PRISMA}`,
    },
    found: ["prisma/schema.prisma, with its migrations in prisma/migrations"],
    proposal: {
      migrations: "prisma/migrations",
      schema: [`${PRISMA_COMMAND} --to-schema prisma/schema.prisma --script`],
      target: "sqlite",
    },
  },
  {
    name: "Alembic with dates in the names, beside SeaORM",
    files: {
      "alembic/versions/2023-02-10-21.18_16160bf731a0_users.py": "down_revision = None",
      "alembic/versions/__init__.py": "",
      "core/db/m20220101_000001_users.rs": "impl MigrationTrait for Migration {}",
      "core/db/mod.rs": "mod m20220101_000001_users;",
    },
    found: [
      "alembic/versions, which contains 1 program",
      "core/db, which contains 1 program",
    ],
    proposal: { migrations: "alembic/versions" },
  },
  {
    name: "Rails, whose migrations are programs, beside a folder with SQL",
    files: {
      "db/migrate/20260101000000_users.rb": "",
      "db/migrate/20260102000000_posts.rb": "",
      "sqlite/0001_a.sql": SQL,
    },
    found: [
      "sqlite, which contains 1 SQL file",
      "db/migrate, which contains 2 programs",
    ],
    proposal: { migrations: "sqlite" },
  },
  {
    name: "Flyway in Spring, with values for its placeholders",
    files: {
      "src/main/resources/db/migration/V1__users.sql": SQL,
      "src/main/resources/application.yml": [
        "spring:",
        "  flyway:",
        "    enabled: true",
        "    placeholders:",
        "      prefix: 'app_' # as everywhere",
        "      schema: main # there is only one",
        "      header: |",
        "        -- one line",
        "      hashing: \\${app.hashing:true}",
        "      secret: ${SECRET}",
        "  jpa:",
        "    placeholders:",
        "      other: 1",
      ].join("\n"),
      "src/main/resources/application-dev.properties":
        "spring.flyway.placeholders.prefix=dev_\nspring.flyway.placeholders.size = 10 #1\n",
      "flyway.toml": '[flyway.placeholders]\nowner = "me" # or you\n',
    },
    found: [
      "src/main/resources/db/migration, which contains 1 SQL file",
      "flyway.toml, with values for the placeholders of Flyway",
      "src/main/resources/application.yml, with values for the placeholders of Flyway",
      "src/main/resources/application-dev.properties, with values for the placeholders of Flyway",
    ],
    proposal: {
      migrations: "src/main/resources/db/migration",
      placeholders: {
        size: "10 #1",
        prefix: "app_",
        schema: "main",
        hashing: "true",
        owner: "me",
      },
    },
  },
  {
    name: "Supabase",
    files: {
      "supabase/migrations/20260101120000_users.sql": SQL,
      "apps/api/supabase/migrations/20260101120000_users.sql": SQL,
      "src/lib/supabase/client.ts": "",
      "packages/mysql2/migrations/0001_users.sql": SQL,
    },
    found: [
      "packages/mysql2/migrations, which is for MySQL and was left out",
      "supabase, which is for PostgreSQL and was left out",
      "apps/api/supabase, which is for PostgreSQL and was left out",
    ],
  },
];

for (const { name, files, found = [], proposal = {}, hasComputedCasing } of PROJECTS) {
  Deno.test(`a project is recognized: ${name}`, async () => {
    await inFolder(files, async (folder) => {
      const findings = findingsIn(await scanFolder(folder));
      assert.deepEqual(findings.map((it) => it.found), found);
      const proposed = await proposalFor({ findings, given: {}, layouts: [] });
      assert.deepEqual(proposed, { ...NOTHING, ...proposal });
      const naming = namingFinding(findings, proposed.schema);
      assert.equal(naming?.hasComputedCasing, hasComputedCasing);
    });
  });
}

/** The questions asked, and the proposal for these answers. */
async function asked(files: Readonly<Record<string, string>>, ...answers: readonly string[]) {
  const questions: ChoiceQuestion[] = [];
  const ask = (question: Question) => {
    assert(question.kind === "choice");
    return Promise.resolve(answers[questions.push(question) - 1]);
  };
  return await inFolder(files, async (folder) => {
    const findings = findingsIn(await scanFolder(folder));
    const proposal = await proposalFor({ findings, given: {}, layouts: ["drizzle"], ask });
    return { questions: questions.map(({ options }) => options.map((it) => it.label)), proposal };
  });
}

Deno.test("proposalFor() asks if there are several candidates, the likeliest first", async () => {
  const files = { "drizzle.config.ts": DRIZZLE, "src/db/schema.ts": TABLES, "schema.sql": SQL };
  const command = "command:npx drizzle-kit export";
  assert.deepEqual(await asked(files, command, "sqlite"), {
    questions: [
      ["src/db/schema.ts", "schema.sql", command],
      ["any", "sqlite", "sqlite@3.53", "d1", "libsql", "turso"],
    ],
    proposal: {
      migrations: "db/migrations",
      layout: "drizzle",
      schema: [command],
      target: "sqlite",
    },
  });
});

Deno.test("proposalFor() does not ask for what the command line specifies", async () => {
  const given = { migrations: "m", schema: ["a.sql"], target: "d1", layout: "plain" } as const;
  const ask = () => Promise.reject(new Error("There is nothing to ask"));
  assert.deepEqual(await proposalFor({ findings: [], given, layouts: [], ask }), given);
});
