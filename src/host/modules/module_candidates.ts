/**
 * The `file:` URLs that an import may refer to, as bundlers and drizzle-kit resolve it, the
 * likeliest first: the file itself; `users.ts` or `users/index.ts` for `./users`; `users.ts` for
 * `./users.js`.
 */
export function moduleCandidates(url: string): string[] {
  const typed = url.replace(/(?<=\.[mc]?)js$/, "ts");
  const folder = url.replace(/\/$/, "");
  return [...new Set([url, typed, ...ENDINGS.map((ending) => `${folder}${ending}`)])];
}

const ENDINGS = [".ts", ".mts", ".js", ".mjs"].flatMap((ending) => [ending, `/index${ending}`]);
