import { isDeepStrictEqual } from "node:util";
import { Command } from "commander";
import pMap from "p-map";
import type { Authorizer } from "../../authorizer/authorizer.ts";
import type { Decision } from "../../decision/decision.ts";
import { chooseOrganization } from "../../decision/organization.ts";
import { organizationOf } from "../../decision/resource.ts";
import { sourcesPhrase } from "../../decision/wording/phrases.ts";
import type { Directory } from "../../directory/directory.ts";
import type { Resource } from "../../pdp/pdp.ts";
import { assertAction } from "../../policies/catalog.ts";
import type { AnyPolicies } from "../../policies/types/policy-types.ts";
import { printable } from "../../util/quote.ts";
import { type ResourceName, resourceArgument } from "../arguments.ts";
import { type AttributeOptions, readAttributes } from "../attributes.ts";
import { colors } from "../colors.ts";
import { type QuestionOptions, withAuthorizer } from "../context.ts";
import { EXIT } from "../../errors/exit-code.ts";
import { examples } from "../examples.ts";
import {
  atOption,
  attrOption,
  directoryOption,
  jsonOption,
  organizationOption,
  pdpOption,
  policiesOption,
  projectOption,
} from "../options.ts";
import { count, type Outcome, type Report, table } from "../output.ts";
import { Progress } from "../progress.ts";

interface WhoCanOptions extends QuestionOptions, AttributeOptions {
  readonly at: number;
}

/** `rolebook who-can`: everybody in the resource's organization who may take an action, with the reason. */
export function whoCanCommand(report: Report): Command {
  return new Command("who-can")
    .description("Everyone who may do this, and why.")
    .argument("<action>", "such as edit")
    .addArgument(resourceArgument())
    .addOption(directoryOption())
    .addOption(jsonOption())
    .addOption(organizationOption())
    .addOption(pdpOption())
    .addOption(policiesOption())
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
          await withAuthorizer(options, (authorizer, directory) =>
            whoCan(authorizer, directory, { ...options, action }, resource),
          ),
        );
      },
    );
}

/** The number of questions at once. */
const CONCURRENCY = 32;

async function whoCan(
  authorizer: Authorizer<AnyPolicies>,
  directory: Directory,
  { action, at, ...options }: WhoCanOptions & { readonly action: string },
  { kind: kindName, id }: ResourceName,
): Promise<Outcome> {
  const kind = authorizer.catalog.kind(kindName);
  assertAction(kind, action);
  const attr = readAttributes(kind, id, options);
  const resource = { kind: kindName, id, attr };
  const organization =
    options.attr["organization"] ??
    chooseOrganization(directory, options.organization);
  const { users, credentials } = directory.existingOrganization(organization);
  const everyone = [
    ...users.map(({ id: user }) => ({ user })),
    ...credentials.map(({ id: credential }) => ({ credential })),
  ];
  const progress = new Progress(everyone.length);
  const decisions = await pMap(
    everyone,
    async (subject) => {
      const request = { ...subject, organization, at, action, resource };
      const decision = await authorizer.check(request);
      progress.advance();
      return decision;
    },
    { concurrency: CONCURRENCY },
  ).finally(() => {
    progress.end();
  });
  const allowed = decisions.filter((decision) => decision.allowed);
  const asked = everyone.length;
  const common = commonTo(decisions, resource);
  return {
    exitCode: EXIT.ok,
    text: describe(allowed, asked, action, common),
    json: { action, resource: common, asked, allowed },
  };
}

/** The resource with the attributes that it has for everyone: those of a new one may depend on who creates it. */
function commonTo(
  decisions: readonly Decision[],
  { kind, id }: Pick<Resource, "kind" | "id">,
): Resource {
  const [first, ...others] = decisions.map(({ resource }) => resource.attr);
  const attr = Object.entries(first ?? {}).filter(([name, value]) =>
    others.every((each) => isDeepStrictEqual(each[name], value)),
  );
  return { kind, id, attr: Object.fromEntries(attr) };
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
