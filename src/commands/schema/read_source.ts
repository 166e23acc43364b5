import type { SourceText } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import type { ProgressOptions } from "../../base/progress.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Casing } from "../../entities/casing.ts";
import type { ReadOptions } from "../../host/files/read_files.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { readDdl } from "../../sources/read_ddl.ts";
import type { Configured } from "../../sources/server_token.ts";
import type { PrintedDdl } from "./schema_part.ts";
import type { LiveSource, Source } from "../../sources/source.ts";

/** Where to find a source, and the credentials for it. */
export interface SourceOptions extends ReadOptions, ProgressOptions {
  /** The folder to which paths are relative, and in which commands run. */
  readonly workingDirectory: string;
  /** The token of a server; default: that of PENUMBRA_AUTH_TOKEN, see `tokenFor`. */
  readonly authToken?: string | undefined;
  /** Present if a configuration names the source. */
  readonly configured?: Configured | undefined;
  /** The casing of entity columns without an explicit name; default: as written. */
  readonly casing?: Casing | undefined;
}

/** A source that is read as DDL: all but migrations, which are replayed, and `empty`. */
export type DdlSource = Exclude<Source, { kind: "empty" | "migrations" }>;

/** Entities, which are read together with those of other sources. */
export interface EntitiesAt {
  readonly kind: "entities-at";
  readonly path: string;
}

/**
 * The DDL of a source: the text of a file, a folder or a program, and for a database the SQL that
 * creates it; for entities, their place. A command is run each time, so its output cannot be stale.
 * Code for a kind of source is loaded only for that: most schemas are files.
 */
export async function readSource(
  source: DdlSource,
  options: SourceOptions,
): Promise<Result<readonly (SourceText | EntitiesAt)[]>> {
  const { workingDirectory, progress } = options;
  return await match(source)
    .returnType<Promise<Result<readonly (SourceText | EntitiesAt)[]>>>()
    .with({ kind: "sql" }, ({ path }) => readPath(pathFromHere(workingDirectory, path), options))
    .with({ kind: "entities" }, ({ path }) => {
      const at = pathFromHere(workingDirectory, path);
      return Promise.resolve(succeed([{ kind: "entities-at", path: at }]));
    })
    .with({ kind: "command" }, async ({ command }) => {
      progress?.(`Running ${command}`);
      const { runCommand } = await import("../../sources/run_command.ts");
      const text = await runCommand(command, { folder: workingDirectory });
      return text.ok ? succeed([{ ...text.value, printedBy: command } as PrintedDdl]) : text;
    })
    .with({ kind: "database" }, { kind: "server" }, async (it) => {
      const snapshot = await readLive(it, options);
      if (!snapshot.ok) return snapshot;
      const { renderSnapshotSql } = await import("../../report/schema/snapshot_sql.ts");
      const name = it.kind === "server" ? new URL(it.url).host : it.path;
      return succeed([{ name: `schema of ${name}`, text: renderSnapshotSql(snapshot.value) }]);
    })
    .exhaustive();
}

/** A file or folder of SQL; a folder without any may contain entities. */
async function readPath(
  path: string,
  options: SourceOptions,
): Promise<Result<readonly (SourceText | EntitiesAt)[]>> {
  const ddl = await readDdl(path, options);
  const isFile = /\.sql$/i.test(path);
  if (isFile || (!ddl.ok && ddl.diagnostics[0]?.code !== "sources/no-sql")) return ddl;
  const { mixedFolder, modulesIn } = await import("../../sources/modules_in.ts");
  const { count, entities } = await modulesIn(path, options);
  if (!ddl.ok) return count === 0 ? ddl : succeed([{ kind: "entities-at", path }]);
  return entities === undefined ? ddl : fail("unfinished", mixedFolder(path, entities));
}

/** The schema of a database as it is, without running it. */
export async function readLive(
  source: LiveSource,
  { workingDirectory, authToken, configured, progress }: SourceOptions,
): Promise<Result<SchemaSnapshot>> {
  const { readDatabase, readServer } = await import("../../sources/read_database.ts");
  if (source.kind === "database") {
    return await readDatabase(pathFromHere(workingDirectory, source.path));
  }
  const { tokenFor } = await import("../../sources/server_token.ts");
  const token = await tokenFor(source.url, { authToken, configured });
  if (!token.ok) return token;
  progress?.(`Asking ${new URL(source.url).host}`);
  return await readServer(source.url, { authToken: token.value });
}
