/**
 * The version to which a file upgrades a database, by its first line, without which go-util's dbutil
 * does not start: `-- v7: Add tags`, `-- v0 -> v7 (compatible with v5+): Latest schema`.
 */
export function upgradedTo(text: string): number | undefined {
  const to = HEADER.exec(text)?.[1];
  return to === undefined ? undefined : Number(to);
}

const HEADER = /^-- (?:v\d+ -> )?v(\d+)(?: \(compatible with v\d+\+\))?: ./;

/** The first line of the next file beside files with these texts, `""` if none of them has such a line. */
export function nextUpgradeHeader(texts: readonly string[], name: string): string {
  const versions = texts.flatMap((text) => upgradedTo(text) ?? []);
  return versions.length === 0 ? "" : `-- v${Math.max(...versions) + 1}: ${name}\n`;
}
