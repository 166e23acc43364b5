import { atlas } from "./atlas.ts";
import { codeFolders } from "./code_folders.ts";
import { drizzle, drizzleTables } from "./drizzle.ts";
import type { Finding, Recognise } from "./finding.ts";
import { flyway } from "./flyway.ts";
import { existingMigrations } from "./migration_folders.ts";
import { inEachPackage } from "./package_folders.ts";
import { packages } from "./packages.ts";
import { prisma } from "./prisma.ts";
import { existingSchemas, supabase } from "./schemas.ts";
import type { Surroundings } from "./surroundings.ts";
import { wrangler } from "./wrangler.ts";

/** All that is there, what says the most first: where two differ, the first is to be believed. */
export function findingsIn(surroundings: Surroundings): readonly Finding[] {
  const { files } = surroundings;
  return RECOGNISED.flatMap((recognise) => recognise(surroundings)).map((finding) => {
    const { migrations } = finding;
    const isEmpty = migrations !== undefined &&
      !files.some((path) => path.startsWith(`${migrations}/`));
    return isEmpty ? { ...finding, isEmpty } : finding;
  });
}

/** A target that a platform dictates comes before one that a driver suggests. */
const RECOGNISED: readonly Recognise[] = [
  inEachPackage(wrangler),
  inEachPackage(drizzle),
  inEachPackage(prisma),
  inEachPackage(atlas),
  inEachPackage(drizzleTables),
  existingMigrations,
  codeFolders,
  inEachPackage(existingSchemas),
  supabase,
  flyway,
  inEachPackage(packages),
];
