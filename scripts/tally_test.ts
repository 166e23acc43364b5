import assert from "node:assert/strict";
import { closingLine, sum, tallyOfTests } from "./tally.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="1" errors="0" time="0.103">
    <testsuite name="./a_test.ts" tests="4" disabled="1" errors="0" failures="1">
        <testcase name="stands" classname="./a_test.ts" time="0.000" line="1" col="6">
        </testcase>
        <testcase name="short" classname="./a_test.ts" time="0.000" line="1" col="6" />
        <testcase name="falls" classname="./a_test.ts" time="0.002" line="2" col="6">
            <failure message="Uncaught Error: x">Error: &lt;testcase&gt;</failure>
        </testcase>
        <testcase name="waits" classname="./a_test.ts" time="0.000" line="3" col="11">
            <skipped/>
        </testcase>
    </testsuite>
</testsuites>`;

Deno.test("tallyOfTests() counts what passed, failed and was skipped", () => {
  assert.deepEqual(tallyOfTests(REPORT, false), { passed: 2, failed: 1, skipped: 1 });
});

Deno.test("tallyOfTests() uses the exit status if the report shows no failure", () => {
  assert.deepEqual(tallyOfTests("", false), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(tallyOfTests("<testsuites></testsuites>", true), sum([]));
});

Deno.test("closingLine() has no numbers but those of passed and failed", () => {
  assert.equal(closingLine({ passed: 3, failed: 0, skipped: 0 }), "3 passed, 0 failed");
  assert.equal(closingLine({ passed: 3, failed: 1, skipped: 2 }), "3 passed, 1 failed");
});
