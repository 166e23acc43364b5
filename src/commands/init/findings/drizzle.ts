import type { Target } from "../../../base/target.ts";
import type { Recognise } from "./finding.ts";
import { hasKey, literalsOf, pathsOf, plainPath, withoutComments } from "./literals.ts";
import type { ScannedFolder } from "./scanned_folder.ts";

/**
 * Drizzle, from its configuration.
 * https://orm.drizzle.team/docs/drizzle-config-file
 */
export const drizzle: Recognise = ({ files, texts }) => {
  const path = configurationIn({ files, texts });
  if (path === undefined) return [];
  const text = texts.get(path)!;
  const [dialect = "sqlite"] = literalsOf(text, "dialect");
  if (!isForSqlite(text)) {
    return [{ found: `${path}, which is for ${dialect} and was left out` }];
  }
  const [migrations = hasKey(text, "out") ? undefined : "drizzle"] = pathsOf(text, "out");
  const [driver = ""] = literalsOf(text, "driver");
  const target = targetOf(dialect, driver);
  const runner = RUNNER_BY_DRIVER[driver];
  const [casing] = literalsOf(text, "casing");
  return [{
    found: migrations === undefined
      ? `${path}, which computes the folder of its migrations`
      : `${path}, with its migrations in ${migrations}`,
    ...(migrations !== undefined && { migrations, layout: "drizzle" }),
    schemas: schemasOf(path, { files, texts }),
    ...(casing === "snake_case" && { casing: "snake_case" }),
    ...(casing === undefined && HAS_CASING.test(withoutComments(text)) && {
      hasComputedCasing: true,
    }),
    ...(target !== undefined && { target }),
    ...(runner !== undefined && { runner }),
    advice: scriptAdvice(texts.get("package.json") ?? "", path),
  }];
};

const HAS_CASING = /(?<![\w.$-])["']?casing["']?\s*[:,]/;

const DEFAULT_NAMES = ["drizzle.config.ts", "drizzle.config.js", "drizzle.config.json"];

/**
 * The configuration that drizzle-kit uses by default, else the first for SQLite of those named in
 * scripts, else any.
 */
function configurationIn({ files, texts }: ScannedFolder): string | undefined {
  const scripts = texts.get("package.json") ?? "";
  const named = [...scripts.matchAll(/drizzle-kit[^"]*?--config[= ]\s*["'\\]*([\w./-]+)/g)]
    .map(([, path]) => plainPath(path!));
  const other = files.find((path) => /(?:^|\/)drizzle[\w.-]*\.config\.[\w.]+$/.test(path));
  const usual = DEFAULT_NAMES.find((path) => texts.has(path));
  const paths = [...named, other ?? ""].filter((path) => texts.has(path));
  return usual ?? paths.find((path) => isForSqlite(texts.get(path)!)) ?? paths[0];
}

function isForSqlite(text: string): boolean {
  const [dialect = "sqlite"] = literalsOf(text, "dialect");
  return dialect === "sqlite" || dialect === "turso";
}

/** The modules themselves if they can be named, and always drizzle-kit's export of them. */
function schemasOf(path: string, { files, texts }: ScannedFolder): string[][] {
  const text = texts.get(path)!;
  const flag = DEFAULT_NAMES.includes(path) ? "" : ` --config=${path}`;
  const printed = [`command:npx drizzle-kit export${flag}`];
  const modules = pathsOf(text, "schema").map((path) => folderOfGlob(path, files) ?? path);
  const isThere = (name: string) => files.some((it) => it === name || it.startsWith(`${name}/`));
  // drizzle-kit's export ignores the casing, so only the modules have it.
  const [casing = "snake_case"] = literalsOf(text, "casing");
  const isPlain = modules.length > 0 && modules.every(isThere) && casing === "snake_case";
  return isPlain ? [modules, printed] : [printed];
}

/** The folder whose modules match a pattern such as `src/schema/*.ts`, if all of them do. */
function folderOfGlob(pattern: string, files: readonly string[]): string | undefined {
  const [, folder, deep] = /^([^*]+)\/(\*\*\/)?\*\.(?:ts|\{?ts,[^/]*)$/.exec(pattern) ?? [];
  if (folder === undefined) return undefined;
  const below = files.filter((path) => path.startsWith(`${folder}/`) && /\.[mc]?[jt]s$/.test(path));
  const isDeep = below.some((path) => path.slice(folder.length + 1).includes("/"));
  return below.length > 0 && (deep !== undefined || !isDeep) ? folder : undefined;
}

/** The drivers with which an application runs the migrations itself. */
const RUNNER_BY_DRIVER: Readonly<Record<string, string>> = {
  "durable-sqlite": "drizzle-durable-object",
  expo: "drizzle-expo",
};

function targetOf(dialect: string, driver: string): Target | undefined {
  // The database of a Durable Object is on the same engine as D1, which refuses SAVEPOINT.
  if (driver === "d1-http" || driver === "durable-sqlite") return "d1";
  if (driver in RUNNER_BY_DRIVER) return "sqlite";
  // This dialect uses @libsql/client, for Turso Cloud.
  return dialect === "turso" ? "libsql" : undefined;
}

/** Modules that create tables with Drizzle's own function, if no configuration names them. */
export const drizzleTables: Recognise = (scanned) => {
  const { texts } = scanned;
  if (configurationIn(scanned) !== undefined) return [];
  const modules = [...texts].filter(([path, text]) =>
    /\.[mc]?[jt]s$/.test(path) && /\bsqliteTable\s*\(/.test(text)
  );
  return modules.slice(0, 1).map(([path]) => ({
    found: `${path}, which defines Drizzle tables`,
    schemas: [[path]],
  }));
};

/**
 * Advice if a script of drizzle-kit writes to the same folder, since both tools would write the same
 * changes; or if one changes databases without it, so that no migration can run there.
 */
function scriptAdvice(manifest: string, configuration: string): string[] {
  const scriptOf = (verb: string) => {
    const pattern = new RegExp(`"([^"]+)"\\s*:\\s*"[^"]*drizzle-kit\\s+${verb}[^"]*"`, "g");
    const scripts = [...manifest.matchAll(pattern)];
    const [, script] = scripts.find(([text]) => text.includes(configuration)) ??
      scripts.find(([text]) => !text.includes("--config")) ?? [];
    return script;
  };
  const writing = scriptOf("generate");
  if (writing !== undefined) {
    return [`Have "${writing}" in package.json run penumbra generate instead of drizzle-kit`];
  }
  const pushing = scriptOf("push");
  return pushing === undefined ? [] : [
    `Have "${pushing}" in package.json run penumbra generate and then the migrations, instead of ` +
    "drizzle-kit push",
  ];
}
