import type { Diagnostic } from "../base/diagnostic.ts";
import type { Format, ProjectOptions, Verb, VerbOptions } from "../commands/options.ts";

/** How to print, whatever the command is. */
export interface Settings {
  /** The configuration to use instead of the nearest one. */
  readonly config?: string;
  readonly format: Format;
  readonly color: "auto" | "always" | "never";
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** How many seconds all SQL of a run may take. */
  readonly timeLimit: number;
}

/** What the command line says about the project, as it is written there. */
export type GivenProject = Partial<
  Pick<
    ProjectOptions,
    | "migrations"
    | "layout"
    | "schema"
    | "target"
    | "cache"
    | "fullReplay"
    | "columnOrder"
    | "rebuild"
    | "casing"
    | "authToken"
  >
>;

/** One command to run, with the options that are its own. */
export type VerbRequest = {
  [Name in Verb]: {
    readonly kind: "verb";
    readonly verb: Name;
    readonly options: VerbOptions[Name];
  };
}[Verb];

/** Arguments that ask for nothing we could do. */
export interface MisuseRequest {
  readonly kind: "misuse";
  readonly diagnostic: Diagnostic;
}

/** The question what the code of a diagnostic means, or which codes there are. */
export interface ExplainRequest {
  readonly kind: "explain";
  readonly code?: string;
}

/** What the arguments ask for. */
export type Request =
  | VerbRequest
  /** A text that was asked for, or that answers a line without a command. */
  | { readonly kind: "help"; readonly text: string; readonly asked: boolean }
  | ExplainRequest
  | { readonly kind: "completions"; readonly shell: string }
  /** The JSON schema of the configuration. */
  | { readonly kind: "schema" }
  | MisuseRequest;

/** All that the arguments say; settings and project as far as they were read when it is a misuse. */
export interface Arguments {
  readonly settings: Settings;
  readonly project: GivenProject;
  readonly request: Request;
}
