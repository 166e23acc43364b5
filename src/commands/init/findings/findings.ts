import { atlas } from "./atlas.ts";
import { codeFolders } from "./code_folders.ts";
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
      !files.some((path) => path.startsWith(`${migrations}/`));
    return isEmpty ? { ...finding, isEmpty } : finding;
  });
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
