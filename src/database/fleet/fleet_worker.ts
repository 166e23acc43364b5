/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { delayCompilation } from "../../host/process/jit_policy.ts";
import { PartMissing } from "../../host/process/part_missing.ts";
import { applyTo } from "../apply/apply.ts";
import type { ApplyRequest } from "../apply/apply_request.ts";
import type { FleetAnswer, FleetTask } from "./fleet_thread.ts";
import type { Location } from "../location.ts";

let request: ApplyRequest | undefined;

delayCompilation();

self.onmessage = async ({ data }: MessageEvent<FleetTask>) => {
  if (data.kind === "request") request = data.request;
  else self.postMessage(await answerFor(data.location, request!));
};

async function answerFor(location: Location, request: ApplyRequest): Promise<FleetAnswer> {
  try {
    return { kind: "done", result: await applyTo(location, request) };
  } catch (error) {
    if (error instanceof PartMissing) {
      return { kind: "part-missing", diagnostic: error.diagnostic };
    }
    return { kind: "thrown", error: error instanceof Error ? error : new Error(String(error)) };
  }
}
