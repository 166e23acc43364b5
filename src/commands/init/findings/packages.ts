import type { Target } from "../../../base/target.ts";
import type { Finding, Recognise } from "./finding.ts";

/**
 * The target, inferred from the packages with which a project accesses its database, and the runner
 * or the layout, if one of them applies migrations.
 */
export const packages: Recognise = (scanned) => [...tools(scanned), ...drivers(scanned)];

const tools: Recognise = ({ texts }) =>
  MIGRATION_TOOLS.filter(([file, name]) => mentions(texts.get(file) ?? "", name))
    .map(([file, name, finding]) => ({
      found: `${name} in ${file}`,
      isDependency: true,
      ...finding,
    }));

const drivers: Recognise = ({ texts }) => {
  for (const [file, drivers] of DRIVERS) {
    const text = texts.get(file) ?? "";
    const driver = drivers.find(([name, , versions]) =>
      mentions(text, name) && (versions?.test(versionIn(text, name)) ?? true)
    );
    if (driver === undefined) continue;
    const [name, target] = driver;
    const platform = name === NUXT_HUB
      ? "NuxtHub, which applies them in development and when you deploy"
      : undefined;
    return [{
      found: `${name} in ${file}`,
      isDependency: true,
      target,
      ...(platform !== undefined && { platform }),
    }];
  }
  return [];
};

/**
 * What applies migrations: libraries whose migrations look like those of others, with their runner;
 * then tools with a layout of their own, which an empty folder does not show.
 */
const MIGRATION_TOOLS: readonly (readonly [
  file: string,
  name: string,
  finding: Pick<Finding, "runner" | "target" | "layout" | "migrations">,
])[] = [
  ["go.mod", "github.com/maragudk/migrate", { runner: "maragudk-migrate" }],
  ["go.mod", "maragu.dev/migrate", { runner: "maragudk-migrate" }],
  ["Cargo.toml", "hiqlite", { runner: "hiqlite", target: "sqlite" }],
  ["Cargo.toml", "rusqlite_migration", { runner: "rusqlite-migration", target: "sqlite" }],
  ["Cargo.toml", "tauri-plugin-sql", { runner: "tauri-plugin-sql", target: "sqlite" }],
  ["go.mod", "github.com/pressly/goose/v3", { layout: "goose" }],
  ["go.mod", "github.com/golang-migrate/migrate/v4", { layout: "golang-migrate" }],
  ["go.mod", "github.com/rubenv/sql-migrate", { layout: "sql-migrate" }],
  ["go.mod", "github.com/amacneil/dbmate/v2", { layout: "dbmate", migrations: "db/migrations" }],
  ["package.json", "dbmate", { layout: "dbmate", migrations: "db/migrations" }],
  ["Cargo.toml", "diesel", { layout: "diesel" }],
  ["Cargo.toml", "refinery", { layout: "refinery" }],
  ["Cargo.toml", "sqlx", { layout: "sqlx" }],
];

/** The major version in package.json, or undefined. */
export function majorOf(name: string, texts: ReadonlyMap<string, string>): number | undefined {
  const [major] = /^\d+/.exec(versionIn(texts.get("package.json") ?? "", name)) ?? [];
  return major === undefined ? undefined : Number(major);
}

/** The version of a package in package.json, without an operator; empty if it has none. */
function versionIn(text: string, name: string): string {
  const wanted = new RegExp(`"${name}"\\s*:\\s*"[\\^~>=v]*(\\d[^"]*)`);
  return wanted.exec(text)?.[1] ?? "";
}

type Drivers = readonly (readonly [name: string, target: Target, versions?: RegExp])[];

const NUXT_HUB = "@nuxthub/core";

/** Drivers of libSQL first: next to one, a plain SQLite driver is mostly for tests. */
const DRIVERS: readonly (readonly [file: string, drivers: Drivers])[] = [
  ["package.json", [
    ["@libsql/client", "libsql"],
    ["libsql", "libsql"],
    ["@tursodatabase/database", "turso"],
    ["better-sqlite3", "sqlite"],
    ["sqlite3", "sqlite"],
    ["sqlite", "sqlite"],
    ["expo-sqlite", "sqlite"],
    ["@op-engineering/op-sqlite", "sqlite"],
    // From 0.10 on, NuxtHub supports other databases than D1.
    [NUXT_HUB, "d1", /^0\.\d\./],
  ]],
  ["go.mod", [
    ["github.com/tursodatabase/go-libsql", "libsql"],
    ["github.com/tursodatabase/libsql-client-go", "libsql"],
    ["github.com/mattn/go-sqlite3", "sqlite"],
    ["modernc.org/sqlite", "sqlite"],
  ]],
  ["Cargo.toml", [
    ["libsql", "libsql"],
    ["turso", "turso"],
    ["rusqlite", "sqlite"],
    ["libsqlite3-sys", "sqlite"],
    ["sqlx", "sqlite"],
  ]],
];

/** Whether the text names the package as a dependency. */
function mentions(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(`(?:^|[\\s{,])"?${escaped}"?(?:\\s*[:=]|\\s+v\\d)`, "m").test(text);
}
