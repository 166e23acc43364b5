import type { Target } from "../../base/target.ts";
import type { Recognise } from "./finding.ts";

/** The target, inferred from the packages with which a project accesses its database. */
export const packages: Recognise = ({ texts }) => {
  for (const [file, drivers] of DRIVERS) {
    const text = texts.get(file) ?? "";
    const driver = drivers.find(([name]) => mentions(text, name));
    if (driver !== undefined) return [{ found: `${driver[0]} in ${file}`, target: driver[1] }];
  }
  return [];
};

/** The major version in package.json, or undefined. */
export function majorOf(name: string, texts: ReadonlyMap<string, string>): number | undefined {
  const wanted = new RegExp(`"${name}"\\s*:\\s*"[\\^~>=v]*(\\d+)`);
  const [, major] = wanted.exec(texts.get("package.json") ?? "") ?? [];
  return major === undefined ? undefined : Number(major);
}

type Drivers = readonly (readonly [name: string, target: Target])[];

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
