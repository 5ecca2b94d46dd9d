import { check, type CheckRequest, type Session } from "../decision/check.ts";
import type { Decision, HeldRole } from "../decision/decision.ts";
import { APP_NAMES, sourcePhrase } from "../decision/phrases.ts";
import { printable } from "../quote.ts";
import { colors } from "./colors.ts";
import { EXIT } from "./errors.ts";
import type { Outcome } from "./output.ts";

/** `rolebook check`: one decision, explained. */
export async function checkCommand(
  session: Session,
  request: CheckRequest,
): Promise<Outcome> {
  const decision = await check(session, request);
  return {
    exitCode: decision.allowed ? EXIT.ok : EXIT.negative,
    text: describeDecision(decision),
    json: decision,
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
    ...facts.map(
      ([name, text]) => `  ${colors.dim(name.padEnd(14))} ${printable(text)}`,
    ),
  ].join("\n");
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
