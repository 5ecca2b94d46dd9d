import type { Principal } from "../../model/principal.ts";
import type { Resource } from "../../pdp/pdp.ts";

/** The organization and the project of the known decisions. No directory has these ids. */
const ORGANIZATION = "rolebook-readiness";
const PROJECT = "rolebook-readiness";
const IN_PROJECT = { project: PROJECT };

/**
 * An action of a kind that an organization admin may take. Users without a role and admins of other organizations may
 * not.
 */
export interface KnownDecision {
  readonly kind: string;
  readonly action: string;
  /** The attributes other than the organization. */
  readonly attr: Resource["attr"];
}

/**
 * One for each kind of Rolebook's policies: a harmless action, which no sensible change of a policy takes from an
 * admin.
 */
export const KNOWN_DECISIONS: readonly KnownDecision[] = [
  { kind: "account", action: "view_analytics", attr: IN_PROJECT },
  { kind: "annotation", action: "create", attr: IN_PROJECT },
  { kind: "audit_log", action: "view", attr: {} },
  {
    kind: "content",
    action: "view",
    attr: {
      ...IN_PROJECT,
      type: "chart",
      owners: [],
      sharedWith: [],
      discoverable: true,
      archived: false,
    },
  },
  { kind: "custom_event", action: "create", attr: IN_PROJECT },
  {
    kind: "data_connection",
    action: "view",
    attr: { ...IN_PROJECT, type: "source" },
  },
  { kind: "derived_property", action: "create", attr: IN_PROJECT },
  { kind: "environment", action: "read", attr: IN_PROJECT },
  { kind: "event_label", action: "create", attr: IN_PROJECT },
  {
    kind: "experiment",
    action: "read",
    attr: { ...IN_PROJECT, access: "everyone", editors: [] },
  },
  { kind: "experiment_settings", action: "view", attr: {} },
  {
    kind: "flag",
    action: "read",
    attr: { ...IN_PROJECT, access: "everyone", editors: [] },
  },
  {
    kind: "guide",
    action: "view",
    attr: { ...IN_PROJECT, type: "guide", published: true },
  },
  { kind: "heatmap", action: "view", attr: IN_PROJECT },
  { kind: "monitor", action: "create", attr: IN_PROJECT },
  { kind: "mutual_exclusion_group", action: "read", attr: IN_PROJECT },
  { kind: "notification_alert", action: "view", attr: IN_PROJECT },
  {
    kind: "organization",
    action: "view",
    attr: { owner: "owner@rolebook.invalid" },
  },
  {
    kind: "organization_member",
    action: "view",
    attr: {
      user: "member@rolebook.invalid",
      role: "member",
      newRole: "member",
      adminCount: 2,
    },
  },
  { kind: "permission_group", action: "view", attr: {} },
  { kind: "project", action: "view_settings", attr: IN_PROJECT },
  { kind: "project_api_key", action: "view", attr: IN_PROJECT },
  {
    kind: "project_member",
    action: "add",
    attr: {
      ...IN_PROJECT,
      app: "analytics",
      user: "member@rolebook.invalid",
      role: "none",
      newRole: "viewer",
    },
  },
  { kind: "project_secret_key", action: "view", attr: IN_PROJECT },
  { kind: "release", action: "edit", attr: IN_PROJECT },
  { kind: "team_space", action: "view", attr: {} },
  { kind: "tracking_plan", action: "view", attr: IN_PROJECT },
  {
    kind: "user_profile",
    action: "edit_name",
    attr: { user: "admin@rolebook.invalid" },
  },
];

/** The resource of a known decision. */
export function knownResource({ kind, attr }: KnownDecision): Resource {
  return {
    kind,
    id: "known-decision",
    attr: { organization: ORGANIZATION, ...attr },
  };
}

/** A principal, and whether it is allowed the action. */
export interface KnownPrincipal {
  /** A description for messages, such as `an organization admin`. */
  readonly who: string;
  readonly principal: Principal;
  readonly allowed: boolean;
}

const EVERYTHING = {
  organizationPlan: "enterprise",
  organizationRole: "admin",
  analytics: { viewer: [], member: [], manager: [], admin: [PROJECT] },
  experiment: { viewer: [], member: [], manager: [], admin: [PROJECT] },
  govern: { viewer: [], editor: [PROJECT] },
  accounts: { viewer: [PROJECT] },
} as const;

const NOTHING = {
  organizationPlan: "enterprise",
  organizationRole: "none",
  analytics: { viewer: [], member: [], manager: [], admin: [] },
  experiment: { viewer: [], member: [], manager: [], admin: [] },
  govern: { viewer: [], editor: [] },
  accounts: { viewer: [] },
} as const;

/** The first may take the action, the others may not. So a policy that refuses or allows everything is noticed. */
export const KNOWN_PRINCIPALS: readonly [KnownPrincipal, ...KnownPrincipal[]] =
  [
    {
      who: "an organization admin",
      principal: {
        id: "admin@rolebook.invalid",
        roles: ["user"],
        attr: { organization: ORGANIZATION, ...EVERYTHING },
      },
      allowed: true,
    },
    {
      who: "a user without any role",
      principal: {
        id: "nobody@rolebook.invalid",
        roles: ["user"],
        attr: { organization: ORGANIZATION, ...NOTHING },
      },
      allowed: false,
    },
    {
      who: "an admin of another organization",
      principal: {
        id: "outsider@rolebook.invalid",
        roles: ["user"],
        attr: { organization: "rolebook-elsewhere", ...EVERYTHING },
      },
      allowed: false,
    },
  ];
