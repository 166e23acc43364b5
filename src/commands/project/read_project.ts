import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed, type Success } from "../../base/result.ts";
import { engineVersion } from "../../host/engines/engine.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import { configuredServer } from "../schema/configured_server.ts";
import { cacheSecret } from "../../host/git/cache_secret.ts";
import { headsOf } from "../../host/git/heads.ts";
import { topOfWorkTree } from "../../host/git/work_tree.ts";
import { exists } from "../../host/files/links.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import type { Cache } from "../../migrations/cache/cache.ts";
import { CACHE_FILE } from "../../migrations/cache/cache.ts";
import { readCacheHead, type ReadHead } from "../../migrations/cache/cache_text.ts";
import { folderDigest, historyDigest } from "../../migrations/chain.ts";
import type { MigrationDirectory, MigrationFolder } from "../../migrations/directory.ts";
import type { Layout, LayoutFile } from "../../migrations/layouts/layout.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { withNewFiles } from "../../migrations/write/next_files.ts";
import {
  layoutOfFolder,
  migrationsIn,
  readMigrationFolder,
  type ReadMigrationsOptions,
} from "../../migrations/read/read_migrations.ts";
import { type Running, runningOf } from "../../migrations/runners/running.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import { VERSION } from "../../base/version.ts";
import { enginesOf } from "../../base/target.ts";
import { desiredKey, type DesiredText, readDesired } from "../schema/read_desired.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "../settings/options.ts";
import { SETTINGS } from "../settings/project_settings.ts";
import { folderSettings } from "../schema/folder_settings.ts";

/** The files of a migrations folder, read and hashed; the migrations in them are not determined yet. */
export interface HistoryTexts extends Running {
  readonly folder: MigrationFolder;
  readonly layout: Layout;
  readonly folderDigest: string;
  /** Where git's branches are, see `headsOf`. */
  readonly heads: string;
  readonly cachePath: string;
  /** The folder of the project, which determines where the secret of its cache is stored. */
  readonly workingDirectory: string;
  /** The start of the cache; absent if there is no usable one. */
  readonly cacheHead?: ReadHead | undefined;
}

/** The files of a project, with the text of its desired schema. */
export interface ProjectTexts extends HistoryTexts {
  readonly desired: DesiredText;
  /** The key of the desired text. */
  readonly desiredKey: string;
}

/** The files of a migrations folder with the migrations in them; no database is opened. */
export interface HistoryFiles extends HistoryTexts {
  readonly directory: MigrationDirectory;
  readonly historyDigest: string;
  /** Absent if there is no usable one. */
  readonly cache?: Cache | undefined;
}

/** The files of a project with its migrations. */
export interface ProjectFiles extends ProjectTexts, HistoryFiles {}

/** The engine for the migrations of a project, in words: a cache is only valid for one engine. */
export async function cacheEngine(
  { target, runners, declared = {} }: Running,
): Promise<string> {
  const engine = await engineVersion(enginesOf(target)[0]);
  const { extensions, ...others } = declared;
  const words = { ...others, ...(extensions && { extensions: extensions.map((it) => it.sha256) }) };
  const registered = Object.keys(words).length === 0 ? "" : `, with ${JSON.stringify(words)}`;
  return `${engine}, as run by ${namesOf(runners)}${registered}`;
}

/** Reads a project's migrations, desired schema and cache. A missing folder counts as empty. */
export async function readProject(
  options: ProjectOptions,
  context: CommandContext,
): Promise<Result<ProjectFiles>> {
  const texts = await readProjectTexts(options, context);
  return texts.ok ? await projectFiles(texts, context) : texts;
}

/**
 * Reads the migrations of a project and its cache: those of a folder without a schema, too. Fails
 * with `migrations/no-folder` if there is no such folder.
 */
export async function readHistory(
  options: ProjectOptions,
  context: CommandContext,
): Promise<Result<HistoryFiles>> {
  const settings = await folderSettings(options);
  if (!settings.ok) return settings;
  const folder = await readFolder(options, { settings: settings.value, whenMissing: "fail" });
  if (!folder.ok) return folder;
  const texts = await historyTexts(folder.value, options, context);
  return await projectFiles({ ...folder, value: texts }, context);
}

/**
 * Reads a project without parsing anything. With a reader other than the disk the cache is still
 * read from disk, since it is valid for any files.
 */
export async function readProjectTexts(
  options: ProjectOptions & Pick<Partial<CheckOptions>, "base">,
  context: CommandContext,
  { reader }: ReadOptions = {},
): Promise<Result<ProjectTexts>> {
  const settings = await folderSettings(options, { reader });
  if (!settings.ok) return settings;
  const folder = await readFolder(options, { reader, settings: settings.value });
  const { progress } = context;
  const configured = configuredServer(options, context);
  const desired = await readDesired(options, { reader, progress, configured });
  if (!desired.ok) {
    // If both fail, both are reported.
    const directory = folder.ok ? await migrationsIn(folder.value) : folder;
    return directory.ok
      ? desired
      : fail(directory.reason, directory.diagnostics, desired.diagnostics);
  }
  if (!folder.ok) return folder;
  return succeed({
    ...await historyTexts(folder.value, options, context),
    desired: desired.value,
    desiredKey: await desiredKey(desired.value),
  }, [...folder.diagnostics, ...desired.diagnostics]);
}

