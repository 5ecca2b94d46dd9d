import type {
  Asking,
  Authorizer,
  CallOptions,
  Policies,
} from "../../src/index.ts"; // in a service: "rolebook"
import type { FlagDatabase } from "./flag-database.ts";
import { whereAllowed } from "./where-allowed.ts";

export type FlagListQuery = Asking & {
  /** What they may do to the flags. */
  readonly action: Policies["kinds"]["flag"]["actions"];
  /** Only those of this project. */
  readonly project?: string | undefined;
};

/**
 * The ids of the flags that somebody may do something to, in their order: one query plan, one query, however many there are.
 *
 * @throws {UntranslatableError} where the policies say something that there is no SQL for; and as `Authorizer.filter` does
 */
export async function listFlags(
  { authorizer, database }: { authorizer: Authorizer; database: FlagDatabase },
  query: FlagListQuery,
  options?: CallOptions,
): Promise<string[]> {
  const filter = await authorizer.filter({ ...query, kind: "flag" }, options);
  if (filter.kind === "never") return [];
  const rows = await database
    .selectFrom("flags")
    .select("id")
    .where(whereAllowed(filter))
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}
