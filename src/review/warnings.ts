import { resolveWithin } from "../access/resolve.ts";
import type {
  Directory,
  OrganizationDirectory,
} from "../directory/directory.ts";
import { hasExpired } from "../model/lifetime.ts";
import { grantPhrase, heldGrants } from "./held-grants.ts";
import type { Instant } from "../model/instant.ts";
import { formatPath } from "../directory/read/path.ts";
import type { Remark, Warning } from "./warning.ts";
import { repeatedGrants, repeatedUsers } from "./repetitions.ts";

type Review = (
  directory: OrganizationDirectory,
  at: Instant,
) => Iterable<Remark>;

const REVIEWS: readonly Review[] = [
  emptyGroups,
  expiredGrants,
  grantsWithoutModule,
  expiredMemberships,
  restrictionsWithoutPlan,
  editorsWhoCannotEdit,
  repeatedGrants,
  repeatedUsers,
];

/** Warnings for an administrator, as of an instant: ordered by organization, then by warning, then by id. */
export function reviewDirectory(
  directory: Directory,
  at: Instant,
): readonly Warning[] {
  return remarksOn(directory, at).map(({ path, ...remark }) => ({
    ...remark,
    ...(path === undefined ? {} : { path: formatPath(path) }),
  }));
}

export function remarksOn(
  directory: Directory,
  at: Instant,
): readonly Remark[] {
  return directory.organizations.flatMap((organization) =>
    REVIEWS.flatMap((review) => [...review(organization, at)]),
  );
}

function* emptyGroups({ groups }: OrganizationDirectory): Generator<Remark> {
  for (const { organization, id, members } of groups) {
    if (members.length > 0) continue;
    yield {
      organization,
      kind: "Group",
      id,
      message: `Group "${id}" has no members`,
      remedy: "Add members, or remove the group.",
    };
  }
}

function* expiredGrants(
  directory: OrganizationDirectory,
  at: Instant,
): Generator<Remark> {
  for (const { grant, index, ...holder } of heldGrants(directory)) {
    if (!hasExpired(grant, at)) continue;
    yield {
      ...holder,
      path: ["grants", index, "expires"],
      message: `${grantPhrase(grant)} has expired`,
      remedy: "Remove the grant, or extend it.",
    };
  }
}

function* grantsWithoutModule(
  directory: OrganizationDirectory,
): Generator<Remark> {
  for (const { grant, index, ...holder } of heldGrants(directory)) {
    const { app, project } = grant;
    if (app === "analytics") continue;
    if (directory.project(project)?.modules.includes(app) !== false) continue;
    yield {
      ...holder,
      path: ["grants", index],
      message: `${grantPhrase(grant)} gives nothing, because the project has not enabled the module`,
      remedy: "Enable the module in the project, or remove the grant.",
    };
  }
}

function* expiredMemberships(
  { groups }: OrganizationDirectory,
  at: Instant,
): Generator<Remark> {
  for (const { organization, id, members } of groups) {
    for (const [index, member] of members.entries()) {
      if (!hasExpired(member, at)) continue;
      yield {
        organization,
        kind: "Group",
        id,
        path: ["members", index, "expires"],
        message: `The membership of "${member.user}" has expired`,
        remedy: "Remove the member, or extend the membership.",
      };
    }
  }
}

function* restrictionsWithoutPlan({
  organization: { plan },
  items,
}: OrganizationDirectory): Generator<Remark> {
  if (plan === "enterprise") return;
  for (const { organization, kind, project, id, access } of items) {
    if (access !== "editors") continue;
    const isFlag = kind === "flag";
    yield {
      organization,
      kind: isFlag ? "Flag" : "Experiment",
      id,
      project,
      path: ["access"],
      message: `The ${kind} "${id}" of project "${project}" stays restricted to its editors, although the plan ${plan} does not include restricted ${kind}s`,
      remedy:
        "Open it to everyone, or leave it as it is. Once it is open, it cannot be restricted again on this plan.",
    };
  }
}

/** An editor still needs a role that edits. Viewers and people without a role may not edit, even if they are listed. */
function* editorsWhoCannotEdit(
  directory: OrganizationDirectory,
  at: Instant,
): Generator<Remark> {
  for (const {
    organization,
    kind,
    project,
    id,
    access,
    editors,
  } of directory.items) {
    if (access !== "editors") continue;
    for (const [index, user] of editors.entries()) {
      const { projects } = resolveWithin(directory, user, at);
      const { role = "none" } =
        projects.find((each) => each.project === project)?.roles.experiment ??
        {};
      if (role !== "none" && role !== "viewer") continue;
      yield {
        organization,
        kind: kind === "flag" ? "Flag" : "Experiment",
        id,
        project,
        path: ["editors", index],
        message: `The editor "${user}" has ${role === "none" ? "no Experiment role" : `the Experiment role ${role}`} in project "${project}" and cannot edit`,
        remedy:
          "Give them a role that may edit, or remove them from the editors.",
      };
    }
  }
}
