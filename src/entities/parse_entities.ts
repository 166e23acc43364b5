import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fail, type Result } from "../base/result.ts";
import { loadModules, type ThrownError } from "../host/load_modules.ts";
import type { Casing, NamingOptions } from "./casing.ts";
import { type CompiledEntities, compileDescribed, type Telling } from "./compile.ts";
import type { Described, Located, Problem } from "./definition.ts";
import { endDiagnostic, failureDiagnostics, thrownDiagnostic } from "./load_diagnostics.ts";
import { readModules, withThrowers } from "./module_files.ts";
import { locateOrigin, type ModuleTexts } from "./places.ts";

/** How the files of a schema are loaded. */
export interface ParseEntitiesOptions {
  /** How columns without a name of their own are called; as they are written without it. */
  readonly casing?: Casing;
  /** How long all of the files together may take to load. Default 10,000 ms. */
  readonly limitMs?: number;
}

/**
 * The DDL of the entities and drizzle tables that files export: of one file, of every TypeScript and
 * JavaScript file of a folder, or of several. The files are run, in a worker and within a time limit.
 * Files come in the order of their paths, what they export in the order in which it stands there.
 *
 * Fails with file and line where a module throws, cannot be parsed or does not finish, where nothing
 * is exported that makes a schema, and as `compileEntities` does.
 *
 * @example
 * ```ts ignore
 * import { parseEntities } from "penumbra";
 *
 * const ddl = await parseEntities("src/entities");
 * if (ddl.ok) console.log(ddl.value.text);
 * ```
 */
export async function parseEntities(
  paths: string | readonly string[],
  options: ParseEntitiesOptions = {},
): Promise<Result<CompiledEntities>> {
  const list = typeof paths === "string" ? [paths] : paths;
  const modules = await readModules(list);
  if (!modules.ok) return modules;
  const texts = modules.value;
  const limitMs = options.limitMs ?? 10_000;
  const loading = await loadModules<NamingOptions, Described>(openLoader, {
    urls: [...texts.keys()],
    options: { casing: options.casing ?? "as-written" },
    limitMs,
  });
  if (loading.kind === "timed-out" || loading.kind === "exited") {
    return fail("unfinished", endDiagnostic(loading, { texts, limitMs }));
  }
  const failures = loading.kind === "crashed" ? [loading] : loading.failures;
  if (failures.length > 0) {
    return fail("unfinished", ...failureDiagnostics(failures, await withThrowers(texts, failures)));
  }
  const { located, problems } = (loading as Extract<typeof loading, { kind: "loaded" }>).found;
  const name = list.join(", ");
  if (located.length === 0 && problems.length === 0) {
    return fail("unfinished", nothingExported(name));
  }
  return compileDescribed(
    { located: inOrderOfSource(located, texts), problems },
    tellingOf(name, texts),
  );
}

function openLoader(): Worker {
  return new Worker(new URL("./entity_worker.ts", import.meta.url), { type: "module" });
}

/**
 * A module gives its exports by name, whatever their order in it. What two modules export stands
 * where it is declared.
 */
function inOrderOfSource(located: readonly Located[], texts: ModuleTexts): Located[] {
  const files = [...texts.values()];
  const places = new Map(located.map((it) => {
    const span = locateOrigin(texts, it.origins);
    return [it, {
      file: files.indexOf(span?.source as SourceText),
      offset: span?.startOffset ?? 0,
    }];
  }));
  return located.toSorted((left, right) => {
    const [first, second] = [places.get(left)!, places.get(right)!];
    return first.file - second.file || first.offset - second.offset;
  });
}

function tellingOf(name: string, texts: ModuleTexts): Telling {
  const locate: Telling["locate"] = (origins, key) => locateOrigin(texts, origins, key);
  const explain = (problem: Problem): Diagnostic | undefined => {
    if (problem.thrown === undefined) return undefined;
    const span = locate(problem.origins, problem.key);
    return thrownDiagnostic(problem.thrown as ThrownError, { texts, ...(span && { span }) });
  };
  return { name: `the entities of ${name}`, locate, explain };
}

function nothingExported(name: string): Diagnostic {
  return {
    code: "entities/nothing-exported",
    severity: "error",
    message: `Cannot read a schema from "${name}": it exports no entity and no drizzle table`,
    hint: 'Export what makes a table: export const users = entity("users", { id: id() })',
  };
}
