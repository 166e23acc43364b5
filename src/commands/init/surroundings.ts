import { filesBelow } from "../../host/files/file_tree.ts";
import { readTextFile } from "../../host/files/read_files.ts";
import { pathFromHere } from "../../host/files/paths.ts";

/** What stands in a folder, as far as it tells how a project keeps its database. */
export interface Surroundings {
  /** The paths of its files down to a few levels, nearest first, with `/`. */
  readonly files: readonly string[];
  /** What stands in those that tell something, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What is around in a folder. What cannot be read is not there. */
export async function lookAround(folder: string): Promise<Surroundings> {
  const files = await filesBelow(folder, {
    deepest: DEEPEST,
    mostFiles: MOST_FILES,
    passesOver: (name) => MADE_BY_OTHERS.test(name),
  });
  const texts = new Map<string, string>();
  for (const path of files.filter(tells)) {
    const read = await readTextFile(pathFromHere(folder, path));
    if (read.ok) texts.set(path, read.value.text);
  }
  return { files, texts };
}

/** Eight folders below each other, and three more for `src/main/resources`. */
const DEEPEST = 11;

/** Whoever has more names the folders himself. */
const MOST_FILES = 20_000;

const MADE_BY_OTHERS = /^(?:\..*|node_modules|vendor|dist|build|out|target|coverage|__pycache__)$/;

/** Whether what is in a file of that name says something about a database. */
function tells(path: string): boolean {
  return CONFIGURATION.test(path) || SCHEMA.test(path);
}

/** How tools and packages are set up. */
const CONFIGURATION = new RegExp(
  "^(?:.*/)?(?:package\\.json|go\\.mod|Cargo\\.toml|atlas\\.hcl|" +
    "meta/_journal\\.json|wrangler[\\w.-]*\\.(?:toml|jsonc?)|prisma\\.config\\.[mc]?[jt]s|" +
    "flyway\\.(?:conf|toml)|application[\\w-]*\\.(?:ya?ml|properties)|" +
    "drizzle[\\w.-]*\\.(?:[mc]?[jt]s|json))$",
);

/** Prisma's schemas, dumps, and the modules that entities and Drizzle's tables mostly stand in. */
const SCHEMA = new RegExp(
  "(?:\\.prisma|(?:^|/)schema\\.sql|" +
    "(?:^|/)(?:(?:schema|tables|db|database)|(?:entities|schema)/[^/]+)\\.[mc]?[jt]s)$",
);
