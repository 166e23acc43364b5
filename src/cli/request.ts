import type { Diagnostic } from "../base/diagnostic.ts";
import type {
  Format,
  GivenOptions,
  ProjectOptions,
  Verb,
  VerbOptions,
} from "../commands/options.ts";

/** Settings for the output of any command. */
export interface Settings {
  /** The configuration file to use instead of the nearest one. */
  readonly config?: string;
  readonly format: Format;
  readonly color: "auto" | "always" | "never";
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The time limit for all SQL of a run, in seconds. */
  readonly timeLimit: number;
}

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
