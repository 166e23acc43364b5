import type { DatabaseSync } from "node:sqlite";

/**
 * What Cloudflare D1 allows, by the names that `node:sqlite` has for it: seen in workerd 1.20260730.
 * https://developers.cloudflare.com/d1/platform/limits/
 */
const D1_LIMITS = {
  column: 100,
  compoundSelect: 5,
  exprDepth: 100,
  functionArg: 127,
  likePatternLength: 50,
  sqlLength: 100_000,
  triggerDepth: 10,
} as const;

type Limit = keyof typeof D1_LIMITS;

const LIMITS = Object.keys(D1_LIMITS) as readonly Limit[];

/** The error of the attempt with the limits of D1, which are in the message if it exceeds one. */
export function withinD1<Failure extends { readonly message: string }>(
  { limits }: DatabaseSync,
  attempt: () => Failure | undefined,
): Failure | undefined {
  const usual = LIMITS.map((limit) => limits[limit]);
  LIMITS.forEach((limit) => limits[limit] = D1_LIMITS[limit]);
  try {
    const error = attempt();
    return error && { ...error, message: withNumber(error.message) };
  } finally {
    LIMITS.forEach((limit, index) => limits[limit] = usual[index]!);
  }
}

function withNumber(message: string): string {
  const [, limit] = MESSAGES.find(([pattern]) => pattern.test(message)) ?? [];
  if (limit === undefined) return message;
  return `${message.replace("sqlite_altertab_", "")}; Cloudflare D1 allows ${limit}`;
}

const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^too many columns/, `${D1_LIMITS.column}`],
  [/^too many terms in compound SELECT/, `${D1_LIMITS.compoundSelect}`],
  [/^too many arguments on function/, `${D1_LIMITS.functionArg}`],
  [/^LIKE or GLOB pattern too complex/, `${D1_LIMITS.likePatternLength} bytes`],
  [/^statement too long/, `${D1_LIMITS.sqlLength} bytes`],
  [/^too many levels of trigger recursion/, `${D1_LIMITS.triggerDepth}`],
  [/^Expression tree is too large/, `${D1_LIMITS.exprDepth} levels`],
];
