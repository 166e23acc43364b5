import { atlas } from "./init_atlas.ts";
import { drizzle } from "./init_drizzle.ts";
import type { Finding, Recognise } from "./init_finding.ts";
import { existingMigrations, existingSchemas, supabase } from "./init_folders.ts";
import { packages } from "./init_packages.ts";
import { prisma } from "./init_prisma.ts";
import type { Surroundings } from "./init_surroundings.ts";
import { wrangler } from "./init_wrangler.ts";

/** All that is there, what says the most first: where two differ, the first is to be believed. */
export function findingsIn(surroundings: Surroundings): readonly Finding[] {
  return RECOGNISED.flatMap((recognise) => recognise(surroundings));
}

/** A target that a platform dictates comes before one that a driver suggests. */
const RECOGNISED: readonly Recognise[] = [
  wrangler,
  drizzle,
  prisma,
  atlas,
  existingMigrations,
  existingSchemas,
  supabase,
  packages,
];
