/**
 * The URL of the repository, such as `https://github.com/owner/name`; empty until it is known.
 * It is set only here: `deno task transcript` writes it into the documents, and releases and the npm
 * package use it.
 */
export const REPOSITORY: string = "";

/** The URL of the files of the newest release. */
export const RELEASE = REPOSITORY === "" ? "<release>" : `${REPOSITORY}/releases/latest/download`;

/** The documents that name a release or the repository. */
export const ADDRESSED_DOCUMENTS: readonly string[] = ["README.md", "src/entities/README.md"];

/** The text with the URL of the repository in place of its placeholders. */
export function withAddress(text: string, repository = REPOSITORY): string {
  if (repository === "") return text;
  return text.replaceAll("<release>", `${repository}/releases/latest/download`)
    .replaceAll("<repository>", new URL(repository).pathname.slice(1));
}
