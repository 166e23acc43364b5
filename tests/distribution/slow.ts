/**
 * The reason why a test of builds is skipped, for its name; empty if it is not. Building takes time and,
 * the first time, a network: only `deno task builds` asks for it.
 */
export const SLOW: string = Deno.env.has("PENUMBRA_TEST_COMPILE")
  ? ""
  : " (skipped: run deno task builds)";
