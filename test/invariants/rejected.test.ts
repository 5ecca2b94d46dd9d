import { Effect, type Principal, type Value } from "@cerbos/core";
import { GRPC } from "@cerbos/grpc";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PdpRequestError } from "../../src/pdp/errors.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import {
  acceptedResources,
  rejectedPrincipals,
  rejectedResources,
} from "./rejections.ts";
import { EVERYTHING, subject } from "./subjects.ts";

/**
 * A request that a schema rejects is an error, whatever it asks for and whoever asks: it is never a decision. Those who ask are
 * admins of everything, so that nothing else refuses them.
 */

const { kinds } = await loadCatalog();
const ADMIN = subject("user", EVERYTHING).principal;

let pdp: EmbeddedPdp;
let client: GRPC;
beforeAll(async () => {
  pdp = await startPdp();
  client = new GRPC(pdp.address, { tls: false });
});
afterAll(async () => {
  client.close();
  await pdp.close();
});

type Attributes = Readonly<Record<string, Value>>;

interface Question {
  readonly what: string;
  readonly kind: string;
  readonly attr: Attributes;
  readonly actions: readonly string[];
}

/** Resources in a request. */
const BATCH = 100;

/** Those of the questions that the PDP judges, which is to say that no schema rejects; each must be answered. */
async function judged(
  questions: readonly Question[],
  { id, roles, attr }: Principal = toRequest(ADMIN.attr),
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let at = 0; at < questions.length; at += BATCH) {
    const batch = questions.slice(at, at + BATCH);
    const { results } = await client.checkResources(
      {
        principal: { id, roles, attr: attr ?? {} },
        resources: batch.map((each, index) => ({
          resource: { kind: each.kind, id: String(index), attr: each.attr },
          actions: [...each.actions],
        })),
      },
      { signal: AbortSignal.timeout(30_000) },
    );
    expect(results.length).toBe(batch.length);
    for (const [index, { validationErrors, actions }] of results.entries()) {
      const { what = "", actions: asked = [] } = batch[index] ?? {};
      const isRefused = asked.every((each) => actions[each] === Effect.DENY);
      if (validationErrors.length === 0 || !isRefused) found.push(what);
    }
  }
  return found;
}

function toRequest(attr: object, role = "user"): Principal {
  return { id: ADMIN.id, roles: [role], attr: attr as Record<string, Value> };
}

describe.each(kinds)("a request about $name", ({ name: kind, ...rest }) => {
  const { actions, attributes } = rest;
  const accepted = acceptedResources(kind);
  const [attr = {}] = accepted;

  it("is judged with the attributes that the tables have", async () => {
    expect(Object.keys(attr).sort()).toEqual([...attributes.keys()].sort());
    const questions = accepted.map((each) => {
      return { what: JSON.stringify(each), kind, attr: each, actions };
    });
    const every = questions.map(({ what }) => what);
    expect(await judged(questions)).toEqual(every);
  });

  it("is rejected if an attribute is missing, wrong or unknown", async () => {
    const questions = [...rejectedResources(kind)].map(([what, each]) => {
      return { what, kind, attr: each, actions };
    });
    expect(await judged(questions)).toEqual([]);
    // Each attribute at least missing, null, and something else.
    expect(questions.length).toBeGreaterThan(3 * attributes.size);
  });

  it("is an error if it is rejected, not a decision", async () => {
    const ask = (wrong: object, principal: object): Promise<unknown> => {
      const resource = { kind, id: "any", attr: { ...attr, ...wrong } };
      return pdp.check({
        principal: { ...ADMIN, attr: { ...ADMIN.attr, ...principal } },
        resources: [{ resource, actions }],
      });
    };
    await expect(ask({}, {})).resolves.toBeDefined();
    await expect(ask({ admin: true }, {})).rejects.toThrow(PdpRequestError);
    await expect(ask({}, { admin: true })).rejects.toThrow(PdpRequestError);
  });
});

describe("a principal", () => {
  const ROLES = ["user", "management_api", "scim", "unknown"] as const;
  const questions = kinds.map(({ name: kind, actions }) => {
    const [attr = {}] = acceptedResources(kind);
    return { what: kind, kind, attr, actions };
  });
  const every = kinds.map(({ name }) => name);

  it.each(ROLES)("who is %s is judged with every attribute", async (role) => {
    const principal = toRequest(ADMIN.attr, role);
    expect(await judged(questions, principal)).toEqual(every);
  });

  it("is rejected if an attribute is missing, wrong or unknown, whatever the resource", async () => {
    const letIn: string[] = [];
    let turn = 0;
    for (const [what, attr] of rejectedPrincipals()) {
      const role = ROLES[turn++ % ROLES.length];
      const of = await judged(questions, toRequest(attr, role));
      letIn.push(...of.map((kind) => `${kind}: ${what}`));
    }
    expect(letIn).toEqual([]);
  });
});
