import { sha256 } from "../../base/hash.ts";
import type { SourceText } from "../../base/diagnostic.ts";
import { filePath } from "../../host/files/file_urls.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import { moduleCandidates } from "../../host/modules/module_candidates.ts";
import { mappedName, resolvesToUs } from "../../host/modules/own_name.ts";
import { isModule } from "./module_files.ts";
import { readModuleText } from "./module_text.ts";
import type { ModuleTexts } from "./places.ts";

/** The files of modules and their imports, as far as their texts show. */
export interface Reach {
  /** The modules themselves, then the files that they import, and so on. */
  readonly texts: ModuleTexts;
  /** How many of them are the modules themselves. */
  readonly named: number;
  /** Whether no other file of the user can be loaded; packages may be. */
  readonly isWhole: boolean;
  /** Whether only these texts determine the values of the modules. */
  readonly isPure: boolean;
}

/** The files that modules import, directly or not. */
export async function reachOf(modules: ModuleTexts, options: ReadOptions = {}): Promise<Reach> {
  const texts = new Map(modules);
  let isWhole = true;
  let isPure = true;
  // Entries that are added to the map are visited, too.
  for (const [url, { text }] of texts) {
    const module = isModule(url) ? readModuleText(text) : undefined;
    isWhole &&= module !== undefined;
    isPure &&= module?.isPure ?? false;
    for (const name of module?.imports ?? []) {
      if (/^\.{1,2}\//.test(name)) {
        const imported = new URL(name, url).href;
        if (texts.has(imported)) continue;
        const found = await firstFile(moduleCandidates(imported), options);
        isWhole &&= found !== undefined;
        // Each runtime resolves a name that is not a file in its own way.
        isPure &&= found?.url === imported;
        if (found !== undefined) texts.set(found.url, found.source);
      } else if (/^(?:npm|jsr|https?|node):/.test(name)) isPure = false;
      else if (!await resolvesToUs(name, url)) {
        // Import maps and packages may change.
        isPure = false;
        const imported = await fileOf(name, url);
        isWhole &&= imported !== undefined;
        if (imported === undefined || isInstalled(imported) || texts.has(imported)) continue;
        const found = await firstFile([imported], options);
        isWhole &&= found !== undefined;
        if (found !== undefined) texts.set(found.url, found.source);
      }
    }
  }
  return { texts, named: modules.size, isWhole, isPure: isPure && isWhole };
}

/** The URL of a name that is not a path; undefined if it cannot be resolved. */
async function fileOf(name: string, url: string): Promise<string | undefined> {
  const { resolveName } = await import("../../host/modules/resolve_name.ts");
  return mappedName(name) ?? resolveName(name, url);
}

/** Whether a URL is that of a published package, not of a file of the user. */
function isInstalled(url: string): boolean {
  return !url.startsWith("file:") || url.includes("/node_modules/");
}

async function firstFile(urls: readonly string[], options: ReadOptions) {
  for (const url of urls) {
    const source = await readTextFile(filePath(url), options);
    if (source.ok) return { url, source: source.value };
  }
  return undefined;
}

/**
 * Identifies everything that determines the values of the modules, as 64 hex digits; undefined if that is
 * more than their texts. `nameOf` gives a file the same name on every machine.
 */
export async function reachKey(
  { texts, named, isPure }: Reach,
  nameOf: (source: SourceText) => string,
): Promise<string | undefined> {
  if (!isPure) return undefined;
  const parts = [...texts.values()].map((source) => {
    const name = nameOf(source);
    return `${name.length} ${name} ${source.text.length} ${source.text}`;
  });
  return await sha256(`${named} ${parts.join("")}`);
}
