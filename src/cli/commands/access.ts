import { Command } from "commander";
import type {
  Access,
  EffectiveRole,
  ProjectAccess,
  Source,
  TeamSpaceMembership,
  TeamSpaceSource,
  WithheldBecause,
} from "../../access/access.ts";
import { resolveAccess } from "../../access/resolve.ts";
import { chooseOrganization } from "../../decision/organization.ts";
import {
  APP_NAMES,
  instantPhrase,
  sourcePhrase,
  timePhrase,
  WITHHELD_PHRASES,
} from "../../decision/wording/phrases.ts";
import type {
  Directory,
  OrganizationDirectory,
} from "../../directory/directory.ts";
import { loadDirectory } from "../../directory/load.ts";
import { type App, APPS } from "../../model/roles.ts";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import { colors } from "../colors.ts";
import { directoryPath } from "../context.ts";
import { EXIT } from "../../errors/exit-code.ts";
import { examples } from "../examples.ts";
import {
  atOption,
  directoryOption,
  jsonOption,
  organizationOption,
  projectOption,
} from "../options.ts";
import { type Outcome, type Report, table } from "../output.ts";

interface AccessOptions {
  readonly directory?: string | undefined;
  readonly organization?: string | undefined;
  readonly project?: string | undefined;
  readonly app?: string | undefined;
  readonly at: number;
}

/**
 * `rolebook access`: the effective roles and team spaces of a user, with their sources. `project` and `app` select
 * roles.
 */
export function accessCommand(report: Report): Command {
  return new Command("access")
    .description(
      "The effective roles and team spaces of a user, and their sources.",
    )
    .argument("<user>", "an e-mail address")
    .addOption(directoryOption())
    .addOption(jsonOption())
    .addOption(organizationOption())
    .addOption(projectOption("only in this project"))
    .option("--app <app>", "only in this app")
    .addOption(atOption())
    .addHelpText(
      "after",
      examples(
        "access noor@acme.example",
        "access lena@contractor.example --project web --at 2026-08-01",
      ),
    )
    .action(async (user: string, options: AccessOptions) => {
      const path = directoryPath(options.directory);
      report(accessOf(await loadDirectory(path), user, options));
    });
}

function accessOf(
  directory: Directory,
  user: string,
  { project, app, at, ...options }: AccessOptions,
): Outcome {
  const organization = chooseOrganization(
    directory,
    options.organization,
    user,
  );
  const contents = directory.existingOrganization(organization);
  if (contents.user(user) === undefined) {
    throw new UnknownNameError(
      "user",
      user,
      contents.users.map((each) => each.id),
      { where: `in ${organization}` },
    );
  }
  if (app !== undefined && !(APPS as readonly string[]).includes(app)) {
    throw new UnknownNameError("app", app, APPS);
  }
  if (project !== undefined) contents.existingProject(project);
  const found = resolveAccess(directory, { user, organization, at });
  const apps = app === undefined ? APPS : [app as App];
  const selected = {
    ...found,
    projects: found.projects
      .filter((each) => project === undefined || each.project === project)
      .map((each) => ({
        project: each.project,
        roles: Object.fromEntries(apps.map((name) => [name, each.roles[name]])),
      })),
  };
  return {
    exitCode: EXIT.ok,
    text: describe(
      contents,
      found,
      selected.projects,
      `No access to ${app === undefined ? "" : `${APP_NAMES[app as App]} in `}${project === undefined ? "any project" : `the project ${project}`}.`,
    ),
    json: selected,
  };
}

interface Selection {
  readonly project: string;
  readonly roles: Partial<ProjectAccess["roles"]>;
}

function describe(
  contents: OrganizationDirectory,
  access: Access,
  projects: readonly Selection[],
  nothing: string,
): string {
  const { user: id, organizationRole, status, at } = access;
  const name = contents.user(id)?.name ?? id;
  const heading = [
    colors.bold(`${name} <${id}>`) + ` in ${contents.organization.name}`,
    `organization role: ${organizationRole}${access.organizationRoleIsDefault ? " (the default)" : ""}`,
    `status: ${status}`,
    `as of: ${instantPhrase(at)}`,
    "",
  ];
  const rows = projects.flatMap(({ project, roles }) =>
    Object.values(roles)
      .filter(playsAPart)
      .map((role, index) => [
        index === 0 ? project : "",
        APP_NAMES[role.app],
        role.role,
        accessVia(role).join("\n"),
      ]),
  );
  return [
    ...heading,
    rows.length === 0
      ? nothing
      : table(["PROJECT", "APP", "ROLE", "ACCESS VIA"], rows),
    ...teamSpaces(access.teamSpaces),
  ].join("\n");
}

function teamSpaces(spaces: readonly TeamSpaceMembership[]): readonly string[] {
  if (spaces.length === 0) return [];
  const rows = spaces.map((space) => [
    space.teamSpace,
    space.member ? "yes" : "no",
    joinedVia(space).join("\n"),
  ]);
  return ["", table(["TEAM SPACE", "MEMBER", "JOINED VIA"], rows)];
}

function playsAPart(role: EffectiveRole): boolean {
  return accessVia(role).length > 0;
}

/**
 * A line for each source of the role: those that give it, and those that are overridden, expired, upcoming or withheld.
 */
function accessVia(role: EffectiveRole): readonly string[] {
  const named = (source: Source): string => {
    const followed = "app" in source && source.app !== role.app;
    const app = followed ? `${APP_NAMES[source.app]} ` : "";
    return `${app}${source.role} by ${sourcePhrase(source)}`;
  };
  return [
    ...role.via.map(sourcePhrase),
    ...role.lost.map(
      ({ source, to }) =>
        `(lost to ${to === "higher_role" ? "a higher role" : "the Experiment grant"}: ${named(source)})`,
    ),
    ...withoutEffect(role, named),
  ];
}

/** A line for each source of a membership: those that give it, and those that are expired, upcoming or withheld. */
function joinedVia(space: TeamSpaceMembership): readonly string[] {
  return [
    ...space.via.map(membershipPhrase),
    ...withoutEffect(space, membershipPhrase),
  ];
}

function membershipPhrase(source: TeamSpaceSource): string {
  if (source.kind === "member") return "own membership";
  return `group "${source.groupName}"${timePhrase(source)}`;
}

interface WithoutEffect<S> {
  readonly expired: readonly S[];
  readonly upcoming: readonly S[];
  readonly withheld: readonly {
    readonly source: S;
    readonly because: WithheldBecause;
  }[];
}

function withoutEffect<S>(
  { expired, upcoming, withheld }: WithoutEffect<S>,
  named: (source: S) => string,
): readonly string[] {
  return [
    ...expired.map((source) => `(expired: ${named(source)})`),
    ...upcoming.map((source) => `(not yet: ${named(source)})`),
    ...withheld.map(
      ({ source, because }) =>
        `(withheld, ${WITHHELD_PHRASES[because]}: ${named(source)})`,
    ),
  ];
}
