import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { findMergeMarker, RESOLVE_MERGE } from "../../base/merge_markers.ts";
import { fail, type Result } from "../../base/result.ts";
import { loadModules, type ThrownError } from "../../host/modules/load_modules.ts";
import { openOwnWorker } from "../../host/process/own_worker.ts";
import type { NamingOptions } from "../casing.ts";
import {
  compileDescribed,
  type CompiledModules,
  type DiagnosticContext,
} from "../compile/compile.ts";
import type { Described, Located, Problem } from "../definition.ts";
import { endDiagnostic, failureDiagnostics, thrownDiagnostic } from "./load_diagnostics.ts";
import { withThrowers } from "./module_files.ts";
import { locateOrigin, type ModuleTexts } from "./places.ts";

/** Options for compiling modules. */
export interface CompileModulesOptions extends Partial<NamingOptions> {
  readonly name: string;
  /** How long loading all of them may take, in milliseconds. Default 10,000. */
  readonly limitMs?: number;
  /** Texts to run instead of those on disk. */
  readonly inPlaceOfDisk?: ModuleTexts | undefined;
}

/**
 * The DDL of what modules export, as `loadEntities` returns it. Merge conflict markers are an error:
 * TypeScript's grammar skips them, with one of the two versions.
 */
export async function compileModules(
  texts: ModuleTexts,
  { name, casing = "as-written", limitMs = 10_000, inPlaceOfDisk }: CompileModulesOptions,
): Promise<Result<CompiledModules>> {
  const conflicts = [...texts.values()].flatMap(mergeMarkers);
  if (conflicts.length > 0) return fail("unfinished", conflicts);
  const loading = await loadModules<NamingOptions, Described>(openLoader, {
    urls: [...texts.keys()],
    options: { casing },
    limitMs,
    ...(inPlaceOfDisk && { texts: textsOf(inPlaceOfDisk) }),
  });
  if (loading.kind === "timed-out" || loading.kind === "exited") {
    return fail("unfinished", endDiagnostic(loading, { texts, limitMs }));
  }
  // Deno 2.9 counts lines in the file on disk, even if another text was run.
  const placed = (error: ThrownError) => inPlaceOfDisk ? { ...error, places: [] } : error;
  const thrown = loading.kind === "crashed" ? [loading] : loading.failures;
  const failures = thrown.map(({ url, error }) => ({ url, error: placed(error) }));
  if (failures.length > 0) {
    return fail("unfinished", failureDiagnostics(failures, await withThrowers(texts, failures)));
  }
  const { located, ...described } = (loading as Extract<typeof loading, { kind: "loaded" }>).found;
  if (located.length === 0 && described.problems.length === 0) {
    return fail("unfinished", nothingExported(name));
  }
  return compileDescribed(
    { ...described, located: inOrderOfSource(located, texts) },
    diagnosticContext(name, { texts, placed }),
  );
}

function mergeMarkers(source: SourceText): Diagnostic[] {
  const marker = findMergeMarker(source.text);
  return marker === undefined ? [] : [{
    code: "entities/merge-markers",
    severity: "error",
    message: `Cannot load "${source.name}": it still has merge conflict markers`,
    span: { source, ...marker },
    hint: RESOLVE_MERGE,
  }];
}

function textsOf(modules: ModuleTexts): ReadonlyMap<string, string> {
  return new Map(Array.from(modules, ([url, { text }]) => [url, text]));
}

function openLoader(): Worker {
  return openOwnWorker(new URL("./entity_worker.ts", import.meta.url));
}

/**
 * The definitions in the order of their declarations: a module lists its exports by name. One that two
 * modules export is at its declaration.
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

function diagnosticContext(
  name: string,
  { texts, placed }: {
    readonly texts: ModuleTexts;
    readonly placed: (error: ThrownError) => ThrownError;
  },
): DiagnosticContext {
  const locate: DiagnosticContext["locate"] = (origins, key) => locateOrigin(texts, origins, key);
  const explain = (problem: Problem): Diagnostic | undefined => {
    if (problem.thrown === undefined) return undefined;
    const span = locate(problem.origins, problem.key);
    return thrownDiagnostic(placed(problem.thrown as ThrownError), {
      texts,
      ...(span && { span }),
    });
  };
  return { name: `the entities of ${name}`, locate, explain };
}

function nothingExported(name: string): Diagnostic {
  return {
    code: "entities/nothing-exported",
    severity: "error",
    message: `Cannot read a schema from "${name}": it exports neither entities nor Drizzle tables`,
    hint: 'Export what makes a table: export const users = entity("users", { id: id() })',
  };
}
