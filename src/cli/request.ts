import type { Diagnostic } from "../base/diagnostic.ts";
import type { ProjectOptions, Verb, VerbOptions } from "../commands/settings/options.ts";
import type { GivenOptions } from "../commands/settings/project_settings.ts";
import type { Settings } from "./common_settings.ts";

/** The project options on the command line, as typed. */
export type GivenProject = GivenOptions & Pick<ProjectOptions, "authToken">;

/** A command to run, with its own options. */
export type VerbRequest = {
  [Name in Verb]: {
    readonly kind: "verb";
    readonly verb: Name;
    readonly options: VerbOptions[Name];
  };
}[Verb];

/** Invalid arguments. */
export interface MisuseRequest {
  readonly kind: "misuse";
  readonly diagnostic: Diagnostic;
}

/** A request to explain the code of a diagnostic, or to list all codes. */
export interface ExplainRequest {
  readonly kind: "explain";
  readonly code?: string;
}

/** The request of a command line. */
export type Request =
  | VerbRequest
  /** Help that was requested, or that is the answer to a line without a command. */
  | { readonly kind: "help"; readonly text: string; readonly asked: boolean }
  | ExplainRequest
  | { readonly kind: "completions"; readonly shell: string }
  /** A request for the JSON schema of the configuration. */
  | { readonly kind: "schema" }
  | MisuseRequest;

/** The parsed arguments; settings and project as far as they were read if it is a misuse. */
export interface Arguments {
  readonly settings: Settings;
  readonly project: GivenProject;
  readonly request: Request;
}
