import { runProcess } from "./run_process.ts";

/** The folders with Deno's downloads, which it would not find in another home. */
export interface DenoFolders {
  readonly denoDir: string;
  /** Contains a folder for each registry. */
  readonly npmCache: string;
}

/** The folders of the Deno that runs this script. */
export async function denoFolders(): Promise<DenoFolders> {
  const { stdout } = await runProcess([Deno.execPath(), "info", "--json"]);
  return JSON.parse(stdout);
}
