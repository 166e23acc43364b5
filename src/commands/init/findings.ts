import { atlas } from "./atlas.ts";
import { drizzle } from "./drizzle.ts";
import type { Finding, Recognise } from "./finding.ts";
import { existingMigrations, existingSchemas, supabase } from "./folders.ts";
import { packages } from "./packages.ts";
import { prisma } from "./prisma.ts";
import type { Surroundings } from "./surroundings.ts";
import { wrangler } from "./wrangler.ts";

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
