import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Result } from "../../base/result.ts";
import { missingForOwnWorker, openOwnWorker } from "../../host/process/own_worker.ts";
import { PartMissing } from "../../host/process/part_missing.ts";
import type { Applied, ApplyRequest } from "../apply/apply_request.ts";
import type { Location } from "../location.ts";

/** A thread that applies migrations to databases one by one. */
export interface FleetThread {
  /** Call it again only after the answer has arrived. Throws what `applyTo` throws. */
  apply(location: Location): Promise<Result<Applied>>;
  close(): void;
}

/** A message to such a thread: first the request, then databases. */
export type FleetTask =
  | { readonly kind: "request"; readonly request: ApplyRequest }
  | { readonly kind: "location"; readonly location: Location };

/** The answer for a database. */
export type FleetAnswer =
  | { readonly kind: "done"; readonly result: Result<Applied> }
  | { readonly kind: "part-missing"; readonly diagnostic: Diagnostic }
  | { readonly kind: "thrown"; readonly error: Error };

const WORKER = new URL("./fleet_worker.ts", import.meta.url);

/** Whether such a thread can be started without a permission prompt. */
export function mayOpenFleetThread(): boolean {
  return missingForOwnWorker(WORKER) === undefined;
}

/** Starts a thread; the request must be plain data, without a progress callback. */
export function openFleetThread(request: ApplyRequest): FleetThread {
  const worker = openOwnWorker(WORKER);
  let end: PromiseWithResolvers<Result<Applied>> | undefined;
  worker.onmessage = ({ data }: MessageEvent<FleetAnswer>) => {
    if (data.kind === "done") end?.resolve(data.result);
    else if (data.kind === "thrown") end?.reject(data.error);
    else end?.reject(new PartMissing(data.diagnostic));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end?.reject(new Error(`A thread that applies migrations failed: ${event.message}`));
  };
  const post = (task: FleetTask) => worker.postMessage(task);
  post({ kind: "request", request });
  return {
    apply: (location) => {
      end = Promise.withResolvers();
      post({ kind: "location", location });
      return end.promise;
    },
    close: () => worker.terminate(),
  };
}
