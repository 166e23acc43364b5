import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { splitStatements } from "../../sql/statements.ts";
import { significant, type Token, tokenize } from "../../sql/tokens.ts";
import { DRIZZLE_FOLDERS } from "./drizzle_folders.ts";
import { DRIZZLE_JOURNAL } from "./drizzle_journal.ts";
import { BREAKPOINT, type DrizzleKind, MIGRATIONS_MODULE } from "./drizzle_text.ts";
import type { Layout } from "./layout.ts";

/**
 * Drizzle Kit: up to 0.31 a journal lists the files to run, in version 1 every migration has its
 * own folder; a new folder gets what the version in package.json writes, else a journal. Statements are separated by `--> statement-breakpoint`,
 * for drivers that accept one at a time. There is no down migration.
 * https://orm.drizzle.team/docs/kit-overview
 */
export const DRIZZLE: Layout = {
  name: "drizzle",
  hasDown: false,
  target: "sqlite",
  reads: (path) => DRIZZLE_JOURNAL.reads(path) || DRIZZLE_FOLDERS.reads(path),
  recognises: (files) => DRIZZLE_JOURNAL.recognises(files) || DRIZZLE_FOLDERS.recognises(files),
  read: async (files) => {
    const read = await kindOf(files).read(files);
    if (!read.ok) return read;
    const cuts = read.value.map(({ source }) => cutStatement(source)).filter((it) =>
      it !== undefined
    );
    return cuts.length === 0 ? read : fail("unfinished", cuts);
  },
  write: ({ around, ...request }) => {
    const { directory } = request;
    const isNew = directory.migrations.length === 0;
    const kind = isNew && hasFolders(around) ? DRIZZLE_FOLDERS : kindOf(directory.files);
    const files = isNew && isOfExpo(around) ? withModule(directory.files, kind) : directory.files;
    return kind.write({ ...request, directory: { ...directory, files } });
  },
  share: (files) => kindOf(files).share(files),
};

/**
 * A diagnostic for the first marker that is not a comment of its own between two statements:
 * Drizzle splits the text there all the same, so that other statements run than are read here.
 */
function cutStatement(source: SourceText): Diagnostic | undefined {
  const { name, text } = source;
  if (!text.includes(BREAKPOINT)) return undefined;
  const script = splitStatements(source);
  // Whatever cannot be split is reported when it is run.
  if (!script.ok) return undefined;
  const { statements, trailingComments } = script.value;
  const between = [
    ...statements.flatMap(({ comments, startOffset }) =>
      comments.filter((it) => it.startOffset < startOffset)
    ),
    ...trailingComments,
  ];
  const markers = new Set(between.filter(isMarker).map((it) => it.startOffset));
  for (let at = text.indexOf(BREAKPOINT); at >= 0; at = text.indexOf(BREAKPOINT, at + 1)) {
    if (markers.has(at)) continue;
    return {
      code: "migrations/cut-statement",
      severity: "error",
      message:
        `Cannot read "${name}": Drizzle splits it at "${BREAKPOINT}" within a statement or a comment`,
      span: { source, startOffset: at, endOffset: at + BREAKPOINT.length },
      hint: "Remove that text, or put it on a line of its own between two statements",
    };
  }
}

/** Whether nothing but a comment follows the marker on its line. */
function isMarker({ text }: Token): boolean {
  return text.startsWith(BREAKPOINT) &&
    significant(tokenize(text.slice(BREAKPOINT.length))).length === 0;
}

/** Whether a package depends on version 1 of Drizzle, or on what is to become that. */
function hasFolders(around: FolderTexts = new Map()): boolean {
  const text = around.get("package.json")?.text ?? "";
  return /"drizzle-(?:kit|orm)"\s*:\s*"(?:[~^>=v\s]*[1-9]\d*\.|(?:rc|beta|alpha)")/.test(text);
}

function isOfExpo(around: FolderTexts = new Map()): boolean {
  return /"expo-sqlite"\s*:/.test(around.get("package.json")?.text ?? "");
}

/** The files with the module that Expo's driver imports, as Drizzle Kit begins it. */
function withModule(files: FolderTexts, kind: DrizzleKind): FolderTexts {
  const text = kind === DRIZZLE_JOURNAL ? "import journal from './meta/_journal.json';\n" : "";
  const module = { name: MIGRATIONS_MODULE, text };
  return files.has(MIGRATIONS_MODULE) ? files : new Map([...files, [MIGRATIONS_MODULE, module]]);
}

function kindOf(files: FolderTexts): DrizzleKind {
  const isJournal = DRIZZLE_JOURNAL.recognises(files) || !DRIZZLE_FOLDERS.recognises(files);
  return isJournal ? DRIZZLE_JOURNAL : DRIZZLE_FOLDERS;
}
