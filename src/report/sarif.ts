import type { Diagnostic } from "../base/diagnostic.ts";
import { explain } from "./explanations/explain.ts";
import { type FileOf, placeInRepository } from "./place.ts";
import { harmlessJson } from "./visible.ts";

/** What a SARIF log says beside the findings. */
export interface SarifOptions {
  /** The version of this program. */
  readonly version: string;
  readonly fileOf: FileOf;
  /**
   * The path, from the top of the repository, that stands for the whole project: GitHub's code
   * scanning refuses a log with a result that has no location.
   */
  readonly projectFile: string;
}

/**
 * Diagnostics as a log of SARIF 2.1.0, for code scanning and editors: one run, each code a rule with its
 * explanation.  * Notes and hint follow the message. Ends with a line break.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(diagnostics: readonly Diagnostic[], options: SarifOptions): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: {
        driver: {
          name: "penumbra",
          version: options.version,
          rules: codes.map(ruleFor),
        },
      },
      columnKind: "unicodeCodePoints",
      results: diagnostics.map((diagnostic) => ({
        ruleId: diagnostic.code,
        ruleIndex: codes.indexOf(diagnostic.code),
        // SARIF has the same words for it.
        level: diagnostic.severity,
        message: { text: textOf(diagnostic) },
        locations: [{ physicalLocation: locationOf(diagnostic, options) }],
      })),
    }],
  };
  return `${harmlessJson(JSON.stringify(log, null, 2))}\n`;
}

/** A code with its explanation, which services show beside a finding. */
function ruleFor(id: string) {
  const explanation = explain(id);
  if (explanation === undefined) return { id };
  const { summary, text } = explanation;
  return { id, shortDescription: { text: summary }, help: { text } };
}

function textOf({ message, notes = [], hint }: Diagnostic): string {
  const added = [
    ...notes.map((note) => `note: ${note}`),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
  ];
  return [message, ...added].join("\n");
}

function locationOf({ span }: Diagnostic, { fileOf, projectFile }: SarifOptions) {
  const place = placeInRepository(span, fileOf);
  const artifactLocation = { uri: uriOf(place?.file ?? projectFile), uriBaseId: "%SRCROOT%" };
  if (place === undefined) return { artifactLocation };
  const { line, column, endLine, endColumn } = place;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation, region };
}

/** A relative reference; a colon in its first part would pass for a scheme. */
function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
