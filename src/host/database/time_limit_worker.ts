/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { type Engine, openEngine } from "./engine.ts";
import type { LimitedAnswer, LimitedWork } from "./time_limit.ts";

self.onmessage = async (event: MessageEvent<LimitedWork>) => {
  self.postMessage(await runAll(event.data));
};

/** Runs the statements one by one on an engine of their own. */
async function runAll({ engine: name, statements, current }: LimitedWork): Promise<LimitedAnswer> {
  const engine = await openEngine(name);
  const answer = runEach(engine, statements, new Int32Array(current));
  engine.close();
  return answer;
}

/** The index of each statement is noted before it starts: after that, nothing may come back. */
function runEach(engine: Engine, statements: readonly string[], note: Int32Array): LimitedAnswer {
  for (const [index, sql] of statements.entries()) {
    Atomics.store(note, 0, index);
    const error = engine.run(sql);
    if (error !== undefined) return { kind: "refused", index, error };
  }
  return { kind: "finished" };
}
