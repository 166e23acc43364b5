/** How many checks passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The sum of several tallies. */
export function sum(tallies: Iterable<Tally>): Tally {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const tally of tallies) {
    passed += tally.passed;
    failed += tally.failed;
    skipped += tally.skipped;
  }
  return { passed, failed, skipped };
}

/** The tally of one check that either passed or failed. */
export function single(stands: boolean): Tally {
  return stands ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * The tally of a run of `deno test`, from its JUnit report, steps counted too. A module that throws
 * is missing in the report, and a type error leaves none at all: a run that failed without a failure
 * in its report counts one.
 */
export function tallyOfTests(report: string, succeeded: boolean): Tally {
  const tests = [...report.matchAll(/<testcase\b[\s\S]*?(?:\/>|<\/testcase>)/g)].map(String);
  const failed = tests.filter((test) => /<(?:failure|error)\b/.test(test)).length;
  const skipped = tests.filter((test) => /<skipped\b/.test(test)).length;
  return {
    passed: tests.length - failed - skipped,
    failed: succeeded ? failed : Math.max(failed, 1),
    skipped,
  };
}

/** The tally as the plain line that closes a run: `12 passed, 0 failed`. */
export function closingLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}
