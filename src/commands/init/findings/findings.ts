import { atlas } from "./atlas.ts";
import { codeFolders, PROGRAM } from "./code_folders.ts";
import { databases } from "./databases.ts";
import { drizzle, drizzleTables } from "./drizzle.ts";
import type { Finding, Recognise } from "./finding.ts";
import { flyway } from "./flyway.ts";
import { dumps } from "./dumps.ts";
import { existingMigrations } from "./migration_folders.ts";
import { inEachPackage } from "./package_folders.ts";
import { packages } from "./packages.ts";
import { prisma } from "./prisma.ts";
import { existingSchemas, supabase } from "./schemas.ts";
import type { ScannedFolder } from "./scanned_folder.ts";
import { wrangler } from "./wrangler.ts";

/** All findings, the most specific first: if two contradict each other, the first one wins. */
export function findingsIn(scanned: ScannedFolder): readonly Finding[] {
  const { files } = scanned;
  return RECOGNISED.flatMap((recognise) => recognise(scanned)).map((finding) => {
    const { migrations } = finding;
    const isEmpty = migrations !== undefined &&
      !files.some((path) => isMigrationIn(migrations, path));
    return isEmpty ? { ...finding, isEmpty } : finding;
  });
}

/** Whether a file may be a migration of a folder or belong to one; a program only directly in it. */
function isMigrationIn(folder: string, path: string): boolean {
  if (!path.startsWith(`${folder}/`)) return false;
  const isProgram = PROGRAM.test(path) && !path.slice(folder.length + 1).includes("/");
  return isProgram || /\.(?:sql|sum|toml|json)$/i.test(path);
}

/** A target required by a platform comes before one suggested by a driver. */
const RECOGNISED: readonly Recognise[] = [
  inEachPackage(wrangler),
  inEachPackage(drizzle),
  inEachPackage(prisma),
  inEachPackage(atlas),
  inEachPackage(drizzleTables),
  existingMigrations,
  codeFolders,
  dumps,
  inEachPackage(existingSchemas),
  supabase,
  flyway,
  inEachPackage(packages),
  databases,
];
