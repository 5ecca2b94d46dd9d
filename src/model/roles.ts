/** The roles of Analytics and Experiment, lowest to highest. */
export const PROJECT_ROLES = ["viewer", "member", "manager", "admin"] as const;

/** The roles of every app, lowest to highest. */
export const APP_ROLES = {
  analytics: PROJECT_ROLES,
  experiment: PROJECT_ROLES,
  govern: ["viewer", "editor"],
  accounts: ["viewer"],
} as const;

/** An app in which people hold roles: Analytics, which has the base role, or a module. */
export type App = keyof typeof APP_ROLES;

/** A role in app `A`. */
export type AppRole<A extends App = App> = (typeof APP_ROLES)[A][number];

/** An add-on that an organization purchases and a project enables. */
export type Module = Exclude<App, "analytics">;

/** The roles in an organization, lowest to highest; `none` is "No Access". */
export const ORGANIZATION_ROLES = ["none", ...PROJECT_ROLES] as const;

/** A role in an organization. */
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/** The types of credentials. Each is also the role of its principals. */
export const CREDENTIAL_TYPES = ["management_api", "scim"] as const;

export const APPS = Object.keys(APP_ROLES) as readonly App[];

export function isRoleOf<A extends App>(
  app: A,
  role: string,
): role is AppRole<A> {
  return (APP_ROLES[app] as readonly string[]).includes(role);
}

/** The rank of `role` among the roles of `app`, from 0 for the lowest; -1 if the app has no such role. */
export function rankOf(app: App, role: AppRole): number {
  return (APP_ROLES[app] as readonly string[]).indexOf(role);
}

export function highestRole<A extends App>(app: A): AppRole<A> {
  return APP_ROLES[app].at(-1) as AppRole<A>;
}