/** The migrations folder of a project. By default, a missing one is empty, unless it must be a typo. */
async function readFolder(
  options: ProjectOptions,
  how: ReadOptions & Pick<ReadMigrationsOptions, "settings" | "whenMissing">,
): Promise<Result<MigrationFolder>> {
  return await readMigrationFolder(
    pathFromHere(options.workingDirectory, options.migrations),
    {
      layout: options.layout,
      whenMissing: await hasOtherMigrations(options) ? "fail" : "empty",
      ...how,
    },
  );
}

/** What is known about a folder before its migrations are, with the start of its cache. */
async function historyTexts(
  folder: MigrationFolder,
  options: ProjectOptions & Pick<Partial<CheckOptions>, "base">,
  context: CommandContext,
): Promise<HistoryTexts> {
  const cachePath = `${folder.path}/${CACHE_FILE}`;
  const { workingDirectory } = options;
  const cacheHead = await readProjectCache({ cachePath, workingDirectory }, context);
  const signed = cacheHead?.head;
  const digest = await folderDigest(folder);
  const known = signed?.folder.digest === digest ? layoutNamed(signed.folder.layout) : undefined;
  const layout = known ?? layoutOfFolder(folder);
  const running = runningOf(layout.name, options);
  const engine = await cacheEngine(running);
  const isUsable = signed?.engine === engine;
  if (signed !== undefined && !isUsable) {
    context.note(`Cannot use the cache "${cachePath}": it was made with ${signed.engine}`);
  }
  return {
    ...running,
    folder,
    layout,
    folderDigest: digest,
    heads: await headsFor(options),
    cachePath,
    workingDirectory,
    cacheHead: isUsable ? cacheHead : undefined,
  };
}

/** Where the branches are of the repository that is asked about the project, if there is one. */
async function headsFor(
  { workingDirectory, base }: ProjectOptions & Pick<Partial<CheckOptions>, "base">,
): Promise<string> {
  return await topOfWorkTree(workingDirectory) === undefined ? "" : await headsOf(".", base);
}

/**
 * Whether the command line names another folder than the project's: if it does not exist, it is a
 * typo.
 */
async function hasOtherMigrations(
  { origin, migrations, workingDirectory }: ProjectOptions,
): Promise<boolean> {
  if (origin?.given.migrations === undefined) return false;
  const usual = pathFromHere(workingDirectory, SETTINGS.migrations.default);
  return origin.configFile !== undefined ||
    (usual !== pathFromHere(workingDirectory, migrations) && await exists(usual));
}

/** The files of a project with its migrations and the whole cache, given their texts. */
export async function projectFiles<Texts extends HistoryTexts>(
  { value: texts, diagnostics }: Success<Texts>,
  { note }: Pick<CommandContext, "note">,
): Promise<Result<Texts & HistoryFiles>> {
  const cache = await texts.cacheHead?.whole();
  if (cache?.kind === "invalid") {
    note(`Cannot use the cache "${texts.cachePath}": ${cache.reason}`);
  }
  return await withMigrations(texts, cache?.kind === "cache" ? cache : undefined, diagnostics);
}

async function withMigrations<Texts extends HistoryTexts>(
  texts: Texts,
  cache: Cache | undefined,
  diagnostics: readonly Diagnostic[] = [],
): Promise<Result<Texts & HistoryFiles>> {
  const directory = await migrationsIn(texts.folder, texts.layout);
  if (!directory.ok) return directory;
  return succeed({
    ...texts,
    directory: directory.value,
    historyDigest: cache?.folder.digest === texts.folderDigest
      ? cache.history.digest
      : await historyDigest(directory.value.migrations),
    cache,
  }, [...directory.diagnostics, ...diagnostics]);
}

/** The project with another content of its folder. */
export async function withDirectory(
  project: ProjectFiles,
  directory: MigrationDirectory,
): Promise<ProjectFiles> {
  const folder = { ...project.folder, files: directory.files };
  return {
    ...project,
    folder,
    directory,
    folderDigest: await folderDigest(folder),
    historyDigest: await historyDigest(directory.migrations),
  };
}

/**
 * The project after adding these files to its folder, as it would then be read. Nothing is read: if
 * another process wrote there too, the digests match no folder on disk.
 */
export async function withFiles(
  project: ProjectFiles,
  written: readonly Pick<LayoutFile, "path" | "text">[],
): Promise<Result<ProjectFiles>> {
  const folder = { ...project.folder, files: withNewFiles(project.folder, written) };
  const texts = { ...project, folder, folderDigest: await folderDigest(folder) };
  return await withMigrations(texts, project.cache);
}

/** The start of the cache if signed by this version, made with any engine. */
async function readProjectCache(
  { cachePath: path, workingDirectory }: Pick<HistoryTexts, "cachePath" | "workingDirectory">,
  context: CommandContext,
): Promise<ReadHead | undefined> {
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
  const cache = await readCacheHead(text.value.text, { penumbra: VERSION, secret });
  if ("head" in cache) return cache;
  context.note(`Cannot use the cache "${path}": ${cache.reason}`);
  return undefined;
}
