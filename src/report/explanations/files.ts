import type { Pages } from "./page.ts";

/** Diagnostics about files and folders. */
export const FILES_PAGES: Pages = {
  "files/disk-full": `
A file could not be written because the disk or the quota is full.

Migrations are written to a temporary file first and renamed when complete, so
no half-written migration is left behind.

Free some space, and run the command again.
`,
  "files/exists": `
A file could not be created, because one of that name already exists.

penumbra never overwrites a file that it did not read in the same run. If
generate says this, something other than a migration has that name, such as a
folder, or a file that goes with a migration and that a killed process left.

Move it away, or pass another name.
`,
  "files/failed": `
The operating system reported an error that has no page of its own.

The message quotes it.

Look at the path with the tools of the system, such as ls -l, and at the disk
if it is an input/output error.
`,
  "files/is-a-folder": `
The path is that of a folder, but a file is needed.

A schema may be a folder; a database, a configuration or a baseline is always
one file.

Name a file in that folder.
`,
  "files/leads-out": `
A symbolic link leads out of the project, or the file lies behind such a link.

Files of the project are read and written only inside its git work tree, or
below the current folder if there is none; another work tree is not part of
it. Otherwise a link in a pull request could have any file of the machine read
and shown in a diagnostic, or new ones written anywhere.

Replace the link with a copy, or name the path it leads to on the command
line.
`,
  "files/link-loop": `
A symbolic link leads back to itself.

    a -> b -> a

Recreate the link, or name the file itself.
`,
  "files/name-not-utf8": `
The name of a file is not UTF-8.

The runtime passes names on as text. One with other bytes in it arrives with
replacement characters, and no file has that name.

Rename the file, or take it out of the folder.
`,
  "files/name-too-long": `
A name is longer than the file system allows.

Most allow 255 bytes for a name and about 4,000 for a path.

Use a shorter name: penumbra generate NAME sets the name of a migration.
`,
  "files/no-current-folder": `
The current folder no longer exists, or its path is not UTF-8.

Usually it was deleted or replaced while a terminal was still in it.

Change to another folder, and run the command there.
`,
  "files/no-folder": `
The folder does not exist.

The hint has the name of a folder next to it if there is one with a similar
name. Paths in penumbra.json start from the folder of that file, those on the
command line from the current folder.

Correct the path, or create the folder.
`,
  "files/not-a-folder": `
A folder is needed, but a part of the path is a file.

    penumbra check --migrations schema.sql/migrations

A link that leads nowhere is reported the same way when something is to be
written below it.

Name a folder, or move the file away.
`,
  "files/not-found": `
There is no file or folder of that name.

The hint suggests the closest name in the same folder, if there is one. Paths in
penumbra.json start from the folder of that file, those on the command line
from the current folder.

Correct the path, or create the file.
`,
  "files/not-granted": `
Deno was not allowed to read or write the path.

Deno grants nothing unless it is told to. For all commands that work on files
these three permissions are enough, in the folder of the project:

    deno run --allow-read=. --allow-write=. --allow-ffi penumbra.js check

Add the permission of the hint. What lies outside of the current folder has to
be named.
`,
  "files/not-permitted": `
The operating system does not permit reading or writing the file.

It belongs to another user, its mode forbids it, or on Windows another program
has it open.

Change its owner or mode (ls -l shows both), and look at those of its folder
too: creating a file needs write permission there.
`,
  "files/not-regular": `
The path is a pipe, a socket or a device.

penumbra opens regular files only: a pipe would be waited for, and a device
such as /dev/zero has no end.

Name a regular file. What a program prints can be read with command:PROGRAM as
the schema.
`,
  "files/not-utf8": `
A file contains bytes that are not UTF-8.

The message has the first such byte and its line. SQLite reads SQL as UTF-8
(or UTF-16), and a guess at the encoding would store other text than was
meant. Redirection with > in Windows PowerShell writes UTF-16.
https://www.sqlite.org/c3ref/prepare.html

Save the file as UTF-8, for instance with iconv -f WINDOWS-1252 -t UTF-8.
`,
  "files/read-only": `
The file system is mounted read-only.

This is usual in containers and in some CI jobs.

Mount it for writing, or work in another folder. check needs no write
permission; generate --dry-run prints the migration instead of writing it.
`,
  "files/too-deep": `
Folders are nested more than 16 levels deep.

The folders of migrations and schemas are read with everything below them.
More levels than that are usually a wrong path, such as / or a home folder.

Name the folder that contains the files themselves.
`,
  "files/too-large": `
A file is larger than 16 MiB, or the files of a folder than 128 MiB together.

A schema or a migration is text of a few kilobytes. More is usually data:
INSERT statements of a dump, or a database under a wrong name.

Take the data out. A schema without data is printed by the .schema command of
the sqlite3 shell; name a database file:app.db.
`,
};
