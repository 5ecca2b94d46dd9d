import { afterAll, describe, expect, it } from "vitest";
import { createAuthorizer } from "../../src/authorizer/create.ts";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";
import { startPdp } from "../../src/pdp/process/start.ts";
import {
  directoryOf,
  enterprise,
  organization,
  user,
} from "../support/acme.ts";

const pdp = await startPdp();
afterAll(() => pdp.close());

function acme(defaultAccess: "everyone" | "editors"): Promise<Authorizer> {
  const [, ...others] = enterprise(user("ana@acme.example"), {
    apiVersion: "rolebook/v1",
    kind: "Credential",
    id: "pipeline",
    type: "management_api",
  });
  return createAuthorizer({
    pdp,
    directory: directoryOf([
      organization({
        plan: "enterprise",
        permissions: "project",
        experiment: { defaultAccess },
      }),
      ...others,
    ]),
  });
}

describe("a new flag", () => {
  it.each([
    [
      "everyone",
      "Ana@acme.example",
      "app",
      { access: "everyone", editors: [] },
    ],
    [
      "everyone",
      "pipeline",
      "management_api",
      { access: "everyone", editors: [] },
    ],
    [
      "editors",
      "Ana@acme.example",
      "app",
      { access: "editors", editors: ["ana@acme.example"] },
    ],
    [
      "editors",
      "ana@acme.example",
      "management_api",
      { access: "everyone", editors: [] },
    ],
    [
      "editors",
      "pipeline",
      "management_api",
      { access: "everyone", editors: [] },
    ],
  ] as const)(
    "where the default is %s, made by %s via %s, begins so: %o",
    async (defaultAccess, createdBy, createdVia, access) => {
      const authorizer = await acme(defaultAccess);
      expect(
        await authorizer.newFlagAccess({
          organization: "acme",
          createdBy,
          createdVia,
        }),
      ).toEqual(access);
    },
  );

  it("that begins restricted can be changed by its creator", async () => {
    const authorizer = await acme("editors");
    const asking = {
      organization: "acme",
      createdBy: "root@acme.example",
      createdVia: "app",
    } as const;
    const access = await authorizer.newFlagAccess(asking);
    expect(
      await authorizer.isAllowed({
        user: "root@acme.example",
        action: "edit",
        resource: {
          kind: "flag",
          id: "new",
          attr: { organization: "acme", project: "a", ...access },
        },
      }),
    ).toBe(true);
  });

  it.each([
    [{ createdBy: "nobody@acme.example" }, "There is no user or credential"],
    [{ organization: "acne" }, 'There is no organization "acne"'],
    [{ createdBy: "pipeline" }, "is a credential"],
    [{ createdBy: undefined }, "createdBy must be an id"],
    [{ organization: [] }, "organization must be an id"],
    [
      { createdVia: "telephone" },
      'createdVia must be app or management_api, but is "telephone"',
    ],
  ])("is not made with %o", async (part, message) => {
    const authorizer = await acme("editors");
    await expect(
      authorizer.newFlagAccess({
        organization: "acme",
        createdBy: "ana@acme.example",
        createdVia: "app",
        ...(part as object),
      }),
    ).rejects.toThrow(message);
  });
});
