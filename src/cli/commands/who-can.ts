import { Readable } from "node:stream";
import { Command } from "commander";
import type { Session } from "../../decision/check.ts";
import { attributesOfCreated } from "../../kinds/new-flag.ts";
import { decide } from "../../decision/decide.ts";
import type { Decision } from "../../decision/decision.ts";
import { chooseOrganization } from "../../decision/organization.ts";
import { sourcesPhrase } from "../../decision/wording/phrases.ts";
import { describeResource, organizationOf } from "../../decision/resource.ts";
import { everyone, type Subject } from "../../decision/subject.ts";
import { assertAction } from "../../policies/catalog.ts";
import type { Resource } from "../../pdp/pdp.ts";
import { printable } from "../../util/quote.ts";
import { type ResourceName, resourceArgument } from "../arguments.ts";
import { colors } from "../colors.ts";
import { type CommonOptions, withSession } from "../context.ts";
import { EXIT } from "../../errors/exit-code.ts";
import { examples } from "../examples.ts";
import {
  atOption,
  attrOption,
  directoryOption,
  jsonOption,
  organizationOption,
  pdpOption,
  projectOption,
} from "../options.ts";
import { count, type Outcome, type Report, table } from "../output.ts";
import { Progress } from "../progress.ts";

interface WhoCanOptions extends CommonOptions {
  readonly project?: string | undefined;
  readonly attr: Readonly<Record<string, string>>;
  readonly at: number;
}

/** `rolebook who-can`: everyone of the resource's organization who may, with the reason. */
export function whoCanCommand(report: Report): Command {
  return new Command("who-can")
    .description("Everyone who may do this, and why.")
    .argument("<action>", "such as edit")
    .addArgument(resourceArgument())
    .addOption(directoryOption())
    .addOption(jsonOption())
    .addOption(organizationOption())
    .addOption(pdpOption())
    .addOption(projectOption("the project of the resource"))
    .addOption(attrOption())
    .addOption(atOption())
    .addHelpText(
      "after",
      examples(
        "who-can edit flag:new-checkout",
        "who-can activate:write experiment:express-payment --json",
      ),
    )
    .action(
      async (
        action: string,
        resource: ResourceName,
        options: WhoCanOptions,
      ) => {
        report(
          await withSession(options, (session) =>
            whoCan(session, action, resource, options),
          ),
        );
      },
    );
}

/** Questions under way at once. */
const CONCURRENCY = 32;

async function whoCan(
  { directory, catalog, pdp }: Session,
  action: string,
  { kind: kindName, id }: ResourceName,
  { at, ...options }: WhoCanOptions,
): Promise<Outcome> {
  const kind = catalog.kind(kindName);
  assertAction(kind, action);
  const organization = chooseOrganization(directory, options.organization);
  const resource = describeResource(directory, catalog, {
    ...options,
    kind: kindName,
    id,
    organization,
    created: attributesOfCreated(
      kind,
      action,
      directory.existingOrganization(organization).organization,
    ),
  });
  const owner = directory.existingOrganization(organizationOf(resource));
  const asked = owner.users.length + owner.credentials.length;
  const progress = new Progress(asked);
  const decisions = await Readable.from(
    everyone(directory, owner.organization.id, at),
  )
    .map(
      async (subject: Subject) => {
        const decision = await decide(pdp, { subject, action, resource, kind });
        progress.advance();
        return decision;
      },
      { concurrency: CONCURRENCY },
    )
    .filter((decision: Decision) => decision.allowed)
    .toArray()
    .finally(() => {
      progress.end();
    });
  const allowed = decisions as Decision[];
  return {
    exitCode: EXIT.ok,
    text: describe(allowed, asked, action, resource),
    json: { action, resource, asked, allowed },
  };
}

function describe(
  allowed: readonly Decision[],
  asked: number,
  action: string,
  resource: Resource,
): string {
  const { project } = resource.attr;
  const place = typeof project === "string" ? ` in project ${project}` : "";
  const sentence = `${allowed.length.toLocaleString("en")} of ${count(asked, "user or credential", "users and credentials")} of ${organizationOf(resource)} may ${action} ${resource.kind}:${resource.id}${place}`;
  if (allowed.length === 0) return colors.bold(`${printable(sentence)}.`);
  return [
    colors.bold(`${printable(sentence)}:`),
    "",
    table(
      ["WHO", "ROLE", "FROM", "RULE", "WHY"],
      allowed.map(({ subject, roles, rule, reason }) => [
        subject.id,
        roles.map(({ role }) => role).join(", ") || subject.type,
        roles.map(sourcesPhrase).join("\n") || "-",
        rule ?? "(unnamed)",
        reason,
      ]),
    ),
  ].join("\n");
}
