/** Marks a migration that replaces others, which a database may have run instead. */
const MARK = /^--\s*penumbra:\s*replaces (.+)$/gm;

/** The comment lines with the replaced ids, a few per line. */
export function replacesComment(ids: readonly string[]): string {
  const lines: string[] = [];
  for (const id of ids) {
    const last = lines.at(-1);
    if (last === undefined || last.length + id.length > MOST) lines.push(id);
    else lines[lines.length - 1] = `${last}, ${id}`;
  }
  return lines.map((line) => `-- penumbra: replaces ${line}\n`).join("");
}

/** The approximate length of such a line. */
const MOST = 76;

/** The ids that a migration replaces; none without the comment. */
export function replacedIds(text: string): readonly string[] {
  return [...text.matchAll(MARK)].flatMap(([, ids]) => ids!.trim().split(/,\s*/));
}
