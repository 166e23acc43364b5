import type { Diagnostic } from "../base/diagnostic.ts";
import { match } from "../base/match.ts";
import { VERSION } from "../base/version.ts";
import type { FindingFormat } from "../commands/settings/options.ts";
import { exists } from "../host/files/links.ts";
import { absolutePath, relativePath } from "../host/files/paths.ts";
import { topOfWorkTree } from "../host/git/work_tree.ts";
import { groupAlike } from "../report/diagnostics/group.ts";
import type { FileOf } from "../report/diagnostics/place.ts";
import type { Settings } from "./common_settings.ts";

/** Diagnostics in such a format, with paths relative to the top of the repository. */
export async function renderFindings(
  diagnostics: readonly Diagnostic[],
  format: FindingFormat,
  { config = "penumbra.json", verbose }: Pick<Settings, "config" | "verbose">,
): Promise<string> {
  const fileOf = await filesInRepository([
    config,
    ...diagnostics.flatMap(({ span }) => span === undefined ? [] : span.source.name),
  ]);
  return await match(format)
    .returnType<Promise<string>>()
    .with("github", async () => {
      const { renderGithub } = await import("../report/diagnostics/github.ts");
      // GitHub shows ten annotations per severity: one kind must not use them all up.
      return renderGithub(verbose ? diagnostics : groupAlike(diagnostics, fileOf), { fileOf });
    })
    .with("markdown", async () => {
      const { renderMarkdown } = await import("../report/diagnostics/markdown.ts");
      return renderMarkdown(diagnostics, { fileOf, listsAll: verbose });
    })
    .with("sarif", async () => {
      const { renderSarif } = await import("../report/diagnostics/sarif.ts");
      const projectFile = fileOf(config) ?? config;
      return renderSarif(diagnostics, { version: VERSION, fileOf, projectFile });
    })
    .exhaustive();
}

/** Returns the path in the repository of each source, whose name is relative to the current folder. */
async function filesInRepository(names: readonly string[]): Promise<FileOf> {
  const top = await topOfWorkTree(".") ?? absolutePath(".", ".");
  const paths = new Map<string, string>();
  for (const name of new Set(names)) {
    const path = absolutePath(".", name);
    // The output of a program has a name as well.
    if (await exists(path)) paths.set(name, relativePath(top, path));
  }
  return (name) => paths.get(name);
}
