import type { Finding, Recognise } from "./finding.ts";
import type { ScannedFolder } from "./scanned_folder.ts";

/**
 * Applies a recognizer to each package of a project separately: those with the most migrations
 * first, then the nearest. Tools resolve the paths in their configuration against the folder of the
 * package in which they are run.
 */
export function inEachPackage(recognise: Recognise): Recognise {
  return (scanned) => {
    const sizeOf = ({ migrations }: Finding) =>
      migrations === undefined ? 0 : sqlFilesBelow(scanned, migrations);
    return [...packagesIn(scanned)].flatMap(([folder, own]) =>
      recognise(own).map((finding) => ({
        ...(folder === "" ? finding : seenFromAbove(finding, folder)),
        folder,
      }))
    ).sort((left, right) => sizeOf(right) - sizeOf(left));
  };
}

function sqlFilesBelow({ files }: ScannedFolder, folder: string): number {
  return files.filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".sql")).length;
}

/** The files of each package, with paths relative to it; `""` is the project's own folder. */
function packagesIn({ files, texts }: ScannedFolder): Map<string, ScannedFolder> {
  const folders = files.filter((path) => MANIFEST.test(path)).map((path) =>
    path.replace(/\/?[^/]*$/, "")
  );
  const byDepth = [...new Set(["", ...folders])];
  // The last one is the nearest: they are sorted from the top.
  const ownerOf = (path: string) =>
    byDepth.findLast((folder) => folder === "" || path.startsWith(`${folder}/`)) ?? "";
  const owned = Map.groupBy(files, ownerOf);
  return new Map(byDepth.map((folder) => {
    const start = folder === "" ? 0 : folder.length + 1;
    const own = owned.get(folder) ?? [];
    const ownTexts = own.flatMap((path) => {
      const text = texts.get(path);
      return text === undefined ? [] : [[path.slice(start), text] as const];
    });
    return [folder, { files: own.map((path) => path.slice(start)), texts: new Map(ownTexts) }];
  }));
}

/** Matches the files that make a folder a package. */
const MANIFEST =
  /^(?:.*\/)?(?:package\.json|deno\.jsonc?|go\.mod|Cargo\.toml|atlas\.hcl|wrangler[\w.-]*\.(?:toml|jsonc?))$/;

function seenFromAbove(finding: Finding, folder: string): Finding {
  const { found, migrations, schemas } = finding;
  return {
    ...finding,
    found: `in ${folder}: ${found}`,
    ...(migrations !== undefined && { migrations: joined(folder, migrations) }),
    ...(schemas !== undefined && {
      schemas: schemas.map((sources) => sources.map((it) => sourceBelow(folder, it))),
    }),
  };
}

/** A program is run in the package, as its tool would be by hand. */
function sourceBelow(folder: string, source: string): string {
  const [, command] = /^command:(.*)$/s.exec(source) ?? [];
  return command === undefined ? joined(folder, source) : `command:cd ${folder} && ${command}`;
}

/** The joined path, with `..` resolved. */
function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === ".." && parts.length > 0) parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
