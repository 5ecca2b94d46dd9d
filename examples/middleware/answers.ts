import type { CallOptions } from "../../src/index.ts"; // in a service: "rolebook"
import { type Flag, type FlagAction, toResource } from "./flags.ts";
import type { Service } from "./service.ts";
import type { Session } from "./sessions.ts";

/** The flags that the session may read, in one project or in all. */
export async function readableFlags(
  { authorizer, flags }: Service,
  session: Session,
  project: string | undefined,
  options: CallOptions,
): Promise<readonly Flag[]> {
  const filter = await authorizer.filter(
    { ...session, action: "read", kind: "flag", project },
    options,
  );
  return flags
    .of(session.organization)
    .filter((flag) => filter.matches(toResource(flag)));
}

/** The buttons on a flag's page. */
export const BUTTONS: readonly FlagAction[] = [
  "edit",
  "delete",
  "manage_access",
  "restrict",
];

export interface Permission {
  readonly allowed: boolean;
  /** A sentence for people: why it is not allowed. */
  readonly reason?: string;
}

/** Which buttons work, and why others do not. For display only: when one is pressed, the service checks again. */
export async function permissionsOf(
  { authorizer }: Service,
  session: Session,
  flag: Flag,
  options: CallOptions,
): Promise<Readonly<Record<string, Permission>>> {
  const resources = [{ resource: toResource(flag), actions: BUTTONS }];
  const answers = await authorizer.checkMany(
    { ...session, resources },
    options,
  );
  return Object.fromEntries(
    answers
      .flatMap(({ decisions }) => decisions)
      .map(({ action, allowed, reason }) => [
        action,
        allowed ? { allowed } : { allowed, reason },
      ]),
  );
}

export interface WhyNot extends Permission {
  /** The changes that would allow it, and who may make them. */
  readonly change: readonly {
    readonly sentence: string;
    readonly by: readonly string[];
  }[];
}

/** Explains why a button does not work. */
export async function whyNot(
  { authorizer }: Service,
  session: Session,
  { flag, action }: { readonly flag: Flag; readonly action: FlagAction },
  options: CallOptions,
): Promise<WhyNot> {
  const { decision, change } = await authorizer.explain(
    { ...session, action, resource: toResource(flag) },
    options,
  );
  const { allowed, reason } = decision;
  const steps = change?.steps ?? [];
  return {
    allowed,
    reason,
    change: steps.map(({ sentence, by = [] }) => ({
      sentence,
      by: by.map(({ name }) => name),
    })),
  };
}

/** Creates a flag with the default access of the organization. */
export async function createFlag(
  { authorizer, flags }: Service,
  session: Session,
  { id, project }: Pick<Flag, "id" | "project">,
  options: CallOptions,
): Promise<Flag> {
  const { organization, user, credential } = session;
  const { access, editors } = await authorizer.newFlagAccess(
    user === undefined
      ? { organization, createdBy: credential, createdVia: "management_api" }
      : { organization, createdBy: user, createdVia: "app" },
    options,
  );
  const enabled = false;
  const flag = { id, organization, project, access, editors, enabled };
  await authorizer.assertAllowed(
    { ...session, action: "create", resource: toResource(flag) },
    options,
  );
  flags.add(flag);
  return flag;
}
