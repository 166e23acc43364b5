import { Enums, Models, Serialize, Spec } from "npm:@cyclonedx/cyclonedx-library@10.3.0";
import { VERSION } from "../src/base/version.ts";
import { BUN_VERSION, LIBSQL_VERSION } from "./binary/targets.ts";
import { packagesOf } from "./licences.ts";

/** The name, version and licence of a package. */
interface Part {
  readonly name: string;
  readonly version: string;
  /** An expression of SPDX. */
  readonly licence: string;
}

/** The parts of an executable besides the packages in its modules. */
const IN_EXECUTABLES: readonly Part[] = [
  { name: "bun", version: BUN_VERSION, licence: "MIT" },
  { name: "libsql", version: LIBSQL_VERSION, licence: "MIT" },
];

/**
 * The bill of materials of a release, as CycloneDX 1.6 in JSON: all npm packages in these modules, and the
 * other parts of the executables. The same release gives the same bytes.
 * https://cyclonedx.org/docs/1.6/json/
 */
export async function billOfMaterials(modules: Iterable<string>): Promise<string> {
  const found = await packagesOf(modules);
  const parts = new Map(
    [...found, ...IN_EXECUTABLES].map((it) => [`${it.name}@${it.version}`, it]),
  );
  const program = new Models.Component(Enums.ComponentType.Application, "penumbra", {
    bomRef: "penumbra",
    version: VERSION,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense("MIT")]),
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: program }) });
  for (const [id, { name, version, licence }] of parts) {
    const component = new Models.Component(Enums.ComponentType.Library, name, {
      bomRef: id,
      version,
      purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
      licenses: new Models.LicenseRepository([new Models.LicenseExpression(licence)]),
    });
    bom.components.add(component);
    program.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  );
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
