/** The version of penumbra, the same as in deno.json. */
export const VERSION = "0.1.0";

/** This program as files name it that it has made: `penumbra 0.1.0`. */
export const MAKER: string = `penumbra ${VERSION}`;

/** The commit and machine of this build; empty when run from source. */
export const BUILD: string = "";

/** The line that `--version` prints: `penumbra 0.1.0`, and ` (1a2b3c4, linux-x64)` of a build. */
export const VERSION_LINE: string = `${MAKER}${BUILD}`;
