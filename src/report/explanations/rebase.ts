import type { Pages } from "./page.ts";

/** What may be said when migrations of a branch are planned again. */
export const REBASE_PAGES: Pages = {
  "rebase/left-out": `
A generated migration had a statement that the new one does not have.

penumbra rebase generates such migrations again, from the schemas alone. A
statement that moves rows and is not part of a rebuild was written into the
file by hand, or came from a --fill that was answered differently this time.

If it is still needed, write it into the new migration. git shows the old one.
`,
  "rebase/no-main-branch": `
git knows no main branch, so it is not clear which migrations are yours.

Yours are those that the main branch does not have. That is the upstream of
the current branch if it has a different name, otherwise the default branch of
the remote, otherwise main or master.

    penumbra rebase --base origin/trunk

Name it with --base.
`,
  "rebase/not-reached": `
With the handwritten migrations after it, the result is not the desired schema.

Handwritten migrations that only move rows run after the new one, all others
before it. One that changes the schema all the same, for example through a
trigger, spoils the result.

Adapt the handwritten migration, and run penumbra rebase again.
`,
};
