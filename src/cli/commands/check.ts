import { Command, Option } from "commander";
import type { Authorizer } from "../../authorizer/authorizer.ts";
import type { Decision, HeldRole } from "../../decision/decision.ts";
import { APP_NAMES, sourcePhrase } from "../../decision/wording/phrases.ts";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import type {
  Change,
  Explanation,
  ProposedStep,
} from "../../explain/explanation.ts";
import type { Credential } from "../../model/organization.ts";
import { CREDENTIAL_TYPES } from "../../model/roles.ts";
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
import type { Outcome, Report } from "../output.ts";

interface CheckOptions extends QuestionOptions, AttributeOptions {
  readonly as?: Credential["type"] | undefined;
  readonly at: number;
  readonly explain?: boolean | undefined;
}

interface Asked {
  /** A user id or a credential id. */
  readonly subject: string;
  readonly action: string;
}

/**
 * `rolebook check`: one decision with its reason. With `--explain`, a DENY also has the smallest change that would
 * allow it.
 */
export function checkCommand(report: Report): Command {
  return new Command("check")
    .description("May this user do this? ALLOW or DENY, and why.")
    .argument("<user>", "an e-mail address, or the id of a credential")
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
    .addOption(
      new Option(
        "--as <type>",
        "ask as a credential of this type, not with the user's own roles",
      ).choices(CREDENTIAL_TYPES),
    )
    .option(
      "--explain",
      "for a DENY, the smallest change that would allow it, and who may make it",
    )
    .addHelpText(
      "after",
      examples(
        "check sam@acme.example edit flag:new-checkout",
        "check pavel@acme.example edit flag:new-checkout --explain",
        "check noor@acme.example read environment:production --project web",
      ),
    )
    .action(
      async (
        subject: string,
        action: string,
        resource: ResourceName,
        options: CheckOptions,
      ) => {
        report(
          await withAuthorizer(options, (authorizer) =>
            check(authorizer, { ...options, subject, action }, resource),
          ),
        );
      },
    );
}

/** Milliseconds for an explanation: people wait longer than services. */
const PATIENCE = 10_000;

async function check(
  authorizer: Authorizer<AnyPolicies>,
  { subject, action, explain = false, ...options }: CheckOptions & Asked,
  { kind: kindName, id }: ResourceName,
): Promise<Outcome> {
  const kind = authorizer.catalog.kind(kindName);
  assertAction(kind, action);
  if (subject === "") {
    throw new UnknownNameError("user or credential", subject, []);
  }
  const { as, organization, at } = options;
  const attr = readAttributes(kind, id, options);
  const resource = { kind: kindName, id, attr };
  const request = { subject, as, organization, at, action, resource };
  const { decision, change }: Explanation = explain
    ? await authorizer.explain(request, { deadline: PATIENCE })
    : { decision: await authorizer.check(request) };
  const isExplained = explain && !decision.allowed;
  return {
    exitCode: decision.allowed ? EXIT.ok : EXIT.negative,
    text: [
      describeDecision(decision),
      ...(isExplained ? describeChange(change) : []),
    ].join("\n"),
    json: { ...decision, change },
  };
}

function describeDecision(decision: Decision): string {
  const { allowed, subject, action, resource, derivedRoles } = decision;
  const verdict = allowed ? colors.green("ALLOW") : colors.red("DENY ");
  const as = subject.type === "user" ? "" : ` (as ${subject.type})`;
  const facts: [string, string][] = [
    ["why", decision.reason],
    ...decision.roles.map((role): [string, string] => [
      "role",
      heldPhrase(role),
    ]),
    ["derived roles", derivedRoles.join(", ") || "none"],
  ];
  if (allowed) {
    facts.push(["rule", `${decision.policy}#${decision.rule ?? "(unnamed)"}`]);
  } else if (decision.code !== undefined) facts.push(["code", decision.code]);
  return [
    `${colors.bold(verdict)}  ${printable(`${subject.id}${as} ${allowed ? "may" : "may not"} ${action} ${resource.kind}:${resource.id}${placePhrase(decision)}`)}`,
    ...facts.map(describeFact),
  ].join("\n");
}

function describeFact([name, text]: readonly [string, string]): string {
  return `  ${colors.dim(name.padEnd(14))} ${printable(text)}`;
}

function describeChange(change: Change | undefined): readonly string[] {
  if (change === undefined) {
    return [describeFact(["to allow it", "No change found would allow it."])];
  }
  return change.steps.flatMap((step, index) => [
    describeFact([index === 0 ? "to allow it" : "and", step.sentence]),
    ...(step.by === undefined
      ? []
      : [describeFact(["who may do so", peoplePhrase(step.by, step.more)])]),
  ]);
}

function peoplePhrase(
  people: NonNullable<ProposedStep["by"]>,
  more = false,
): string {
  const names = people.map(({ name }) => name).join(", ");
  if (!more) return names || "nobody, as things are";
  return names === "" ? "nobody who was asked" : `${names} and perhaps others`;
}

function placePhrase({ resource: { attr } }: Decision): string {
  const { project } = attr;
  return typeof project === "string" ? ` in project ${project}` : "";
}

/** A role with its sources. */
function heldPhrase(held: HeldRole): string {
  if (held.scope === "organization") {
    return `organization role ${held.role}${held.isDefault ? " (the default)" : ""}`;
  }
  const via = held.via.map(sourcePhrase).join(" and ");
  return `${APP_NAMES[held.app]} ${held.role} in ${held.project}${via === "" ? "" : `, via ${via}`}`;
}
