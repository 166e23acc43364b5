// What every command needs of Node, for the single file: these load faster than Deno's own modules.
import "npm:events@3.3.0";
import "npm:path-browserify@1.0.1";

/** A package that replaces a built-in module. */
export interface StandIn {
  /** The specifier of the built-in module. */
  readonly builtin: string;
  /** The name of the package. */
  readonly name: string;
  /** Whether it only does what the module does on Linux and macOS. */
  readonly isPosix: boolean;
}

/** The packages that this module imports. */
export const STAND_INS: readonly StandIn[] = [
  { builtin: "node:events", name: "events", isPosix: false },
  { builtin: "node:path", name: "path-browserify", isPosix: true },
];
