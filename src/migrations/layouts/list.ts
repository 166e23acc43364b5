import { DEFAULT_TARGET, type Target } from "../../base/target.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { isProgram } from "../names/program_files.ts";
import { ATLAS } from "./atlas.ts";
import { CODE_LAYOUTS } from "./code.ts";
import { D1 } from "./d1.ts";
import { DBMATE } from "./dbmate.ts";
import { DIESEL } from "./diesel.ts";
import { DRIZZLE } from "./drizzle.ts";
import { FLYWAY } from "./flyway.ts";
import { GOLANG_MIGRATE } from "./golang_migrate.ts";
import { GOOSE } from "./goose.ts";
import type { Layout } from "./layout.ts";
import { NODE_SQLITE } from "./node_sqlite.ts";
import { PLAIN } from "./plain.ts";
import { PRISMA } from "./prisma.ts";
import { REFINERY } from "./refinery.ts";
import { SECTIONS } from "./sections.ts";
import { SQL_MIGRATE } from "./sql_migrate.ts";
import { SQLX } from "./sqlx.ts";
import { SQLDELIGHT } from "./sqldelight.ts";
import { TERN } from "./tern.ts";
import { UP_DOWN_FILES } from "./up_down_files.ts";
import { VERSION_FOLDERS } from "./version_folders.ts";

/** Every layout that can be written, in the order in which they are tried. */
export const LAYOUTS: readonly Layout[] = [
  DRIZZLE,
  PRISMA,
  DBMATE,
  GOOSE,
  SQL_MIGRATE,
  ATLAS,
  SQLX,
  GOLANG_MIGRATE,
  UP_DOWN_FILES,
  DIESEL,
  REFINERY,
  FLYWAY,
  NODE_SQLITE,
  TERN,
  SQLDELIGHT,
  D1,
  SECTIONS,
  VERSION_FOLDERS,
  PLAIN,
];

/** The layouts to recognize a folder by, the first match first: some can only be recognized. */
const RECOGNISED: readonly Layout[] = [...CODE_LAYOUTS, ...LAYOUTS];

/**
 * The layout of a folder with these files, and with these around it by name, see `CONTEXT_FILES`; an
 * empty folder is plain unless those tell otherwise.
 */
export function recogniseLayout(files: FolderTexts, around: FolderTexts = new Map()): Layout {
  return RECOGNISED.find((layout) => layout.recognises(files, around)) ?? PLAIN;
}

/** The layout with this name. */
export function layoutNamed(name: string): Layout | undefined {
  return RECOGNISED.find((layout) => layout.name === name);
}

/** What runs the migrations of the layout with this name, unless configured. */
export function usualTarget(name: string): Target {
  return layoutNamed(name)?.target ?? DEFAULT_TARGET;
}

/** Whether any layout needs the text of the file at that path. */
export function isReadByAny(path: string): boolean {
  // Of the files in most folders, one pattern says yes.
  return PLAIN.reads(path) || isProgram(path) || RECOGNISED.some((layout) => layout.reads(path));
}
