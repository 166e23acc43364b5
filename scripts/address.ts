/**
 * Where the project lives, such as `https://github.com/owner/name`; empty as long as nobody knows.
 * This is the one place to set it: `deno task transcript` then writes it into the documents, and a
 * release and the npm package have it from here.
 */
export const REPOSITORY: string = "";

/** Where the files of the newest release are. */
export const RELEASE = REPOSITORY === "" ? "<release>" : `${REPOSITORY}/releases/latest/download`;

/** The documents that name a release or the repository. */
export const ADDRESSED_DOCUMENTS: readonly string[] = ["README.md", "src/entities/README.md"];

/** The text with the address of a repository wherever it stands in for one. */
export function withAddress(text: string, repository = REPOSITORY): string {
  if (repository === "") return text;
  return text.replaceAll("<release>", `${repository}/releases/latest/download`)
    .replaceAll("<repository>", new URL(repository).pathname.slice(1));
}
