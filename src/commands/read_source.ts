import type { SourceText } from "../base/diagnostic.ts";
import { match } from "../base/match.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { environmentVariable } from "../host/environment.ts";
import type { ReadOptions } from "../host/files.ts";
import { pathFromHere } from "../host/paths.ts";
import { renderSnapshotSql } from "../report/snapshot_sql.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { readDatabase, readServer } from "../sources/read_database.ts";
import { readDdl } from "../sources/read_ddl.ts";
import { runCommand } from "../sources/run_command.ts";
import type { LiveSource, Source } from "../sources/source.ts";

/** Where a source is looked for, and what lets us in. */
export interface SourceOptions extends ReadOptions {
  /** The folder that relative paths start from and commands run in. */
  readonly workingDirectory: string;
  /** The token of a server; that of PENUMBRA_AUTH_TOKEN without one. */
  readonly authToken?: string | undefined;
  /** Hears what takes its time. */
  readonly progress?: ((text: string) => void) | undefined;
}

/** A source that comes to DDL: all but migrations, which are replayed, and nothing. */
export type DdlSource = Exclude<Source, { kind: "empty" | "migrations" }>;

/**
 * The DDL of a source: what a file, a folder or a program says, and for a database what would make
 * it again. A command is run each time, so nothing of its answer can be out of date.
 */
export async function readSource(
  source: DdlSource,
  options: SourceOptions,
): Promise<Result<readonly SourceText[]>> {
  const { workingDirectory, reader, progress } = options;
  return await match(source)
    .returnType<Promise<Result<readonly SourceText[]>>>()
    .with({ kind: "sql" }, ({ path }) => readDdl(pathFromHere(workingDirectory, path), { reader }))
    .with({ kind: "entities" }, ({ path }) => Promise.resolve(noEntities(path)))
    .with({ kind: "command" }, async ({ command }) => {
      progress?.(`Running ${command}`);
      const text = await runCommand(command, { folder: workingDirectory });
      return text.ok ? succeed([text.value]) : text;
    })
    .with({ kind: "database" }, { kind: "server" }, async (it) => {
      const snapshot = await readLive(it, options);
      if (!snapshot.ok) return snapshot;
      const name = it.kind === "server" ? new URL(it.url).host : it.path;
      return succeed([{ name: `schema of ${name}`, text: renderSnapshotSql(snapshot.value) }]);
    })
    .exhaustive();
}

/** What a database contains, as it stands there: nothing of it is run. */
export async function readLive(
  source: LiveSource,
  { workingDirectory, authToken, progress }: SourceOptions,
): Promise<Result<SchemaSnapshot>> {
  if (source.kind === "database") {
    return await readDatabase(pathFromHere(workingDirectory, source.path));
  }
  progress?.(`Asking ${new URL(source.url).host}`);
  const token = authToken ?? await environmentVariable("PENUMBRA_AUTH_TOKEN");
  return await readServer(source.url, { authToken: token });
}

function noEntities(path: string) {
  return fail("unfinished", {
    code: "sources/no-entities",
    severity: "error",
    message: `Cannot read a schema from "${path}": entities in TypeScript cannot be read yet`,
    hint: "Name a program that prints their DDL with command:PROGRAM",
  });
}
