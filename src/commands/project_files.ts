import { fail, type Result, succeed } from "../base/result.ts";
import { ENGINE_VERSION } from "../host/engine.ts";
import { type ReadOptions, readTextFile } from "../host/files.ts";
import { pathFromHere } from "../host/paths.ts";
import type { Cache } from "../migrations/cache.ts";
import { CACHE_FILE } from "../migrations/cache.ts";
import { readCache } from "../migrations/cache_text.ts";
import { historyDigest } from "../migrations/chain.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { readMigrationsWith } from "../migrations/read_migrations.ts";
import { VERSION } from "../base/version.ts";
import { desiredKey, type DesiredText, readDesired } from "./desired.ts";
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

/** Whose answers a cache of ours holds. */
export const CACHE_WRITER = { penumbra: VERSION, engine: ENGINE_VERSION };

/**
 * Reads a project's migrations, its desired schema and its cache. A missing folder is an empty one.
 * A reader of other files than those on disk is not asked for the cache, which holds for any files.
 * A `desired` schema that is known is not read again: it may have come from a program or a server.
 */
export async function readProject(
  options: ProjectOptions,
  context: CommandContext,
  { reader, desired: known }: ReadOptions & { readonly desired?: DesiredText } = {},
): Promise<Result<ProjectFiles>> {
  const directory = await readMigrationsWith(
    pathFromHere(options.workingDirectory, options.migrations),
    { layout: options.layout, whenMissing: "empty", reader },
  );
  const desired = known === undefined
    ? await readDesired(options, { reader, progress: context.progress })
    : succeed(known);
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
