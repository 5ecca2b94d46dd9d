/**
 * `npx tsx examples/list-flags/main.ts` lists who may edit which flags, with a SQLite database and the example
 * directory.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthorizer, loadDirectory } from "../../src/index.ts"; // in a service: "rolebook"
import { createFlagDatabase } from "./flag-database.ts";
import { listFlags, type FlagListQuery } from "./list-flags.ts";
import { seed } from "./seed.ts";

const QUERIES: readonly FlagListQuery[] = [
  { user: "viktor@acme.example", action: "edit" },
  { user: "ana@acme.example", action: "edit" },
  { user: "akiko@acme.example", action: "edit" },
  { user: "akiko@acme.example", action: "edit", project: "ios" },
  { user: "ruth@acme.example", action: "edit" },
  { user: "mei@globex.example", action: "edit" },
  { user: "mei@globex.example", action: "restrict" },
  { credential: "release-pipeline", action: "edit", project: "web" },
];

const folder = await mkdtemp(join(tmpdir(), "list-flags-"));
const directory = await loadDirectory(
  join(import.meta.dirname, "..", "..", "examples"),
);
const database = await createFlagDatabase(join(folder, "flags.sqlite"));
const authorizer = await createAuthorizer({ directory });
try {
  await seed(database, directory);
  for (const query of QUERIES) {
    const ids = await listFlags({ authorizer, database }, query);
    const { user, credential, action, project } = query;
    const where = project === undefined ? "" : ` of ${project}`;
    const some = [...ids.slice(0, 3), ...(ids.length > 3 ? ["…"] : [])];
    console.log(
      `${user ?? credential} may ${action} ${ids.length} flags${where}${some.length > 0 ? `: ${some.join(", ")}` : "."}`,
    );
  }
} finally {
  await authorizer.close();
  await database.destroy();
  await rm(folder, { recursive: true });
}
