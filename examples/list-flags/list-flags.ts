import type {
  SubjectReference,
  Authorizer,
  CallOptions,
  Policies,
} from "../../src/index.ts"; // in a service: "rolebook"
import type { FlagDatabase } from "./flag-database.ts";
import { whereAllowed } from "./where-allowed.ts";

export type FlagListQuery = SubjectReference & {
  /** The action to list flags for. */
  readonly action: Policies["kinds"]["flag"]["actions"];
  /** If given, only flags of this project. */
  readonly project?: string | undefined;
};

/**
 * The ids of the flags on which the subject may take an action, in order. It takes one query plan and one query for any
 * number.
 *
 * @throws {UntranslatableError} if the condition has no translation to SQL; and the errors of `Authorizer.filter`
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
