/** How a migration says that it stands for others, which a database may have run in its place. */
const MARK = /^--\s*penumbra:\s*replaces (.+)$/gm;

/** The lines of comment that say so, a few ids each. */
export function replacesComment(ids: readonly string[]): string {
  const lines: string[] = [];
  for (const id of ids) {
    const last = lines.at(-1);
    if (last === undefined || last.length + id.length > MOST) lines.push(id);
    else lines[lines.length - 1] = `${last}, ${id}`;
  }
  return lines.map((line) => `-- penumbra: replaces ${line}\n`).join("");
}

/** The length of such a line, about. */
const MOST = 76;

/** The ids that a migration says it stands for; none where it says nothing. */
export function replacedIds(text: string): readonly string[] {
  return [...text.matchAll(MARK)].flatMap(([, ids]) => ids!.trim().split(/,\s*/));
}
