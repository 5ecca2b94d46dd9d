import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../src/model/principal.ts";
import { PdpRequestError } from "../../src/pdp/errors.ts";
import type { Pdp, Resource } from "../../src/pdp/pdp.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import { loadCatalog } from "../../src/policies/catalog.ts";
import { resourcesOf } from "./resources.ts";
import { EVERYTHING, subject } from "./subjects.ts";

/**
 * A request that a schema rejects is an error, whatever it asks for and whoever asks: it is never a decision. Those who ask are
 * admins of everything, so that nothing else refuses them.
 */

const { kinds } = await loadCatalog();
const ADMIN = subject("user", EVERYTHING).principal;

let pdp: Pdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

/** Whether the PDP refuses to judge it. */
async function isRejected(
  resource: Resource,
  actions: readonly string[],
  principal: Principal = ADMIN,
): Promise<boolean> {
  try {
    await pdp.check(
      { principal, resources: [{ resource, actions }] },
      { deadline: 10_000 },
    );
    return false;
  } catch (error) {
    if (error instanceof PdpRequestError) return true;
    throw error;
  }
}

describe.each(kinds)("a request about $name", (kind) => {
  const attr = resourcesOf(kind)[0] ?? {};
  const resource = { kind: kind.name, id: "any", attr };

  it("is judged as it should be", async () => {
    expect(await isRejected(resource, kind.actions)).toBe(false);
  });

  it.each([...kind.attributes])(
    "is rejected without %s, and with one of another type",
    async (name) => {
      const { [name]: left, ...others } = attr;
      expect(left).toBeDefined();
      for (const wrong of [null, { of: left ?? "" }, 0.5]) {
        const mistyped = { ...resource, attr: { ...attr, [name]: wrong } };
        expect(await isRejected(mistyped, kind.actions)).toBe(true);
      }
      const incomplete = { ...resource, attr: others };
      expect(await isRejected(incomplete, kind.actions)).toBe(true);
    },
  );

  it("is rejected with an attribute too many, of the resource or the principal", async () => {
    const more = { ...resource, attr: { ...attr, admin: true } };
    expect(await isRejected(more, kind.actions)).toBe(true);
    const principal = { ...ADMIN, attr: { ...ADMIN.attr, owner: true } };
    expect(await isRejected(resource, kind.actions, principal)).toBe(true);
  });

  it.each(
    kind.attributes.has("user") ? ["KIM@acme.example", "k\u212Am@x"] : [],
  )("is rejected with the user %s", async (user) => {
    const otherwise = { ...resource, attr: { ...attr, user } };
    expect(await isRejected(otherwise, kind.actions)).toBe(true);
  });

  it("is rejected from a principal without, or with a wrong one, of any attribute", async () => {
    for (const name of Object.keys(ADMIN.attr)) {
      const { [name as "analytics"]: left, ...others } = ADMIN.attr;
      expect(left).toBeDefined();
      for (const wrong of [others, { ...ADMIN.attr, [name]: ["root"] }]) {
        const principal = { ...ADMIN, attr: wrong as Principal["attr"] };
        expect(await isRejected(resource, kind.actions, principal)).toBe(true);
      }
    }
  });
});
