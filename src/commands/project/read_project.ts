import { fail, type Result, succeed, type Success } from "../../base/result.ts";
import { engineVersion } from "../../host/database/engine.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import { configuredServer } from "../schema/configured_server.ts";
import { cacheSecret } from "../../host/git/cache_secret.ts";
import { exists } from "../../host/files/links.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import type { Cache } from "../../migrations/cache.ts";
import { CACHE_FILE } from "../../migrations/cache.ts";
import { readCache } from "../../migrations/cache_text.ts";
import { folderDigest, historyDigest } from "../../migrations/chain.ts";
import type { MigrationDirectory, MigrationFolder } from "../../migrations/directory.ts";
import type { Layout, LayoutFile } from "../../migrations/layouts/layout.ts";
import { isReadByAny, layoutNamed } from "../../migrations/layouts/list.ts";
import {
  layoutOfFolder,
  migrationsIn,
  readMigrationFolder,
} from "../../migrations/read_migrations.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { namesOf, runnersOf } from "../../migrations/runners/runners_of.ts";
import { VERSION } from "../../base/version.ts";
import type { Declared } from "../../sql/declared.ts";
import { enginesOf, type Target } from "../../base/target.ts";
import { desiredKey, type DesiredText, readDesired } from "../schema/read_desired.ts";
import { type CommandContext, DEFAULT_MIGRATIONS, type ProjectOptions } from "../options.ts";
import { folderSettings } from "../schema/folder_settings.ts";

/** What a project has on disk, read and hashed; which migrations that are is not asked yet. */
export interface ProjectTexts {
  readonly folder: MigrationFolder;
  readonly layout: Layout;
  /** What will run the migrations: as the options say, else what mostly runs their layout. */
  readonly target: Target;
  /** What the application registers. */
  readonly declared?: Declared | undefined;
  /** Whoever may run them, see `runnersOf`. */
  readonly runners: readonly RunnerProfile[];
  readonly folderDigest: string;
  readonly desired: DesiredText;
  /** Names the desired text. */
  readonly desiredKey: string;
  readonly cachePath: string;
  /** The folder of the project, which decides where the secret of its cache is kept. */
  readonly workingDirectory: string;
  /** Absent where there is none that can be used. */
  readonly cache?: Cache;
}

/** The same, with its migrations; no database is opened for it. */
export interface ProjectFiles extends ProjectTexts {
  readonly directory: MigrationDirectory;
  readonly historyDigest: string;
}

/** What runs the migrations of a project, in words: a cache holds for no other engine. */
export async function engineWords(
  { target, runners, declared = {} }: Pick<ProjectTexts, "target" | "runners" | "declared">,
): Promise<string> {
  const engine = await engineVersion(enginesOf(target)[0]);
  const { extensions, ...others } = declared;
  const words = { ...others, ...(extensions && { extensions: extensions.map((it) => it.sha256) }) };
  const registered = Object.keys(words).length === 0 ? "" : `, with ${JSON.stringify(words)}`;
  return `${engine}, as run by ${namesOf(runners)}${registered}`;
}

/** Reads a project's migrations, its desired schema and its cache. A missing folder is an empty one. */
export async function readProject(
  options: ProjectOptions,
  context: CommandContext,
): Promise<Result<ProjectFiles>> {
  const texts = await readProjectTexts(options, context);
  return texts.ok ? await projectFiles(texts) : texts;
}

/**
 * The same, as far as it needs no understanding. A reader of other files than those on disk is not
 * asked for the cache, which holds for any files.
 */
