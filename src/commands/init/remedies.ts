import type { Diagnostic, SourceText, Undeclared } from "../../base/diagnostic.ts";
import { enginesOf } from "../../base/target.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { usualTarget } from "../../migrations/layouts/list.ts";
import { layoutOfFolder } from "../../migrations/read/read_migrations.ts";
import { refusedAnywhere } from "./refused_anywhere.ts";
import { splitStatements } from "../../sql/statements.ts";
import { declaredIn } from "../settings/project_settings.ts";
import { firstSchema, isSqlFile } from "./first_schema.ts";
import { adding, type FolderSetup, readDirectory, type ReadSetup, type Setup } from "./setup.ts";

/** The maximum number of skipped statements and declared names: with more, it is not such a history. */
const MOST_REMEDIES = 20;

/**
 * The setup with everything that lets its history pass the obstacles; undefined if an obstacle
 * remains, or if there is a handwritten configuration.
 */
export async function withRemedies(stopped: Setup): Promise<Setup | undefined> {
  if (stopped.options.origin?.configFile !== undefined) return undefined;
  let setup = stopped;
  for (let count = 0; !setup.schema.ok; count++) {
    const [stop, ...others] = setup.schema.diagnostics;
    const remedied = stop === undefined || others.length > 0 || count === MOST_REMEDIES
      ? undefined
      : await withRemedy(setup, stop);
    const directory = remedied && await readDirectory(remedied);
    if (!directory?.ok) return undefined;
    const read = { ...remedied!, directory };
    setup = { ...read, schema: await firstSchema(read) };
  }
  return setup;
}

/**
 * The setup with what makes its history pass the statement at which the replay stopped: declaring
 * what the application registers, or skipping a statement that no database accepts. Undefined if
 * neither certainly applies.
 */
async function withRemedy(setup: Setup, stop: Diagnostic): Promise<Setup | undefined> {
  const { proposal, directory } = setup;
  if (stop.undeclared !== undefined) return declaring(setup, stop.undeclared);
  if (!directory.ok || stop.code !== "replay/statement-failed") return undefined;
  const failed = statementAt(stop, directory.value);
  if (failed === undefined) return undefined;
  const { path, number, statement } = failed;
  const engines = enginesOf(proposal.target ?? usualTarget(directory.value.layout));
  const reason = await refusedAnywhere(statement, { engines, declared: declaredIn(proposal) });
  const place = `${path}:${number}`;
  if (reason === undefined || proposal.skip?.[place] !== undefined) return undefined;
  return adding(
    setup,
    { skip: { ...proposal.skip, [place]: `SQLite refuses it: ${reason}` } },
    `Skipped statement ${number} of ${path}, which no SQLite database runs: ${reason}`,
  );
}

/**
 * The setup with everything declared for want of which statements that only move rows were skipped,
 * unless they then stop the history. Otherwise every later command would report it again.
 */
export async function withSkippedDeclared(setup: Setup): Promise<Setup> {
  if (!setup.schema.ok || setup.options.origin?.configFile !== undefined) return setup;
  const missing = new Map(
    setup.schema.diagnostics.flatMap(({ undeclared: it }) => it ? [[it.name, it]] : []),
  );
  if (missing.size === 0 || missing.size > MOST_REMEDIES) return setup;
  const declared = [...missing.values()].reduce(declaring, setup);
  const schema = await firstSchema(declared);
  return schema.ok && schema.value.stop === undefined ? { ...declared, schema } : setup;
}

/**
 * The setup with everything declared that the first schema calls. A history runs without the functions
 * of its defaults, but a schema that calls unknown ones is refused as soon as somebody edits it.
 */
export async function withCallsDeclared(setup: Setup): Promise<Setup> {
  if (!setup.schema.ok || !setup.directory.ok) return setup;
  const { sources, file } = setup.schema.value;
  return file !== undefined && isSqlFile(sources) ? await withNamesDeclared(setup, file) : setup;
}

/**
 * The setup with everything declared that DDL uses and neither engine has; the same if there is a
 * handwritten configuration.
 */
export async function withNamesDeclared<Some extends ReadSetup>(
  setup: Some,
  ddl: SourceText,
): Promise<Some> {
  if (setup.options.origin?.configFile !== undefined) return setup;
  const { loadDdl } = await import("../../shadow/load/load_ddl.ts");
  const target = setup.proposal.target ?? usualTarget(layoutOfFolder(setup.folder).name);
  let declared = setup;
  // A statement that is refused for one name is only then tried for the next.
  for (let count = 0; count < MOST_REMEDIES; count++) {
    const { proposal } = declared;
    const { diagnostics } = await loadDdl([ddl], [], { target, declared: declaredIn(proposal) });
    const missing = diagnostics.flatMap(({ undeclared }) => undeclared ?? []);
    if (missing.length === 0) break;
    declared = [...new Map(missing.map((it) => [it.name, it])).values()].reduce(
      declaring,
      declared,
    );
  }
  return declared;
}

/** The setup with a name declared that the application registers. */
function declaring<Some extends FolderSetup>(setup: Some, { key, name }: Undeclared): Some {
  const { proposal } = setup;
  const values = key === "functions"
    ? { functions: { ...proposal.functions, [name]: {} } }
    : { [key]: [...proposal[key] ?? [], name] };
  return adding(
    setup,
    values,
    `Declared ${name} under "${key}" in penumbra.json: the application has to register it`,
  );
}

/** The statement that a diagnostic marks, its number from 1, and the path of its file in the folder. */
function statementAt({ span }: Diagnostic, { migrations, files }: MigrationDirectory) {
  const migration = migrations.find((it) => it.source.name === span?.source.name);
  const [path] = [...files].find(([, file]) => file.name === span?.source.name) ?? [];
  const script = migration && splitStatements(migration.source);
  if (span === undefined || path === undefined || !script?.ok) return undefined;
  const { statements } = script.value;
  const index = statements.findIndex((it) => span.startOffset < it.endOffset);
  const statement = statements[index];
  return statement && { path, number: index + 1, statement };
}
