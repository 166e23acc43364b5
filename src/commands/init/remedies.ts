import type { Diagnostic } from "../../base/diagnostic.ts";
import { enginesOf, type Target } from "../../base/target.ts";
import type { FolderSettings, MigrationDirectory } from "../../migrations/directory.ts";
import { undeclaredIn } from "../../shadow/guard/application_only.ts";
import { refusedAnywhere } from "../../shadow/refused_anywhere.ts";
import type { Declared } from "../../sql/declared.ts";
import { splitStatements } from "../../sql/statements.ts";

/** Configuration values without which a history cannot be replayed. */
export interface Remedies {
  readonly placeholders?: FolderSettings["placeholders"];
  readonly skip?: FolderSettings["skip"];
  readonly declared?: Declared | undefined;
}

/** One more value, and the line that reports it. */
export interface Remedy {
  readonly remedies: Remedies;
  readonly words: string;
}

/**
 * What makes a history pass the statement at which its replay stopped: declaring what the
 * application registers, or skipping a statement that no database accepts. Undefined if neither
 * certainly applies.
 */
export async function remedyFor(
  { code, ...diagnostic }: Diagnostic,
  known: Remedies,
  { directory, target }: {
    readonly directory: MigrationDirectory;
    readonly target: Target;
  },
): Promise<Remedy | undefined> {
  const undeclared = undeclaredIn({ code, ...diagnostic });
  if (undeclared !== undefined) {
    const { key, name } = undeclared;
    const declared = key === "functions"
      ? { ...known.declared, functions: { ...known.declared?.functions, [name]: {} } }
      : { ...known.declared, [key]: [...known.declared?.[key] ?? [], name] };
    return {
      remedies: { ...known, declared },
      words: `Declared ${name} under "${key}" in penumbra.json: the application has to register it`,
    };
  }
  if (code !== "replay/statement-failed" || diagnostic.span === undefined) return undefined;
  const { source, startOffset } = diagnostic.span;
  const migration = directory.migrations.find((it) => it.source.name === source.name);
  const script = migration && splitStatements(migration.source);
  if (!script?.ok) return undefined;
  const index = script.value.statements.findIndex((it) => startOffset < it.endOffset);
  const statement = script.value.statements[index];
  const [path] = [...directory.files].find(([, file]) => file.name === source.name) ?? [];
  if (statement === undefined || path === undefined) return undefined;
  const engines = enginesOf(target);
  const reason = await refusedAnywhere(statement, { engines, declared: known.declared });
  const place = `${path}:${index + 1}`;
  if (reason === undefined || known.skip?.[place] !== undefined) return undefined;
  return {
    remedies: { ...known, skip: { ...known.skip, [place]: `SQLite refuses it: ${reason}` } },
    words: `Skipped statement ${index + 1} of ${path}, which no SQLite database runs: ${reason}`,
  };
}
