import { sha256 } from "../../base/hash.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { filesBelow } from "../../host/files/file_tree.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { historyDigest } from "../../migrations/chain.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { namesOf, runnersOf } from "../../migrations/runners/runners_of.ts";
import { DEFAULT_SCHEMAS } from "../../sources/read_ddl.ts";
import { parseSource } from "../../sources/source.ts";
import { forFolder } from "../settings/for_folder.ts";
import { CONFIG_FILE, type ProjectOptions } from "../settings/options.ts";
import { readMigrationsAt } from "./read_migrations_at.ts";
import type { DdlSource, SourceOptions } from "./read_source.ts";
import { readSources } from "./read_sources.ts";
import { partKey, type SchemaPart } from "./schema_part.ts";

/** The sources of the desired schema. */
export type DesiredText =
  | { readonly kind: "ddl"; readonly parts: readonly SchemaPart[] }
  | {
    readonly kind: "migrations";
    readonly directory: MigrationDirectory;
    /** The possible runners. */
    readonly runners: readonly RunnerProfile[];
  };

/** Reads the sources of the desired schema, from `--schema` or the first default that exists. */
export async function readDesired(
  { schema, target, runner, foreignKeys, ...project }: Pick<
    ProjectOptions,
    | "schema"
    | "workingDirectory"
    | "migrations"
    | "layout"
    | "authToken"
    | "casing"
    | "target"
    | "runner"
    | "foreignKeys"
    | keyof FolderSettings
  >,
  options: Pick<SourceOptions, "reader" | "progress" | "configured"> = {},
): Promise<Result<DesiredText>> {
  const sources: DdlSource[] = [];
  for (const name of schema) {
    const source = parseSource(name);
    if (!source.ok) return source;
    if (source.value.kind === "migrations") {
      if (schema.length > 1) return fail("misuse", mixedSchemas(name));
      const { reader } = options;
      const own = { ...forFolder(source.value.path, project), reader };
      const directory = await readMigrationsAt(source.value, own);
      if (!directory.ok) return directory;
      const { layout } = directory.value;
      const runners = runnersOf({ layout, target, runner, foreignKeys });
      const desired = { kind: "migrations", directory: directory.value, runners } as const;
      return succeed(desired, directory.diagnostics);
    }
    if (source.value.kind !== "empty") sources.push(source.value);
  }
  if (schema.length === 0) return await readDefault({ ...options, ...project });
  const parts = await readSources(sources, { ...options, ...project });
  return parts.ok ? succeed({ kind: "ddl", parts: parts.value }, parts.diagnostics) : parts;
}

/** A hash of the sources, equal only for equal ones, as 64 hex digits. */
export async function desiredKey(desired: DesiredText): Promise<string> {
  if (desired.kind === "migrations") {
    const { directory, runners } = desired;
    return await sha256(namesOf(runners), await historyDigest(directory.migrations));
  }
  return await sha256(desired.parts.map(partKey).join(""));
}

async function readDefault(options: SourceOptions): Promise<Result<DesiredText>> {
  for (const path of DEFAULT_SCHEMAS) {
    const read = await readSources([{ kind: "sql", path }], options);
    if (read.ok) return succeed({ kind: "ddl", parts: read.value });
    if (read.diagnostics[0]?.code !== "files/not-found") return read;
  }
  const paths = DEFAULT_SCHEMAS.map((name) => pathFromHere(options.workingDirectory, name));
  const names = paths.map((path) => `"${path}"`).join(" nor ");
  return fail("unfinished", {
    code: "sources/no-schema",
    severity: "error",
    message: `Cannot find a schema: there is neither ${names}`,
    hint: await hintForNone(options.workingDirectory),
  });
}

/** In the top folder of a monorepo, the configurations of its projects; otherwise how to begin. */
async function hintForNone(folder: string): Promise<string> {
  const files = await filesBelow(folder, {
    deepest: 4,
    mostFiles: 5_000,
    passesOver: (name) => /^(?:\..*|node_modules|vendor|dist|build|target)$/.test(name),
  });
  const configurations = files.filter((path) => path.endsWith(`/${CONFIG_FILE}`));
  return files.includes(CONFIG_FILE) || configurations.length === 0
    ? "Run penumbra init, or name the schema with --schema"
    : `Name the project: ${
      configurations.slice(0, 3).map((path) => `--config ${path}`).join(", or ")
    }`;
}

function mixedSchemas(name: string) {
  return {
    code: "sources/mixed",
    severity: "error",
    message: `Cannot combine "${name}" with other schemas`,
    hint: "Give one --schema that is a folder of migrations, or only files of SQL",
  } as const;
}
