import { serveModules } from "../../host/modules/module_loader.ts";
import { OWN_NAMES } from "../../host/modules/own_name.ts";
import type { NamingOptions } from "../casing.ts";
import type { Described } from "../definition.ts";
import { describeModules } from "./describe_modules.ts";
import { OWN_FUNCTIONS } from "../builder/own_functions.ts";

serveModules<NamingOptions, Described>(
  { names: OWN_NAMES, exports: OWN_FUNCTIONS },
  describeModules,
);
