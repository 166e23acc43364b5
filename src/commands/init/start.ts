import { counted } from "../../base/counted.ts";
import { presentFields } from "../../base/present_fields.ts";
import { type Failure, type Result, succeed } from "../../base/result.ts";
import { DEFAULT_TARGET } from "../../base/target.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { usualTarget } from "../../migrations/layouts/list.ts";
import { PLAIN } from "../../migrations/layouts/plain.ts";
import { layoutOfFolder, readMigrationFolder } from "../../migrations/read/read_migrations.ts";
import { isRunBy } from "../../migrations/runners/runners_of.ts";
import { runningOf } from "../../migrations/runners/running.ts";
import { beginsInTransaction } from "../judgement/unsupported_statements.ts";
import { firstSchema } from "./first_schema.ts";
import { kitCasing } from "./kit_casing.ts";
import { layoutFinding, namingFinding, runnerFindings } from "./proposal.ts";
import { readFolder } from "./read_folder.ts";
import { withCallsDeclared, withRemedies, withSkippedDeclared } from "./remedies.ts";
import {
  adding,
  type FirstSchema,
  type FolderSetup,
  type Proposed,
  type ReadSetup,
  type Setup,
} from "./setup.ts";

/**
 * The setup of a project: from the database in the options; else from the migrations, skipping
 * programs; else, if those do not run, from the dump next to them. Fails if the folder cannot be
 * read, or has programs that cannot be skipped.
 */
export async function startOf(
  proposed: Proposed,
  settings: FolderSettings,
): Promise<Result<Setup>> {
  const { proposal: { migrations, layout }, options } = proposed;
  const path = pathFromHere(options.workingDirectory, migrations);
  const folder = await readMigrationFolder(path, { layout, whenMissing: "empty", settings });
  if (!folder.ok) return folder;
  const empty = { ...proposed, folder: folder.value, files: [], words: [], marks: [] };
  const setup = await readFolder(withToolLayout(empty));
  const started = await startFrom(options.from ?? proposed.database, setup);
  if (!started.ok) return started;
  return succeed(withFoundRunner(withSeenCasing(await withCallsDeclared(started.value))));
}

/** The layout of a tool that the project depends on, if the folder is empty and shows none. */
function withToolLayout(setup: FolderSetup): FolderSetup {
  const { folder, proposal: { layout: chosen, migrations }, findings } = setup;
  const isOpen = chosen === undefined && folder.files.size === 0 &&
    layoutOfFolder(folder) === PLAIN;
  const layout = isOpen ? layoutFinding(findings, migrations)?.layout : undefined;
  return layout === undefined
    ? setup
    : adding({ ...setup, folder: { ...folder, layout } }, { layout });
}

async function startFrom(database: string | undefined, setup: ReadSetup): Promise<Result<Setup>> {
  if (database === undefined) return await startFromHistory(setup);
  const { startFromDatabase } = await import("./from_database.ts");
  const started = await startFromDatabase(database, setup);
  // A file that only has such a name is none to start from.
  return started.ok || setup.options.from !== undefined ? started : await startFromHistory(setup);
}

async function startFromHistory(read: ReadSetup): Promise<Result<Setup>> {
  const setup = await withSkippedDeclared(await onAnyEngine(read));
  if (setup.directory.ok && setup.schema.ok) return succeed(setup);
  const { startFromDump } = await import("./baseline.ts");
  const dumped = await startFromDump(setup);
  if (dumped !== undefined) return succeed(dumped);
  if (!setup.directory.ok) return setup.directory;
  const remedied = await withRemedies(setup);
  if (remedied !== undefined) return succeed(remedied);
  // Without the effects of the programs, the rest does not run.
  return setup.obstacle ?? succeed(setup);
}

/**
 * The setup with the first schema of the migrations, and the target `sqlite` if they run further
 * there and the project does not say otherwise.
 */
async function onAnyEngine(read: ReadSetup): Promise<Setup> {
  const { directory, proposal, options: { origin } } = read;
  const setup = { ...read, schema: await firstSchema(read) };
  const isGiven = origin?.configFile !== undefined || origin?.given.target !== undefined;
  const stop = stopOf(setup.schema);
  if (!directory.ok || stop === undefined || isGiven) return setup;
  // Tools for a database file depend on libSQL as well.
  const mayBeSqlite = proposal.target === "libsql" ||
    (proposal.target === undefined && usualTarget(directory.value.layout) === DEFAULT_TARGET);
  if (!mayBeSqlite) return setup;
  const onSqlite = adding(read, { target: "sqlite" });
  const schema = await firstSchema(onSqlite);
  return getsFurther(stopOf(schema), stop, directory.value) ? { ...onSqlite, schema } : setup;
}

/** Where the replay of the migrations stopped; undefined if it did not. */
function stopOf(schema: Result<FirstSchema>): Failure | undefined {
  return schema.ok ? schema.value.stop : schema;
}

/** Whether one replay of the migrations ends, or stops at a later place than the other one. */
function getsFurther(
  one: Failure | undefined,
  other: Failure,
  { migrations }: MigrationDirectory,
): boolean {
  if (one === undefined) return true;
  const [place, otherPlace] = [one, other].map(({ diagnostics }) => {
    const { span } = diagnostics.find(({ severity }) => severity === "error") ?? {};
    const file = migrations.findIndex(({ source }) => source.name === span?.source.name);
    return { file, offset: span?.startOffset ?? 0 };
  });
  return place!.file === otherPlace!.file
    ? place!.offset > otherPlace!.offset
    : place!.file > otherPlace!.file;
}

/** The casing that the migrations show, if the tool computes its own and nobody chose one. */
function withSeenCasing(setup: Setup): Setup {
  const { proposal, findings, directory } = setup;
  const { hasComputedCasing } = namingFinding(findings, proposal.schema) ?? {};
  const isOpen = proposal.casing === undefined && hasComputedCasing;
  const casing = isOpen && directory.ok ? kitCasing(directory.value.files) : undefined;
  return casing === undefined ? setup : adding(setup, { casing });
}

/** The nearest runner found that the layout of the migrations leaves open, or one that they show. */
function withFoundRunner(setup: Setup): Setup {
  const { proposal: { target, migrations }, findings, directory } = setup;
  if (!directory.ok) return setup;
  const question = { layout: directory.value.layout, target };
  const found = runnerFindings(findings, migrations).find((it) => isRunBy(it.runner!, question));
  return found === undefined
    ? withSeenRunner(setup, directory.value)
    : adding(setup, presentFields({ runner: found.runner }));
}

/** A runner without a transaction, if most migrations would fail in that of the usual one. */
function withSeenRunner(setup: Setup, { layout, migrations }: MigrationDirectory): Setup {
  const { proposal, options: { origin } } = setup;
  if (origin?.configFile !== undefined || proposal.runner !== undefined) return setup;
  const running = runningOf(layout, proposal);
  const failing = migrations.filter((it) => beginsInTransaction(it, running)).length;
  return failing * 2 <= migrations.length ? setup : adding(
    setup,
    { runner: "autocommit" },
    `Runner: autocommit, since ${failing} of ${counted(migrations.length, "migration")} contain ` +
      "BEGIN, which fails in a transaction",
  );
}
