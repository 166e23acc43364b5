import type { SourceText } from "../base/diagnostic.ts";
import { sha256 } from "../base/hash.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { ENGINE_VERSION } from "../host/engine.ts";
import { readTextFile } from "../host/files.ts";
import { pathFromHere } from "../host/paths.ts";
import type { Cache } from "../migrations/cache.ts";
import { CACHE_FILE } from "../migrations/cache.ts";
import { readCache } from "../migrations/cache_text.ts";
import { historyDigest } from "../migrations/chain.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { readMigrations } from "../migrations/read_migrations.ts";
import { DEFAULT_SCHEMAS, readDdl } from "../sources/read_ddl.ts";
import { parseSource } from "../sources/source.ts";
import { VERSION } from "../base/version.ts";
import type { CommandContext, ProjectOptions } from "./options.ts";

/** What a project has on disk, read and hashed; no database is opened for it. */
export interface ProjectFiles {
  readonly directory: MigrationDirectory;
  readonly desired: DesiredText;
  readonly historyDigest: string;
  /** Names the desired text. */
  readonly desiredKey: string;
  readonly cachePath: string;
  /** Absent where there is none that can be used. */
  readonly cache?: Cache;
}

/** Where the desired schema is written down. */
export type DesiredText =
  | { readonly kind: "ddl"; readonly files: readonly SourceText[] }
  | { readonly kind: "migrations"; readonly directory: MigrationDirectory };

/** Whose answers a cache of ours holds. */
export const CACHE_WRITER = { penumbra: VERSION, engine: ENGINE_VERSION };

/** Reads a project's migrations, its desired schema and its cache. A missing folder is an empty one. */
export async function readProject(
  options: ProjectOptions,
  context: CommandContext,
): Promise<Result<ProjectFiles>> {
  const directory = await readMigrations(
    pathFromHere(options.workingDirectory, options.migrations),
    { layout: options.layout, whenMissing: "empty" },
  );
  const desired = await readDesired(options);
  // Both are worth knowing when both are wrong.
  if (!directory.ok && !desired.ok) {
    return fail(directory.reason, ...directory.diagnostics, ...desired.diagnostics);
  }
  if (!directory.ok) return directory;
  if (!desired.ok) return desired;
  const cachePath = `${directory.value.path}/${CACHE_FILE}`;
  const cache = await readProjectCache(cachePath, context);
  return succeed({
    directory: directory.value,
    desired: desired.value,
    historyDigest: await historyDigest(directory.value.migrations),
    desiredKey: await desiredKey(desired.value),
    cachePath,
    ...(cache !== undefined && { cache }),
  }, [...directory.diagnostics, ...desired.diagnostics]);
}

/** The desired schema's texts, from `--schema` or from the first default that is there. */
async function readDesired(options: ProjectOptions): Promise<Result<DesiredText>> {
  const files: SourceText[] = [];
  for (const name of options.schema) {
    const source = parseSource(name);
    if (!source.ok) return source;
    if (source.value.kind === "migrations") {
      if (options.schema.length > 1) return fail("misuse", mixedSchemas(name));
      const path = pathFromHere(options.workingDirectory, source.value.path);
      const directory = await readMigrations(path);
      if (!directory.ok) return directory;
      return succeed({ kind: "migrations", directory: directory.value }, directory.diagnostics);
    }
    if (source.value.kind === "empty") continue;
    const read = await readDdl(pathFromHere(options.workingDirectory, source.value.path));
    if (!read.ok) return read;
    files.push(...read.value);
  }
  if (options.schema.length > 0) return succeed({ kind: "ddl", files });
  for (const name of DEFAULT_SCHEMAS) {
    const read = await readDdl(pathFromHere(options.workingDirectory, name));
    if (read.ok) return succeed({ kind: "ddl", files: read.value });
    if (read.diagnostics[0]?.code !== "files/not-found") return read;
  }
  return fail("unfinished", {
    code: "sources/no-schema",
    severity: "error",
    message: `Cannot find a schema: there is no ${DEFAULT_SCHEMAS.join(" and no ")}`,
    hint: "Run penumbra init, or name the schema with --schema",
  });
}

function mixedSchemas(name: string) {
  return {
    code: "sources/mixed",
    severity: "error",
    message: `Cannot combine "${name}" with other schemas`,
    hint: "Give one --schema that is a folder of migrations, or only files of SQL",
  } as const;
}

function desiredKey(desired: DesiredText): Promise<string> {
  if (desired.kind === "migrations") return historyDigest(desired.directory.migrations);
  return sha256(desired.files.map(({ text }) => `${text.length} ${text}`).join(""));
}

async function readProjectCache(
  path: string,
  context: CommandContext,
): Promise<Cache | undefined> {
  const text = await readTextFile(path);
  if (!text.ok) {
    const missing = text.diagnostics[0]?.code === "files/not-found";
    context.note(
      missing ? "There is no cache" : `Cannot use the cache: ${text.diagnostics[0]?.message}`,
    );
    return undefined;
  }
  const cache = await readCache(text.value.text, CACHE_WRITER);
  if (cache.kind === "cache") return cache;
  context.note(`Cannot use the cache "${path}": ${cache.reason}`);
  return undefined;
}
