/** The roles of Analytics and Experiment, lowest to highest. Source: design, "Vocabulary". */
export const PROJECT_ROLES = ["viewer", "member", "manager", "admin"] as const;

/** The roles of every app, lowest to highest. Source: design, "Vocabulary". */
export const APP_ROLES = {
  analytics: PROJECT_ROLES,
  experiment: PROJECT_ROLES,
  govern: ["viewer", "editor"],
  accounts: ["viewer"],
} as const;

/** An app that roles are held in: the base role's, Experiment, or a module of its own. */
export type App = keyof typeof APP_ROLES;

/** A role in app `A`. */
export type AppRole<A extends App = App> = (typeof APP_ROLES)[A][number];

/** An add-on that an organization purchases and a project enables. */
export type Module = Exclude<App, "analytics">;

/** The roles in an organization, lowest to highest; `none` is "No Access". */
export const ORGANIZATION_ROLES = ["none", ...PROJECT_ROLES] as const;

/** A role in an organization. */
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/** The types of credentials, which are the roles of their principals. Source: design, "Vocabulary". */
export const CREDENTIAL_TYPES = ["management_api", "scim"] as const;

export const APPS = Object.keys(APP_ROLES) as readonly App[];

/** Whether `role` is one of the roles of `app`. */
export function isRoleOf<A extends App>(
  app: A,
  role: string,
): role is AppRole<A> {
  return (APP_ROLES[app] as readonly string[]).includes(role);
}

/** The place of `role` among the roles of `app`, from 0; -1 where the app has no such role. */
export function rankOf(app: App, role: AppRole): number {
  return (APP_ROLES[app] as readonly string[]).indexOf(role);
}

/** The highest role of `app`. */
export function highestRole<A extends App>(app: A): AppRole<A> {
  return APP_ROLES[app].at(-1) as AppRole<A>;
}