export async function readProjectTexts(
  options: ProjectOptions,
  context: CommandContext,
  { reader }: ReadOptions = {},
): Promise<Result<ProjectTexts>> {
  const settings = await folderSettings(options, { reader });
  if (!settings.ok) return settings;
  const folder = await readMigrationFolder(
    pathFromHere(options.workingDirectory, options.migrations),
    {
      layout: options.layout,
      whenMissing: await hasOtherMigrations(options) ? "fail" : "empty",
      settings: settings.value,
      reader,
    },
  );
  const { progress } = context;
  const configured = configuredServer(options, context);
  const desired = await readDesired(options, { reader, progress, configured });
  if (!desired.ok) {
    // Both are worth knowing when both are wrong.
    const directory = folder.ok ? await migrationsIn(folder.value) : folder;
    return directory.ok
      ? desired
      : fail(directory.reason, ...directory.diagnostics, ...desired.diagnostics);
  }
  if (!folder.ok) return folder;
  const cachePath = `${folder.value.path}/${CACHE_FILE}`;
  const { workingDirectory, declared } = options;
  const signed = await readProjectCache({ cachePath, workingDirectory }, context);
  const digest = await folderDigest(folder.value);
  const known = signed?.folder.digest === digest ? layoutNamed(signed.folder.layout) : undefined;
  const layout = known ?? layoutOfFolder(folder.value);
  const target = options.target ?? layout.target;
  const runners = runnersOf({ ...options, layout: layout.name });
  const engine = await engineWords({ target, runners, declared });
  const cache = signed?.engine === engine ? signed : undefined;
  if (signed !== cache) {
    context.note(`Cannot use the cache "${cachePath}": it was made with ${signed?.engine}`);
  }
  return succeed({
    folder: folder.value,
    layout,
    target,
    declared,
    runners,
    folderDigest: digest,
    desired: desired.value,
    desiredKey: await desiredKey(desired.value),
    cachePath,
    workingDirectory,
    ...(cache !== undefined && { cache }),
  }, [...folder.diagnostics, ...desired.diagnostics]);
}

/**
 * Whether the command line names another folder than the one that the project has: where that does not
 * exist, the name is a slip.
 */
async function hasOtherMigrations(
  { origin, migrations, workingDirectory }: ProjectOptions,
): Promise<boolean> {
  if (origin?.given.migrations === undefined) return false;
  const usual = pathFromHere(workingDirectory, DEFAULT_MIGRATIONS);
  return origin.configFile !== undefined ||
    (usual !== pathFromHere(workingDirectory, migrations) && await exists(usual));
}

/** What was read, with the migrations that it holds. */
export async function projectFiles(
  { value: texts, diagnostics }: Success<ProjectTexts>,
): Promise<Result<ProjectFiles>> {
  const directory = await migrationsIn(texts.folder, texts.layout);
  if (!directory.ok) return directory;
  return succeed({
    ...texts,
    directory: directory.value,
    historyDigest: await historyDigest(directory.value.migrations),
  }, [...directory.diagnostics, ...diagnostics]);
}

/**
 * The project once these files are in its folder, as it would be read then. Nothing is read for it:
 * should somebody else have written there too, its digests name a folder that is not on disk.
 */
export async function withFiles(
  project: ProjectFiles,
  written: readonly Pick<LayoutFile, "path" | "text">[],
): Promise<Result<ProjectFiles>> {
  const { path, files } = project.folder;
  const texts = written.filter((file) => isReadByAny(file.path))
    .map(({ path: below, text }) => [below, { name: `${path}/${below}`, text }] as const);
  // In the order that a folder is read in.
  const all = [...new Map([...files, ...texts])].sort(([left], [right]) => left < right ? -1 : 1);
  const folder = { ...project.folder, files: new Map(all) };
  return await projectFiles(
    succeed({ ...project, folder, folderDigest: await folderDigest(folder) }),
  );
}

/** The cache as this version has signed it, whatever engine it was made with. */
async function readProjectCache(
  { cachePath: path, workingDirectory }: Pick<ProjectTexts, "cachePath" | "workingDirectory">,
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
  const secret = await cacheSecret(workingDirectory);
  if (secret === undefined) {
    context.note(
      `Cannot use the cache "${path}": there is no key yet to verify it with`,
    );
    return undefined;
  }
  const cache = await readCache(text.value.text, { penumbra: VERSION, secret });
  if (cache.kind === "cache") return cache;
  context.note(`Cannot use the cache "${path}": ${cache.reason}`);
  return undefined;
}
