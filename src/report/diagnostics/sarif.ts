import { type Diagnostic, diagnosticText } from "../../base/diagnostic.ts";
import { explain } from "../explanations/explain.ts";
import { type FileOf, placeInRepository } from "./place.ts";
import { harmlessJson } from "../visible.ts";

/** The parts of a SARIF log other than the findings. */
export interface SarifOptions {
  /** The version of this program. */
  readonly version: string;
  readonly fileOf: FileOf;
  /**
   * The path, relative to the top of the repository, that stands for the whole project: GitHub's
   * code scanning rejects a log with a result without a location.
   */
  readonly projectFile: string;
}

/**
 * Diagnostics as a SARIF 2.1.0 log, for code scanning and editors: one run, with each code as a
 * rule with its explanation. Notes and hint follow the message. Ends with a line break.
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
        // SARIF uses the same words.
        level: diagnostic.severity,
        message: { text: diagnosticText(diagnostic) },
        locations: [{ physicalLocation: locationOf(diagnostic, options) }],
      })),
    }],
  };
  return `${harmlessJson(JSON.stringify(log, null, 2))}\n`;
}

/** A rule for a code with its explanation, which services show next to a finding. */
function ruleFor(id: string) {
  const explanation = explain(id);
  if (explanation === undefined) return { id };
  const { summary, text } = explanation;
  return { id, shortDescription: { text: summary }, help: { text } };
}

function locationOf({ span }: Diagnostic, { fileOf, projectFile }: SarifOptions) {
  const place = placeInRepository(span, fileOf);
  const artifactLocation = { uri: uriOf(place?.file ?? projectFile), uriBaseId: "%SRCROOT%" };
  if (place === undefined) return { artifactLocation };
  const { line, column, endLine, endColumn } = place;
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation, region };
}

/** A relative reference; a colon in its first segment would look like a scheme. */
function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
