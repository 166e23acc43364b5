import { counted } from "../../base/counted.ts";
import { withoutOtherDialects } from "../../migrations/names/dialects.ts";
import { hasStatement } from "../../migrations/text/has_statement.ts";
import { placeholdersIn } from "../../migrations/text/placeholders.ts";
import { isProgram } from "../../migrations/names/program_files.ts";
import { describedIn } from "../../migrations/read/programs.ts";
import { layoutOfFolder } from "../../migrations/read/read_migrations.ts";
import { readWithoutStrays } from "../../migrations/read/skipped.ts";
import { adding, type FolderSetup, readDirectory, type ReadSetup } from "./setup.ts";

/**
 * The setup with what its folder can only be read with: the values found for the placeholders that
 * it uses, and what is skipped, if nothing else prevents it from being read.
 */
export async function readFolder(setup: FolderSetup): Promise<ReadSetup> {
  return await pastPrograms(await pastStrays(withUsedPlaceholders(setup)));
}

function withUsedPlaceholders(setup: FolderSetup): FolderSetup {
  const { placeholders = {}, ...proposal } = setup.proposal;
  const names = new Set(
    Array.from(setup.folder.files.values()).flatMap(({ text }) => placeholdersIn(text)),
  );
  const used = Object.entries(placeholders).filter(([name]) => names.has(name));
  const values = used.length > 0 && { placeholders: Object.fromEntries(used) };
  return { ...setup, proposal: { ...proposal, ...values } };
}

/** Skips the SQL files that the tool of the folder does not run, if it is known. */
async function pastStrays(setup: FolderSetup): Promise<FolderSetup> {
  const { folder, options } = setup;
  if (options.origin?.configFile !== undefined) return setup;
  const layout = layoutOfFolder(folder);
  const directory = await readDirectory(setup);
  const isStray = ({ code }: { readonly code: string }) => STRAY.includes(code);
  if (directory.ok || layout.target === "any" || !directory.diagnostics.every(isStray)) {
    return setup;
  }
  const files = withoutOtherDialects(folder.files);
  const { read, strays } = await readWithoutStrays(layout, files, [...files.keys()]);
  if (!read.ok) return setup;
  const skip = Object.fromEntries(strays.map((it) => [it, `${layout.name} does not run it`]));
  return adding(
    setup,
    { skip },
    `Skipped ${strays.join(", ")}, which ${layout.name} does not run: ` +
      `"skip" in penumbra.json lists ${strays.length === 1 ? "it" : "them"}`,
  );
}

const STRAY = ["migrations/no-version", "migrations/not-listed"];

/** Skips programs, and names those that contain DDL, since a replay lacks their effects. */
async function pastPrograms(setup: FolderSetup): Promise<ReadSetup> {
  const directory = await readDirectory(setup);
  const asItIs = { ...setup, directory };
  if (directory.ok || directory.diagnostics.some(({ code }) => code !== "migrations/code")) {
    return asItIs;
  }
  const programs = [...setup.folder.files].filter(([path]) => isProgram(path));
  const opaque = programs.map(([path]) => path);
  const withDdl = programs.filter(([, { text }]) => DDL.test(text)).map(([path]) => path);
  const past = adding(
    setup,
    { opaque },
    `Skipped ${counted(opaque.length, "program")}: "opaque" in penumbra.json lists them`,
    ...withDdl.map((path) =>
      `${path} may change the schema: write what it does into ${describedIn(path)}`
    ),
  );
  const passed = await readDirectory(past);
  // What only programs do cannot be described beside them.
  const hasSql = passed.ok &&
    passed.value.migrations.some(({ source }) => hasStatement(source.text));
  return hasSql ? { ...past, directory: passed, obstacle: directory } : asItIs;
}

const DDL = /\b(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+|VIRTUAL\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)\b/i;
