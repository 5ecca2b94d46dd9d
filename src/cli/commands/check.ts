import { Call } from "../../pdp/call.ts";
import type { Change, ProposedStep } from "../../explain/explanation.ts";
import { changeFor } from "../../explain/change.ts";
import {
  check,
  type CheckRequest,
  type Session,
} from "../../decision/check.ts";
import type { Decision, HeldRole } from "../../decision/decision.ts";
import { APP_NAMES, sourcePhrase } from "../../decision/wording/phrases.ts";
import { toInstant } from "../../model/instant.ts";
import { printable } from "../../util/quote.ts";
import { colors } from "../colors.ts";
import { EXIT } from "../errors.ts";
import type { Outcome } from "../output.ts";

/** `rolebook check`: one decision, explained; where that is asked for, with what would turn a refusal into an ALLOW. */
export async function checkCommand(
  session: Session,
  request: CheckRequest & { readonly explain?: boolean | undefined },
): Promise<Outcome> {
  const { explain = false, at = Date.now(), ...question } = request;
  const decision = await check(session, { ...question, at });
  const isRefusal = explain && !decision.allowed;
  const change = isRefusal
    ? await changeFor({
        ...session,
        decision,
        at: toInstant(at),
        contents: session.directory.existingOrganization(
          decision.subject.organization,
        ),
        isWhole: true,
        call: new Call(),
      })
    : undefined;
  return {
    exitCode: decision.allowed ? EXIT.ok : EXIT.negative,
    text: [
      describeDecision(decision),
      ...(isRefusal ? describeChange(change) : []),
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
    return [describeFact(["to allow it", "No change that is known does."])];
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

/** The role and where it comes from. */
function heldPhrase(held: HeldRole): string {
  if (held.scope === "organization") {
    return `organization role ${held.role}${held.isDefault ? " (the default)" : ""}`;
  }
  const via = held.via.map(sourcePhrase).join(" and ");
  return `${APP_NAMES[held.app]} ${held.role} in ${held.project}${via === "" ? "" : `, via ${via}`}`;
}
