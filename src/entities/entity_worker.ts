import { serveModules } from "../host/module_loader.ts";
import type { NamingOptions } from "./casing.ts";
import type { Described } from "./definition.ts";
import { describeModules } from "./describe_modules.ts";
import { OWN_FUNCTIONS } from "./own_functions.ts";

serveModules<NamingOptions, Described>(
  { name: "penumbra", exports: OWN_FUNCTIONS },
  describeModules,
);
