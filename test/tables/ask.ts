import type { Pdp, PdpAnswer } from "../../src/pdp/pdp.ts";
import type { Case } from "./cases/case.ts";

/** The most resources that a request may hold. */
const BATCH = 500;

/** Requests under way at a time: while the PDP judges one, the client reads another. */
const AT_ONCE = 4;

/** Asks the PDP about every case, and lists the answers that are not what the tables say. */
export async function disagreements(
  pdp: Pdp,
  cases: readonly Case[],
): Promise<string[]> {
  const remaining = batches(cases).values();
  const found: string[] = [];
  const askOn = async (): Promise<void> => {
    for (const batch of remaining) {
      const [first] = batch;
      if (first === undefined) continue;
      const answers = await pdp.check(
        {
          principal: first.subject.principal,
          resources: batch.map(({ resource, action }) => ({
            resource,
            actions: [action],
          })),
        },
        { deadline: 10_000 },
      );
      found.push(
        ...batch.flatMap((each, index) => compare(each, answers[index])),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return found.sort();
}

/** The cases by principal, for a request has one. */
function batches(cases: readonly Case[]): Case[][] {
  const byPrincipal = new Map<string, Case[]>();
  for (const each of cases) {
    const key = JSON.stringify(each.subject.principal);
    const ofPrincipal = byPrincipal.get(key);
    if (ofPrincipal === undefined) byPrincipal.set(key, [each]);
    else ofPrincipal.push(each);
  }
  return [...byPrincipal.values()].flatMap((ofPrincipal) =>
    Array.from({ length: Math.ceil(ofPrincipal.length / BATCH) }, (_, at) =>
      ofPrincipal.slice(at * BATCH, (at + 1) * BATCH),
    ),
  );
}

function compare(
  { subject, resource, action, expected }: Case,
  answer: PdpAnswer | undefined,
): string[] {
  const [ruling] = answer?.rulings ?? [];
  const actual = ruling?.allowed
    ? "allow"
    : ["deny", ...(ruling?.codes ?? [])].join(" ");
  if (actual === expected) return [];
  const { id, attr } = subject.principal;
  return [
    `${id} ${action} ${resource.kind} ${JSON.stringify(resource.attr)}, plan ${attr.organizationPlan}: expected ${expected}, the PDP says ${actual}`,
  ];
}
