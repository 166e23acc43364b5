import type { Pages } from "./page.ts";

/** What is wrong with a database that is read, or with the engine. */
export const DATABASE_PAGES: Pages = {
  "database/d1": `
The database is named d1:…, and only wrangler can reach those.

Other programs cannot open a connection to Cloudflare D1. penumbra writes its
migrations, and wrangler applies them:

    npx wrangler d1 migrations apply NAME --remote

A local one is a file below .wrangler/state/v3/d1: name that with --db and
--target d1.
`,
  "database/locked": `
Another program holds a lock on the database file.

Reading it is not possible either while a transaction is being committed, or
while a connection in exclusive locking mode is open. penumbra waited two
seconds.
https://www.sqlite.org/lockingv3.html

Wait until the other program has finished, or end it.
`,
  "database/no-connection": `
The server of the database could not be reached.

The address is wrong, there is no network, the server is not running, or it
speaks another protocol. libsql:// means TLS; a local server usually has none:

    penumbra inspect http://127.0.0.1:8080

Check the address. Under Deno, --allow-net is needed as well.
`,
  "database/not-a-database": `
The file is not a SQLite database, or it is encrypted.

A database begins with the 16 bytes "SQLite format 3" and NUL. An encrypted
file begins with something else, and penumbra has no key for it.
https://www.sqlite.org/fileformat2.html#the_database_header

Name the database file itself, not its -wal or -journal file or a dump. A dump
is read under a name that ends in .sql.
`,
  "database/not-encrypted": `
A token would be sent to a server over a connection that others can read.

http://, ws:// and libsql:// with ?tls=0 are not encrypted. Anyone who sees
the token can use the database. Servers on this machine (localhost, 127.0.0.1)
are exempt.

Use libsql:// or https://, or unset the token if the server needs none.
`,
  "database/not-found": `
The server answers, but has no database at that address.

The server replied with status 404. On Turso the address contains the names of
the database and of its organisation:

    libsql://DATABASE-ORGANISATION.turso.io

Correct the address.
`,
  "database/not-let-in": `
The server rejected the credentials, or wants some and got none.

The note quotes the server. A token belongs to one database or one group and
can expire.

Create a token for this database and set it in PENUMBRA_AUTH_TOKEN, or pass it
with --auth-token. A variable is safer: other users can see the arguments of a
process.
`,
  "database/strange-history": `
A history table does not have the columns it should have.

What was applied cannot be read from it, so nothing is done.
_penumbra_migrations is penumbra's own; other names belong to the tools that
the message names, and a newer version of one may have changed its table.

Rename the table if it is your own. Otherwise run the tool itself once, or
update penumbra.
`,
  "database/time-limit": `
The server did not answer within 30 seconds.

Reading a schema takes a few queries, so a server that is awake answers at
once. The connection may be filtered on the way, or the server may be
overloaded.

Check the network and the server, and try again.
`,
  "database/token-for-another": `
PENUMBRA_AUTH_TOKEN_FOR does not list this server.

The token in PENUMBRA_AUTH_TOKEN is sent only to the hosts listed in
PENUMBRA_AUTH_TOKEN_FOR, so that no configuration can have it sent elsewhere.

If the token is for this server too, add its host to the list, with a comma
between:

    PENUMBRA_AUTH_TOKEN_FOR=a-me.turso.io,b-me.turso.io
`,
  "database/token-unbound": `
The configuration names a server, and nothing says that your token is for it.

penumbra.json is part of the repository, so a pull request can change the
address in it. The token of the environment or of --auth-token is sent to a
server named there only if PENUMBRA_AUTH_TOKEN_FOR lists it, or after you
confirmed the host once in a terminal.

Set PENUMBRA_AUTH_TOKEN_FOR to the host, in CI for instance, or run the
command once in a terminal.
`,
  "database/unknown": `
The value of --db is not a database.

It is the path of a file, or the address of a libSQL server:

    --db app.db
    --db libsql://mydb-me.turso.io
    --db http://127.0.0.1:8080

Correct it.
`,
  "database/unreadable": `
The database was found, but a query of its schema failed.

The message quotes SQLite or the server. "database disk image is malformed"
means that the file is damaged.
https://www.sqlite.org/howtocorrupt.html

Open the file in the sqlite3 shell and run PRAGMA integrity_check. Restore a
backup if it reports errors.
`,
  "engine/extension-changed": `
The file of an extension does not have the SHA-256 that penumbra.json says.

An extension is native code and runs with your rights, so penumbra loads only
the bytes that somebody has looked at. A new version of the extension, a build
for another platform or a changed file each have another SHA-256:

    "extensions": [{ "path": "lib/vec0", "sha256": ["1c6d…", "9af0…"] }]

If you expect the new bytes, write the SHA-256 that the note shows into
penumbra.json. A list has one for each platform that you work on.
`,
  "engine/extension-not-loaded": `
SQLite did not load an extension that penumbra.json names.

The message quotes the engine. Often the file is built for another platform,
or a library that it needs is missing. Deno loads native code only with
--allow-ffi.

Use a build for this machine. If there is none, take the extension out of
"extensions" and declare what it registers under "functions" and "modules":
constants and ordinary tables then stand in for it.
https://www.sqlite.org/loadext.html
`,
  "engine/not-loaded": `
libSQL, the native library that runs the SQL, could not be loaded.

Deno loads native code only with --allow-ffi. Otherwise the machine is one for
which there is no build, or the file system does not allow it to be unpacked.

Run deno with --allow-ffi. With the target sqlite or d1, migrations and SQL
schemas need no libSQL: they run on the SQLite that is built into Deno, Bun
and Node.
`,
};
