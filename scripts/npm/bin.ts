// What `npx penumbra` starts with. It must be understood by every Node there is.
import process from "node:process";
import { silenceExperiments } from "../../src/host/process/node_worker.ts";

const { bun, node } = process.versions as { readonly bun?: string; readonly node: string };
const [major = 0, minor = 0] = node.split(".").map(Number);

if (bun === undefined && (major < 24 || (major === 24 && minor < 10))) {
  console.error(`penumbra needs Node 24.10 or later, or Bun; this is Node ${node}`);
  process.exitCode = 3;
} else {
  silenceExperiments(process);
  import("../../src/cli/main.ts").then(({ run }) => run());
}
