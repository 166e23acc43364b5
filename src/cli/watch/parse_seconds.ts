import { fail, type Result, succeed } from "../../base/result.ts";
import { misuse } from "../misuse.ts";

/** The number of seconds in a text, up to a day. Fails with `cli/bad-value`. */
export function parseSeconds(text: string): Result<number> {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= 86_400) return succeed(seconds);
  const message =
    `Cannot use "${text}" for --time-limit: it is not a number of seconds up to 86400`;
  return fail("misuse", misuse("bad-value", { message, hint: "Write --time-limit 60" }));
}
