import type { Configured } from "../../sources/server_token.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";

/** How to confirm servers in the schema, if the configuration names them. */
export function configuredServer(
  { origin, workingDirectory: project }: ProjectOptions,
  { ask }: CommandContext,
): Configured | undefined {
  if (origin?.configFile === undefined || origin.given.schema !== undefined) return undefined;
  if (ask === undefined) return { project };
  return {
    project,
    confirm: async (host) => {
      const answer = await ask({
        kind: "choice",
        message: `The configuration names the server "${host}". Send the token to it?`,
        options: [
          { label: NO, hint: "nothing is sent" },
          { label: "Yes", hint: "do not ask again for this project" },
        ],
      });
      return answer !== undefined && answer !== NO;
    },
  };
}

const NO = "No";
