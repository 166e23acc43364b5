import { runProcess } from "./run_process.ts";

/**
 * `deno doc --lint` for what the entry points export. Members of a type need no comment; all other findings
 * count.
 */

/** Prints what is undocumented or exposes a private type; returns whether there was nothing. */
export async function checkDocs(entries: readonly string[]): Promise<boolean> {
  const lint = [Deno.execPath(), "doc", "--lint", "--frozen", ...entries];
  const { stderr } = await runProcess(lint, { env: { NO_COLOR: "1" } });
  const found = findingsThatCount(stderr);
  for (const finding of found) console.log(finding);
  return found.length === 0;
}

/** The findings of a report, without those about members that have no comment. */
export function findingsThatCount(report: string): string[] {
  return report.split(/^(?=error)/m).filter((finding) => {
    if (!finding.startsWith("error[")) return false;
    const isMember = /^ *\d+ \| +readonly /m.test(finding);
    return !(finding.startsWith("error[missing-jsdoc]") && isMember);
  });
}
