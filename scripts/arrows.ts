/**
 * `deno run -A scripts/arrows.ts`: whether every import runs the way the layers allow. Prints each
 * wrong arrow with its file and line, and exits 1 if there is one.
 */
import { fileURLToPath } from "node:url";
import { ENTRY_POINTS, type Import, type SourceFile, wrongArrows } from "./arrow_rules.ts";
import { runProcess } from "./run_process.ts";
import { sourceFilesUnder } from "./source_files.ts";

/** The repository, with a slash at its end. */
const ROOT = new URL("../", import.meta.url);

/** Prints the wrong arrows of this repository; returns whether there were none. */
export async function checkArrows(): Promise<boolean> {
  const files = await sourceFiles();
  const wrong = wrongArrows(files);
  for (const { path, line, message } of wrong) console.log(`${path}:${line}: ${message}`);
  console.log(`${files.length} files, ${wrong.length} wrong arrows`);
  return wrong.length === 0;
}

/** The used part of what `deno info --json` prints about a module. */
interface ModuleInfo {
  readonly specifier: string;
  readonly local?: string;
  readonly error?: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly code?: Resolution;
    readonly type?: Resolution;
  }[];
}

interface Resolution {
  readonly specifier?: string;
  readonly span: { readonly start: { readonly line: number } };
}

async function sourceFiles(): Promise<SourceFile[]> {
  const entryPoints = ENTRY_POINTS.map((entryPoint) => new URL(entryPoint, ROOT));
  const paths = [...entryPoints, ...await sourceFilesUnder(new URL("src/", ROOT))];
  const modules = await moduleInfos(paths);
  return Promise.all(
    modules
      // Tests import helpers, which are in no layer.
      .filter(({ specifier }) => isOurs(relativePath(specifier)))
      .map(async ({ specifier, dependencies = [], error }) => {
        const path = relativePath(specifier);
        if (error !== undefined) return { path, problem: error, text: "", imports: [] };
        const text = await Deno.readTextFile(new URL(specifier));
        return { path, text, imports: dependencies.map(importOf) };
      }),
  );
}

function isOurs(path: string): boolean {
  return ENTRY_POINTS.includes(path) || path.startsWith("src/");
}

function importOf(
  { specifier, code, type }: NonNullable<ModuleInfo["dependencies"]>[number],
): Import {
  const resolution = code ?? type;
  const target = resolution?.specifier ?? specifier;
  return {
    target: relativePath(target),
    line: (resolution?.span.start.line ?? 0) + 1,
  };
}

/** `deno info` takes one file, so it gets one that imports them all. */
async function moduleInfos(paths: readonly URL[]): Promise<readonly ModuleInfo[]> {
  const root = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const imports = paths.map(({ href }) => `import ${JSON.stringify(href)};\n`);
    await Deno.writeTextFile(root, imports.join(""));
    const config = fileURLToPath(new URL("deno.json", ROOT));
    const info = [Deno.execPath(), "info", "--json", "--frozen", "--config", config, root];
    const { code, stdout, stderr } = await runProcess(info);
    if (code !== 0) throw new Error(`deno info failed: ${stderr}`);
    return JSON.parse(stdout).modules;
  } finally {
    await Deno.remove(root);
  }
}

/** The path from the root for a file of the repository, otherwise the specifier. */
function relativePath(specifier: string): string {
  const isOurs = specifier.startsWith(ROOT.href);
  return isOurs ? decodeURIComponent(specifier.slice(ROOT.href.length)) : specifier;
}

if (import.meta.main) Deno.exit(await checkArrows() ? 0 : 1);
