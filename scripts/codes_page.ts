import { EXIT_CODES } from "../src/report/explanations/exit_codes.ts";
import { explanationsByArea } from "../src/report/explanations/explain.ts";

/** All explanations and the exit codes as one page of Markdown, which a test keeps in src/report/CODES.md. */
export function codesPage(): string {
  const exits = Object.entries(EXIT_CODES).map(([code, meaning]) => `| ${code} | ${meaning} |\n`);
  const areas = [...explanationsByArea()].map(([area, explanations]) => {
    const pages = explanations.map(({ code, text }) => `### ${code}\n\n${markdown(text)}\n`);
    return `## ${area}\n\n${pages.join("\n")}`;
  });
  return `# Exit codes and diagnostics

\`penumbra explain CODE\` prints the page of a diagnostic, offline, and \`penumbra explain\` lists all of them.

## Exit codes

| code | meaning |
| ---: | ------- |
${exits.join("")}
${areas.join("\n")}`;
}

/** The text of an explanation, in which only indented lines and URLs are Markdown. */
function markdown(text: string): string {
  return text.replace(
    /^(?! {4}).+$/gm,
    (line) =>
      line.replace(
        /https:\/\/\w\S*|[<>*\[\]]|\b_+|_+\b/g,
        (part) => part.startsWith("https:") ? `<${part}>` : `\\${part}`,
      ),
  );
}
