import type { SourceText } from "../base/diagnostic.ts";
import { sha256 } from "../base/hash.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import type { ReadOptions } from "../host/files.ts";
import { pathFromHere } from "../host/paths.ts";
import { historyDigest } from "../migrations/chain.ts";
import type { MigrationDirectory } from "../migrations/directory.ts";
import { readMigrationsWith } from "../migrations/read_migrations.ts";
import type { SchemaObject } from "../schema/snapshot.ts";
import { type DdlSchema, loadDdl } from "../shadow/load_ddl.ts";
import { replay } from "../shadow/replay.ts";
import { DEFAULT_SCHEMAS, readDdl } from "../sources/read_ddl.ts";
import { parseSource } from "../sources/source.ts";
import type { ProjectOptions } from "./options.ts";
import { readSource, type SourceOptions } from "./read_source.ts";

/** Where the desired schema is written down. */
export type DesiredText =
  | { readonly kind: "ddl"; readonly files: readonly SourceText[] }
  | { readonly kind: "migrations"; readonly directory: MigrationDirectory };

/** The desired schema's texts, from `--schema` or from the first default that is there. */
export async function readDesired(
  { schema, workingDirectory, authToken }: Pick<
    ProjectOptions,
    "schema" | "workingDirectory" | "authToken"
  >,
  options: Pick<SourceOptions, "reader" | "progress"> = {},
): Promise<Result<DesiredText>> {
  const files: SourceText[] = [];
  for (const name of schema) {
    const source = parseSource(name);
    if (!source.ok) return source;
    if (source.value.kind === "migrations") {
      if (schema.length > 1) return fail("misuse", mixedSchemas(name));
      const path = pathFromHere(workingDirectory, source.value.path);
      const directory = await readMigrationsWith(path, options);
      if (!directory.ok) return directory;
      return succeed({ kind: "migrations", directory: directory.value }, directory.diagnostics);
    }
    if (source.value.kind === "empty") continue;
    const read = await readSource(source.value, { ...options, workingDirectory, authToken });
    if (!read.ok) return read;
    files.push(...read.value);
  }
  return schema.length > 0
    ? succeed({ kind: "ddl", files })
    : await readDefault(workingDirectory, options);
}

/** A name for the texts, equal only for equal ones, as 64 hex digits. */
export function desiredKey(desired: DesiredText): Promise<string> {
  if (desired.kind === "migrations") return historyDigest(desired.directory.migrations);
  return sha256(desired.files.map(({ text }) => `${text.length} ${text}`).join(""));
}

/** The schema that the texts make. What stands word for word among the `known` is not run again. */
export async function makeDesired(
  desired: DesiredText,
  known: readonly SchemaObject[] = [],
): Promise<Result<DdlSchema>> {
  if (desired.kind === "ddl") return await loadDdl(desired.files, known);
  const replayed = await replay(desired.directory.migrations);
  if (!replayed.ok) return replayed;
  return succeed({ snapshot: replayed.value.snapshot, hints: [] }, replayed.diagnostics);
}

async function readDefault(
  folder: string,
  options: ReadOptions,
): Promise<Result<DesiredText>> {
  const paths = DEFAULT_SCHEMAS.map((name) => pathFromHere(folder, name));
  for (const path of paths) {
    const read = await readDdl(path, options);
    if (read.ok) return succeed({ kind: "ddl", files: read.value });
    if (read.diagnostics[0]?.code !== "files/not-found") return read;
  }
  const names = paths.map((path) => `"${path}"`).join(" nor ");
  return fail("unfinished", {
    code: "sources/no-schema",
    severity: "error",
    message: `Cannot find a schema: there is neither ${names}`,
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
