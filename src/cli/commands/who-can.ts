import { Readable } from "node:stream";
import type { Session } from "../../decision/check.ts";
import { attributesOfCreated } from "../../kinds/new-flag.ts";
import { decide } from "../../decision/decide.ts";
import type { Decision } from "../../decision/decision.ts";
import { chooseOrganization } from "../../decision/organization.ts";
import { sourcesPhrase } from "../../decision/wording/phrases.ts";
import { describeResource, organizationOf } from "../../decision/resource.ts";
import { everyone, type Subject } from "../../decision/subject.ts";
import { assertAction } from "../../policies/catalog.ts";
import { colors } from "../colors.ts";
import type { CommonOptions } from "../context.ts";
import type { Resource } from "../../pdp/pdp.ts";
import { printable } from "../../util/quote.ts";
import { EXIT } from "../errors.ts";
import { count, type Outcome, table } from "../output.ts";
import { Progress } from "../progress.ts";

export interface WhoCanOptions extends CommonOptions {
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  readonly project?: string | undefined;
  readonly attr: Readonly<Record<string, string>>;
  readonly at: number;
}

/** Questions under way at once. */
const CONCURRENCY = 32;

/** `rolebook who-can`: everyone of the resource's organization who may, with the reason. */
export async function whoCanCommand(
  { directory, catalog, pdp }: Session,
  { action, at, ...options }: WhoCanOptions,
): Promise<Outcome> {
  const kind = catalog.kind(options.kind);
  assertAction(kind, action);
  const organization = chooseOrganization(directory, options.organization);
  const resource = describeResource(directory, catalog, {
    ...options,
    organization,
    created: attributesOfCreated(
      kind,
      action,
      directory.existingOrganization(organization).organization,
    ),
  });
  const owner = directory.existingOrganization(organizationOf(resource));
  const { id } = owner.organization;
  const asked = owner.users.length + owner.credentials.length;
  const progress = new Progress(asked);
  const decisions = await Readable.from(everyone(directory, id, at))
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
