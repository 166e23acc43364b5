import type { Finding, Recognise } from "./finding.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * The same for every package of a project by itself: what has the most migrations first, then the
 * nearest. A tool takes the paths of its configuration from the folder of the package that it is run in.
 */
export function inEachPackage(recognise: Recognise): Recognise {
  return (surroundings) => {
    const sizeOf = ({ migrations }: Finding) =>
      migrations === undefined ? 0 : sqlFilesBelow(surroundings, migrations);
    return [...packagesIn(surroundings)].flatMap(([folder, own]) =>
      recognise(own).map((finding) => folder === "" ? finding : seenFromAbove(finding, folder))
    ).sort((left, right) => sizeOf(right) - sizeOf(left));
  };
}

function sqlFilesBelow({ files }: Surroundings, folder: string): number {
  return files.filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".sql")).length;
}

/** What belongs to each folder of a package, with paths that start there; `""` is the project's own. */
function packagesIn({ files, texts }: Surroundings): Map<string, Surroundings> {
  const folders = files.filter((path) => MANIFEST.test(path)).map((path) =>
    path.replace(/\/?[^/]*$/, "")
  );
  const byDepth = [...new Set(["", ...folders])];
  // The last one is the nearest: they are listed from the top.
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

/** What makes a folder one that tools are run in. */
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

/** A program is run where its tool would be run by hand. */
function sourceBelow(folder: string, source: string): string {
  const [, command] = /^command:(.*)$/s.exec(source) ?? [];
  return command === undefined ? joined(folder, source) : `command:cd ${folder} && ${command}`;
}

/** The path below a folder, with its `..` taken back. */
function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === ".." && parts.length > 0) parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
