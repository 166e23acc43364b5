// The entry point of `npx penumbra`. Every version of Node must be able to parse it.
import process from "node:process";
import { silenceExperiments } from "../../src/host/process/node_worker.ts";
import { isNewEnough, OLDEST_NODE } from "./oldest_node.ts";

const { bun, node } = process.versions as { readonly bun?: string; readonly node: string };

if (bun === undefined && !isNewEnough(node)) {
  console.error(`penumbra needs Node ${OLDEST_NODE} or later, or Bun; this is Node ${node}`);
  process.exitCode = 3;
} else {
  silenceExperiments(process);
  import("../../src/cli/main.ts").then(({ run }) => run());
}
