import { Kysely, sql } from "kysely";
import { sqliteDialect } from "./sqlite.ts";

/** The flags of a service, in all organizations. */
export interface FlagTables {
  flags: {
    id: string;
    organization: string;
    project: string;
    access: "everyone" | "editors";
  };
  /** The users who may change a restricted flag. */
  flag_editors: { flag_id: string; user_id: string };
}

export type FlagDatabase = Kysely<FlagTables>;

/** Creates the tables in a new file. `destroy()` closes it. */
export async function createFlagDatabase(path: string): Promise<FlagDatabase> {
  const database = new Kysely<FlagTables>({ dialect: sqliteDialect(path) });
  await database.schema
    .createTable("flags")
    .addColumn("id", "text", (id) => id.primaryKey())
    // In SQL, a condition on NULL is neither true nor false. The PDP has no such value.
    .addColumn("organization", "text", (organization) => organization.notNull())
    .addColumn("project", "text", (project) => project.notNull())
    .addColumn("access", "text", (access) =>
      access.notNull().check(sql`access in ('everyone', 'editors')`),
    )
    .execute();
  await database.schema
    .createTable("flag_editors")
    .addColumn("flag_id", "text", (id) => id.notNull().references("flags.id"))
    // Rolebook writes user ids in lower case, and SQL compares exactly. An id in capitals would never match.
    .addColumn("user_id", "text", (id) =>
      id.notNull().check(sql`user_id = lower(user_id)`),
    )
    .addPrimaryKeyConstraint("flag_editors_key", ["flag_id", "user_id"])
    .execute();
  await database.schema
    .createIndex("flags_by_project")
    .on("flags")
    .columns(["organization", "project"])
    .execute();
  return database;
}
