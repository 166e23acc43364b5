import { runProcess } from "./run_process.ts";

/** Where Deno keeps what it has fetched, which it would look for in another home. */
export interface DenoFolders {
  readonly denoDir: string;
  /** Holds a folder for each registry that packages came from. */
  readonly npmCache: string;
}

/** The folders of the Deno that runs us. */
export async function denoFolders(): Promise<DenoFolders> {
  const { stdout } = await runProcess([Deno.execPath(), "info", "--json"]);
  return JSON.parse(stdout);
}
