import { succeeds } from "../../scripts/run_process.ts";

/** Whether a test may mount file systems, in a namespace of its own that ends with the child. */
export const CAN_MOUNT: boolean = Deno.build.os === "linux" &&
  await succeeds("unshare", "-Urm", "true");
