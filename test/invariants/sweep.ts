import {
  type CheckResourcesResult,
  type Principal as CerbosPrincipal,
  Effect,
  type Value,
} from "@cerbos/core";
import { GRPC } from "@cerbos/grpc";
import type { Principal } from "../../src/model/principal.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";
import type { Catalog, Kind } from "../../src/policies/catalog.ts";
import { principalAttributesRead } from "./reads.ts";
import { type Attributes, resourcesOf } from "./resources.ts";
import { type Subject, subjectsFor } from "./subjects.ts";

/** An action that no policy knows; it is asked of every kind. */
export const UNKNOWN_ACTION = "no_such_action";

/** One question, and the PDP's answer to it. */
export interface Answered {
  readonly kind: Kind;
  readonly subject: Subject;
  readonly attr: Attributes;
  readonly action: string;
  readonly allowed: boolean;
}

/** The answers to everything that can be asked about one kind. */
export interface SweptKind {
  readonly kind: Kind;
  readonly subjects: readonly Subject[];
  readonly resources: readonly Attributes[];
  /** Those of the catalog, and the unknown one. */
  readonly actions: readonly string[];
  /** The answer to the question with these places in the lists. */
  readonly allowed: (
    subject: number,
    resource: number,
    action: number,
  ) => boolean;
}

const UNANSWERED = 0;
const REFUSED = 1;
const ALLOWED = 2;

/** Resources in a request: so many that the PDP's time goes into decisions, so few that a message stays small. */
const BATCH = 100;
/** Requests under way at the same time: while the PDP works on one, this process reads another. */
const CONCURRENCY = 2;

/** Asks the PDP every question there is about every kind of the catalog. */
export async function sweep(pdp: Pdp, catalog: Catalog): Promise<SweptKind[]> {
  const swept: SweptKind[] = [];
  for (const kind of catalog.kinds) {
    const subjects = subjectsFor(await principalAttributesRead(kind));
    swept.push(await sweepKind(pdp, kind, subjects, resourcesOf(kind)));
  }
  return swept;
}

/** Asks the PDP about every action of a kind, for each of these subjects and resources. */
export async function sweepKind(
  pdp: Pdp,
  kind: Kind,
  subjects: readonly Subject[],
  resources: readonly Attributes[],
): Promise<SweptKind> {
  const actions = [...kind.actions, UNKNOWN_ACTION];
  const perSubject = resources.length * actions.length;
  const answers = new Uint8Array(subjects.length * perSubject).fill(UNANSWERED);
  const entries = resources.map((attr, index) => ({
    resource: { kind: kind.name, id: String(index), attr },
    actions,
  }));
  const batches = subjects.flatMap(({ principal }, subject) =>
    Array.from({ length: Math.ceil(resources.length / BATCH) }, (_, batch) => ({
      principal,
      at: subject * perSubject + batch * BATCH * actions.length,
      resources: entries.slice(batch * BATCH, (batch + 1) * BATCH),
    })),
  );
  // Not by way of Pdp.check, which asks about each action by itself to get refusal codes right: of effects, which are all that is
  // wanted here, five times as many come back in the same time.
  const client = new GRPC(pdp.address, { tls: false });
  const remaining = batches.values();
  const work = async (): Promise<void> => {
    for (const { principal, at, resources: asked } of remaining) {
      const { results } = await client.checkResources(
        { principal: toRequest(principal), resources: asked },
        { signal: AbortSignal.timeout(30_000) },
      );
      if (results.length !== asked.length)
        throw new Error("answers are missing");
      results.forEach((result, index) => {
        assertJudged(result);
        actions.forEach((action, nth) => {
          answers[at + index * actions.length + nth] =
            result.actions[action] === Effect.ALLOW ? ALLOWED : REFUSED;
        });
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  } finally {
    client.close();
  }
  return {
    kind,
    subjects,
    resources,
    actions,
    allowed(subject, resource, action) {
      const at = subject * perSubject + resource * actions.length + action;
      const answer = answers[at] ?? UNANSWERED;
      if (answer === UNANSWERED) throw new Error(`${kind.name} was not asked`);
      return answer === ALLOWED;
    },
  };
}

function toRequest({ id, roles, attr }: Principal): CerbosPrincipal {
  return {
    id,
    roles: [...roles],
    attr: attr as unknown as Record<string, Value>,
  };
}

/** A refusal that comes of a request which no schema accepts would prove nothing. */
function assertJudged({
  resource,
  validationErrors,
}: CheckResourcesResult): void {
  const [error] = validationErrors;
  if (error === undefined) return;
  throw new Error(`${resource.kind}: ${error.path} ${error.message}`);
}

/** The questions about these kinds one by one, with their answers. */
export function* answered(
  swept: readonly SweptKind[],
): Generator<Answered, undefined> {
  for (const { kind, subjects, resources, actions, allowed } of swept) {
    for (const [s, subject] of subjects.entries()) {
      for (const [r, attr] of resources.entries()) {
        for (const [a, action] of actions.entries()) {
          yield { kind, subject, attr, action, allowed: allowed(s, r, a) };
        }
      }
    }
  }
  return undefined;
}

/** A question in words, for a list of those that break an invariant. */
export function describeQuestion({
  kind,
  subject,
  attr,
  action,
}: Omit<Answered, "allowed">): string {
  const { id, roles, attr: has } = subject.principal;
  return `${id} (${roles.join()}) ${JSON.stringify(has)} ${action} ${kind.name} ${JSON.stringify(attr)}`;
}
