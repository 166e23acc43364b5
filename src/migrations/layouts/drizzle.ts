import type { FolderTexts } from "../../host/files/read_files.ts";
import { DRIZZLE_FOLDERS } from "./drizzle_folders.ts";
import { DRIZZLE_JOURNAL } from "./drizzle_journal.ts";
import type { DrizzleKind } from "./drizzle_text.ts";
import type { Layout } from "./layout.ts";

/**
 * Drizzle Kit: up to 0.31 a journal lists the files to run, in version 1 every migration has its
 * own folder; a new folder gets a journal. Statements are separated by `--> statement-breakpoint`,
 * for drivers that accept one at a time. There is no down migration.
 * https://orm.drizzle.team/docs/kit-overview
 */
export const DRIZZLE: Layout = {
  name: "drizzle",
  hasDown: false,
  target: "sqlite",
  reads: (path) => DRIZZLE_JOURNAL.reads(path) || DRIZZLE_FOLDERS.reads(path),
  recognises: (files) => DRIZZLE_JOURNAL.recognises(files) || DRIZZLE_FOLDERS.recognises(files),
  read: (files) => kindOf(files).read(files),
  write: (request) => kindOf(request.directory.files).write(request),
  share: (files) => kindOf(files).share(files),
};

function kindOf(files: FolderTexts): DrizzleKind {
  const isJournal = DRIZZLE_JOURNAL.recognises(files) || !DRIZZLE_FOLDERS.recognises(files);
  return isJournal ? DRIZZLE_JOURNAL : DRIZZLE_FOLDERS;
}
