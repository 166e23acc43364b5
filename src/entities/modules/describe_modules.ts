import type { LoadedModule } from "../../host/modules/module_loader.ts";
import { thrownError } from "../../host/modules/thrown.ts";
import type { NamingOptions } from "../casing.ts";
import type { Described } from "../definition.ts";
import { describeAll } from "../describe_all.ts";
import { kitSchemaOf } from "../drizzle/kit_tables.ts";

/** The definitions of all that modules export, as plain data. */
export function describeModules(
  modules: readonly LoadedModule[],
  naming: NamingOptions,
): Described {
  const exported = modules.flatMap(({ url, exports }) =>
    Object.entries(exports).map(([exportName, value]) => ({ value, origin: { url, exportName } }))
  );
  const { located, problems } = describeAll(exported, naming);
  return {
    located,
    problems: problems.map((problem) =>
      problem.thrown === undefined ? problem : { ...problem, thrown: thrownError(problem.thrown) }
    ),
    // Values without a definition are reported, and then nothing is written.
    kit: problems.length > 0
      ? undefined
      : kitSchemaOf(new Set(exported.map(({ value }) => value)), naming),
  };
}
