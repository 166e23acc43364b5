import { filesBelow } from "../../../host/files/file_tree.ts";
import { readTextFile } from "../../../host/files/read_files.ts";
import { pathFromHere } from "../../../host/files/paths.ts";

/** The files of a folder that show how a project manages its database. */
export interface ScannedFolder {
  /** The paths of its files down to a few levels, nearest first, with `/`. */
  readonly files: readonly string[];
  /** The texts of relevant files, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Scans a folder. Unreadable files are ignored. */
export async function scanFolder(folder: string): Promise<ScannedFolder> {
  const files = await filesBelow(folder, {
    deepest: DEEPEST,
    mostFiles: MOST_FILES,
    passesOver: (name) => MADE_BY_OTHERS.test(name),
  });
  const texts = new Map<string, string>();
  for (const path of files.filter(isRelevant)) {
    const read = await readTextFile(pathFromHere(folder, path));
    if (read.ok) texts.set(path, read.value.text);
  }
  return { files, texts };
}

/** Eight levels of folders, and three more for `src/main/resources`. */
const DEEPEST = 11;

/** A larger project must name its folders explicitly. */
const MOST_FILES = 20_000;

const MADE_BY_OTHERS = /^(?:\..*|node_modules|vendor|dist|build|out|target|coverage|__pycache__)$/;

/** Whether a file with this name may be relevant for a database. */
function isRelevant(path: string): boolean {
  return CONFIGURATION.test(path) || SCHEMA.test(path);
}

/** Configuration files of tools and packages. */
const CONFIGURATION = new RegExp(
  "^(?:.*/)?(?:package\\.json|go\\.mod|Cargo\\.toml|atlas\\.hcl|" +
    "meta/_journal\\.json|wrangler[\\w.-]*\\.(?:toml|jsonc?)|prisma\\.config\\.[mc]?[jt]s|" +
    "flyway\\.(?:conf|toml)|application[\\w-]*\\.(?:ya?ml|properties)|" +
    "(?:drizzle[\\w.-]*|[\\w.-]+\\.config)\\.(?:[mc]?[jt]s|json))$",
);

/** Prisma's schemas, dumps, and the usual modules of entities and Drizzle tables. */
const SCHEMA = new RegExp(
  "(?:\\.prisma|(?:^|/)schema\\.sql|" +
    "(?:^|/)(?:(?:schema|tables|db|database)|(?:entities|schema)/[^/]+)\\.[mc]?[jt]s)$",
);
