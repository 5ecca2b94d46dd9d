import type { Pdp, PdpAnswer } from "../../src/pdp/pdp.ts";
import type { Case } from "./cases/case.ts";

/** The most resources that a request may hold. */
const BATCH = 500;

/** Requests under way at a time: while the PDP judges one, the client reads another. */
const AT_ONCE = 4;

/** Asks the PDP about every case: how many it answered, and the answers that are not what the tables say. */
export async function disagreements(
  pdp: Pdp,
  cases: readonly Case[],
): Promise<{ readonly answered: number; readonly found: readonly string[] }> {
  const remaining = batches(cases).values();
  const found: string[] = [];
  let answered = 0;
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
      for (const [index, each] of batch.entries()) {
        const [ruling] = answers[index]?.rulings ?? [];
        if (ruling === undefined) continue;
        answered += 1;
        found.push(...compare(each, ruling));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return { answered, found: found.sort() };
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
  { allowed, codes }: PdpAnswer["rulings"][number],
): string[] {
  const actual = allowed ? "allow" : ["deny", ...codes].join(" ");
  if (actual === expected) return [];
  const { id, attr } = subject.principal;
  return [
    `${id} ${action} ${resource.kind} ${JSON.stringify(resource.attr)}, plan ${attr.organizationPlan}: expected ${expected}, the PDP says ${actual}`,
  ];
}
